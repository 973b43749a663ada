import DecoyCompiler
import OracleSQL
import Testing

@testable import DecoyEngine

@Suite struct TriggerTests {
    @Test func aRowTriggerFillsAKeyAndItsValueIsReturned() async throws {
        try await withBlocks { session in
            _ = try session.run("CREATE TABLE tickets (id NUMBER PRIMARY KEY, title VARCHAR2(10))")
            _ = try session.run("CREATE SEQUENCE ticket_ids START WITH 100")
            _ = try session.run(
                """
                CREATE TRIGGER ticket_key BEFORE INSERT ON tickets FOR EACH ROW BEGIN
                    IF :NEW.id IS NULL THEN SELECT ticket_ids.NEXTVAL INTO :NEW.id FROM dual; END IF;
                    :new.title := upper(:new.title);
                END;
                """)
            let outcome = try session.run(
                "INSERT INTO tickets (title) VALUES ('abc') RETURNING id INTO :1", [.null(.plainNumber)])
            #expect(outcome.rowCount == 1)
            #expect(outcome.returned.first?.first?.first?.whole == 100)
            #expect(
                try session.run("INSERT INTO tickets SELECT LEVEL, 'x' FROM dual CONNECT BY LEVEL < 3").rowCount == 2)
            #expect(
                try session.rows("SELECT id || title FROM tickets ORDER BY id") == [["1X"], ["2X"], ["100ABC"]])
            let long = session.failure("INSERT INTO tickets (title) VALUES ('0123456789' || 'x')")
            #expect(long?.code == 12_899 || long?.code == 6502)
        }
    }

    @Test func triggersSeeTheColumnsOfTheStatementAndFireInTheirOrder() async throws {
        try await withBlocks { session in
            _ = try session.run("CREATE TABLE prices (id NUMBER, a NUMBER, b NUMBER)")
            _ = try session.run(
                "CREATE TABLE price_notes (place NUMBER GENERATED ALWAYS AS IDENTITY, note VARCHAR2(50))")
            _ = try session.run("INSERT INTO prices VALUES (1, 10, 20)")
            _ = try session.run(
                """
                CREATE TRIGGER p2 AFTER UPDATE OF a ON prices REFERENCING OLD AS o NEW AS w FOR EACH ROW WHEN (w.a > 5)
                BEGIN
                    INSERT INTO price_notes (note) VALUES ('after ' || :o.a || '>' || :w.a);
                END;
                """)
            _ = try session.run(
                """
                CREATE TRIGGER p1 BEFORE INSERT OR UPDATE OR DELETE ON prices BEGIN
                    IF INSERTING THEN INSERT INTO price_notes (note) VALUES ('inserting');
                    ELSIF UPDATING('B') THEN INSERT INTO price_notes (note) VALUES ('updating b');
                    ELSIF UPDATING THEN INSERT INTO price_notes (note) VALUES ('updating');
                    ELSIF DELETING THEN INSERT INTO price_notes (note) VALUES ('deleting'); END IF;
                END;
                """)
            #expect(try session.run("UPDATE prices SET a = a + 1 WHERE id = 1").rowCount == 1)
            _ = try session.run("UPDATE prices SET a = 1")
            _ = try session.run("UPDATE prices SET b = 1")
            #expect(try session.run("DELETE FROM prices WHERE id = 7").rowCount == 0)
            #expect(
                try session.rows("SELECT note FROM price_notes ORDER BY place").map { $0[0] } == [
                    "updating", "after 10>11", "updating", "updating b", "deleting",
                ])
        }
    }

    @Test func aTriggerThatFailsRollsBackItsStatementAlone() async throws {
        try await withBlocks { session in
            _ = try session.run("CREATE TABLE guarded (id NUMBER)")
            _ = try session.run("INSERT INTO guarded SELECT LEVEL FROM dual CONNECT BY LEVEL <= 3")
            _ = try session.run(
                """
                CREATE TRIGGER guard BEFORE DELETE ON guarded FOR EACH ROW
                BEGIN
                    IF :OLD.id = 2 THEN
                        raise_application_error(-20005, 'not ' || :OLD.id);
                    END IF;
                END;
                """)
            _ = try session.run("INSERT INTO guarded VALUES (4)")
            let failure = session.failure("DELETE FROM guarded")
            #expect(
                failure?.message == "ORA-20005: not 2\nORA-06512: at \"BLOCKS.GUARD\", line 3\n"
                    + "ORA-04088: error during execution of trigger 'BLOCKS.GUARD'")
            #expect(try session.rows("SELECT TO_CHAR(COUNT(*)) FROM guarded") == [["4"]])
            _ = try session.run("ALTER TRIGGER guard DISABLE")
            #expect(try session.run("DELETE FROM guarded").rowCount == 4)
        }
    }

    static let refused: [(trigger: String, statement: String?, code: Int)] = [
        (
            "AFTER UPDATE ON odd FOR EACH ROW DECLARE n NUMBER; BEGIN SELECT COUNT(*) INTO n FROM odd; END;",
            "UPDATE odd SET a = 2", 4091
        ),
        ("BEFORE UPDATE ON odd BEGIN COMMIT; END;", "UPDATE odd SET a = 2", 4092),
        ("BEFORE UPDATE ON odd FOR EACH ROW BEGIN :NEW.b := 1; END;", "UPDATE odd SET a = 2", 4098),
        ("BEFORE UPDATE ON odd FOR EACH ROW BEGIN x y; END;", "UPDATE odd SET a = 2", 4098),
        ("BEFORE UPDATE ON odd BEGIN :NEW.a := 1; END;", nil, 4082),
        ("AFTER INSERT ON odd BEGIN INSERT INTO odd VALUES (1); END;", "INSERT INTO odd VALUES (1)", 36),
        (
            "BEFORE UPDATE ON odd BEGIN NULL; END;",
            "MERGE INTO odd USING dual ON (dummy = 'X') WHEN MATCHED THEN UPDATE SET a = 1", 3001
        ),
        ("FOR UPDATE ON odd COMPOUND TRIGGER BEFORE STATEMENT IS BEGIN NULL; END; END;", nil, 3001),
        ("AFTER LOGON ON SCHEMA BEGIN NULL; END;", nil, 3001),
    ]

    @Test(.serialized, arguments: refused)
    func whatATriggerMayNotDoHasOraclesNumber(_ trigger: String, _ statement: String?, _ code: Int) async throws {
        try await withBlocks { session in
            if session.failure("SELECT a FROM odd") != nil {
                _ = try session.run("CREATE TABLE odd (a NUMBER, c NUMBER)")
                _ = try session.run("ALTER TABLE odd RENAME COLUMN c TO d")
                _ = try session.run("ALTER TABLE odd DROP COLUMN d")
                _ = try session.run("INSERT INTO odd VALUES (1)")
            }
            let text = "CREATE OR REPLACE TRIGGER odd_one " + trigger
            guard let statement else {
                #expect(session.failure(text)?.code == code)
                return
            }
            _ = try session.run(text)
            #expect(session.failure(statement)?.code == code)
            _ = try session.run("DROP TRIGGER odd_one")
        }
    }
}
