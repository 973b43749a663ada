import ConnectorKit
import Model
import Synchronization

/// A connector whose tests end as the host says: `passes`, `fails`, or `hangs` until it is cancelled.
final class ScriptedConnector: SourceConnector, DestinationConnector {
    private let passwordsSeen = Mutex<[String]>([])

    var passwords: [String] { passwordsSeen.withLock { $0 } }

    let description = ConnectorDescription(
        kind: DataSourceKind(rawValue: "scripted"), title: "Scripted", defaultPort: 4711, defaultUser: "root",
        fields: [
            ConnectorField(name: "tenant", title: "Tenant", help: "Its name.", isRequired: true),
            ConnectorField(name: "cluster", title: "Cluster", help: "Its name."),
        ], roles: [.primary, .standby])

    func openSource(
        _ source: DataSource, password: Secret
    ) async throws(DatabaseRefusal) -> any SourceDatabase {
        if source.host == "fails" {
            throw DatabaseRefusal(
                Failure("TEST-0001", "The login was refused.", advice: "Check it."), remedy: .askOperator)
        }
        return ScriptedSource()
    }

    func openDestination(
        _ source: DataSource, password: Secret
    ) async throws(DatabaseRefusal) -> any DestinationDatabase { ScriptedDestination() }

    func test(
        _ source: DataSource, password: Secret, report: @escaping @Sendable (ConnectionTest.Step) -> Void
    ) async -> [ConnectionTest.Step] {
        passwordsSeen.withLock { $0.append(password.reveal()) }
        let port = ConnectionTest.Step(key: "port", title: "The port answers", outcome: .passed, detail: "Yes.")
        report(port)
        if source.host == "hangs" {
            // Ignores its cancellation, as a driver in a system call would.
            await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
        }
        if source.host == "fails" {
            let login = ConnectionTest.Step(
                key: "login", title: "The login works", outcome: .failed, detail: "Refused.", advice: "Check it.",
                fix: "GRANT …")
            return [port, login]
        }
        return [
            port, ConnectionTest.Step(key: "version", title: "The version is known", outcome: .passed, detail: "S 1.0"),
        ]
    }
}
