internal import Catalog
internal import Engine
internal import LocalServers
internal import Model
internal import Processes

extension Command {
    static let demo = Command(
        name: "demo", summary: "starts a real database and the console, and shows both live",
        help: """
            godwit demo [--listen ADDRESS:PORT] [--for SECONDS] [--fresh]

              Starts the OceanBase engine (seekdb) on a free loopback port, saves it as a data source, starts the
              console with an agent and a component, and shows what happens. Everything lives in one directory;
              a second run goes on with it.

              --for SECONDS   ends by itself; else Ctrl-C ends it
              --fresh         forgets the earlier demonstration first
              --listen        where the console is served; default 127.0.0.1 and a free port
            """ + Command.commonHelp,
        options: ["listen", "for"], flags: ["fresh"]
    ) { arguments, terminal in
        _ = try arguments.words()
        let seconds = try arguments.integer("for", in: 1...86_400)
        let base = try Installation.directory(from: arguments)
        let directory = DataDirectory(path: arguments.value("data") == nil ? base.path + "-demo" : base.path)
        if arguments.has("fresh") { try DemoDirectory.clear(directory) }
        try directory.create()
        let stops = StopRequests()
        stops.watchSignals(Signals.stop)
        if let seconds { stops.after(.seconds(seconds)) }
        try await Demonstration(
            directory: directory, listen: arguments.value("listen") ?? "127.0.0.1:0", terminal: terminal
        ).run(until: stops)
        return .done
    }
}
