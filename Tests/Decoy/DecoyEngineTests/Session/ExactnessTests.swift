import OracleSQL
import TestKit
import Testing

@testable import DecoyEngine

/// Where an answer could easily be nearly right.
@Suite struct ExactnessTests {
    private func number(_ session: Session, _ text: String) throws -> String? {
        try session.rows(text).first?.first ?? nil
    }

    @Test func everyResultIsRoundedToTheDigitsOfANumber() async throws {
        try await withSchema("DIGITS") { session in
            let product = try session.rows(
                "SELECT 1 FROM dual WHERE 12345678901234567890123 * 98765432109876543210987 = "
                    + "1219326311370217952261797134336296860222000000")
            #expect(product == [["1"]])
            #expect(try session.rows("SELECT 1 FROM dual WHERE POWER(10, 60) + 1 = POWER(10, 60)") == [["1"]])
            #expect(try session.rows("SELECT 1.5 * 4 + 1 FROM dual") == [["7"]])
        }
    }

    @Test func momentsAreOneWhenTheirInstantsAre() async throws {
        try await withSchema("INSTANTS") { session in
            _ = try session.run("CREATE TABLE z (id NUMBER, t TIMESTAMP WITH TIME ZONE)")
            _ = try session.run("INSERT INTO z VALUES (1, TIMESTAMP '2024-01-01 12:00:00 +00:00')")
            _ = try session.run("INSERT INTO z VALUES (2, TIMESTAMP '2024-01-01 14:00:00 +02:00')")
            for query in [
                "SELECT DISTINCT t FROM z", "SELECT t FROM z GROUP BY t",
                "SELECT t FROM z WHERE id = 1 UNION SELECT t FROM z WHERE id = 2",
                "SELECT t FROM z WHERE id = 1 INTERSECT SELECT t FROM z WHERE id = 2",
            ] {
                #expect(try number(session, "SELECT COUNT(*) FROM (\(query))") == "1", "\(query)")
            }
        }
    }

    @Test func whatCannotBeAnsweredExactlyIsRefused() async throws {
        try await withSchema("REFUSALS") { session in
            _ = try session.run("CREATE TABLE q (id NUMBER, x VARCHAR2(20))")
            for (text, code) in [
                ("SELECT ORA_HASH(x) FROM q", 3001), ("CREATE INDEX qi ON q (TO_DATE(x, 'DD'))", 1743),
                ("SELECT * FROM q VERSIONS BETWEEN TIMESTAMP SYSTIMESTAMP AND SYSTIMESTAMP", 3001),
            ] {
                #expect(failureOf(session, text)?.code == code, "\(text)")
            }
        }
    }

    @Test func rowsOfDualBehindEachOtherAreOneListAndKeepTheirTypes() async throws {
        try await withSchema("DUALROWS") { session in
            _ = try session.run("CREATE TABLE l (a NUMBER, b VARCHAR2(10), c DATE)")
            let rows = (0..<1500).map {
                "SELECT \($0 % 3 == 0 ? "NULL" : "\($0)"), \($0 % 2 == 0 ? "NULL" : "'x'"), NULL FROM dual"
            }
            let outcome = try session.run("INSERT INTO l \(rows.joined(separator: " UNION ALL "))")
            #expect(outcome.rowCount == 1500)
            let counts = try session.rows("SELECT COUNT(*), COUNT(a), COUNT(b), COUNT(c), SUM(a) FROM l")
            #expect(counts == [["1500", "1000", "750", "0", "750000"]])
            let answers: [(String, [[String?]])] = [
                ("SELECT ROWNUM FROM dual UNION ALL SELECT 5 FROM dual", [["1"], ["5"]]),
                (
                    "SELECT dummy FROM dual UNION ALL SELECT 'y' FROM dual UNION ALL SELECT NULL FROM dual",
                    [["X"], ["y"], [nil]]
                ),
                (
                    "SELECT 1 x FROM dual UNION ALL SELECT 2 FROM dual UNION ALL SELECT 3 FROM dual ORDER BY x DESC",
                    [["3"], ["2"], ["1"]]
                ),
                (
                    "SELECT 'a' x FROM dual UNION ALL SELECT 'bb' FROM dual UNION SELECT 'a' FROM dual ORDER BY 1",
                    [["a"], ["bb"]]
                ),
                (
                    "SELECT 1 FROM dual UNION ALL (SELECT 7 FROM dual UNION ALL SELECT 8 FROM dual)",
                    [["1"], ["7"], ["8"]]
                ),
            ]
            for (text, expected) in answers { #expect(try session.rows(text) == expected, "\(text)") }
            #expect(failureOf(session, "SELECT 'a' FROM dual UNION ALL SELECT 1 FROM dual")?.code == 1790)
        }
    }

    @Test func insertAllCountsTheRowsOfAllItsTables() async throws {
        try await withSchema("ALLROWS") { session in
            _ = try session.run("CREATE TABLE k (n NUMBER)")
            let outcome = try session.run("INSERT ALL INTO k VALUES (1) INTO k VALUES (2) SELECT 1 FROM dual")
            #expect(outcome.rowCount == 2)
            let none = try session.run("INSERT ALL WHEN x > 1 THEN INTO k VALUES (x) SELECT 1 x FROM dual")
            #expect(none.rowCount == 0)
        }
    }

    @Test func aRandomValueIsDrawnOnceForAllTestsOfIt() async throws {
        try await withSchema("DRAWS") { session in
            let lost = try number(
                session,
                """
                SELECT COUNT(*) FROM (SELECT CASE TRUNC(DBMS_RANDOM.VALUE(0, 3)) WHEN 0 THEN 'a' WHEN 1 THEN 'b'
                WHEN 2 THEN 'c' END x FROM dual CONNECT BY LEVEL <= 300) WHERE x IS NULL
                """)
            #expect(lost == "0")
            let inside = try number(
                session,
                """
                SELECT COUNT(*) FROM (SELECT LEVEL FROM dual CONNECT BY LEVEL <= 300)
                WHERE TRUNC(DBMS_RANDOM.VALUE(0, 3)) IN (0, 1, 2)
                """)
            #expect(inside == "300")
        }
    }

    @Test func aUniqueIndexWithoutThePartitioningColumnsHoldsOverAllPartitions() async throws {
        try await withSchema("GLOBALS") { session in
            _ = try session.run(
                "CREATE TABLE p (a NUMBER, b NUMBER) PARTITION BY RANGE (a) (PARTITION p1 VALUES LESS THAN (10), "
                    + "PARTITION p2 VALUES LESS THAN (20))")
            _ = try session.run("CREATE UNIQUE INDEX pu ON p (b)")
            _ = try session.run("INSERT INTO p VALUES (1, 1)")
            let failure = failureOf(session, "INSERT INTO p VALUES (11, 1)")
            #expect(failure?.message == "ORA-00001: unique constraint (GLOBALS.PU) violated")
            _ = try session.run("ALTER TABLE p TRUNCATE PARTITION p1")
            _ = try session.run("INSERT INTO p VALUES (12, 1)")
            _ = try session.run("DROP INDEX pu")
            _ = try session.run("INSERT INTO p VALUES (11, 1)")
        }
    }

    @Test func aRowOfASkippedIntervalGetsAPartitionOfItsOwn() async throws {
        try await withSchema("GAPS") { session in
            _ = try session.run(
                "CREATE TABLE g (id NUMBER, d DATE) PARTITION BY RANGE (d) INTERVAL (NUMTOYMINTERVAL(1, 'MONTH')) "
                    + "(PARTITION p0 VALUES LESS THAN (DATE '2020-01-15'))")
            for day in ["2020-06-20", "2020-03-14", "2020-03-15"] {
                _ = try session.run("INSERT INTO g VALUES (1, DATE '\(day)')")
            }
            let values = try session.rows(
                "SELECT high_value FROM user_tab_partitions WHERE table_name = 'G' ORDER BY partition_position")
            let months = values.compactMap { $0.first.flatMap { $0 }?.split(separator: " ").dropFirst().first }
            #expect(months == ["2020-01-15", "2020-03-15", "2020-04-15", "2020-07-15"])
            // A partition that goes leaves a gap behind, too.
            _ = try session.run("ALTER TABLE g DROP PARTITION FOR (DATE '2020-03-20')")
            _ = try session.run("INSERT INTO g VALUES (1, DATE '2020-05-20')")
            let after = "SELECT COUNT(*) FROM user_tab_partitions WHERE table_name = 'G'"
            #expect(try number(session, after) == "4")
        }
    }

    @Test func theLogsMoveForward() async throws {
        let engine = try await DefinitionEngine.shared.engine
        try await withSession(engine) { session in
            let current = "SELECT sequence# FROM v$log WHERE status = 'CURRENT'"
            let before = try number(session, current).flatMap { Int($0) } ?? 0
            _ = try session.run("ALTER SYSTEM SWITCH LOGFILE")
            #expect(try number(session, current) == String(before + 1))
            let joined = """
                SELECT COUNT(*) FROM v$archived_log a JOIN v$log l ON l.first_change# = a.next_change#
                WHERE a.sequence# = \(before) AND l.first_change# <= (SELECT current_scn FROM v$database)
                """
            #expect(try number(session, joined) == "1")
        }
    }
}

/// Rows as they were, and all versions that they had.
@Suite struct VersionTests {
    private func scn(_ session: Session) throws -> Int {
        try session.rows("SELECT DBMS_FLASHBACK.GET_SYSTEM_CHANGE_NUMBER FROM dual").first?.first.flatMap { $0 }.flatMap
        { Int($0) } ?? 0
    }

    @Test func versionsTellHowRowsCameAndWent() async throws {
        try await withSchema("VERSIONS") { session in
            _ = try session.run("CREATE TABLE v (id NUMBER PRIMARY KEY, x VARCHAR2(10))")
            _ = try session.run("INSERT INTO v VALUES (1, 'a')")
            _ = try session.run("INSERT INTO v VALUES (2, 'b')")
            try session.commit()
            _ = try session.run("UPDATE v SET x = 'never seen' WHERE id = 1")
            _ = try session.run("UPDATE v SET x = 'c' WHERE id = 1")
            _ = try session.run("DELETE FROM v WHERE id = 2")
            try session.commit()
            _ = try session.run("INSERT INTO v VALUES (3, 'open')")
            let rows = try session.rows(
                "SELECT id, x, versions_operation FROM v VERSIONS BETWEEN SCN MINVALUE AND MAXVALUE "
                    + "ORDER BY id, versions_startscn")
            #expect(rows == [["1", "a", "I"], ["1", "c", "U"], ["2", "b", "I"], ["2", "b", "D"]])
            try session.rollback()
        }
    }

    @Test func aDefinitionThatChangedHidesWhatWasBefore() async throws {
        try await withSchema("CHANGED") { session in
            let early = try scn(session)
            _ = try session.run("CREATE TABLE d (id NUMBER)")
            let before = try scn(session)
            #expect(failureOf(session, "SELECT * FROM d AS OF SCN \(early)")?.code == 1466)
            #expect(failureOf(session, "SELECT * FROM d AS OF SCN \(before)") == nil)
            _ = try session.run("ALTER TABLE d ADD y NUMBER")
            #expect(failureOf(session, "SELECT * FROM d AS OF SCN \(before)")?.code == 1466)
        }
    }

    @Test func aSnapshotLooksBackOnlyToWhatItSees() async throws {
        try await withSchema("SNAPSHOT") { session in
            _ = try session.run("CREATE TABLE s (id NUMBER)")
            _ = try session.run("INSERT INTO s VALUES (1)")
            try session.commit()
            _ = try session.run("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")
            #expect(try session.rows("SELECT COUNT(*) FROM s") == [["1"]])
            let later = try scn(session)
            #expect(failureOf(session, "SELECT * FROM s AS OF SCN \(later)")?.code == 3001)
            try session.rollback()
        }
    }
}
