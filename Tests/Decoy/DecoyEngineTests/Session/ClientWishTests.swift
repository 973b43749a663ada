import DecoyCompiler
import OracleSQL
import Testing

@testable import DecoyEngine

/// What clients hand in beside statements, and what they are told beside rows.
@Suite struct ClientWishTests {
    @Test func anApplicationContextIsReadBackUntilItIsCleared() async throws {
        try await withBlocks { session in
            try session.setContext("clientcontext", "Attr:1", "a,b:c=\u{e4}")
            try session.setContext("CLIENTCONTEXT", "TWO", "2")
            let text = "SELECT sys_context('CLIENTCONTEXT', :1) FROM dual"
            #expect(try session.rows(text, [.text("attr:1")]) == [["a,b:c=\u{e4}"]])
            #expect(try session.rows(text, [.text("TWO")]) == [["2"]])
            _ = try session.run("begin dbms_session.clear_context('CLIENTCONTEXT', attribute => 'two'); end;")
            #expect(try session.rows(text, [.text("TWO")]) == [[nil]])
            try session.clearContext("CLIENTCONTEXT")
            #expect(try session.rows(text, [.text("attr:1")]) == [[nil]])
            #expect(throws: OracleFailure.self) { try session.setContext("OTHER", "a", "b") }
            #expect(session.failure("begin dbms_session.set_context('OTHER', 'a', 'b'); end;")?.code == 1031)
        }
    }

    @Test(arguments: [
        ("BLOCKS", "SELECT client_driver FROM sys.v$session_connect_info WHERE sid = :1", "a driver"),
        ("SYSTEM", "SELECT terminal FROM v$session WHERE sid = :1", "tty7"),
        ("SYSTEM", "SELECT dbop_name FROM v$sql_monitor WHERE sid = :1 AND status = 'EXECUTING'", "loading"),
    ])
    func aSessionShowsWhatItsClientSaid(user: String, query: String, expected: String) async throws {
        try await withBlocks(as: user) { session in
            var description = ClientDescription()
            description.driver = "a driver"
            description.terminal = "tty7"
            description.operation = "loading"
            session.describe(description)
            let rows = try session.rows(query, [.integer(session.identity.sid)])
            #expect(rows == [[expected]])
            let serial = try session.rows("SELECT dbms_debug_jdwp.current_session_serial FROM dual")
            #expect(serial == [[String(session.identity.serial)]])
        }
    }

    @Test func cursorsOfARowAreReadByThemselves() async throws {
        try await withBlocks { session in
            let text = "SELECT 'a', CURSOR(SELECT level, CURSOR(SELECT 'x' FROM dual) FROM dual CONNECT BY level < 3) "
            let cursor = try #require(try session.run(text + "FROM dual").cursor)
            #expect(try cursor.next())
            #expect(try cursor.nested(0) == nil)
            let nested = try #require(try cursor.nested(1))
            #expect(try nested.next())
            #expect(try nested.next())
            #expect(nested.cell(0).integer == 2)
            let inner = try #require(try nested.nested(1))
            #expect(try inner.next())
            #expect(inner.cell(0).text == "x")
            #expect(try !inner.next())
            #expect(try !nested.next())
        }
    }

    @Test func aScrollableCursorGoesToAnyOfItsRows() async throws {
        try await withBlocks { session in
            var options = ExecuteOptions()
            options.firstRows = 3
            let text = "SELECT level FROM dual CONNECT BY level <= 1000 ORDER BY 1"
            let cursor = try #require(
                try session.execute(try session.prepare(text), BindRows(types: []), options).cursor)
            #expect(throws: OracleFailure.self) { try cursor.scroll(to: 1) }
            cursor.makeScrollable()
            for row in [1, 500, 2, 999, 1000, 1] {
                try cursor.scroll(to: row)
                #expect(try cursor.next())
                #expect(cursor.cell(0).integer == row)
                #expect(cursor.rowNumber == row)
            }
            #expect(try cursor.next())
            #expect(cursor.cell(0).integer == 2)
            try cursor.scroll(to: nil)
            #expect(try cursor.next())
            #expect(cursor.cell(0).integer == 1000)
            #expect(try !cursor.next())
            try cursor.scroll(to: 2000)
            #expect(try !cursor.next())
        }
    }

    @Test func aCursorOfTheClientIsReadOnByABlock() async throws {
        try await withBlocks { session in
            let rows = try #require(
                try session.run("SELECT level FROM dual CONNECT BY level < 5 ORDER BY 1").cursor)
            #expect(try rows.next())
            let prepared = try session.prepare(
                "begin fetch :c into :n; end;", [BindType(.refCursor), BindType(.plainNumber)])
            let binds = BindRows([[.null(.refCursor), .null(.plainNumber)]])
            binds.cursors = [0: rows]
            let outcome = try session.execute(prepared, binds)
            #expect(outcome.outCells[1].integer == 2)
            #expect(outcome.outCursors[0] === rows)
        }
    }

    @Test func keysAreRefusedAfterValuesInABatch() async throws {
        try await withBlocks { session in
            _ = try session.run("CREATE TABLE batch_order (id NUMBER PRIMARY KEY, small NUMBER(2))")
            let prepared = try session.prepare(
                "INSERT INTO batch_order VALUES (:1, :2)", [BindType(.plainNumber), BindType(.plainNumber)])
            var options = ExecuteOptions()
            options.collectsBatchErrors = true
            let rows = [(1, 1), (1, 2), (2, 100), (3, 3)].map { [Cell.integer($0.0), Cell.integer($0.1)] }
            let outcome = try session.execute(prepared, rows: rows, options)
            #expect(outcome.batchErrors.map(\.row) == [2, 1])
            #expect(outcome.batchErrors.map(\.failure.code) == [1438, 1])
            try session.rollback()
        }
    }

    @Test func aTypeWithAnUnknownAttributeIsKeptAndInvalid() async throws {
        try await withBlocks { session in
            let outcome = try session.run("CREATE OR REPLACE TYPE half_made AS OBJECT (a NUMBER, b no_such_type)")
            #expect(outcome.isCompiledWithErrors)
            #expect(
                try session.rows("SELECT status FROM user_objects WHERE object_name = 'HALF_MADE'") == [["INVALID"]])
            #expect(
                try session.rows("SELECT text FROM user_errors WHERE name = 'HALF_MADE'")
                    == [["PLS-00201: identifier 'NO_SUCH_TYPE' must be declared"]])
            #expect(try !session.run("DROP TYPE half_made").isCompiledWithErrors)
        }
    }

    @Test func nothingConvertsBetweenBooleansAndOtherTypes() async throws {
        try await withBlocks { session in
            _ = try session.run("CREATE OR REPLACE PROCEDURE takes_text (a VARCHAR2, b BOOLEAN) IS BEGIN NULL; END;")
            #expect(session.failure("begin takes_text('a', true); end;") == nil)
            for call in ["takes_text(true, true)", "takes_text('a', 'b')", "takes_text(:1, true)"] {
                let failure = session.failure("begin \(call); end;", call.contains(":") ? [.truth(true)] : [])
                #expect(failure?.message.contains("PLS-00306") == true)
            }
        }
    }

    @Test func aProxyComesAsAUserWhoAllowedIt() async throws {
        try await withBlocks(as: "SYSTEM") { session in
            _ = try session.run("CREATE USER front IDENTIFIED BY secret")
            _ = try session.run("CREATE USER back IDENTIFIED BY secret")
            _ = try session.run("GRANT CREATE SESSION TO front, back")
            let engine = session.engine
            func come() throws -> Session {
                let front = try #require(engine.account(named: "FRONT"))
                return try engine.open(engine.account(named: "BACK"), through: front)
            }
            #expect(throws: OracleFailure.self) { try come() }
            _ = try session.run("ALTER USER back GRANT CONNECT THROUGH front")
            let opened = try come()
            let names = "SELECT sys_context('USERENV', 'SESSION_USER'), sys_context('USERENV', 'PROXY_USER') FROM dual"
            #expect(try opened.rows(names) == [["BACK", "FRONT"]])
            opened.close()
            _ = try session.run("ALTER USER back REVOKE CONNECT THROUGH front")
            #expect(throws: OracleFailure.self) { try come() }
            _ = try session.run("DROP USER front")
            _ = try session.run("DROP USER back")
        }
    }
}
