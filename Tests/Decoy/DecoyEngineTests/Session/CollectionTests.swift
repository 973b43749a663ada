import OracleSQL
import TestKit
import Testing

@testable import DecoyEngine

/// Rows out of single values: collections, JSON documents, and values gathered into one text.
@Suite struct CollectionTests {
    @Test func elementsOfACollectionAreRows() async throws {
        try await withSchema("ELEMENTS") { session in
            _ = try session.run("CREATE TYPE phones AS VARRAY(5) OF VARCHAR2(20)")
            _ = try session.run("CREATE TYPE part AS OBJECT (no NUMBER, name CHAR(3))")
            _ = try session.run("CREATE TYPE parts AS TABLE OF part")
            _ = try session.run("CREATE TABLE t (id NUMBER, p phones, q parts) NESTED TABLE q STORE AS q_tab")
            _ = try session.run("INSERT INTO t VALUES (1, phones('b', NULL, 'a'), parts(part(7, 'x'), part(8, NULL)))")
            _ = try session.run("INSERT INTO t VALUES (2, phones(), NULL)")
            #expect(
                try session.rows("SELECT t.id, x.column_value FROM t, TABLE(t.p) x") == [
                    ["1", "b"], ["1", nil], ["1", "a"],
                ])
            #expect(
                try session.rows("SELECT x.no, x.name FROM t, TABLE(t.q) x ORDER BY 1 DESC") == [
                    ["8", nil], ["7", "x  "],
                ])
            #expect(
                try session.rows("SELECT t.id, x.no FROM t, TABLE(t.q)(+) x WHERE t.id = 2") == [["2", nil]])
            #expect(failureOf(session, "SELECT * FROM t, TABLE(t.id) x")?.code == 22_905)
        }
    }

    @Test func aFunctionThatGivesACollectionMayStandInFrom() async throws {
        try await withSchema("GIVERS") { session in
            _ = try session.run("CREATE TYPE numbers AS TABLE OF NUMBER")
            _ = try session.run(
                "CREATE PACKAGE g AS FUNCTION one(n NUMBER) RETURN NUMBER; FUNCTION few RETURN numbers; END;")
            _ = try session.run(
                """
                CREATE PACKAGE BODY g AS
                    FUNCTION one(n NUMBER) RETURN NUMBER IS BEGIN RETURN n * 10; END;
                    FUNCTION few RETURN numbers IS
                        v numbers;
                    BEGIN
                        SELECT one(LEVEL) BULK COLLECT INTO v FROM dual CONNECT BY LEVEL <= 3;
                        RETURN v;
                    END;
                END;
                """)
            #expect(try session.rows("SELECT column_value FROM TABLE(g.few)") == [["10"], ["20"], ["30"]])
            #expect(try session.rows("SELECT SUM(column_value) FROM TABLE(CAST(g.few() AS numbers))") == [["60"]])
        }
    }

    static let documents: [(String, [[String?]])] = [
        (
            "SELECT j.* FROM d, JSON_TABLE(d.j, '$' COLUMNS (name VARCHAR2(9) PATH '$.n', n, "
                + "amount NUMBER(3) PATH '$.s', EXISTS_ VARCHAR2(5) EXISTS PATH '$.tags')) j ORDER BY 1",
            [["a", "a", "5", "true"], ["b", "b", nil, "false"]]
        ),
        (
            "SELECT j.n, j.pos, j.tag FROM d, JSON_TABLE(d.j, '$' COLUMNS (n, NESTED PATH '$.tags[*]' "
                + "COLUMNS (pos FOR ORDINALITY, tag VARCHAR2(3) PATH '$'))) j ORDER BY 1, 2",
            [["a", "1", "x"], ["a", "2", nil], ["b", nil, nil]]
        ),
        (
            "SELECT j.x, j.y FROM d, JSON_TABLE(d.j, '$' COLUMNS (NESTED '$.tags[*]' COLUMNS (x VARCHAR2(9) PATH '$')"
                + ", NESTED '$.more[*]' COLUMNS (y NUMBER PATH '$.k'))) j WHERE d.id = 1",
            [["x", nil], ["toolong", nil], [nil, "1"]]
        ),
        ("SELECT JSON_VALUE(j, '$.n') FROM d WHERE JSON_EXISTS(j, '$.tags') AND j IS JSON STRICT", [["a"]]),
        ("SELECT COUNT(*) FROM d, JSON_TABLE(d.j, '$.none[*]' COLUMNS (x NUMBER PATH '$.k'))", [["0"]]),
    ]

    @Test func documentsOfCharactersOrBytesAreTables() async throws {
        try await withSchema("DOCUMENTS") { session in
            for (kind, make) in [("CLOB", ""), ("BLOB", "UTL_RAW.CAST_TO_RAW")] {
                _ = try session.run("CREATE TABLE d (id NUMBER, j \(kind) CHECK (j IS JSON))")
                _ = try session.run(
                    "INSERT INTO d VALUES (1, \(make)('{\"n\":\"a\",\"s\":\"4.6\",\"tags\":[\"x\",\"toolong\"],"
                        + "\"more\":[{\"k\":1}]}'))")
                _ = try session.run("INSERT INTO d VALUES (2, \(make)('{\"n\":\"b\",\"s\":[1]}'))")
                for (text, rows) in Self.documents {
                    #expect(try session.rows(text) == rows, "\(kind): \(text)")
                }
                _ = try session.run("DROP TABLE d PURGE")
            }
        }
    }

    @Test func aListThatIsTooLongIsCutBetweenItsValues() async throws {
        try await withSchema("LISTS") { session in
            let rows = "(SELECT RPAD('v', 100, 'v') v FROM dual CONNECT BY LEVEL <= 50)"
            let query = "LISTAGG(v, ',' ON OVERFLOW TRUNCATE '..' WITH COUNT) WITHIN GROUP (ORDER BY v)"
            let cut = try session.rows("SELECT SUBSTR(\(query), -10), LENGTH(\(query)) FROM \(rows)")
            #expect(cut == [["vvv,..(11)", "3945"]])
            let whole = try session.rows(
                "SELECT LISTAGG(v, ',' ON OVERFLOW TRUNCATE) WITHIN GROUP (ORDER BY v) FROM "
                    + "(SELECT 'a' v FROM dual UNION ALL SELECT NULL FROM dual UNION ALL SELECT 'b' FROM dual)")
            #expect(whole == [["a,b"]])
        }
    }

    @Test func translatingIntoTheOtherCharacterSetKeepsTheText() async throws {
        try await withSchema("TRANSLATIONS") { session in
            _ = try session.run("CREATE VIEW v AS SELECT TRANSLATE('Größe' USING NCHAR_CS) t FROM dual")
            #expect(try session.rows("SELECT t FROM v") == [["Größe"]])
            #expect(
                try session.rows("SELECT data_type FROM user_tab_columns WHERE table_name = 'V'") == [["NVARCHAR2"]])
        }
    }
}
