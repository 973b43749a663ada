import DecoyDictionary
import Net
import OracleSQL
import TestKit
import Testing

@testable import DecoyEngine

/// An engine of its own, whose dictionary only definition statements make.
actor DefinitionEngine {
    static let shared = DefinitionEngine()
    private var start: Task<Engine, any Error>?
    private var folder: TemporaryDirectory?

    var engine: Engine {
        get async throws {
            if let start { return try await start.value }
            let folder = try TemporaryDirectory("decoy")
            self.folder = folder
            let running = Task { try await Engine.start(EngineOptions(directory: folder("data"))) }
            start = running
            return try await running.value
        }
    }
}

/// Runs statements as a new user with the usual rights and gives the engine's answer for each.
func withSchema(
    _ name: String, _ body: @escaping @Sendable (Session) throws -> Void
) async throws {
    let engine = try await DefinitionEngine.shared.engine
    try await onThread("schema") {
        guard let account = engine.account(named: "SYSTEM") else { throw EngineFailure("no SYSTEM", advice: "") }
        let system = try engine.open(account)
        _ = try system.run("CREATE USER \(name) IDENTIFIED BY secret QUOTA UNLIMITED ON users")
        _ = try system.run("GRANT CONNECT, RESOURCE, CREATE VIEW, CREATE SYNONYM, UNLIMITED TABLESPACE TO \(name)")
        system.close()
        guard let own = engine.account(named: name) else { throw EngineFailure("no user", advice: "") }
        let session = try engine.open(own)
        defer { session.close() }
        try body(session)
    }
}

func failureOf(_ session: Session, _ text: String) -> OracleFailure? {
    do {
        let outcome = try session.run(text)
        if let cursor = outcome.cursor { while try cursor.next() {} }
        return nil
    } catch {
        return error
    }
}

@Suite struct DefinitionTests {
    @Test func theSnapshotAfterAChangeOfOneTableIsTheOneThatIsReadWhole() async throws {
        let steps = [
            "CREATE TABLE parent (id NUMBER PRIMARY KEY, name VARCHAR2(20) NOT NULL, CHECK (id > 0))",
            "CREATE TABLE child (id NUMBER, parent_id NUMBER REFERENCES parent (id))",
            "CREATE INDEX child_parent ON child (parent_id)",
            "CREATE UNIQUE INDEX child_name ON child (id, ABS(parent_id))",
            "ALTER TABLE child ADD CONSTRAINT child_pk PRIMARY KEY (id)",
            "COMMENT ON TABLE child IS 'Those below'",
            "COMMENT ON COLUMN child.parent_id IS 'Who is above'",
            "CREATE TABLE numbered (id NUMBER GENERATED ALWAYS AS IDENTITY, made DATE)",
            "CREATE VIEW both AS SELECT c.id FROM child c JOIN parent p ON p.id = c.parent_id",
            "COMMENT ON TABLE both IS 'A view'", "DROP INDEX child_parent",
            "CREATE INDEX parent_name ON parent (name)",
        ]
        try await withSchema("SNAPSHOTS") { session in
            for step in steps {
                _ = try session.run(step)
                let kept = session.dictionary
                let whole = try DictionaryReader.read(SessionLink(session), systemViews: [])
                // Others define tables beside this test.
                #expect(kept.version <= whole.version, "\(step)")
                #expect(
                    kept.tables.filter { $0.value.owner == "SNAPSHOTS" }
                        == whole.tables.filter {
                            $0.value.owner == "SNAPSHOTS"
                        }, "\(step)")
                for name in ["CHILD_PARENT", "CHILD_NAME", "PARENT_NAME"] {
                    #expect(
                        kept.index(owner: "SNAPSHOTS", name: name)?.index
                            == whole.index(owner: "SNAPSHOTS", name: name)?.index, "\(step)")
                }
                #expect(
                    kept.constraint(owner: "SNAPSHOTS", name: "CHILD_PK")?.constraint
                        == whole.constraint(owner: "SNAPSHOTS", name: "CHILD_PK")?.constraint, "\(step)")
            }
        }
    }

    @Test func statementsAreAcceptedOrRefusedWithOraclesNumbers() async throws {
        let steps: [(String, Int?)] = [
            ("CREATE TABLE regions (region_id NUMBER CONSTRAINT region_id_nn NOT NULL, region_name VARCHAR2(25))", nil),
            ("CREATE UNIQUE INDEX reg_id_pk ON regions (region_id)", nil),
            ("ALTER TABLE regions ADD (CONSTRAINT reg_id_pk PRIMARY KEY (region_id))", nil),
            ("CREATE TABLE regions (a NUMBER)", 955),
            (
                "CREATE TABLE countries (country_id CHAR(2) NOT NULL, country_name VARCHAR2(40), region_id NUMBER, "
                    + "CONSTRAINT country_c_id_pk PRIMARY KEY (country_id)) ORGANIZATION INDEX", nil
            ),
            (
                "ALTER TABLE countries ADD (CONSTRAINT countr_reg_fk FOREIGN KEY (region_id) "
                    + "REFERENCES regions(region_id))",
                nil
            ),
            ("CREATE SEQUENCE loc_seq START WITH 3300 INCREMENT BY 100 MAXVALUE 9900 NOCACHE NOCYCLE", nil),
            ("CREATE SEQUENCE loc_seq", 955),
            ("INSERT INTO regions VALUES (1, 'Europe')", nil),
            ("INSERT INTO regions VALUES (1, 'Europe')", 1),
            ("INSERT INTO regions VALUES (NULL, 'Europe')", 1400),
            ("INSERT INTO regions VALUES (2, 'A name that is far too long for it')", 12_899),
            ("INSERT INTO countries VALUES ('DE', 'Germany', 9)", 2291),
            ("INSERT INTO countries VALUES ('DE', 'Germany', 1)", nil),
            ("DELETE FROM regions", 2292),
            ("DROP TABLE regions", 2449),
            ("TRUNCATE TABLE regions", 2266),
            ("ALTER TABLE regions ADD region_name NUMBER", 1430),
            ("ALTER TABLE regions ADD (x NUMBER DEFAULT 7 NOT NULL, y DATE DEFAULT SYSDATE)", nil),
            ("ALTER TABLE regions ADD z NUMBER NOT NULL", 1758),
            ("ALTER TABLE regions MODIFY region_name VARCHAR2(3)", 1441),
            ("ALTER TABLE regions MODIFY (region_name VARCHAR2(100) NOT NULL)", nil),
            ("ALTER TABLE regions RENAME COLUMN x TO xx", nil),
            ("ALTER TABLE regions DROP COLUMN nothing", 904),
            ("ALTER TABLE regions DROP (y)", nil),
            ("COMMENT ON TABLE regions IS 'It''s a region'", nil),
            ("COMMENT ON COLUMN regions.xx IS 'x'", nil),
            ("COMMENT ON COLUMN regions.yy IS 'x'", 904),
            ("CREATE TABLE dup (a NUMBER, a NUMBER)", 957),
            ("CREATE TABLE nokey (a NUMBER, CONSTRAINT f FOREIGN KEY (a) REFERENCES regions (xx))", 2270),
            ("CREATE TABLE nokey (a NUMBER, PRIMARY KEY (b))", 904),
            ("CREATE TABLE nokey (a nothing)", 902),
            ("CREATE OR REPLACE VIEW v AS SELECT region_id AS id, region_name FROM regions", nil),
            ("SELECT * FROM v", nil),
            ("CREATE VIEW v2 AS SELECT nothing FROM regions", 904),
            ("CREATE SYNONYM rr FOR regions", nil),
            ("SELECT xx FROM rr", nil),
            ("DROP INDEX reg_id_pk", 2429),
            ("DROP SEQUENCE nothing", 2289),
            ("DROP VIEW nothing", 942),
            ("CREATE USER other IDENTIFIED BY x", 1031),
            ("RENAME countries TO lands", nil),
            ("SELECT * FROM countries", 942),
            ("SELECT country_id FROM lands", nil),
            ("ALTER TABLE lands DISABLE CONSTRAINT countr_reg_fk", nil),
            ("DELETE FROM regions", nil),
            ("ALTER TABLE lands ENABLE CONSTRAINT countr_reg_fk", 2298),
            ("DROP TABLE regions CASCADE CONSTRAINTS", nil),
            ("SELECT * FROM regions", 942),
            ("FLASHBACK TABLE regions TO BEFORE DROP", nil),
            ("SELECT * FROM regions", nil),
            ("DROP TABLE regions CASCADE CONSTRAINTS PURGE", nil),
            ("FLASHBACK TABLE regions TO BEFORE DROP", 38_307),
        ]
        try await withSchema("HR1") { session in
            for (text, code) in steps {
                let failure = failureOf(session, text)
                #expect(failure?.code == code, "\(text): \(failure?.message ?? "no failure")")
            }
        }
    }

    @Test func tablesOfEveryKindHoldRows() async throws {
        let steps: [(String, Int?)] = [
            ("CREATE TABLE ident (id NUMBER GENERATED ALWAYS AS IDENTITY (START WITH 5), v VARCHAR2(10 CHAR))", nil),
            ("INSERT INTO ident (v) VALUES ('a')", nil),
            ("INSERT INTO ident (id, v) VALUES (1, 'a')", 32_795),
            ("CREATE TABLE virt (a NUMBER, b NUMBER GENERATED ALWAYS AS (a * 2) VIRTUAL, c AS (a + 1))", nil),
            ("INSERT INTO virt (a) VALUES (4)", nil),
            ("UPDATE virt SET a = 5", nil),
            ("CREATE GLOBAL TEMPORARY TABLE tmp1 (a NUMBER PRIMARY KEY) ON COMMIT DELETE ROWS", nil),
            ("INSERT INTO tmp1 VALUES (1)", nil),
            ("INSERT INTO tmp1 VALUES (1)", 1),
            ("CREATE GLOBAL TEMPORARY TABLE tmp2 (a NUMBER) ON COMMIT PRESERVE ROWS", nil),
            (
                "CREATE TABLE ranged (id NUMBER, d DATE, CONSTRAINT ranged_pk PRIMARY KEY (id)) PARTITION BY RANGE (d) "
                    + "(PARTITION p1 VALUES LESS THAN (TO_DATE('2020-01-01', 'YYYY-MM-DD')), "
                    + "PARTITION p2 VALUES LESS THAN (MAXVALUE))", nil
            ),
            ("INSERT INTO ranged VALUES (1, DATE '2019-05-05')", nil),
            ("INSERT INTO ranged VALUES (2, DATE '2021-05-05')", nil),
            ("INSERT INTO ranged VALUES (2, DATE '2019-05-05')", 1),
            ("ALTER TABLE ranged SPLIT PARTITION p2 AT (DATE '2022-01-01') INTO (PARTITION p2a, PARTITION p2b)", nil),
            ("ALTER TABLE ranged MERGE PARTITIONS p1, p2a INTO PARTITION p1", nil),
            ("ALTER TABLE ranged TRUNCATE PARTITION p1", nil),
            ("ALTER TABLE ranged DROP PARTITION nothing", 2149),
            (
                "CREATE TABLE listed (id NUMBER, c VARCHAR2(2)) PARTITION BY LIST (c) SUBPARTITION BY HASH (id) "
                    + "SUBPARTITIONS 2 (PARTITION pa VALUES ('A', 'B'), PARTITION pd VALUES (DEFAULT))", nil
            ),
            ("INSERT INTO listed VALUES (1, 'A')", nil),
            ("INSERT INTO listed VALUES (2, 'Z')", nil),
            ("CREATE TABLE hashed (id NUMBER) PARTITION BY HASH (id) PARTITIONS 4", nil),
            ("INSERT INTO hashed SELECT LEVEL FROM dual CONNECT BY LEVEL <= 10", nil),
            ("CREATE TABLE copied AS SELECT * FROM hashed WHERE id > 5", nil),
            ("CREATE TABLE copied2 (n) AS SELECT id * 2 FROM hashed", nil),
            ("ALTER TABLE copied MOVE", nil),
            ("TRUNCATE TABLE copied", nil),
            ("CREATE TABLE logged (a NUMBER PRIMARY KEY, b CLOB, SUPPLEMENTAL LOG DATA (ALL) COLUMNS)", nil),
            ("ALTER TABLE logged ADD SUPPLEMENTAL LOG GROUP g1 (a) ALWAYS", nil),
            ("CREATE INDEX logged_f ON logged (MOD(a, 10), a DESC)", nil),
            ("CREATE INDEX logged_b ON logged (b)", 2327),
        ]
        try await withSchema("KINDS") { session in
            for (text, code) in steps {
                let failure = failureOf(session, text)
                #expect(failure?.code == code, "\(text): \(failure?.message ?? "no failure")")
            }
            try session.rollback()
            #expect(try session.rows("SELECT a, b, c FROM virt") == [["5", "10", "6"]])
            #expect(try session.rows("SELECT id FROM ident") == [["5"]])
            #expect(try session.rows("SELECT COUNT(*) FROM hashed") == [["10"]])
            #expect(try session.rows("SELECT COUNT(*) FROM copied2") == [["10"]])
            #expect(try session.rows("SELECT COUNT(*) FROM ranged") == [["0"]])
        }
    }
}

@Suite struct DictionaryViewTests {
    @Test func everyViewCanBeReadWhole() async throws {
        try await withSchema("READER") { session in
            let steps = [
                "CREATE TABLE a (id NUMBER PRIMARY KEY, n VARCHAR2(10 CHAR) DEFAULT 'x' NOT NULL, l CLOB)",
                "CREATE TABLE b (id NUMBER REFERENCES a, d DATE) PARTITION BY RANGE (d) "
                    + "(PARTITION p1 VALUES LESS THAN (DATE '2020-01-01'))",
                "CREATE INDEX b_i ON b (d DESC, MOD(id, 2))", "CREATE SEQUENCE s", "CREATE VIEW v AS SELECT * FROM a",
                "INSERT INTO a (id) VALUES (s.NEXTVAL)", "CREATE OR REPLACE TYPE ty AS OBJECT (a NUMBER)",
                "CREATE OR REPLACE PROCEDURE p AS BEGIN NULL; END;",
            ]
            for step in steps {
                let failure = failureOf(session, step)
                #expect(failure == nil, "\(step): \(failure?.message ?? "")")
            }
        }
        try await withSession(try await DefinitionEngine.shared.engine) { session in
            for view in DictionaryViews.all {
                let failure = failureOf(session, "SELECT * FROM \(view.name)")
                #expect(failure == nil, "\(view.name): \(failure?.message ?? "")")
            }
            let columns = try session.rows(
                "SELECT column_name, data_type, char_length, nullable, data_default FROM dba_tab_columns "
                    + "WHERE owner = 'READER' AND table_name = 'A' ORDER BY column_id")
            #expect(
                columns == [
                    ["ID", "NUMBER", "0", "N", nil], ["N", "VARCHAR2", "10", "N", "'x'"], ["L", "CLOB", "0", "Y", nil],
                ])
            let extents = try session.rows(
                "SELECT extent_id, block_id, blocks FROM dba_extents WHERE owner = 'READER'")
            #expect(extents == [["0", "128", "8"]])
        }
    }
}

@Suite struct MetadataTests {
    @Test func textsOfObjectsAreInOraclesForm() async throws {
        try await withSchema("META") { session in
            let steps = [
                "CREATE TABLE parent (id NUMBER(9) PRIMARY KEY)",
                "CREATE TABLE child (id NUMBER(9) GENERATED BY DEFAULT AS IDENTITY, n VARCHAR2(10 CHAR) DEFAULT 'x' "
                    + "CONSTRAINT n_nn NOT NULL, p NUMBER(9), CONSTRAINT child_pk PRIMARY KEY (id), "
                    + "CONSTRAINT child_fk FOREIGN KEY (p) REFERENCES parent ON DELETE CASCADE, CHECK (n > 'a'))",
                "COMMENT ON TABLE child IS 'It''s a child'", "CREATE INDEX child_i ON child (UPPER(n), p DESC)",
                "CREATE SEQUENCE s1 START WITH 5 CACHE 10", "CREATE VIEW v1 AS SELECT id, n FROM child",
                "CREATE SYNONYM y1 FOR child",
                "CREATE OR REPLACE TRIGGER t1 BEFORE INSERT ON child FOR EACH ROW BEGIN :new.n := 'b'; END;",
                "CREATE OR REPLACE PACKAGE k1 AS PROCEDURE p; END k1;",
            ]
            for step in steps {
                let failure = failureOf(session, step)
                #expect(failure == nil, "\(step): \(failure?.message ?? "")")
            }
            func text(_ call: String) throws -> String {
                try session.rows("SELECT DBMS_METADATA.\(call) FROM DUAL").first?.first.flatMap { $0 } ?? ""
            }
            for name in ["storage", "segment_attributes"] { session.settings.set("transform_\(name)", "false") }
            session.settings.set("transform_sqlterminator", "true")
            let child = try text("GET_DDL('TABLE', 'CHILD', 'META')")
            let expected = """

                  CREATE TABLE "META"."CHILD"\u{20}
                   (\t"ID" NUMBER(9,0) GENERATED BY DEFAULT AS IDENTITY MINVALUE 1 \
                MAXVALUE 9999999999999999999999999999 INCREMENT BY 1 START WITH 1 CACHE 20 \
                NOORDER  NOCYCLE  NOKEEP  NOSCALE  NOT NULL ENABLE,\u{20}
                \t"N" VARCHAR2(10 CHAR) DEFAULT 'x' CONSTRAINT "N_NN" NOT NULL ENABLE,\u{20}
                \t"P" NUMBER(9,0),\u{20}
                \t CHECK (n > 'a') ENABLE,\u{20}
                \t CONSTRAINT "CHILD_PK" PRIMARY KEY ("ID")
                  USING INDEX  ENABLE,\u{20}
                \t CONSTRAINT "CHILD_FK" FOREIGN KEY ("P")
                \t  REFERENCES "META"."PARENT" ("ID") ON DELETE CASCADE ENABLE
                   ) ;
                """
            #expect(child == expected)
            #expect(
                try text("GET_DDL('INDEX', 'CHILD_I')").contains("ON \"META\".\"CHILD\" (UPPER(\"N\"), \"P\" DESC)"))
            #expect(try text("GET_DDL('SEQUENCE', 'S1')").contains("START WITH 5 CACHE 10 NOORDER"))
            #expect(try text("GET_DDL('VIEW', 'V1')").contains("VIEW \"META\".\"V1\" (\"ID\", \"N\") AS"))
            #expect(try text("GET_DDL('SYNONYM', 'Y1')").contains("\"Y1\" FOR \"META\".\"CHILD\";"))
            #expect(try text("GET_DDL('REF_CONSTRAINT', 'CHILD_FK')").contains("ALTER TABLE \"META\".\"CHILD\" ADD"))
            #expect(try text("GET_DDL('TRIGGER', 'T1')").contains("TRIGGER \"META\".\"T1\" BEFORE INSERT ON child"))
            #expect(try text("GET_DDL('PACKAGE', 'K1')").contains("PACKAGE \"META\".\"K1\" AS PROCEDURE p; END k1;"))
            #expect(try text("GET_DEPENDENT_DDL('COMMENT', 'CHILD')").contains("IS 'It''s a child';"))
            #expect(failureOf(session, "SELECT DBMS_METADATA.GET_DDL('TABLE', 'NONE') FROM DUAL")?.code == 31_603)
        }
    }
}

@Suite struct IntervalPartitionTests {
    @Test func aRowAboveTheLastBoundMakesItsPartition() async throws {
        try await withSchema("INTERVALS") { session in
            _ = try session.run(
                "CREATE TABLE m (id NUMBER, d DATE) PARTITION BY RANGE (d) INTERVAL (NUMTOYMINTERVAL(1, 'MONTH')) "
                    + "(PARTITION p0 VALUES LESS THAN (DATE '2020-01-01'))")
            _ = try session.run(
                "CREATE TABLE n (id NUMBER) PARTITION BY RANGE (id) INTERVAL (10) "
                    + "(PARTITION p0 VALUES LESS THAN (10))")
            _ = try session.run("INSERT INTO m VALUES (1, DATE '2019-06-06')")
            _ = try session.run("INSERT INTO m VALUES (2, DATE '2020-03-15')")
            _ = try session.run("INSERT INTO n SELECT LEVEL FROM dual CONNECT BY LEVEL <= 35")
            #expect(try session.rows("SELECT COUNT(*) FROM m") == [["2"]])
            #expect(try session.rows("SELECT COUNT(*) FROM n") == [["35"]])
            let bounds = try session.rows(
                "SELECT high_value, interval FROM user_tab_partitions WHERE table_name = 'N' "
                    + "ORDER BY partition_position"
            )
            #expect(bounds == [["10", "NO"], ["20", "YES"], ["30", "YES"], ["40", "YES"]])
        }
    }
}
