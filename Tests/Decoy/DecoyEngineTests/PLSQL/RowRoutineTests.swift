import OracleSQL
import Testing

@testable import DecoyEngine

@Suite(.serialized) struct RowRoutineTests {
    private static func prepare(_ session: Session) throws {
        guard session.failure("SELECT n FROM called_rows") != nil else { return }
        _ = try session.run("CREATE TABLE called_rows (n NUMBER)")
        _ = try session.run("INSERT INTO called_rows SELECT LEVEL FROM dual CONNECT BY LEVEL <= 5")
        _ = try session.run("CREATE FUNCTION twice (n NUMBER) RETURN NUMBER IS BEGIN RETURN n * 2; END;")
        _ = try session.run(
            """
            CREATE FUNCTION below (p NUMBER) RETURN NUMBER IS
                k NUMBER;
            BEGIN
                SELECT n INTO k FROM called_rows WHERE n = p - 1;
                IF k > 3 THEN raise_application_error(-20005, 'big'); END IF;
                RETURN k;
            END;
            """)
        _ = try session.run(
            "CREATE FUNCTION writes (p NUMBER) RETURN NUMBER IS BEGIN DELETE FROM called_rows; RETURN p; END;")
    }

    static let queries: [(String, [[String?]])] = [
        ("SELECT TO_CHAR(twice(n)) FROM called_rows WHERE n < 3 ORDER BY n", [["2"], ["4"]]),
        ("SELECT TO_CHAR(n) FROM called_rows WHERE twice(n) > 6 ORDER BY twice(n) DESC", [["5"], ["4"]]),
        ("SELECT TO_CHAR(twice(twice(n))) FROM called_rows WHERE n = 5", [["20"]]),
        ("SELECT TO_CHAR(SUM(twice(n))) FROM called_rows", [["30"]]),
        ("SELECT TO_CHAR(below(n)) FROM called_rows WHERE n < 4 ORDER BY n", [[nil], ["1"], ["2"]]),
    ]

    @Test(arguments: queries)
    func aQueryCallsStoredFunctionsForItsRows(_ text: String, _ rows: [[String?]]) async throws {
        try await withBlocks { session in
            try Self.prepare(session)
            #expect(try session.rows(text) == rows)
        }
    }

    @Test func blocksCallThemTooAndFailuresAreThoseOfTheFunction() async throws {
        try await withBlocks { session in
            try Self.prepare(session)
            let number = Cell.null(.plainNumber)
            #expect(try session.block("BEGIN SELECT SUM(twice(n)) INTO :x FROM called_rows; END;", [number]) == ["30"])
            #expect(session.failure("SELECT below(n) FROM called_rows")?.code == 20_005)
            #expect(session.failure("SELECT writes(n) FROM called_rows")?.code == 14_551)
            #expect(session.failure("UPDATE called_rows SET n = twice(n)")?.code == 3001)
            #expect(try session.rows("SELECT TO_CHAR(SUM(twice(n))) FROM called_rows") == [["30"]])
        }
    }
}
