import DecoyCompiler
import OracleSQL
import Testing

@testable import DecoyEngine

/// Locators that a client writes through.
@Suite struct LOBStoreTests {
    /// The locator of the only row of a query.
    private func locator(_ session: Session, _ query: String) throws -> LOBStore.Locator {
        let cursor = try #require(try session.run(query).cursor)
        #expect(try cursor.next())
        let field = try #require(cursor.field(0))
        let lob = session.lobs.make(.clob, field, at: cursor.place(0))
        cursor.close()
        return lob
    }

    private func code(_ body: () throws -> Void) -> Int? {
        do {
            try body()
            return nil
        } catch {
            return (error as? OracleFailure)?.code
        }
    }

    private let x: [UInt8] = [0, 120]

    @Test func aRowThatTheTransactionMadeIsWrittenWithoutForUpdate() async throws {
        try await withBlocks { session in
            _ = try session.run("CREATE TABLE made_here (id NUMBER, t CLOB)")
            _ = try session.run("INSERT INTO made_here VALUES (1, 'abc')")
            let lob = try locator(session, "SELECT t FROM made_here")
            try session.lobs.write(lob, at: 4, x)
            #expect(try session.rows("SELECT t FROM made_here") == [["abcx"]])
            try session.lobs.trim(lob, to: 1)
            try session.commit()
            #expect(try session.rows("SELECT t FROM made_here") == [["a"]])
            #expect(code { try session.lobs.write(lob, at: 1, x) } == 22_990)
        }
    }

    @Test func aRowThatIsNotLockedIsRefusedAndOneThatIsLockedIsWritten() async throws {
        try await withBlocks { session in
            _ = try session.run("CREATE TABLE made_before (id NUMBER, t CLOB)")
            _ = try session.run("INSERT INTO made_before VALUES (1, 'abc')")
            try session.commit()
            let early = try locator(session, "SELECT t FROM made_before")
            #expect(code { try session.lobs.write(early, at: 1, x) } == 22_920)
            _ = try session.run("INSERT INTO made_before VALUES (2, 'other')")
            #expect(code { try session.lobs.write(early, at: 1, x) } == 22_920)
            _ = try session.run("SELECT id FROM made_before WHERE id = 1 FOR UPDATE").cursor?.next()
            try session.lobs.write(early, at: 1, x)
            #expect(try session.rows("SELECT t FROM made_before WHERE id = 1") == [["xbc"]])
        }
    }

    @Test func aReturnedValueIsWrittenThroughItsLocator() async throws {
        try await withBlocks { session in
            _ = try session.run("CREATE TABLE given_back (id NUMBER, t CLOB)")
            let prepared = try session.prepare(
                "INSERT INTO given_back VALUES (1, empty_clob()) RETURNING t, id, t || 'x' INTO :1, :2, :3")
            let outcome = try session.execute(prepared)
            #expect(prepared.returning.map { $0.column.place != nil } == [true, false, false])
            let place = try #require(prepared.returning[0].column.place)
            let rid = try #require(outcome.returnedRowids.first?.first)
            let bytes: [UInt8] = []
            let lob = bytes.withUnsafeBytes {
                session.lobs.make(.clob, $0, at: LOBPlace(table: place.table, column: place.column, rid: rid))
            }
            try session.lobs.write(lob, at: 1, x)
            #expect(try session.rows("SELECT t FROM given_back") == [["x"]])
        }
    }

    @Test func aLockOfAnotherSessionIsNoLockOfOnesOwn() async throws {
        try await withBlocks { session in
            _ = try session.run("CREATE TABLE held_elsewhere (id NUMBER, t CLOB)")
            _ = try session.run("INSERT INTO held_elsewhere VALUES (1, 'abc')")
            try session.commit()
            let account = try #require(session.engine.account(named: "BLOCKS"))
            let other = try session.engine.open(account)
            defer { other.close() }
            _ = try other.run("SELECT id FROM held_elsewhere FOR UPDATE").cursor?.next()
            _ = try session.run("INSERT INTO held_elsewhere VALUES (2, 'x')")
            let lob = try locator(session, "SELECT t FROM held_elsewhere WHERE id = 1")
            #expect(code { try session.lobs.write(lob, at: 1, x) } == 22_920)
        }
    }
}
