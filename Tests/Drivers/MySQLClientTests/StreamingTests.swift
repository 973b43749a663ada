import Bytes
import MySQLClient
import Testing

extension MySQLSession {
    fileprivate func openAll(binary: Bool) throws(MySQLError) -> MySQLCursor {
        binary ? try openBinary("SELECT * FROM t") : try openText("SELECT * FROM t")
    }
}

@Suite struct StreamingTests {
    private static func fill(_ session: MySQLSession, rows: Int) throws {
        try session.execute("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(100), n BIGINT)")
        var writer = ByteWriter()
        for start in stride(from: 0, to: rows, by: 1000) {
            writer.removeAll()
            writer.append("INSERT INTO t VALUES ")
            for id in start..<min(rows, start + 1000) {
                writer.append(id == start ? "(" : ",(")
                writer.append(decimal: Int64(id))
                writer.append(id.isMultiple(of: 7) ? ",NULL," : ",'row number with some length',")
                writer.append(decimal: Int64(id) * 3)
                writer.append(")")
            }
            #expect(try session.execute(writer.bytes).affectedRows == UInt64(min(1000, rows - start)))
        }
    }

    @Test(arguments: TestServer.allCases, [true, false])
    func aStreamedResultComesInBatchesWithinTheirBounds(server: TestServer, binary: Bool) async throws {
        try await server.onSession { session in
            try StreamingTests.fill(session, rows: 20_000)
            let select = "SELECT id, v, n FROM t ORDER BY id"
            let cursor = binary ? try session.openBinary(select) : try session.openText(select)
            let batch = MySQLRowBatch(bytesMax: 64 << 10, rowsMax: 3000)
            var id: Int64 = 0
            var batches = 0
            while try cursor.next(into: batch) {
                batches += 1
                #expect(batch.byteCount < (64 << 10) + 200 && batch.rowCount <= 3000)
                for row in 0..<batch.rowCount {
                    let value = try MySQLValue(
                        batch.value(row: row, column: 0), of: cursor.columns[0], form: batch.form)
                    guard value == .integer(id), batch.isNull(row: row, column: 1) == id.isMultiple(of: 7) else {
                        Issue.record("row \(id) came out as \(value)")
                        return
                    }
                    id += 1
                }
            }
            #expect(id == 20_000 && batches >= 7)
            #expect(try cursor.next(into: batch) == false)
            #expect(try session.query("SELECT 1").scalar == .integer(1))
        }
    }

    @Test(arguments: TestServer.allCases)
    func aCursorThatGoesAwayEarlyTakesItsConnectionAlong(server: TestServer) async throws {
        try await server.onSession { session in
            try StreamingTests.fill(session, rows: 20_000)
            for binary in [true, false] {
                do {
                    let cursor = try session.openAll(binary: binary)
                    #expect(try cursor.next(into: MySQLRowBatch(bytesMax: 1000)))
                }
                #expect(session.isLost)
                _ = refusal { try session.query("SELECT 1") }
                try session.reconnect()
                #expect(try session.query("SELECT count(*) FROM t").scalar == .integer(20_000))
            }
        }
    }

    @Test(arguments: TestServer.allCases)
    func aCursorOrStatementOfAnEarlierConnectionFailsAndHarmsNothing(server: TestServer) async throws {
        try await server.onSession { session in
            try StreamingTests.fill(session, rows: 5000)
            for binary in [true, false] {
                let statement = try session.prepare("SELECT count(*) FROM t")
                let batch = MySQLRowBatch(bytesMax: 1000)
                do {
                    let cursor = try session.openAll(binary: binary)
                    #expect(try cursor.next(into: batch))
                    try session.reconnect()
                    let refused = refusal { try cursor.next(into: batch) }
                    #expect(refused?.number == MySQLError.Own.notConnected)
                }
                _ = refusal { try statement.query() }
                #expect(!session.isLost)
                #expect(try session.query("SELECT count(*) FROM t").scalar == .integer(5000))
            }
        }
    }

    /// OceanBase ends a result after ten seconds of reading unless the session says otherwise.
    @Test(arguments: TestServer.allCases)
    func theSessionIsPreparedAlsoAfterAReconnect(server: TestServer) async throws {
        try await server.onSession(settings: MySQLSettings(lockTimeout: .seconds(7))) { session in
            for _ in 0..<2 {
                let mode = try session.query("SELECT @@sql_mode").scalar?.string ?? ""
                #expect(Set(mode.split(separator: ",")) == ["STRICT_ALL_TABLES", "NO_AUTO_VALUE_ON_ZERO"])
                #expect(try session.query("SELECT @@time_zone").scalar == .text("+00:00"))
                #expect(try session.query("SELECT @@character_set_connection").scalar == .text("utf8mb4"))
                switch server {
                case .seekdb:
                    let row = try session.query(
                        "SELECT @@ob_query_timeout, @@ob_trx_timeout, @@ob_trx_lock_timeout"
                    ).rows[0]
                    #expect(row == [.integer(86_400_000_000), .integer(86_400_000_000), .integer(7_000_000)])
                    #expect(session.server.product == .seekdb)
                case .mariadb:
                    let row = try session.query("SELECT @@net_write_timeout, @@innodb_lock_wait_timeout").rows[0]
                    #expect(row.map(\.integer) == [86_400, 7])
                    #expect(session.server.product == .mariaDB)
                }
                try session.reconnect()
            }
        }
    }
}
