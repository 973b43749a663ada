internal import Catalog
internal import ConnectorKit
internal import Engine
internal import LocalServers
internal import Model
internal import Processes

/// The demonstration: a real database, the console, and a live view of both on the terminal.
struct Demonstration: Sendable {
    let directory: DataDirectory
    let listen: String
    let terminal: Terminal

    func run(until stops: StopRequests) async throws {
        DemoDirectory.mark(asDemo: directory)
        terminal.out(terminal.styled("Godwit \(Godwit.version) demonstration", .bold) + "  (data: \(directory.path))\n")
        terminal.out("Starting the OceanBase engine (seekdb) …")
        let clock = ContinuousClock()
        let begun = clock.now
        let database = try await SeekDBServer.start(in: directory.path + "/seekdb")
        let call = "mysql -h \(database.host) -P \(database.port) -u \(database.user) test"
        terminal.out("  ready after \(Phrase.tenths(clock.now - begun)): \(call)")
        do {
            try await serve(database, until: stops)
        } catch {
            await database.stop()
            throw error
        }
        terminal.out("Stopping the database …")
        await database.stop()
        terminal.out("Stopped. The same command goes on where this one ended.")
    }

    private func serve(_ database: SeekDBServer, until stops: StopRequests) async throws {
        var options = try ServerOptions(
            Arguments(["--listen", listen], options: ServerOptions.options, flags: ServerOptions.flags))
        options.directory = directory
        options.logLevel = .warning
        let logger = try LogFile.open("serve", in: directory, form: .text, level: .warning)
        let catalog = try await Catalog.open(directory: directory.path)
        try await Server(options: options, logger: logger).run(until: stops.stream) { url in
            do {
                try await furnish(catalog, database)
                announce(url)
                await watch(catalog)
            } catch {
                terminal.note("godwit demo: \(error)")
                stops.stop("the demonstration could not be set up")
            }
        }
        await catalog.close()
    }

    /// A data source for the database and a component, unless an earlier run left them.
    private func furnish(_ catalog: Catalog, _ database: SeekDBServer) async throws {
        let kind = Connectors.demonstrated
        let password = Secret(database.password)
        if var known = try await catalog.dataSource(named: "demo") {
            known.port = database.port
            _ = try await catalog.changeDataSource(known, password: password, expecting: nil)
        } else {
            try await catalog.addDataSource(
                DataSource(
                    id: .random(), name: "demo", kind: kind, region: "default", host: database.host,
                    port: database.port, user: database.user, database: "test",
                    remark: "The database of the demonstration.",
                    createdAt: Timestamp.wallClock()), password: password)
        }
        guard let source = try await catalog.dataSource(named: "demo"), let connector = Connectors.all[kind]
        else { return }
        terminal.out("\nTesting the connection:")
        let terminal = terminal
        let steps = await connector.test(source, password: password) { step in
            terminal.out("  " + StepLine.text(of: step, terminal))
        }
        try await catalog.recordTest(
            ConnectionTest(
                at: Timestamp.wallClock(), steps: steps, product: steps.first { $0.key == "version" }?.detail),
            of: source.id)
        while try await catalog.machines().isEmpty { try await Task.sleep(for: .milliseconds(50)) }
        if try await catalog.components().isEmpty {
            _ = try await ComponentOrders(catalog: catalog).add(
                kind: .heartbeat, name: "first-heartbeat", machine: nil, configuration: [:], start: true, by: .system)
        }
    }

    private func announce(_ url: String) {
        terminal.out(
            """

            The console: \(terminal.styled(url, .bold))
              The first sign-in sets the password of “admin”. Components, machines, tickets and the data source “demo”
              are there, live. Ctrl-C ends the demonstration.

            """)
    }

    /// One line while something changes: rewritten in place on a terminal, a line now and then elsewhere.
    private func watch(_ catalog: Catalog) async {
        var lines = 0
        while !Task.isCancelled {
            if let line = try? await DemoLine.text(catalog) {
                if terminal.isInteractive {
                    terminal.replaceLine(line)
                } else if lines % 5 == 0 {
                    terminal.out(line)
                }
                lines += 1
            }
            try? await Task.sleep(for: .seconds(1))
        }
        terminal.out("")
    }
}
