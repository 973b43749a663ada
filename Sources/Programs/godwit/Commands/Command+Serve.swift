internal import Engine
internal import Processes

extension Command {
    static let serve = Command(
        name: "serve", summary: "runs the console, the API, the scheduler and this machine's agent",
        help: """
            godwit serve [--listen ADDRESS:PORT] [options]

              --listen ADDRESS:PORT   where the console is served; default 127.0.0.1:8089, port 0 takes a free one
              --certificate FILE      PEM certificate chain; with --key, the console is served over HTTPS only
              --key FILE              its private key
              --no-agent              without an agent: another program runs it (godwit agent)
              --name, --region        of this machine, when it appears for the first time
              --print-url             the first line of standard output is {"url":"…"}
              --log-format FORM       text (default) or json
              --log-level LEVEL       debug, info (default), warning or error

              The first sign-in, from this machine, sets the password of “admin”. SIGTERM or Ctrl-C ends the server;
              its components are stopped with it and started again with the next one.
            """ + Command.commonHelp,
        options: ServerOptions.options, flags: ServerOptions.flags
    ) { arguments, terminal in
        _ = try arguments.words()
        let options = try ServerOptions(arguments)
        try options.directory.create()
        let logger = try LogFile.open("serve", in: options.directory, form: options.logForm, level: options.logLevel)
        let stops = StopRequests()
        stops.watchSignals(Signals.stop)
        try await Server(options: options, logger: logger).run(until: stops.stream) { url in
            if options.printsURL { terminal.out("{\"url\":\"\(url)\"}") }
        }
        return .done
    }
}
