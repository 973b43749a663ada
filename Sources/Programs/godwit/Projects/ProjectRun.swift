internal import Catalog
internal import Engine
internal import Glibc
internal import Model
internal import Processes

/// One project in the foreground. Where a server works on the data directory, that one drives it and this only shows
/// it; otherwise an agent and a driver run in this process. When the server ends, this process takes over.
struct ProjectRun: Sendable {
    let installation: Installation
    let project: ProjectID
    let display: ProjectDisplay
    /// The command that goes on, for a person to copy.
    let goOn: String

    func run() async throws -> ExitCode {
        let stops = StopRequests()
        stops.watchSignals(Signals.stop)
        let code = try await run(until: stops.stream)
        await installation.catalog.close()
        return code
    }

    func run(until stops: AsyncStream<String>) async throws -> ExitCode {
        // The terminal belongs to the display; whatever matters to a person is in the project's own report.
        let logger = try LogFile.open(
            "run", in: installation.directory, form: .text, level: .info, alsoOnTerminal: false)
        return try await withThrowingTaskGroup(of: ExitCode?.self) { group in
            group.addTask {
                try await self.work(logger)
                return nil
            }
            group.addTask { try await self.drive() }
            group.addTask {
                for await _ in stops {
                    await self.display.interrupted(server: self.server, goOn: self.goOn)
                    return .notNow
                }
                return nil
            }
            var code: ExitCode?
            while code == nil, let ended = try await group.next() { code = ended }
            group.cancelAll()
            while (try? await group.next()) != nil {}
            return code ?? .failed
        }
    }

    /// The pid of another program that serves this data directory.
    private var server: Int32? {
        let owner = PIDFile.owner(of: installation.directory.pidFile(of: "serve"))
        return owner == getpid() ? nil : owner
    }

    /// Agent, drivers and scheduler, as soon as no server has them.
    private func work(_ logger: Logger) async throws {
        while server != nil, !Task.isCancelled { try? await Task.sleep(for: .seconds(1)) }
        guard !Task.isCancelled else { return }
        let agent = try await ownAgent(logger)
        let catalog = installation.catalog
        try await withThrowingTaskGroup(of: Void.self) { group in
            if let agent { group.addTask { try await agent.run() } }
            group.addTask {
                await ProjectDrivers(
                    catalog: catalog, connectors: Connectors.all, logger: logger.named("projects"), identity: .own
                ).run()
            }
            group.addTask { await Scheduler(catalog: catalog, logger: logger.named("scheduler"), identity: .own).run() }
            try await group.waitForAll()
        }
    }

    /// Starts and shows the project where a server of this very process drives it.
    func follow() async throws -> ExitCode? { try await drive() }

    /// Orders the start and shows what happens until nothing more will.
    private func drive() async throws -> ExitCode? {
        let catalog = installation.catalog
        guard let known = try await catalog.project(project) else { return .failed }
        await display.begin(known, data: installation.directory.path, server: server)
        if known.observation.state == .completed { return try await display.end(known, goOn: goOn) }
        let ordered = try await ordered(known)
        while !Task.isCancelled {
            guard let current = try await display.show() else { return .failed }
            let isTakenUp = current.observation.generation >= ordered.intent.generation
            if isTakenUp, current.observation.state != .running {
                return try await display.end(current, goOn: goOn)
            }
            try? await Task.sleep(for: .milliseconds(250))
        }
        return nil
    }

    /// A project that runs, or will in a moment, is not ordered again.
    private func ordered(_ known: Project) async throws -> Project {
        let isUnderWay =
            known.intent.wish == .running && (known.observation.state == .running || known.isOrderPending)
        return isUnderWay
            ? known : try await ProjectOrders(catalog: installation.catalog).goOn(project, by: .commandLine)
    }

    private func ownAgent(_ logger: Logger) async throws -> LocalAgent? {
        do {
            return try await LocalAgent(
                directory: installation.directory, catalog: installation.catalog, logger: logger, name: nil,
                region: nil)
        } catch let running as PIDFile.Failure {
            guard case .held = running else { throw running }
            return nil
        }
    }
}
