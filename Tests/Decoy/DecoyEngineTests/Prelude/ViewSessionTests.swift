import OracleSQL
import TestKit
import Testing

@testable import DecoyEngine

/// What clients ask of the server's views, as statements of Oracle through a session.
@Suite struct ViewSessionTests {
    private func refusal(_ body: () throws(OracleFailure) -> Void) -> Int? {
        do throws(OracleFailure) {
            try body()
            return nil
        } catch {
            return error.code
        }
    }

    @Test func clientsFindTheAnswersThatTheyStartWith() async throws {
        let engine = try await TestEngines.shared.engine
        try await withSession(engine) { session in
            let expected = [
                ("SELECT VALUE FROM V$PARAMETER WHERE UPPER(NAME) = UPPER('MAX_STRING_SIZE')", "STANDARD"),
                ("select VALUE from NLS_DATABASE_PARAMETERS where PARAMETER = 'NLS_NCHAR_CHARACTERSET'", "AL16UTF16"),
                (
                    "SELECT NLS_CHARSET_ID(VALUE) FROM NLS_DATABASE_PARAMETERS WHERE PARAMETER = 'NLS_CHARACTERSET'",
                    "873"
                ),
                ("SELECT LOG_MODE FROM V$DATABASE", "ARCHIVELOG"), ("SELECT MAX(BYTES) FROM V$LOG", "209715200"),
                ("select version from product_component_version", "19.0.0.0.0"),
                ("SELECT COUNT(*) FROM GV$INSTANCE WHERE INST_ID = 1", "1"),
                ("SELECT COUNT(*) FROM SYS.V_$INSTANCE", "1"),
            ]
            for (text, value) in expected {
                let rows = try session.rows(text)
                #expect(rows == [[value]], "\(text)")
            }
        }
    }

    @Test func aTerritoryAndAZoneOfASessionAreSeenByItsFunctions() async throws {
        let engine = try await TestEngines.shared.engine
        try await withSession(engine) { session in
            try session.set("NLS_TERRITORY", "GERMANY")
            #expect(
                try session.rows("SELECT TO_CHAR(1/2) || ' ' || DATE '2024-03-05' FROM V$INSTANCE") == [[",5 05.03.24"]]
            )
            try session.set("TIME_ZONE", "00:00")
            #expect(try session.rows("SELECT SESSIONTIMEZONE FROM V$INSTANCE") == [["+00:00"]])
            try session.set("TIME_ZONE", "europe/paris")
            #expect(try session.rows("SELECT SESSIONTIMEZONE FROM V$INSTANCE") == [["Europe/Paris"]])
            #expect(refusal { () throws(OracleFailure) in try session.set("TIME_ZONE", "Nowhere/Land") } == 1882)
            #expect(refusal { () throws(OracleFailure) in try session.set("NLS_SORT", "XGERMAN") } == 3001)
        }
    }
}
