import ConnectorKit
import Model
import MySQLClient
import MySQLConnectors
import Synchronization
import TestKit
import Testing

@Suite struct ConnectionTestTests {
    @Test(arguments: TestServer.allCases)
    func anOpenServerPassesEveryStepAndEachIsReportedAtOnce(server: TestServer) async throws {
        let reported = Mutex<[ConnectionTest.Step]>([])
        let steps = await server.connector.test(try await server.source(), password: server.password) { step in
            reported.withLock { $0.append(step) }
        }
        #expect(steps.map(\.key) == ["name", "port", "login", "version", "clock", "charset", "rights", "capabilities"])
        #expect(steps.allSatisfy { $0.outcome == .passed && !$0.detail.isEmpty }, "\(steps)")
        #expect(reported.withLock { $0 } == steps)
        let capabilities = steps.flatMap(\.capabilities)
        let keys = Set(capabilities.map(\.key))
        #expect(keys.isSuperset(of: ["version", "charset", "statementBytes", "binlog"]))
        #expect(keys.contains("fixedPosition") == (server == .seekdb))
        #expect(capabilities.allSatisfy { !$0.found.isEmpty && !$0.title.isEmpty })
        let rights = steps.flatMap(\.rights)
        #expect(rights.count == 9 && rights.allSatisfy { $0.isPresent && $0.scope == "*.*" })
    }

    @Test(arguments: TestServer.allCases)
    func aServerOfTheOtherKindIsAWarning(server: TestServer) async throws {
        let other = server == .seekdb ? TestServer.mariadb : .seekdb
        let steps = await other.connector.test(try await server.source(), password: server.password) { _ in }
        #expect(steps.first { $0.key == "version" }?.outcome == .warning)
        #expect(steps.last?.outcome == .passed)
    }

    @Test func anUnknownHostFailsAtItsName() async throws {
        var source = try await TestServer.seekdb.source()
        source.host = "no-such-host.invalid"
        let steps = try await boundedTest(source, .seekdb)
        expectFailure(steps, at: "name", says: "no-such-host.invalid")
    }

    @Test func aPortWithoutAListenerFailsAtThePort() async throws {
        let listener = try SilentListener(isFull: false)
        listener.close()
        var source = try await TestServer.mariadb.source()
        source.port = listener.port
        let steps = try await boundedTest(source, .mariadb)
        expectFailure(steps, at: "port", says: "Nothing listens")
    }

    @Test func aHostThatSwallowsPacketsEndsInTime() async throws {
        let listener = try SilentListener(isFull: true)
        defer { listener.close() }
        var source = try await TestServer.seekdb.source()
        source.port = listener.port
        let steps = try await boundedTest(source, .seekdb)
        expectFailure(steps, at: "port", says: "does not answer")
    }

    @Test(arguments: [Encryption.off, .verified])
    func aServerThatSaysNothingEndsInTime(encryption: Encryption) async throws {
        let listener = try SilentListener(isFull: false)
        defer { listener.close() }
        var source = try await TestServer.seekdb.source()
        source.port = listener.port
        source.encryption = encryption
        let steps = try await boundedTest(source, .seekdb)
        expectFailure(steps, at: encryption == .off ? "login" : "encryption", says: "does not answer as")
    }

    @Test(arguments: TestServer.allCases)
    func aWrongPasswordFailsAtTheSignInAndIsNotShown(server: TestServer) async throws {
        let steps = await server.connector.test(
            try await server.source(), password: Secret("canary-password")
        ) { _ in }
        expectFailure(steps, at: "login", says: "root")
        #expect(!"\(steps)".contains("canary"))
    }

    @Test func aWrongTenantIsNamedAsAPossibleCause() async throws {
        var source = try await TestServer.seekdb.source()
        source.options["tenant"] = "nobody"
        let steps = try await boundedTest(source, .seekdb)
        expectFailure(steps, at: "login", says: "root@nobody")
        #expect(steps.first { $0.key == "login" }?.advice?.contains("tenant") == true)
        source.options["tenant"] = "sys"
        let right = try await boundedTest(source, .seekdb)
        #expect(right.last?.outcome == .passed)
    }

    @Test(arguments: TestServer.allCases)
    func aMissingDatabaseComesWithTheStatementThatMakesIt(server: TestServer) async throws {
        var source = try await server.source()
        source.database = "not`there"
        let steps = try await boundedTest(source, server)
        expectFailure(steps, at: "login", says: "not`there")
        #expect(steps.first { $0.key == "login" }?.fix == "CREATE DATABASE `not``there` CHARACTER SET utf8mb4;")
    }

    /// Neither server of the tests has a certificate.
    @Test(arguments: TestServer.allCases, [Encryption.required, .verified])
    func encryptionThatTheServerDoesNotOfferFailsThere(server: TestServer, encryption: Encryption) async throws {
        var source = try await server.source()
        source.encryption = encryption
        let steps = try await boundedTest(source, server)
        expectFailure(steps, at: "encryption", says: "offers no encryption")
    }

    @Test(arguments: TestServer.allCases)
    func missingRightsComeWithAGrantThatMendsThem(server: TestServer) async throws {
        var source = try await server.source()
        let root = try await MySQLConnection.open(
            MySQLEndpoint(host: source.host, port: source.port, user: "root", password: server.password.reveal()))
        let name = "rights_\(UInt32.random(in: 0...UInt32.max))"
        try await root.execute("CREATE DATABASE \(name) CHARACTER SET utf8mb4")
        // seekdb may refuse a user (1396) while other definitions are under way beside it; asked again, it takes it.
        try await eventually("the user is made", within: .seconds(30)) {
            do {
                try await root.execute("CREATE USER IF NOT EXISTS '\(name)'@'%' IDENTIFIED BY 'secret'")
                return true
            } catch {
                guard (error as? MySQLError)?.number == 1396 else { throw error }
                return false
            }
        }
        try await root.execute("GRANT SELECT ON \(name).* TO '\(name)'@'%'")
        source.user = name
        source.database = name
        let before = await server.connector.test(source, password: Secret("secret")) { _ in }
        let rights = before.first { $0.key == "rights" }
        #expect(rights?.outcome == .warning)
        #expect(rights?.detail.contains("INSERT, UPDATE, DELETE") == true)
        #expect(rights?.rights.filter(\.isPresent).map(\.name) == ["SELECT"])
        let missing = rights?.rights.filter { !$0.isPresent } ?? []
        #expect(missing.last?.scope == "`godwit`.*", "where the marks of chunks stand")
        for right in missing { try await root.execute(String(right.grant.dropLast())) }
        let granted = await server.connector.test(source, password: Secret("secret")) { _ in }
        #expect(granted.flatMap(\.rights).allSatisfy { $0.isPresent }, "each comes with the statement that gives it")
        try await root.execute("REVOKE ALL PRIVILEGES, GRANT OPTION FROM '\(name)'@'%'")
        try await root.execute("GRANT SELECT ON \(name).* TO '\(name)'@'%'")
        try await root.execute(String((rights?.fix ?? "").dropLast()))
        let after = await server.connector.test(source, password: Secret("secret")) { _ in }
        #expect(after.first { $0.key == "rights" }?.outcome == .passed, "\(after)")
        try await root.execute("DROP USER '\(name)'@'%'")
        try await root.execute("DROP DATABASE \(name)")
        await root.close()
    }

    @Test func everyConnectorDescribesItself() {
        let descriptions = MySQLConnectors.all.map(\.description)
        #expect(descriptions.map(\.kind.rawValue) == ["oceanbase", "mysql"])
        #expect(descriptions.map(\.defaultPort) == [2881, 3306])
        #expect(descriptions.allSatisfy { $0.fields.allSatisfy { !$0.isRequired } })
    }

    /// Ten seconds are promised for every network; a busy machine may take twice as long.
    private func boundedTest(_ source: DataSource, _ server: TestServer) async throws -> [ConnectionTest.Step] {
        let started = ContinuousClock.now
        let steps = await server.connector.test(source, password: server.password) { _ in }
        #expect(ContinuousClock.now - started < .seconds(20))
        return steps
    }

    private func expectFailure(_ steps: [ConnectionTest.Step], at key: String, says part: String) {
        let failed = steps.first { $0.outcome == .failed }
        #expect(failed?.key == key && failed?.detail.contains(part) == true, "\(steps)")
        #expect(failed?.advice?.isEmpty == false)
        let after = steps.drop { $0.outcome != .failed }.dropFirst()
        #expect(after.allSatisfy { $0.outcome == .skipped })
    }
}

extension TestServer {
    fileprivate var connector: any Connector {
        switch self {
        case .seekdb: OceanBaseConnector()
        case .mariadb: MySQLConnector()
        }
    }
}
