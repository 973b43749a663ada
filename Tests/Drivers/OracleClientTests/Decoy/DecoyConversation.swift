import OracleWire
import Testing

@testable import OracleClient

/// A bit of everything that our client says to Decoy, over a connection that somebody spoils.
struct DecoyConversation {
    let port: Int
    let service: String
    /// Bytes that were changed on the way may mean anything.
    var wantsRightAnswers = true
    var logonLimit = Duration.seconds(15)
    var callLimit = Duration.seconds(30)

    /// What the conversation needs, made over a connection that nobody spoils.
    static func prepare(_ connection: OracleConnection) async throws {
        for text in [
            "create user cutter identified by secret quota unlimited on users",
            "grant create session, create table to cutter",
            "create table cutter.t (id number primary key, v varchar2(100), c clob, b blob)",
            "create table cutter.many (id number, v varchar2(100))",
            "insert into cutter.many select level, 'value ' || mod(level, 7) from dual connect by level <= 2000",
            "commit",
        ] { try await connection.execute(text) }
    }

    private func check(
        _ condition: Bool, _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        if wantsRightAnswers { #expect(condition, comment, sourceLocation: sourceLocation) }
    }

    /// True when all of it went well.
    func run() async -> Bool {
        do {
            var endpoint = try OracleEndpoint(
                "127.0.0.1:\(port)/\(service)", user: "cutter", password: "secret")
            endpoint.logonTimeout = logonLimit
            let connection = try await OracleConnection.open(endpoint)
            // A call whose answer never comes would hang for ever.
            await connection.setCallTimeout(callLimit)
            defer { connection.cut() }
            try await change(connection)
            try await read(connection)
            try await callBlocks(connection)
            try await writeLargeObjects(connection)
            try await breakOff(connection)
            try await connection.changePassword(from: "secret", to: "secret")
            await connection.close()
            return true
        } catch {
            let isKnown = (error as? OracleError).map { [.lost, .unreachable].contains($0.kind) } ?? false
            check(isKnown, "\(error)")
            return false
        }
    }

    private func change(_ connection: OracleConnection) async throws {
        await connection.setAttributes(module: "cut", action: "change")
        await connection.setCurrentSchema("CUTTER")
        try await connection.execute("delete from t")
        try await connection.commit()
        let rows: [[OracleValue]] = (1...300).map { [.integer($0), .text("value \($0)")] }
        for _ in 0..<2 {
            check(try await connection.execute("insert into t (id, v) values (:1, :2)", rows: rows).rowCount == 300)
            try await connection.rollback()
        }
        var options = OracleArrayOptions()
        options.goesOnAfterErrors = true
        options.countsRows = true
        let outcome = try await connection.execute(
            "insert into t (id, v) values (:1, :2)", rows: [[1, "a"], [1, "b"], [2, "c"]], options: options)
        check(outcome.failedRows.map(\.error.number) == [1])
        let changed = try await connection.execute(
            "update t set v = 'x' where id < 10 returning id into :i", ["i": .out(.number)])
        check(Set(changed.all("i") ?? []) == [1, 2])
        try await connection.commit()
    }

    private func read(_ connection: OracleConnection) async throws {
        check(try await connection.describe("select id, v from many").count == 2)
        for _ in 0..<2 {
            var options = OracleFetchOptions()
            options.batchBytes = 4000
            var sum: Int64 = 0
            for try await batch in try await connection.query(
                "select id, v from many order by id", options: options)
            {
                for row in 0..<batch.rowCount { sum += try batch.value(row, 0).integer ?? 0 }
            }
            check(sum == 2000 * 2001 / 2)
        }
        let error = await failure { try await connection.execute("delete from nosuch") }
        if let error, error.kind == .lost { throw error }
        check(error?.number == 942)
        check(try await connection.serverBanner().contains("Oracle"))
        try await connection.ping()
    }

    private func callBlocks(_ connection: OracleConnection) async throws {
        check(try await connection.execute("begin :r := :x * 2; end;", ["r": .out(.number), "x": 21])["r"] == 42)
        let opened = try await connection.execute(
            "begin open :c for select id from many where id < 4 order by id; end;", ["c": .out(.refCursor)])
        guard case .rows(let rows)? = opened["c"] else {
            check(false, "no cursor came back")
            return
        }
        check(try await rows.readAll().rows == [[1], [2], [3]])
        let returned = try await connection.execute(
            "declare c sys_refcursor; begin open c for select 1 from dual; dbms_sql.return_result(c); end;")
        check(try await returned.results.first?.readAll().rows == [[1]])
    }

    private func writeLargeObjects(_ connection: OracleConnection) async throws {
        let text = String(repeating: "clob ü ", count: 800)
        try await connection.execute(
            "insert into t values (100, null, :1, :2)",
            [
                .value(.text(text)), .value(.bytes([UInt8](repeating: 7, count: 9000))),
            ])
        check(try await connection.table("select c from t where id = 100").rows == [[.text(text)]])
        var options = OracleFetchOptions()
        options.lobs = .locators
        for try await batch in try await connection.query("select b from t where id = 100", options: options) {
            guard case .lob(let bytes) = try batch.value(0, 0) else {
                check(false, "no large object came")
                return
            }
            check(try await bytes.length() == 9000)
            check(try await bytes.readBytes(at: 100, count: 3000).count == 3000)
        }
        let temporary = try await connection.createTemporary(.blob)
        try await temporary.write([UInt8](repeating: 1, count: 5000))
        try await temporary.trim(to: 1000)
        check(try await temporary.length() == 1000)
        try await connection.rollback()
    }

    private func breakOff(_ connection: OracleConnection) async throws {
        await connection.setCallTimeout(.milliseconds(150))
        let error = await failure { try await connection.execute("begin dbms_session.sleep(30); end;") }
        if let error, error.kind == .lost { throw error }
        check(error?.number == 3156)
        await connection.setCallTimeout(callLimit)
        check(try await connection.table("select 1 from dual").rows == [[1]])
    }
}
