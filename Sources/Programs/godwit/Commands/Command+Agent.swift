internal import Catalog
internal import Engine
internal import Model
internal import Processes

extension Command {
    static let agent = Command(
        name: "agent", summary: "runs the agent of this machine alone (serve has one inside)",
        help: """
            godwit agent [--name NAME] [--region REGION] [--log-format text|json] [--log-level LEVEL]

              Starts and watches the components that the catalog places on this machine. Stops them when it stops.
              SIGTERM or Ctrl-C ends it.
            """ + Command.commonHelp,
        options: ["name", "region", "log-format", "log-level"]
    ) { arguments, terminal in
        _ = try arguments.words()
        let options = try ServerOptions(arguments)
        try options.directory.create()
        let logger = try LogFile.open("agent", in: options.directory, form: options.logForm, level: options.logLevel)
        let stops = StopRequests()
        stops.watchSignals(Signals.stop)
        let catalog = try await Catalog.open(directory: options.directory.path)
        let agent = try await LocalAgent(
            directory: options.directory, catalog: catalog, logger: logger, name: options.machineName,
            region: options.region)
        let notice = ServiceNotice()
        notice.ready()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await agent.run() }
            group.addTask { await Watchdog.run(notice) }
            group.addTask {
                for await reason in stops.stream {
                    logger(.info, "stopping", ["reason": reason])
                    break
                }
            }
            _ = try await group.next()
            notice.stopping()
            group.cancelAll()
            while (try await group.next()) != nil {}
        }
        await catalog.close()
        return .done
    }
}
