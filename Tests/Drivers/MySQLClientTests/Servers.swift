import LocalServers
import MySQLClient
import Net
import TestKit

/// The real servers that the tests ask. Every rule holds for each of them, unless a test says why not.
enum TestServer: String, CaseIterable, Sendable {
    case seekdb, mariadb

    /// Where the one that the run's tests share listens.
    func endpoint() async throws -> MySQLEndpoint {
        switch self {
        case .seekdb:
            let server = try await TestServers.shared.seekDB
            return MySQLEndpoint(host: server.host, port: server.port, user: server.user, password: server.password)
        case .mariadb:
            let server = try await TestServers.shared.mariaDB
            return MySQLEndpoint(host: server.host, port: server.port, user: server.user, password: server.password)
        }
    }
}

extension TestServer {
    /// Runs a blocking body on a thread of its own, with a session in a database of its own that goes away afterwards.
    func onSession<Value: Sendable>(
        settings: MySQLSettings = MySQLSettings(), _ body: @escaping @Sendable (MySQLSession) throws -> Value
    ) async throws -> Value {
        var endpoint = try await endpoint()
        endpoint.settings = settings
        let start = endpoint
        return try await Stage().blocking {
            let name = "client_\(UInt64.random(in: 0...UInt64.max))"
            let keeper = try MySQLSession.open(start)
            try keeper.execute("CREATE DATABASE \(name) CHARACTER SET utf8mb4")
            defer { _ = try? keeper.execute("DROP DATABASE \(name)") }
            var inside = start
            inside.database = name
            return try body(try MySQLSession.open(inside))
        }
    }
}

/// A thread for the blocking body of one test; unlike a bare thread it stays the test's own task, so that what it
/// records is the test's.
actor Stage {
    private let thread = ThreadExecutor(name: "test-stage")
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    func blocking<Value: Sendable>(_ body: @Sendable () throws -> Value) throws -> Value { try body() }
}
