import OracleSQL
import Testing

@testable import DecoyEngine

/// Statements in the manner of what tools export and applications ship.
@Suite(.serialized) struct ToolScriptTests {
    static let accepted = [
        "CREATE SEQUENCE one MAXVALUE 1.0E28 MINVALUE 1e0 NOCACHE NOORDER NOCYCLE NOPARTITION",
        "CREATE TABLE collated (a NUMBER) DEFAULT COLLATION \"USING_NLS_COMP\" SEGMENT CREATION IMMEDIATE",
        "CREATE TABLE unlogged (a NUMBER) TABLESPACE users UNRECOVERABLE",
        "CREATE TABLE documents (d XMLTYPE) XMLTYPE COLUMN d STORE AS SECUREFILE BINARY XML (CACHE) "
            + "ALLOW NONSCHEMA DISALLOW ANYSCHEMA",
        "CREATE TABLE texts (d CLOB CHECK (d IS JSON (STRICT)))",
        "CREATE TABLE cold (a NUMBER) INMEMORY PRIORITY NONE MEMCOMPRESS FOR QUERY LOW DISTRIBUTE AUTO NO DUPLICATE",
        "CREATE TABLE split (n NUMBER, d DATE) PARTITION BY RANGE (d) SUBPARTITION BY LIST (n) "
            + "SUBPARTITION TEMPLATE (SUBPARTITION few VALUES (1, 2, 3), SUBPARTITION rest VALUES (default)) "
            + "(PARTITION old VALUES LESS THAN (TO_DATE('2020-01-01', 'YYYY-MM-DD')), "
            + "PARTITION new VALUES LESS THAN (maxvalue))",
        "CREATE INDEX split_d ON split (d) LOCAL",
        "BEGIN DBMS_UTILITY.EXEC_DDL_STATEMENT('CREATE TABLE made_within (a NUMBER)'); END;",
        "BEGIN DBMS_UTILITY.COMPILE_SCHEMA(schema => USER, compile_all => FALSE); END;",
        "BEGIN DBMS_STATS.GATHER_TABLE_STATS(USER, 'SPLIT', degree => DBMS_STATS.DEFAULT_DEGREE); END;",
        "SELECT a FROM made_within",
        "DROP TABLE made_within CASCADE CONSTRAINT PURGE",
        "DECLARE t DBMS_SQL.VARCHAR2_TABLE; BEGIN t(1) := 'CREATE TABLE from_table (a NUMBER)'; "
            + "FOR i IN 1 .. t.COUNT LOOP EXECUTE IMMEDIATE t(i); END LOOP; END;",
        "DROP TABLE from_table",
    ]

    @Test func clausesOfExportsAreTaken() async throws {
        try await withSchema("TOOLS1") { session in
            for text in Self.accepted {
                if let failure = failureOf(session, text) { Issue.record("\(text): \(failure.message)") }
            }
            let bounds = try session.rows(
                "SELECT TO_CHAR(max_value) FROM user_sequences WHERE sequence_name = 'ONE'")
            #expect(bounds == [["1" + String(repeating: "0", count: 28)]])
            let parts = try session.rows(
                "SELECT partition_name, subpartition_name FROM user_ind_subpartitions "
                    + "WHERE index_name = 'SPLIT_D' ORDER BY 2")
            #expect(parts == [["NEW", "NEW_FEW"], ["NEW", "NEW_REST"], ["OLD", "OLD_FEW"], ["OLD", "OLD_REST"]])
            let columns = try session.rows("SELECT cname, coltype FROM col WHERE tname = 'UNLOGGED'")
            #expect(columns == [["A", "NUMBER"]])
        }
    }

    @Test func partitionsByReferenceAreThoseOfTheTableThatTheKeyNames() async throws {
        try await withSchema("TOOLS17") { session in
            for text in [
                "CREATE TABLE orders (id NUMBER PRIMARY KEY, made DATE) PARTITION BY RANGE (made) (PARTITION p1 "
                    + "VALUES LESS THAN (DATE '2011-04-01'), PARTITION p2 VALUES LESS THAN (MAXVALUE))",
                "CREATE TABLE goods (order_id NUMBER NOT NULL, good_id NUMBER PRIMARY KEY, CONSTRAINT fo FOREIGN KEY "
                    + "(order_id) REFERENCES orders) PARTITION BY REFERENCE (fo)",
                "INSERT INTO orders VALUES (1, DATE '2011-02-01')", "INSERT INTO goods VALUES (1, 7)",
            ] {
                if let failure = failureOf(session, text) { Issue.record("\(text): \(failure.message)") }
            }
            let parts = try session.rows(
                "SELECT partition_name, high_value FROM user_tab_partitions WHERE table_name = 'GOODS' ORDER BY 1")
            #expect(parts == [["P1", nil], ["P2", nil]])
            let kinds = try session.rows(
                "SELECT partitioning_type, ref_ptn_constraint_name FROM user_part_tables WHERE table_name = 'GOODS'")
            #expect(kinds == [["REFERENCE", "FO"]])
            #expect(try session.rows("SELECT good_id FROM goods") == [["7"]])
            let text = try session.rows("SELECT DBMS_METADATA.GET_DDL('TABLE', 'GOODS') FROM dual")
            #expect(text.first?.first??.contains("PARTITION BY REFERENCE (\"FO\")") == true)
            #expect(failureOf(session, "INSERT INTO goods VALUES (2, 8)")?.code == 2291)
            let head = "CREATE TABLE other (a NUMBER, b NUMBER NOT NULL, c NUMBER NOT NULL CONSTRAINT plain REFERENCES "
            let tail = " PARTITION BY REFERENCE "
            let keys = "whole, CONSTRAINT fa FOREIGN KEY (a) REFERENCES orders)"
            #expect(failureOf(session, "CREATE TABLE whole (id NUMBER PRIMARY KEY)") == nil)
            #expect(failureOf(session, head + keys + tail + "(fa)")?.code == 14_652)
            #expect(failureOf(session, head + keys + tail + "(none)")?.code == 14_655)
            #expect(failureOf(session, head + keys + tail + "(plain)")?.code == 14_653)
        }
    }

    @Test func aForeignKeyMayNameAKeyOfColumnsThatTakeNulls() async throws {
        try await withSchema("TOOLS18") { session in
            for text in [
                "CREATE TABLE kinds (id NUMBER, sort VARCHAR2(9), CONSTRAINT uk UNIQUE (id, sort))",
                "CREATE TABLE users (id NUMBER, sort VARCHAR2(9), CONSTRAINT fk FOREIGN KEY (id, sort) REFERENCES "
                    + "kinds (id, sort))",
                "CREATE TABLE guests (id NUMBER, sort VARCHAR2(9), FOREIGN KEY (id, sort) REFERENCES kinds (id, sort))",
                "INSERT INTO kinds VALUES (1, 'a')", "INSERT INTO kinds VALUES (2, NULL)",
                "INSERT INTO users VALUES (1, 'a')", "INSERT INTO users VALUES (9, NULL)",
            ] {
                if let failure = failureOf(session, text) { Issue.record("\(text): \(failure.message)") }
            }
            #expect(failureOf(session, "INSERT INTO kinds VALUES (2, NULL)")?.code == 1)
            #expect(failureOf(session, "INSERT INTO users VALUES (1, 'b')")?.code == 2291)
            #expect(failureOf(session, "DELETE FROM kinds WHERE id = 1")?.code == 2292)
            #expect(failureOf(session, "ALTER TABLE kinds DROP CONSTRAINT uk CASCADE") == nil)
            #expect(failureOf(session, "INSERT INTO users VALUES (1, 'b')") == nil)
        }
    }

    @Test func aForcedViewKeepsItsColumnsAndBecomesValidWithWhatItNames() async throws {
        try await withSchema("TOOLS2") { session in
            let outcome = try session.run(
                "CREATE OR REPLACE FORCE VIEW early (x, y) AS SELECT a, spelled(a) FROM later")
            #expect(outcome.isCompiledWithErrors)
            let types = "SELECT column_name, data_type FROM user_tab_columns WHERE table_name = 'EARLY' ORDER BY 1"
            #expect(try session.rows(types) == [["X", "UNDEFINED"], ["Y", "UNDEFINED"]])
            let text = try session.rows("SELECT DBMS_METADATA.GET_DDL('VIEW', 'EARLY') FROM dual")
            #expect(text.first?.first??.contains("(\"X\", \"Y\") AS") == true)
            _ = try session.run("CREATE TABLE later (a NUMBER)")
            _ = try session.run("INSERT INTO later VALUES (4)")
            #expect(failureOf(session, "SELECT * FROM early")?.code == 4063)
            _ = try session.run("CREATE FUNCTION spelled (p NUMBER) RETURN VARCHAR2 IS BEGIN RETURN 'v' || p; END;")
            #expect(try session.rows(types) == [["X", "NUMBER"], ["Y", "VARCHAR2"]])
            let lengths = "SELECT data_length FROM user_tab_columns WHERE table_name = 'EARLY' AND column_name = 'Y'"
            #expect(try session.rows(lengths) == [["4000"]])
            #expect(try session.rows("SELECT y FROM early WHERE x = 4") == [["v4"]])
            #expect(
                try session.rows("SELECT status FROM user_objects WHERE object_name = 'EARLY'") == [["VALID"]])
        }
    }

    @Test func aViewCallsTheFunctionsOfItsOwner() async throws {
        try await withSchema("TOOLS3") { session in
            _ = try session.run("CREATE FUNCTION answer RETURN NUMBER IS BEGIN RETURN 42; END;")
            _ = try session.run("CREATE VIEW answers AS SELECT answer, TO_CHAR(answer()) spelled FROM dual")
            #expect(try session.rows("SELECT spelled FROM answers WHERE answer = 42") == [["42"]])
            // A block may have a variable of that name: the view does not mean it.
            let block = "DECLARE answer NUMBER := 1; n NUMBER; BEGIN SELECT COUNT(*) INTO n FROM answers "
            #expect(failureOf(session, block + "WHERE answers.answer = 42; END;") == nil)
            #expect(failureOf(session, "CREATE TABLE copied AS SELECT * FROM answers")?.code == 3001)
        }
    }

    @Test func clustersAreKeptByName() async throws {
        try await withSchema("TOOLS4") { session in
            let steps: [(String, Int?)] = [
                ("CREATE CLUSTER both (id NUMBER(4)) SIZE 512 STORAGE (INITIAL 64K)", nil),
                ("CREATE CLUSTER both (id NUMBER(4))", 955),
                ("CREATE INDEX both_key ON CLUSTER both TABLESPACE users", nil),
                ("CREATE TABLE heads (id NUMBER(4) PRIMARY KEY) CLUSTER both (id)", nil),
                ("CREATE TABLE lines (id NUMBER(4) REFERENCES heads) CLUSTER both (id)", nil),
                ("CREATE TABLE alone (id NUMBER(4)) CLUSTER missing (id)", 943),
                ("DROP CLUSTER both", 951),
            ]
            for (text, code) in steps { #expect(failureOf(session, text)?.code == code, "\(text)") }
            let names = "SELECT cluster_name FROM user_tables WHERE cluster_name IS NOT NULL"
            let before = try session.rows(names)
            #expect(before == [["BOTH"], ["BOTH"]])
            #expect(failureOf(session, "DROP CLUSTER both INCLUDING TABLES CASCADE CONSTRAINTS") == nil)
            let after = try session.rows(names) + session.rows("SELECT cluster_name FROM user_clusters")
            #expect(after.isEmpty)
        }
    }

    static let refused: [(String, Int)] = [
        ("CREATE TABLE e (a NUMBER) ORGANIZATION EXTERNAL (TYPE ORACLE_LOADER)", 3001),
        ("CREATE OR REPLACE LIBRARY l AS '/l.so'", 3001),
        ("CREATE INDEXTYPE x FOR o (NUMBER) USING t", 3001),
        ("CREATE OR REPLACE AND COMPILE JAVA SOURCE NAMED x AS class X {}", 3001),
        ("CREATE TRIGGER t AFTER CREATE ON tools5.SCHEMA BEGIN NULL; END;", 3001),
        ("CREATE TABLE l (a NUMBER, b NUMBER) PARTITION BY LIST (a, b) (PARTITION p VALUES ((1, 2)))", 3001),
        ("CREATE TABLE i (a NUMBER GENERATED ALWAYS AS IDENTITY, b NUMBER GENERATED ALWAYS AS IDENTITY)", 30_669),
        ("CREATE SEQUENCE s MAXVALUE 1.5E0", 2017),
        ("DROP DATABASE LINK nothing.example", 2024),
        ("CREATE SEQUENCE s MAXVALUE 1E999999999999999999999", 2017),
    ]

    @Test func whatIsNotKnownIsRefusedByName() async throws {
        try await withSchema("TOOLS5") { session in
            for (text, code) in Self.refused { #expect(failureOf(session, text)?.code == code, "\(text)") }
        }
    }
}
