import LocalServers
import Net
import TestKit
import Testing

@testable import PostgresClient

@Suite struct PostgresClientTests {
    private func withConnection<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection) throws -> Value
    ) async throws -> Value {
        let server = try await TestServers.shared.postgreSQL
        let endpoint = PostgresEndpoint(port: UInt16(server.port), database: "postgres")
        return try await onThread("postgres") {
            let connection = try PostgresConnection(endpoint)
            defer { connection.close() }
            return try body(connection)
        }
    }

    @Test func valuesGoThereAndBackInBinaryForm() async throws {
        try await withConnection { connection in
            let values: [PostgresValue] = [
                .text("å"), .int8(-5), .boolean(true), .bytea([0, 255]), .text(nil), .int4(7),
            ]
            let rows = try connection.query("SELECT $1, $2, $3, $4, $5, $6", values)
            #expect(rows.rowCount == 1 && rows.columnCount == 6)
            #expect(rows.text(0, 0) == "å")
            #expect(rows.integer(0, 1) == -5)
            #expect(rows.boolean(0, 2) == true)
            #expect(rows.bytes(0, 3) == [0, 255])
            #expect(rows.field(0, 4) == nil)
            #expect(rows.integer(0, 5) == 7)
        }
    }

    @Test func aConnectionThatBreaksInTheMiddleOfAnAnswerGivesNoneOfItsRows() async throws {
        try await withConnection { connection in
            let rows = PostgresRows()
            connection.parse(
                "",
                sql: "SELECT g, CASE WHEN g = 5000 THEN pg_terminate_backend(pg_backend_pid()) END "
                    + "FROM generate_series(1, 1000000) g")
            connection.bind("")
            connection.execute()
            try connection.sync()
            #expect(throws: PostgresFailure.self) { _ = try connection.receive(into: rows) }
            #expect(rows.isEmpty && connection.isClosed)
        }
    }

    @Test func aRefusalNamesTheStepAndLeavesTheConnectionUsable() async throws {
        try await withConnection { connection in
            connection.command("BEGIN")
            connection.command("SAVEPOINT s")
            connection.command("SELECT 1/0")
            connection.command("RELEASE s")
            try connection.sync()
            do {
                _ = try connection.receive(into: nil)
                Issue.record("no refusal")
            } catch let error as PostgresFailure {
                #expect(error.report?.sqlState == "22012")
                #expect(error.report?.step == 2)
            }
            #expect(connection.status == .failed)
            connection.command("ROLLBACK TO s")
            try connection.sync()
            _ = try connection.receive(into: nil)
            #expect(connection.status == .open)
            try connection.simple("ROLLBACK")
            #expect(connection.status == .idle)
        }
    }

    @Test func aPortalGivesItsRowsInPortions() async throws {
        try await withConnection { connection in
            connection.command("BEGIN")
            connection.parse("q", sql: "SELECT n::int8, repeat('x', 100) FROM generate_series(1, 1000) n")
            connection.bind("q", portal: "p")
            connection.execute(portal: "p", rowLimit: 300)
            try connection.sync()
            let rows = PostgresRows()
            var answer = try connection.receive(into: rows)
            var next: Int64 = 1
            while true {
                for row in 0..<rows.rowCount {
                    #expect(rows.integer(row, 0) == next)
                    next += 1
                }
                guard answer.isSuspended else { break }
                connection.execute(portal: "p", rowLimit: 300)
                try connection.sync()
                answer = try connection.receive(into: rows)
            }
            #expect(next == 1001)
            try connection.simple("COMMIT")
        }
    }

    @Test func exchangesAnswerInTheirOrderAndLargeOnesDoNotBlock() async throws {
        try await withConnection { connection in
            let large = String(repeating: "y", count: 1 << 20)
            for number in 0..<40 {
                connection.parse("", sql: "SELECT \(number)::int8, $1", parameters: [.text])
                connection.bind("", [.text(large)])
                connection.execute()
                try connection.sync()
            }
            #expect(connection.pendingCount == 40)
            let rows = PostgresRows()
            for number in 0..<40 {
                _ = try connection.receive(into: rows)
                #expect(rows.integer(0, 0) == Int64(number))
                #expect(rows.field(0, 1)?.count == 1 << 20)
            }
        }
    }

    @Test func countsComeForEachExecution() async throws {
        try await withConnection { connection in
            try connection.simple("CREATE TEMP TABLE t (a int8 NOT NULL CONSTRAINT positive CHECK (a > 0))")
            connection.parse("i", sql: "INSERT INTO t SELECT generate_series(1, $1)", parameters: [.int8])
            for number in 1...3 {
                connection.bind("i", [.int8(Int64(number))])
                connection.execute()
            }
            try connection.sync()
            #expect(try connection.receive(into: nil).counts == [1, 2, 3])
            do {
                try connection.simple("INSERT INTO t VALUES (-1)")
            } catch let error as PostgresFailure {
                #expect(error.report?.constraint == "positive")
                #expect(error.report?.table == "t")
                #expect(error.report?.detail.contains("-1") == true)
            }
        }
    }

    @Test func noticesComeInOrder() async throws {
        try await withConnection { connection in
            var heard: [String] = []
            connection.onNotice = { heard.append($0.message) }
            try connection.simple("DO $$ BEGIN RAISE NOTICE 'one'; RAISE NOTICE 'two'; END $$")
            #expect(heard == ["one", "two"])
        }
    }

    @Test func aCancelFromAnotherThreadEndsTheStatement() async throws {
        try await withConnection { connection in
            let key = connection.cancelKey
            try startThread("cancel") {
                // Repeated until the statement has ended: the first may come before it has begun.
                for _ in 0..<100 { key.cancel() }
            }
            do {
                try connection.simple("SELECT pg_sleep(30)")
                Issue.record("it was not cancelled")
            } catch let error as PostgresFailure {
                #expect(error.report?.sqlState == "57014")
            }
        }
        try await withConnection { connection in
            connection.deadline = .now + .milliseconds(100)
            do {
                try connection.simple("SELECT pg_sleep(30)")
                Issue.record("it was not cancelled")
            } catch let error as PostgresFailure {
                #expect(error.report?.sqlState == "57014")
                #expect(connection.didRunOver)
            }
        }
    }

    @Test func aLostConnectionStaysLost() async throws {
        try await withConnection { connection in
            do {
                try connection.simple("SELECT pg_terminate_backend(pg_backend_pid())")
                Issue.record("it survived")
            } catch {}
            let failure = #expect(throws: PostgresFailure.self) { try connection.simple("SELECT 1") }
            #expect(failure?.report == nil)
            #expect(connection.isClosed)
        }
    }

    @Test func partsOfAnExchangeThatWereSentEarlyHaveOneAnswer() async throws {
        try await withConnection { connection in
            connection.parse("early", sql: "SELECT $1::int8", parameters: [.int8])
            for number in 0..<3 {
                connection.bind("early", [.int8(Int64(number))])
                connection.execute()
                try connection.sendQueued()
            }
            try connection.sync()
            let rows = PostgresRows()
            #expect(try connection.receive(into: rows).counts == [1, 1, 1])
            #expect((0..<3).map { rows.integer($0, 0) } == [0, 1, 2])
            connection.command("SELECT 1/0")
            try connection.sendQueued()
            connection.command("SELECT 1")
            try connection.sync()
            #expect(throws: PostgresFailure.self) { try connection.receive(into: nil) }
            #expect(try connection.query("SELECT 5::int8").integer(0, 0) == 5)
        }
    }

    @Test func describedColumnsHaveNamesAndTypes() async throws {
        try await withConnection { connection in
            connection.parse("d", sql: "SELECT 1::int8 AS one, $1::numeric(10,2) AS two")
            connection.describe(statement: "d")
            try connection.sync()
            let answer = try connection.receive(into: nil)
            #expect(answer.columns.map(\.name) == ["one", "two"])
            #expect(answer.columns.map(\.type) == [.int8, .numeric])
            #expect(answer.parameters == [.numeric])
        }
    }
}
