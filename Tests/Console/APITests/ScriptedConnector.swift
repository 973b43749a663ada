import ConnectorKit
import Model
import Synchronization

/// A connector whose tests end as the host says: `passes`, `fails`, or `hangs` until it is cancelled.
final class ScriptedConnector: SourceConnector, DestinationConnector {
    private struct Script {
        var listings = 0
        var findings: [String: PrecheckFinding] = [:]
        var isHeld = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let passwordsSeen = Mutex<[String]>([])
    private let script = Mutex(Script())

    var passwords: [String] { passwordsSeen.withLock { $0 } }

    /// How often a source was asked for its objects.
    var listings: Int { script.withLock(\.listings) }
    func noteListing() { script.withLock { $0.listings += 1 } }

    /// What a question finds from now on; without it, it passes.
    func find(_ finding: PrecheckFinding) { script.withLock { $0.findings[finding.key] = finding } }

    /// Answers wait until `letGo`.
    func hold() { script.withLock { $0.isHeld = true } }

    func letGo() {
        let waiting = script.withLock { script in
            defer { script.waiting = [] }
            script.isHeld = false
            return script.waiting
        }
        for one in waiting { one.resume() }
    }

    var heldCount: Int { script.withLock(\.waiting.count) }

    func answers(_ question: PrecheckQuestion) async -> [PrecheckFinding] {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let isHeld = script.withLock { script in
                if script.isHeld { script.waiting.append(continuation) }
                return script.isHeld
            }
            if !isHeld { continuation.resume() }
        }
        let known = script.withLock { $0.findings[question.key] }
        return [known ?? PrecheckFinding(key: question.key, outcome: .passed, found: "They are.")]
    }

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
        return ScriptedSource(connector: self)
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
        var version = ConnectionTest.Step(
            key: "version", title: "The version is known", outcome: .passed, detail: "S 1.0")
        version.capabilities = [
            .init("version", "Version", found: "S 1.0"),
            .init("binlog", "Binlog", found: "no binlog", isPresent: false),
        ]
        version.rights = [
            .init("SELECT", on: "*.*", isPresent: true, grant: "GRANT SELECT ON *.* TO 'root'@'%';"),
            .init("INSERT", on: "*.*", isPresent: false, grant: "GRANT INSERT ON *.* TO 'root'@'%';"),
        ]
        return [port, version]
    }
}
