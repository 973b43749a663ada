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

    static let nameDeadline: Duration = .seconds(4)
    static let portDeadline: Duration = .milliseconds(2500)
    /// From the start of the test to the end of the sign-in: a busy server gets what name and port left over.
    static let loginDeadline: Duration = .milliseconds(9500)
    static let clockSkewMax: Duration = .seconds(5)

    func run() async -> [ConnectionTest.Step] {
        let started = ContinuousClock.now
        var log = StepLog(report: report)
        let addresses = await resolveName(&log)
        await probePort(addresses, &log)
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

    private func resolveName(_ log: inout StepLog) async -> [HostAddress] {
        var addresses: [HostAddress] = []
        await log.step("name", "Host name") {
            guard (1...65_535).contains(source.port) else {
                return .failed("\(source.port) is no port.", advice: "Ports go from 1 to 65535.")
            }
            switch await Reachability.resolve(source.host, port: source.port, within: ConnectionTester.nameDeadline) {
            case .addresses(let found):
                addresses = found
                let list = found.map(\.text).joined(separator: ", ")
                return .passed(list == source.host ? "\(source.host) is an address." : "\(source.host) is \(list).")
            case .unknown(let reason):
                return .failed(
                    "This machine knows no host “\(source.host)”: \(reason).",
                    advice: "Correct the host name, use its address, or add it to the name service of this machine.")
            case .late:
                return .failed(
                    "The name service gave no answer for “\(source.host)” in time.",
                    advice: "Use the address of the host, or repair the name service of this machine.")
            }
        }
        return addresses
    }

    private func probePort(_ addresses: [HostAddress], _ log: inout StepLog) async {
        await log.step("port", "Port") {
            let place = "\(source.host):\(source.port)"
            switch await Reachability.probe(addresses, within: ConnectionTester.portDeadline) {
            case .open(let address): return .passed("Port \(source.port) of \(address.text) is open.")
            case .refused:
                return .failed(
                    "Nothing listens on \(place).",
                    advice: "Check the port, and that the server runs and listens on this address.")
            case .silent:
                return .failed(
                    "\(place) does not answer.",
                    advice: "Check the address, and that firewalls on the way let port \(source.port) pass.")
            case .unreachable(let reason):
                return .failed(
                    "\(place) cannot be reached: \(reason).",
                    advice: "Check the address and the routes of this machine.")
            }
        }
    }

    /// One call of the client makes encryption and sign-in; its outcome is told as two steps.
    private func signIn(_ log: inout StepLog, by deadline: ContinuousClock.Instant) async -> MySQLConnection? {
        let isEncrypted = source.encryption != .off
        var connection: MySQLConnection?
        var refusal: MySQLError?
        let connect = { () async -> Finding in
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
        var outcome: Finding?
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

    private func named(_ finding: Finding) -> Finding {
        finding.outcome == .passed ? .passed("Signed in as “\(endpoint.user)”.") : finding
    }

    private func ask(
        _ connection: MySQLConnection?, _ key: String, _ title: String, _ log: inout StepLog,
        _ question: (MySQLConnection) async throws(MySQLError) -> Finding
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

/// The steps so far, each reported as soon as it is done.
struct StepLog {
    private(set) var steps: [ConnectionTest.Step] = []
    let report: @Sendable (ConnectionTest.Step) -> Void

    init(report: @escaping @Sendable (ConnectionTest.Step) -> Void) { self.report = report }

    /// Runs a step and notes what it found; skips it when an earlier one failed.
    mutating func step(_ key: String, _ title: String, _ body: () async -> Finding) async {
        let step: ConnectionTest.Step
        if steps.contains(where: { $0.outcome == .failed }) {
            step = ConnectionTest.Step(
                key: key, title: title, outcome: .skipped, detail: "Not tried, because an earlier step failed.")
        } else {
            let started = ContinuousClock.now
            let finding = await body()
            step = ConnectionTest.Step(
                key: key, title: title, outcome: finding.outcome, detail: finding.detail, advice: finding.advice,
                fix: finding.fix, elapsedMilliseconds: (ContinuousClock.now - started).milliseconds)
        }
        steps.append(step)
        report(step)
    }
}
