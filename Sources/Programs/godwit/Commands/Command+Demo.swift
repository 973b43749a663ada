internal import Catalog
internal import Engine
internal import LocalServers
internal import Model
internal import Processes
internal import SampleCompany

extension Command {
    static let demo = Command(
        name: "demo", summary: "moves a sample company into a real OceanBase engine while people work in it",
        help: """
            godwit demo [--rows N] [--once] [--listen ADDRESS:PORT] [--for SECONDS] [--fresh] [--json]

              Starts Decoy, a stand-in for an Oracle server, with the schema of a small company and people who keep
              using it; the OceanBase engine (seekdb); and the console. Then it makes a project, starts it, and shows
              how it moves. Everything lives in one directory; a second run goes on with it.

              --rows N        rows of the company, in all tables together; default \(SampleCompany.rowsStandard)
              --once          without the console: ends with the project, prints what became of it, and answers 0
                              only when everything was moved
              --for SECONDS   ends by itself; else Ctrl-C ends it
              --fresh         forgets the earlier demonstration first
              --listen        where the console is served; default 127.0.0.1 and a free port
              --json          with --once: one JSON object a line, as godwit run prints them
            """ + Command.commonHelp,
        options: ["listen", "for", "rows"], flags: ["fresh", "once", "json"]
    ) { arguments, terminal in
        _ = try arguments.words()
        let seconds = try arguments.integer("for", in: 1...86_400)
        let rows = try arguments.integer("rows", in: 2_000...100_000_000) ?? SampleCompany.rowsStandard
        let base = try Installation.directory(from: arguments)
        let directory = DataDirectory(path: arguments.value("data") == nil ? base.path + "-demo" : base.path)
        if arguments.has("fresh") { try DemoDirectory.clear(directory) }
        try directory.create()
        let stops = StopRequests()
        stops.watchSignals(Signals.stop)
        if let seconds { stops.after(.seconds(seconds)) }
        return try await Demonstration(
            directory: directory, rows: rows, listen: arguments.value("listen") ?? "127.0.0.1:0",
            isOnce: arguments.has("once"), isJSON: arguments.has("json"), terminal: terminal
        ).run(until: stops)
    }
}
