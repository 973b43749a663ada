internal import ConnectorKit
internal import Model
internal import OracleClient

/// Tests a connection step by step. Every step is bounded; after a failed one the rest are skipped.
struct ConnectionTester {
    let source: DataSource
    let password: Secret
    let report: @Sendable (ConnectionTest.Step) -> Void

    static let loginTime = Duration.seconds(9)
    static let questionTime = Duration.seconds(5)

    func run() async -> [ConnectionTest.Step] {
        var log = StepLog(report: report)
        await Reachability.test(source, &log)
        let connection = await signIn(&log)
        let questions = ServerQuestions(source: source)
        await ask(connection, "version", "Version", &log) { connection throws(OracleError) in
            try await questions.version(connection)
        }
        await ask(connection, "role", "Role", &log) { connection throws(OracleError) in
            try await questions.role(connection)
        }
        await ask(connection, "charset", "Character set", &log) { connection throws(OracleError) in
            try await questions.characterSet(connection)
        }
        await ask(connection, "rights", "Rights", &log) { connection throws(OracleError) in
            try await questions.rights(connection)
        }
        await ask(connection, "clock", "Clock", &log) { connection throws(OracleError) in
            try await questions.clock(connection)
        }
        await ask(connection, "archiving", "Archived logs", &log) { connection throws(OracleError) in
            try await questions.archiving(connection)
        }
        await ask(connection, "logging", "Supplemental logging", &log) { connection throws(OracleError) in
            try await questions.supplementalLogging(connection)
        }
        await ask(connection, "capabilities", "Capabilities", &log) { connection throws(OracleError) in
            try await questions.capabilities(connection)
        }
        await connection?.close()
        return log.steps
    }

    private func signIn(_ log: inout StepLog) async -> OracleConnection? {
        var endpoint = OracleEndpoint(source, password)
        endpoint.logonTimeout = ConnectionTester.loginTime
        var connection: OracleConnection?
        await log.step("login", "Sign-in") {
            guard !source.database.isEmpty || !(source.options["sid"] ?? "").isEmpty else {
                return .failed(
                    "Neither a service nor a SID is given.",
                    advice: "Write the name of the service into the field Database, or the SID into its own.")
            }
            do throws(OracleError) {
                let opened = try await OracleConnection.open(endpoint)
                await opened.setCallTimeout(ConnectionTester.questionTime)
                connection = opened
                return welcome(opened)
            } catch {
                return ConnectionAdvice.finding(for: error, source)
            }
        }
        return connection
    }

    private func welcome(_ connection: OracleConnection) -> StepFinding {
        let server = connection.server
        let place = server.serviceName.isEmpty ? server.databaseName : server.serviceName
        let protection = source.encryption == .off ? "" : ", encrypted"
        let checked = source.encryption == .verified ? ", certificate and host name checked" : ""
        let found = "Signed in as “\(source.user)” to \(place)\(protection)\(checked)."
        guard let warning = connection.warnings.first else { return .passed(found) }
        return .warning(found, advice: "The server warns: \(warning.text)")
    }

    private func ask(
        _ connection: OracleConnection?, _ key: String, _ title: String, _ log: inout StepLog,
        _ question: (OracleConnection) async throws(OracleError) -> StepFinding
    ) async {
        await log.step(key, title) {
            guard let connection else { return .failed("There is no connection.", advice: "Mend the steps above.") }
            do throws(OracleError) {
                return try await question(connection)
            } catch {
                return ConnectionAdvice.finding(for: error, source)
            }
        }
    }
}
