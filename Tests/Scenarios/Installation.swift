import Catalog
import Engine
import Glibc
import LocalServers
import Model
import Net
import Processes
import TestKit
import Testing

/// One installation as an operator has it: server, agent and database as processes of their own, driven from outside.
/// The driver stands where a service manager stands: it starts again what was killed.
final class Installation {
    let directory: DataDirectory
    let catalog: Catalog
    let database: SeekDBServer
    private(set) var server: ChildProcess?
    private(set) var agent: ChildProcess?

    init(in path: String, database: SeekDBServer) async throws {
        directory = DataDirectory(path: path)
        try directory.create()
        catalog = try await Catalog.open(directory: path)
        self.database = database
    }

    func startServer() async throws {
        server = try await launchProgram(
            ["serve", "--data", directory.path, "--no-agent", "--listen", "127.0.0.1:0"], output: "serve.out")
    }

    func startAgent() async throws {
        agent = try await launchProgram(["agent", "--data", directory.path], output: "agent.out")
    }

    private func launchProgram(_ arguments: [String], output: String) async throws -> ChildProcess {
        try await launch(
            Launch(
                BuiltProgram.path, arguments, output: .file(directory.path + "/" + output, append: true)))
    }

    func stop() async {
        _ = await server?.stop(grace: .seconds(10))
        _ = await agent?.stop(grace: .seconds(15))
        await catalog.close()
    }

    /// Every living process that works on this data directory.
    func processes() -> [ProcessTable.Entry] {
        ProcessTable.entries().filter { entry in
            entry.identity.pid != getpid() && entry.arguments.contains { $0 == directory.path }
        }
    }

    func processes(of id: ComponentID) -> [ProcessTable.Entry] {
        processes().filter { $0.arguments.contains(id.rawValue) }
    }

    func kill(_ victim: Victim) async throws {
        switch victim {
        case .server: server?.signal(SIGKILL)
        case .agent: agent?.signal(SIGKILL)
        case .components:
            for component in try await catalog.components() {
                for entry in processes(of: component.id) { _ = ProcessTable.kill(entry.identity, SIGKILL) }
            }
        case .database: await database.kill()
        }
    }

    /// What a service manager does: starts what has ended.
    func startWhatEnded() async throws {
        if let ended = server {
            if ended.exitStatus != nil { try await startServer() }
        }
        if let ended = agent {
            if ended.exitStatus != nil { try await startAgent() }
        }
        if await database.pid == nil { try await database.restart() }
    }
}

enum Victim: CaseIterable, Sendable {
    case server, agent, components, database
}

/// A number from the environment, for runs that are longer than the suite's.
func setting(_ name: String, standard: Int) -> Int {
    guard let value = getenv(name), let number = Int(String(cString: value)) else { return standard }
    return number
}
