internal import ConnectorKit
internal import Glibc
internal import Model
internal import MySQLClient

/// Tests a connection step by step. Every step is bounded, so that the whole ends within about ten seconds whatever
/// the network and the server do; after a failed step the rest are skipped.
struct ConnectionTester {
    let source: DataSource
    let endpoint: MySQLEndpoint
    let expectsOceanBase: Bool
    let report: @Sendable (ConnectionTest.Step) -> Void

    /// From the start of the test to the end of the sign-in: a busy server gets what name and port left over.
    static let loginDeadline: Duration = .milliseconds(9500)
    static let clockSkewMax: Duration = .seconds(5)

    func run() async -> [ConnectionTest.Step] {
        let started = ContinuousClock.now
        var log = StepLog(report: report)
        await Reachability.test(source, &log)
        let connection = await signIn(&log, by: started + ConnectionTester.loginDeadline)
        await ask(connection, "version", "Version", &log) { connection in
            ServerQuestions.version(await connection.server, expectsOceanBase: expectsOceanBase)
        }
        await ask(connection, "clock", "Clock", &log) { connection throws(MySQLError) in
            try await ServerQuestions.clock(connection)
        }
        await ask(connection, "charset", "Character set", &log) { connection throws(MySQLError) in
            try await ServerQuestions.characterSet(connection, database: source.database)
        }
        await ask(connection, "rights", "Rights", &log) { connection throws(MySQLError) in
            try await ServerQuestions.rights(connection, database: source.database)
        }
        await ask(connection, "capabilities", "Capabilities", &log) { connection throws(MySQLError) in
            try await ServerQuestions.capabilities(connection)
        }
        await connection?.close()
        return log.steps
    }

    /// One call of the client makes encryption and sign-in; its outcome is told as two steps.
    private func signIn(_ log: inout StepLog, by deadline: ContinuousClock.Instant) async -> MySQLConnection? {
        let isEncrypted = source.encryption != .off
        var connection: MySQLConnection?
        var refusal: MySQLError?
        let connect = { () async -> StepFinding in
            do throws(MySQLError) {
                connection = try await MySQLConnection.open(endpoint, within: deadline - .now)
                return .passed("")
            } catch {
                refusal = error
                return ConnectionAdvice.finding(
                    for: error, source, user: endpoint.user, expectsOceanBase: expectsOceanBase)
            }
        }
        guard isEncrypted else {
            await log.step("login", "Sign-in") { named(await connect()) }
            return connection
        }
        var outcome: StepFinding?
        await log.step("encryption", "Encryption") {
            let finding = await connect()
            outcome = finding
            // A server that refuses the sign-in has agreed on encryption before.
            let agreed = refusal.map { [.signIn, .missing, .privilege].contains($0.kind) } ?? true
            guard agreed else { return finding }
            let cipher = await connection?.server.cipher ?? "agreed"
            let checked = source.encryption == .verified ? ", certificate and host name checked" : ""
            return .passed("Encrypted (\(cipher))\(checked).")
        }
        await log.step("login", "Sign-in") { named(outcome ?? .passed("")) }
        return connection
    }

    private func named(_ finding: StepFinding) -> StepFinding {
        finding.outcome == .passed ? .passed("Signed in as “\(endpoint.user)”.") : finding
    }

    private func ask(
        _ connection: MySQLConnection?, _ key: String, _ title: String, _ log: inout StepLog,
        _ question: (MySQLConnection) async throws(MySQLError) -> StepFinding
    ) async {
        await log.step(key, title) {
            guard let connection else { return .failed("There is no connection.", advice: "Mend the steps above.") }
            do throws(MySQLError) {
                return try await question(connection)
            } catch {
                return ConnectionAdvice.finding(
                    for: error, source, user: endpoint.user, expectsOceanBase: expectsOceanBase)
            }
        }
    }
}
