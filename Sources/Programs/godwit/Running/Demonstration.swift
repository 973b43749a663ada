internal import Catalog
internal import ConnectorKit
internal import Engine
internal import JSON
internal import LocalServers
internal import Model
internal import Processes
internal import SampleCompany
internal import Synchronization

/// The demonstration: a stand-in for an Oracle server with a company in it and people at work, a real OceanBase engine,
/// and a project that moves the one into the other, made and driven by the code of `godwit run`.
struct Demonstration: Sendable {
    let directory: DataDirectory
    let rows: Int
    let listen: String
    let isOnce: Bool
    let isJSON: Bool
    let terminal: Terminal

    func run(until stops: StopRequests) async throws -> ExitCode {
        DemoDirectory.mark(asDemo: directory)
        say(terminal.styled("Godwit \(Godwit.version) demonstration", .bold) + "  (data: \(directory.path))\n")
        let servers = try await DemoServers.start(in: directory, say)
        let code: ExitCode
        do {
            let company = SampleCompany(port: servers.source.port)
            try await prepare(company, servers.source)
            code = try await work(company, servers, until: stops)
        } catch {
            await servers.stop()
            throw error
        }
        say("Stopping the databases …")
        await servers.stop()
        if !isOnce { say("Stopped. The same command goes on where this one ended.") }
        return code
    }

    /// What a person reads; a program reads JSON alone.
    @Sendable private func say(_ text: String) {
        if isJSON { terminal.note(text) } else { terminal.out(text) }
    }

    private func prepare(_ company: SampleCompany, _ decoy: DecoyProgram) async throws {
        let wanted = Phrase.count(Int64(rows))
        let terminal = terminal
        let isQuiet = isJSON || !terminal.isInteractive
        if isQuiet { say("Filling the company, unless an earlier run did: \(wanted) rows.") }
        try await company.prepare(rows: rows, administrator: decoy.user, password: decoy.password) { rows in
            if !isQuiet {
                terminal.replaceLine("Filling the company: \(Phrase.count(Int64(rows))) of \(wanted) rows")
            }
        }
        if !isQuiet { terminal.replaceLine("") }
        let place = "oracle://\(decoy.host):\(decoy.port)/\(decoy.service)"
        say("The company is there: schema \(SampleCompany.user) at \(place)\n")
    }

    /// How much people did, told from one task to another.
    private final class Tally: Sendable {
        private let count = Mutex(0)

        var value: Int { count.withLock { $0 } }
        func set(_ value: Int) { count.withLock { $0 = value } }
    }

    /// People work as long as the project is watched.
    private func work(
        _ company: SampleCompany, _ servers: DemoServers, until stops: StopRequests
    ) async throws -> ExitCode {
        let changes = Tally()
        let code = try await withThrowingTaskGroup(of: ExitCode?.self) { group in
            group.addTask {
                await self.letPeopleWork(in: company, changes)
                return nil
            }
            group.addTask {
                self.isOnce
                    ? try await self.once(servers, until: stops) : try await self.serve(servers, until: stops)
            }
            var code: ExitCode?
            while code == nil, let ended = try await group.next() { code = ended }
            group.cancelAll()
            return code ?? .failed
        }
        say("Meanwhile people made \(Phrase.count(changes.value, "change")) at the source.")
        return code
    }

    /// Their end, whatever its reason, is not the end of anything else.
    private func letPeopleWork(in company: SampleCompany, _ changes: Tally) async {
        do {
            try await CompanyWorkload(company).run { count in changes.set(count) }
        } catch {
            say("The people have stopped working: \(error)")
        }
    }

    // MARK: Two ways

    /// Without a console: as `godwit run`.
    private func once(_ servers: DemoServers, until stops: StopRequests) async throws -> ExitCode {
        let catalog = try await Catalog.open(directory: directory.path)
        let project = try await save(servers, catalog)
        let run = ProjectRun(
            installation: Installation(directory: directory, catalog: catalog), project: project.id,
            display: display(project, catalog), goOn: "./godwit demo --once")
        let code = try await run.run(until: stops.stream)
        await catalog.close()
        return code
    }

    /// With the console; the server drives the project, this shows it.
    private func serve(_ servers: DemoServers, until stops: StopRequests) async throws -> ExitCode {
        var options = try ServerOptions(
            Arguments(["--listen", listen], options: ServerOptions.options, flags: ServerOptions.flags))
        options.directory = directory
        options.logLevel = .warning
        let logger = try LogFile.open("serve", in: directory, form: .text, level: .info, alsoOnTerminal: false)
        let catalog = try await Catalog.open(directory: directory.path)
        try await Server(options: options, logger: logger).run(until: stops.stream) { url in
            do {
                let project = try await save(servers, catalog)
                announce("Watch the project move at the console", url, project)
                let installation = Installation(directory: directory, catalog: catalog)
                let run = ProjectRun(
                    installation: installation, project: project.id, display: display(project, catalog),
                    goOn: "./godwit demo")
                _ = try await run.follow()
                announce("The project at the console", url, project)
                await watch(catalog)
            } catch {
                say("godwit demo: \(error)")
                stops.stop("the demonstration could not be set up")
            }
        }
        await catalog.close()
        return .done
    }

    private func display(_ project: Project, _ catalog: Catalog) -> ProjectDisplay {
        ProjectDisplay(
            catalog: catalog, project: project.id, terminal: terminal,
            form: isJSON ? .json : terminal.isInteractive ? .screen : .quiet)
    }

    /// The project file of the demonstration, with the ports of today.
    private func save(_ servers: DemoServers, _ catalog: Catalog) async throws -> Project {
        let (source, destination) = (servers.source, servers.destination)
        let login = "\(SampleCompany.user):\(SampleCompany.password)"
        let file = try ProjectFile.parse([
            "name": "company", "tags": ["demo"],
            "source": [
                "kind": .string(Connectors.demonstratedSource.rawValue),
                "url": .string("oracle://\(login)@\(source.host):\(source.port)/\(source.service)"),
            ],
            "destination": [
                "kind": .string(Connectors.demonstrated.rawValue),
                "url": .string("mysql://\(destination.user)@\(destination.host):\(destination.port)"),
            ],
            "objects": ["include": [.string("\(SampleCompany.user).*")], "map": [SampleCompany.user: "company"]],
            "options": ["createDatabase": true, "onUnsupported": "leaveOut"],
        ])
        return try await ProjectSaving(catalog: catalog, connectors: Connectors.all).save(file, by: .commandLine)
    }

    private func announce(_ what: String, _ url: String, _ project: Project) {
        let page = "\(url.hasSuffix("/") ? String(url.dropLast()) : url)/migration/\(project.id)"
        terminal.out(
            """

            \(what): \(terminal.styled(page, .bold))
              The first sign-in sets the password of “admin”. Ctrl-C ends the demonstration.

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
