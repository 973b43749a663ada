import OracleSQL
import TestKit
import Testing

@testable import DecoyEngine

@Suite struct PivotTests {
    @Test func rowsBecomeColumnsAndColumnsRows() async throws {
        try await withSchema("PIVOTS") { session in
            _ = try session.run("CREATE TABLE t (y NUMBER, q VARCHAR2(2), n NUMBER)")
            for row in ["2020, 'Q1', 10", "2020, 'Q1', 5", "2020, 'Q2', 20", "2021, 'Q1', 7"] {
                _ = try session.run("INSERT INTO t VALUES (\(row))")
            }
            #expect(
                try session.rows("SELECT * FROM t PIVOT (SUM(n) FOR q IN ('Q1' AS a, 'Q2' AS b, 'Q3')) ORDER BY y")
                    == [["2020", "15", "20", nil], ["2021", "7", nil, nil]])
            #expect(
                try session.rows(
                    "SELECT p.a_s, p.a_c FROM t PIVOT (MAX(n) s, COUNT(*) c FOR q IN ('Q2' a)) p ORDER BY y")
                    == [["20", "1"], [nil, "0"]])
            #expect(
                try session.rows("SELECT k, v FROM (SELECT y, n FROM t WHERE n = 7) UNPIVOT (v FOR k IN (y, n AS 'x'))")
                    == [["Y", "2021"], ["x", "7"]])
            #expect(failureOf(session, "SELECT * FROM t PIVOT (n FOR q IN ('Q1'))")?.code == 56_902)
            #expect(failureOf(session, "SELECT * FROM t PIVOT XML (SUM(n) FOR q IN (ANY))")?.code == 3001)
        }
    }
}
