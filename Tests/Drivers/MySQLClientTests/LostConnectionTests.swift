import Glibc
import MySQLClient
import Testing

@Suite struct LostConnectionTests {
    /// The pool has a thread per core; were one of the calls to block one of them, the last would be late.
    @Test(arguments: TestServer.allCases)
    func blockedConnectionsHoldNobodyUp(server: TestServer) async throws {
        let endpoint = try await server.endpoint()
        var connections: [MySQLConnection] = []
        for _ in 0..<12 { connections.append(try await MySQLConnection.open(endpoint)) }
        let started = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for connection in connections { group.addTask { _ = try await connection.query("SELECT sleep(2)") } }
            try await group.waitForAll()
        }
        #expect(ContinuousClock.now - started < .seconds(10))
        for connection in connections { await connection.close() }
    }

    @Test(arguments: TestServer.allCases)
    func aCancelledTaskEndsItsStatementAtOnce(server: TestServer) async throws {
        let connection = try await MySQLConnection.open(try await server.endpoint())
        let observer = try await MySQLConnection.open(try await server.endpoint())
        let id = await connection.server.connectionID
        let started = ContinuousClock.now
        let sleeping = Task { try await connection.query("SELECT sleep(60)") }
        // The statement is under way as soon as another connection sees it.
        try await waitUntilRunning(id, observer)
        sleeping.cancel()
        let outcome = await sleeping.result
        #expect(ContinuousClock.now - started < .seconds(30))
        guard case .failure(let error as MySQLError) = outcome else {
            Issue.record("the statement ended as if nothing had happened")
            return
        }
        #expect(error.kind == .interrupted)
        #expect(connection.isLost)
        _ = await refusal { try await connection.query("SELECT 1") }
        try await connection.reconnect()
        #expect(try await connection.query("SELECT 1").scalar == .integer(1))
        await connection.close()
        await observer.close()
    }

    @Test(arguments: TestServer.allCases)
    func aTaskCancelledBeforehandLeavesTheConnectionAlone(server: TestServer) async throws {
        let connection = try await MySQLConnection.open(try await server.endpoint())
        let cancelled = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await connection.query("SELECT 1")
        }
        #expect((try? await cancelled.value) == nil)
        #expect(try await connection.query("SELECT 2").scalar == .integer(2))
        await connection.close()
    }

    @Test(arguments: TestServer.allCases)
    func killingAQueryEndsItAndKeepsItsConnection(server: TestServer) async throws {
        let endpoint = try await server.endpoint()
        let connection = try await MySQLConnection.open(endpoint)
        let observer = try await MySQLConnection.open(endpoint)
        let id = await connection.server.connectionID
        let started = ContinuousClock.now
        let sleeping = Task { try await connection.query("SELECT sleep(60)") }
        try await waitUntilRunning(id, observer)
        try await Stage().blocking { try MySQLSession.killQuery(of: id, at: endpoint) }
        _ = await sleeping.result
        #expect(ContinuousClock.now - started < .seconds(30))
        #expect(try await connection.query("SELECT 1").scalar == .integer(1))
        await connection.close()
        await observer.close()
    }

    @Test(arguments: TestServer.allCases)
    func aConnectionLostInATransactionSaysSoAndNothingIsRetried(server: TestServer) async throws {
        let endpoint = try await server.endpoint()
        try await server.onSession { session in
            try session.execute("CREATE TABLE t (id INT PRIMARY KEY)")
            try session.begin()
            try session.execute("INSERT INTO t VALUES (1)")
            let killer = try MySQLSession.open(endpoint)
            try killer.execute("KILL \(session.server.connectionID)")
            let lost = refusal { try session.execute("INSERT INTO t VALUES (2)") }
            #expect(lost?.kind == .lost && lost?.lostTransaction == true && lost?.remedy == .stop)
            let after = refusal { try session.commit() }
            #expect(after?.number == MySQLError.Own.notConnected)
            try session.reconnect()
            #expect(!session.isInTransaction)
            #expect(try session.query("SELECT count(*) FROM t").scalar == .integer(0))
        }
    }

    @Test(arguments: TestServer.allCases)
    func aWrongPasswordIsNamedAndNeverShown(server: TestServer) async throws {
        var endpoint = try await server.endpoint()
        endpoint.password = "canary-password"
        let refused = await refusal { [endpoint] in try await MySQLConnection.open(endpoint) }
        #expect(refused?.number == 1045 && refused?.kind == .signIn)
        let described = "\(String(describing: refused)) \(endpoint)"
        let reflected = "\(String(reflecting: refused)) \(String(reflecting: endpoint))"
        #expect(!described.contains("canary") && !reflected.contains("canary"))
        var dumped = ""
        dump(endpoint, to: &dumped)
        dump(refused, to: &dumped)
        #expect(!dumped.contains("canary"))
    }

    /// Neither server of the tests has a certificate.
    @Test(arguments: TestServer.allCases, [MySQLEncryption.required, .verified(authorityFile: nil)])
    func aServerWithoutEncryptionIsRefusedWhenEncryptionIsAsked(
        server: TestServer, encryption: MySQLEncryption
    ) async throws {
        var endpoint = try await server.endpoint()
        endpoint.encryption = encryption
        let refused = await refusal { [endpoint] in try await MySQLConnection.open(endpoint) }
        #expect(refused?.kind == .encryption)
    }

    @Test func aServerThatSaysNothingIsGivenUpInTime() async throws {
        let listener = try SilentListener(backlog: 8)
        defer { listener.close() }
        let settings = MySQLSettings(connectTimeout: .seconds(1))
        let endpoint = MySQLEndpoint(
            host: "127.0.0.1", port: listener.port, user: "u", password: "", settings: settings)
        let started = ContinuousClock.now
        let refused = try await Stage().blocking {
            refusal { try MySQLSession.open(endpoint) }
        }
        #expect(ContinuousClock.now - started < .seconds(8))
        #expect(refused?.kind == .lost || refused?.kind == .unreachable)
    }

    @Test func aDeadlineBoundsConnectingWhateverTheTimeOutsSay() async throws {
        let listener = try SilentListener(backlog: 8)
        defer { listener.close() }
        let endpoint = MySQLEndpoint(host: "127.0.0.1", port: listener.port, user: "u", password: "")
        let refused = await refusal {
            try await MySQLConnection.open(endpoint, within: .milliseconds(300))
        }
        #expect(refused?.number == MySQLError.Own.deadline)
    }

    @Test func aRefusedPortIsUnreachable() async throws {
        let listener = try SilentListener(backlog: 1)
        listener.close()
        let endpoint = MySQLEndpoint(host: "127.0.0.1", port: listener.port, user: "u", password: "")
        let refused = await refusal { try await MySQLConnection.open(endpoint) }
        #expect(refused?.kind == .unreachable)
    }
}

private func waitUntilRunning(_ id: UInt64, _ observer: MySQLConnection) async throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < deadline {
        let list = try await observer.queryText("SHOW FULL PROCESSLIST")
        let runs = list.rows.contains { row in
            row.first?.integer == Int64(id) && row.contains { $0.string?.contains("sleep(60)") == true }
        }
        if runs { return }
        await Task.yield()
    }
    Issue.record("the statement of connection \(id) was never seen running")
}

/// Accepts connections in the kernel's queue and never answers.
struct SilentListener: Sendable {
    let port: Int
    private let descriptor: Int32

    struct NoSocket: Error {}

    init(backlog: Int32) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { (address) -> Bool in
                bind(descriptor, address, length) == 0 && listen(descriptor, backlog) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard bound else { throw NoSocket() }
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    func close() { Glibc.close(descriptor) }
}
