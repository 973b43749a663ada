internal import Catalog
internal import Engine
internal import Model
internal import Processes

/// The agent of this machine, inside `serve` or alone. One per data directory: the pid file decides.
struct LocalAgent: Sendable {
    private let agent: Agent
    private let pidFile: PIDFile

    /// Fails with `PIDFile.Failure` when another agent of this data directory lives.
    init(
        directory: DataDirectory, catalog: Catalog, logger: Logger, name: String?, region: String?
    ) async throws {
        pidFile = try PIDFile(directory.pidFile(of: "agent"))
        let id = try directory.machineID()
        let machine = Machine(
            id: id, name: name ?? HostGauge.hostName, address: HostAddress.primary, region: region ?? "default",
            componentLimit: Limits.componentsPerMachine, createdAt: Timestamp.wallClock())
        agent = Agent(
            Agent.Settings(
                machine: machine, program: try Program.path(), directory: directory, version: Godwit.version),
            catalog: catalog, logger: logger.named("agent"))
    }

    func run() async throws {
        defer { pidFile.release() }
        try await agent.run()
    }
}
