import DecoyCompiler
import OracleSQL
import PostgresClient
import TestKit
import Testing

@testable import DecoyEngine

@Suite struct SessionTests {
    private func failure(_ body: () throws -> Void) -> Int? {
        do {
            try body()
            return nil
        } catch {
            return (error as? OracleFailure)?.code
        }
    }

    @Test func aFailedStatementRollsBackAlone() async throws {
        let engine = try await TestEngines.shared.engine
        try await withSession(engine) { session in
            _ = try session.run("INSERT INTO accounts VALUES (1001, 'A', 10)")
            let code = failure { _ = try session.run("INSERT INTO accounts VALUES (1001, 'B', 20)") }
            #expect(code == 1)
            _ = try session.run("INSERT INTO accounts VALUES (1002, 'C', 30)")
            #expect(
                try session.rows("SELECT owner FROM accounts WHERE id IN (1001, 1002) ORDER BY id") == [["A"], ["C"]])
            try session.rollback()
            #expect(try session.rows("SELECT owner FROM accounts WHERE id IN (1001, 1002)").isEmpty)
        }
    }

    @Test func failuresHaveOraclesNumbersAndNames() async throws {
        let engine = try await TestEngines.shared.engine
        try await withSession(engine) { session in
            _ = try session.run("INSERT INTO accounts VALUES (1101, 'A', 10)")
            let wrong: [(String, Int, String)] = [
                ("INSERT INTO accounts VALUES (1101, 'B', 1)", 1, "(SYSTEM.ACCOUNTS_PK)"),
                ("INSERT INTO accounts VALUES (NULL, 'B', 1)", 1400, "(\"SYSTEM\".\"ACCOUNTS\".\"ID\")"),
                ("UPDATE accounts SET id = NULL WHERE id = 1101", 1407, "(\"SYSTEM\".\"ACCOUNTS\".\"ID\")"),
                ("INSERT INTO entries VALUES (1, 99)", 2291, "(SYSTEM.ENTRIES_FK)"),
                ("UPDATE accounts SET amount = 12345678901 WHERE id = 1101", 1438, ""),
                ("SELECT 1 / (id - 1101) FROM accounts WHERE id = 1101", 1476, ""),
                ("SELECT nothing FROM accounts", 904, ""),
                ("SELECT * FROM nowhere", 942, ""),
            ]
            for (text, code, part) in wrong {
                do {
                    let outcome = try session.run(text)
                    while try outcome.cursor?.next() ?? false {}
                    Issue.record("no failure: \(text)")
                } catch let failure as OracleFailure {
                    #expect(failure.code == code, "\(text): \(failure.message)")
                    #expect(failure.message.contains(part))
                }
            }
            _ = try session.run("INSERT INTO entries VALUES (1, 1101)")
            #expect(failure { _ = try session.run("DELETE FROM accounts WHERE id = 1101") } == 2292)
            #expect(try session.rows("SELECT COUNT(*) FROM accounts WHERE id = 1101") == [["1"]])
            try session.rollback()
        }
    }

    @Test func savepointsGoBackToTheirPlace() async throws {
        let engine = try await TestEngines.shared.engine
        try await withSession(engine) { session in
            _ = try session.run("INSERT INTO accounts VALUES (1201, 'A', 1)")
            try session.savepoint("ONE")
            _ = try session.run("INSERT INTO accounts VALUES (1202, 'B', 1)")
            try session.savepoint("TWO")
            _ = try session.run("INSERT INTO accounts VALUES (1203, 'C', 1)")
            try session.rollback(to: "ONE")
            #expect(failure { try session.rollback(to: "TWO") } == 1086)
            try session.savepoint("TWO")
            _ = try session.run("INSERT INTO accounts VALUES (1204, 'D', 1)")
            try session.savepoint("TWO")
            _ = try session.run("INSERT INTO accounts VALUES (1205, 'E', 1)")
            try session.rollback(to: "TWO")
            try session.commit()
            let ids = try session.rows("SELECT id FROM accounts WHERE id BETWEEN 1201 AND 1205 ORDER BY id")
            #expect(ids == [["1201"], ["1204"]])
            #expect(failure { try session.rollback(to: "ONE") } == 1086)
        }
    }

    @Test func aCursorLivesOnAfterCommitRollbackAndFailures() async throws {
        let engine = try await TestEngines.shared.engine
        try await withSession(engine) { session in
            let rows = (0..<3000).map { [Cell.number(20_000 + $0), Cell.text("x"), Cell.number($0)] }
            let insert = try session.prepare(
                "INSERT INTO accounts VALUES (:1, :2, :3)", rows[0].map { BindType($0.type) })
            #expect(try session.execute(insert, rows: rows).rowCount == 3000)
            try session.commit()
            for end in [
                { try session.commit() }, { try session.rollback() },
                { _ = try? session.run("SELECT 1/0 FROM accounts") },
            ] {
                let outcome = try session.run("SELECT amount FROM accounts WHERE id >= 20000 ORDER BY id")
                let cursor = try #require(outcome.cursor)
                var next = 0
                while try cursor.next() {
                    #expect(cursor.cell(0).integer == next)
                    next += 1
                    if next == 150 {
                        _ = try session.run("UPDATE accounts SET amount = 0 WHERE id = 22000")
                        try end()
                    }
                }
                #expect(next == 3000)
                _ = try session.run("UPDATE accounts SET amount = 2000 WHERE id = 22000")
                try session.commit()
            }
        }
    }

    @Test func oneOfManyRowsThatFailsLeavesTheOthers() async throws {
        let engine = try await TestEngines.shared.engine
        try await withSession(engine) { session in
            let ids = [1301, 1302, 1301, 1303, 1302, 1304]
            let rows = ids.map { [Cell.number($0), Cell.text("r\($0)"), Cell.number(1)] }
            let insert = try session.prepare(
                "INSERT INTO accounts VALUES (:1, :2, :3)", rows[0].map { BindType($0.type) })
            var options = ExecuteOptions()
            #expect(failure { _ = try session.execute(insert, rows: rows, options) } == 1)
            #expect(session.failedRow == 2)
            #expect(session.rowCountBeforeFailure == 2)
            #expect(try session.rows("SELECT COUNT(*) FROM accounts WHERE id BETWEEN 1301 AND 1309") == [["2"]])
            try session.rollback()
            options.collectsBatchErrors = true
            options.countsRows = true
            let outcome = try session.execute(insert, rows: rows, options)
            #expect(outcome.rowCount == 4)
            #expect(outcome.rowCounts == [1, 1, 0, 1, 0, 1])
            #expect(outcome.batchErrors.map(\.row) == [2, 4])
            #expect(outcome.batchErrors.allSatisfy { $0.failure.code == 1 })
            let update = try session.prepare(
                "UPDATE accounts SET amount = :1 WHERE id >= :2 AND id < 1310",
                [BindType(TestTable.number), BindType(TestTable.number)])
            let counts = try session.execute(
                update,
                rows: [[.number(5), .number(1303)], [.number(6), .number(1400)], [.number(7), .number(1301)]],
                options)
            #expect(counts.rowCounts == [2, 0, 4])
            try session.rollback()
        }
    }

    @Test func manyRowsLieInTheirOrderAndTheLastOneGivesTheRowid() async throws {
        let engine = try await TestEngines.shared.engine
        try await withSession(engine) { session in
            let rows = (0..<2345).map { [Cell.number(30_000 + $0), Cell.text("x"), Cell.number($0)] }
            let insert = try session.prepare(
                "INSERT INTO accounts VALUES (:1, :2, :3)", rows[0].map { BindType($0.type) })
            for count in [2345, 1, 2, 1000, 1001] {
                let outcome = try session.execute(insert, rows: Array(rows[..<count]))
                #expect(outcome.rowCount == count)
                let found = try session.run("SELECT id, ROWID FROM accounts WHERE id >= 30000 ORDER BY ROWID")
                let cursor = try #require(found.cursor)
                var ids: [Int?] = []
                var last: Int64?
                while try cursor.next() {
                    ids.append(cursor.cell(0).integer)
                    last = cursor.cell(1).bytes?.reduce(Int64(0)) { $0 << 8 | Int64($1) }
                }
                #expect(ids == (30_000..<30_000 + count).map { $0 })
                #expect(outcome.lastRowid != nil && outcome.lastRowid == last)
                try session.rollback()
            }
        }
    }

    @Test(arguments: [0, 999, 1000, 1700, 2344])
    func aRowThatFailsIsNamedInWhicheverPortionItLies(failing: Int) async throws {
        let engine = try await TestEngines.shared.engine
        try await withSession(engine) { session in
            var rows = (0..<2345).map { [Cell.number(40_000 + $0), Cell.text("x"), Cell.number($0)] }
            rows[failing][0] = Cell.null(TestTable.number)
            let insert = try session.prepare(
                "INSERT INTO accounts VALUES (:1, :2, :3)", rows[0].map { BindType($0.type) })
            #expect(failure { _ = try session.execute(insert, rows: rows) } == 1400)
            #expect(session.failedRow == failing)
            #expect(session.rowCountBeforeFailure == failing)
            #expect(try session.rows("SELECT COUNT(*) FROM accounts WHERE id >= 40000") == [["\(failing)"]])
            try session.rollback()
        }
    }

    @Test func returningGivesTheRowsOfEachExecution() async throws {
        let engine = try await TestEngines.shared.engine
        try await withSession(engine) { session in
            let types = [BindType(TestTable.number), BindType(.varchar2(20, .byte)), BindType(TestTable.number)]
            let insert = try session.prepare(
                "INSERT INTO accounts (id, owner, amount) VALUES (:1, :2, 4) RETURNING id + 1 INTO :3", types)
            let outcome = try session.execute(
                insert,
                rows: [
                    [.number(1401), .text("a"), .null(TestTable.number)],
                    [.number(1402), .text("b"), .null(TestTable.number)],
                ])
            #expect(outcome.returned.map { $0.map { $0[0].integer } } == [[1402], [1403]])
            #expect(outcome.lastRowid.map { $0 >> 39 } == 101)
            try session.rollback()
        }
    }

    @Test func locksAndDeadlocksAreOraclesFailures() async throws {
        let engine = try await TestEngines.shared.engine
        try await withSession(engine) { first in
            _ = try first.run("INSERT INTO accounts VALUES (1501, 'A', 1)")
            _ = try first.run("INSERT INTO accounts VALUES (1502, 'B', 1)")
            try first.commit()
            let account = try #require(engine.account(named: "SYSTEM"))
            let second = try engine.open(account)
            defer { second.close() }
            _ = try first.rows("SELECT id FROM accounts WHERE id = 1501 FOR UPDATE")
            #expect(failure { _ = try second.rows("SELECT id FROM accounts WHERE id = 1501 FOR UPDATE NOWAIT") } == 54)
            #expect(
                failure { _ = try second.rows("SELECT id FROM accounts WHERE id = 1501 FOR UPDATE WAIT 1") } == 30006)
            _ = try second.run("UPDATE accounts SET amount = 9 WHERE id = 1502")
            #expect(second.isInTransaction)
            try second.rollback()
            try first.rollback()
        }
    }

    @Test func aCancelEndsTheRunningStatementOnly() async throws {
        let engine = try await TestEngines.shared.engine
        try await withSession(engine) { session in
            let canceller = session.canceller
            canceller.cancel()
            _ = try session.run("INSERT INTO accounts VALUES (1601, 'A', 1)")
            var options = ExecuteOptions()
            options.limit = .milliseconds(300)
            let slow = try session.prepare(
                "SELECT COUNT(*) FROM accounts a, accounts b, accounts c, accounts d "
                    + "WHERE a.id + b.id + c.id + d.id < 0"
            )
            let code = failure {
                let outcome = try session.execute(slow, BindRows(types: []), options)
                _ = try outcome.cursor?.next()
            }
            #expect(code == nil || code == 1013)
            #expect(try session.rows("SELECT COUNT(*) FROM accounts WHERE id = 1601") == [["1"]])
            try session.rollback()
        }
    }

    @Test func aLockedTableKeepsChangesOfOthersOut() async throws {
        let engine = try await TestEngines.shared.engine
        try await withSession(engine) { session in
            _ = try session.run("LOCK TABLE entries IN EXCLUSIVE MODE")
            let other = try engine.open(try #require(engine.account(named: "SYSTEM")))
            defer { other.close() }
            #expect(failure { _ = try other.run("LOCK TABLE system.entries IN ROW SHARE MODE NOWAIT") } == 54)
            #expect(failure { _ = try other.run("LOCK TABLE entries IN SHARE MODE WAIT 1") } == 30006)
            _ = try other.rows("SELECT id FROM entries")
            try session.rollback()
            _ = try other.run("LOCK TABLE entries IN ROW SHARE MODE NOWAIT")
            try other.rollback()
            #expect(failure { _ = try other.run("LOCK TABLE nowhere IN SHARE MODE") } == 942)
        }
    }

    @Test func settingsHoldWhateverBecomesOfTheTransaction() async throws {
        let engine = try await TestEngines.shared.engine
        try await withSession(engine) { session in
            _ = try session.run("INSERT INTO accounts VALUES (1701, 'A', 1)")
            _ = try session.run("ALTER SESSION SET NLS_DATE_FORMAT = 'YYYY'")
            let ask = "SELECT current_setting('ora.nls_date_format', true)"
            #expect(try session.query(ask).text(0, 0) == "YYYY")
            try session.rollback()
            #expect(try session.query(ask).text(0, 0) == "YYYY")
            #expect(failure { _ = try session.run("ALTER SESSION SET nonsense = 1") } == 2248)
            #expect(failure { _ = try session.run("ALTER SESSION SET CURRENT_SCHEMA = NOBODY") } == 1435)
            #expect(failure { _ = try session.run("ALTER SESSION SET TIME_ZONE = 'Nowhere/Land'") } == 1882)
            _ = try session.run("ALTER SESSION SET TIME_ZONE = 'Europe/Berlin'")
            #expect(session.zone.offset(atUTC: 1_720_000_000) == 7200)
        }
    }

    @Test func aTransactionThatOnlyReadsSeesOneMomentAndChangesNothing() async throws {
        let engine = try await TestEngines.shared.engine
        try await withSession(engine) { session in
            let other = try engine.open(try #require(engine.account(named: "SYSTEM")))
            defer { other.close() }
            _ = try session.run("SET TRANSACTION READ ONLY")
            let ask = "SELECT id FROM accounts WHERE id = 1801"
            _ = try session.rows(ask)
            _ = try other.run("INSERT INTO accounts VALUES (1801, 'A', 1)")
            try other.commit()
            #expect(try session.rows(ask).isEmpty)
            #expect(failure { _ = try session.run("DELETE FROM accounts WHERE id = 1801") } == 1456)
            try session.commit()
            #expect(try session.rows(ask).count == 1)
            _ = try session.run("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")
            _ = try session.rows(ask)
            _ = try other.run("UPDATE accounts SET amount = 2 WHERE id = 1801")
            try other.commit()
            #expect(failure { _ = try session.run("UPDATE accounts SET amount = 3 WHERE id = 1801") } == 8177)
            try session.rollback()
        }
    }

    @Test func largeObjectsAreReadAndWrittenInTheUnitsOfTheClient() async throws {
        let engine = try await TestEngines.shared.engine
        try await withSession(engine) { session in
            let lobs = session.lobs
            let text = lobs.makeTemporary(.clob)
            try lobs.write(text, at: 1, [0, 65, 0xD8, 0x3D, 0xDE, 0x00, 0, 66])
            #expect(try lobs.length(of: text) == 4)
            #expect(try lobs.content(of: text) == Array("A\u{1F600}B".utf8))
            #expect(try lobs.read(text, at: 4, count: 9) == [0, 66])
            try lobs.write(text, at: 6, [0, 67])
            #expect(try String(decoding: lobs.content(of: text), as: UTF8.self) == "A\u{1F600}B C")
            try lobs.trim(text, to: 1)
            #expect(try lobs.content(of: text) == [65])
            lobs.free(text)
            #expect(failure { _ = try lobs.length(of: text) } == 22_922)
            let fixed = [UInt8](0...9).withUnsafeBytes { lobs.make(.blob, $0) }
            #expect(try lobs.read(fixed, at: 3, count: 2) == [2, 3])
            #expect(failure { try lobs.write(fixed, at: 1, [1]) } == 22_920)
        }
    }

    @Test func aCellChangesItsTypeByOraclesRules() async throws {
        let engine = try await TestEngines.shared.engine
        try await withSession(engine) { session in
            let number = try session.convert(.text("42"), to: TestTable.number)
            #expect(number.integer == 42)
            #expect(try session.convert(.number(-7), to: .varchar2(10, .byte)).text == "-7")
            #expect(failure { _ = try session.convert(.text("x"), to: TestTable.number) } == 1722)
            #expect(try session.convert(.null(.date), to: .rowid).isNull)
        }
    }
}
