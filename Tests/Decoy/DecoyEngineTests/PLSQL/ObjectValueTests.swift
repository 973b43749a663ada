import DecoyCompiler
import OracleSQL
import Testing

@testable import DecoyEngine

@Suite(.serialized) struct ObjectValueTests {
    private static func prepare(_ session: Session) throws {
        guard session.failure("SELECT COUNT(*) FROM shelves") != nil else { return }
        _ = try session.run("CREATE TYPE volume AS OBJECT (title VARCHAR2(10), price NUMBER(5,2), printed DATE)")
        _ = try session.run("CREATE TYPE volumes AS VARRAY(2) OF volume")
        _ = try session.run("CREATE TYPE shelf AS OBJECT (place NUMBER, best volume, others volumes)")
        _ = try session.run("CREATE TABLE shelves (id NUMBER, content shelf)")
    }

    @Test func objectsAreMadeStoredAndReadByTheirAttributes() async throws {
        try await withBlocks { session in
            try Self.prepare(session)
            _ = try session.run("DELETE FROM shelves")
            _ = try session.run(
                """
                INSERT INTO shelves VALUES (1, shelf(7, volume('A"b', 1.239, DATE '2020-02-29'),
                    volumes(volume('c', NULL, NULL), NULL)))
                """)
            _ = try session.run("INSERT INTO shelves VALUES (2, NULL)")
            #expect(
                try session.rows(
                    "SELECT s.content.best.title || s.content.best.price || "
                        + "TO_CHAR(s.content.best.printed, 'YYYY-MM-DD') FROM shelves s ORDER BY id") == [
                        ["A\"b1.242020-02-29"], [nil],
                    ])
            #expect(try session.rows("SELECT TO_CHAR(id) FROM shelves WHERE content IS NULL") == [["2"]])
            _ = try session.run(
                """
                DECLARE
                    s shelf;
                    v shelves.content%TYPE;
                BEGIN
                    IF s IS NOT NULL OR s.place IS NOT NULL THEN raise_application_error(-20000, 'made'); END IF;
                    SELECT content INTO s FROM shelves WHERE id = 1;
                    s.place := s.place + 1;
                    s.others(2) := volume('new', 3, s.best.printed);
                    v := s;
                    INSERT INTO shelves VALUES (3, v);
                    FOR r IN (SELECT content FROM shelves WHERE id = 3) LOOP
                        dbms_output.put_line(r.content.others(2).title || r.content.others.COUNT || r.content.place);
                    END LOOP;
                END;
                """)
            #expect(
                try session.rows("SELECT TO_CHAR(s.content.place) FROM shelves s WHERE s.id = 3") == [["8"]])
        }
    }

    static let refused: [(String, Int)] = [
        ("INSERT INTO shelves VALUES (1, volume('a', 1, NULL))", 932),
        ("INSERT INTO shelves (id, content) VALUES (1, shelf(1, NULL))", 2315),
        ("INSERT INTO shelves VALUES (1, shelf(1, volume('0123456789x', 1, NULL), NULL))", 22_814),
        ("INSERT INTO shelves VALUES (1, shelf(1, NULL, volumes(NULL, NULL, NULL)))", 22_909),
        ("SELECT s.content.nothing FROM shelves s", 904), ("SELECT content.place FROM shelves", 904),
        ("DECLARE s shelf; BEGIN s.place := 1; END;", 6530),
        ("DROP TYPE volume", 2303),
    ]

    @Test(arguments: refused) func whatDoesNotFitIsRefused(_ text: String, _ code: Int) async throws {
        try await withBlocks { session in
            try Self.prepare(session)
            #expect(session.failure(text)?.code == code)
        }
    }

    @Test func documentsComeBackAsTheyWere() throws {
        let texts = ["{}", "[]", "null", #"{"A":"x\\y\"z","B":null,"C":["1",null,{"D":"\t"}]}"#, #""\u0001""#]
        for text in texts {
            let document = try #require(ObjectDocument(jsonb: [1] + Array(text.utf8)))
            let again = try #require(ObjectDocument(jsonb: document.jsonb))
            #expect("\(again)".count == "\(document)".count)
        }
        let deep = String(repeating: "[", count: 5000)
        for text in ["", "{", "[", "\"", "{\"A\"}", "[null", "1", "\"\\u12", "nul", deep] {
            #expect(ObjectDocument(jsonb: [1] + Array(text.utf8)) == nil)
        }
        #expect(ObjectDocument(jsonb: [2]) == nil)
    }
}
