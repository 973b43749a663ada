import Testing

@Suite struct DateAnswerTests {
    private static let moment = "TO_DATE('2024-03-05 07:08:09', 'YYYY-MM-DD HH24:MI:SS')"

    @Test func dateModelsPrintAllElements() async throws {
        let day = Self.moment
        let answers = Answers([
            ("TO_CHAR(\(day), 'DD-MON-RR')", "05-MAR-24"), ("\(day)", "05-MAR-24"),
            ("TO_CHAR(\(day), 'Day, Month DD')", "Tuesday  , March     05"),
            ("TO_CHAR(\(day), 'fmDay, Month DD, YYYY')", "Tuesday, March 5, 2024"),
            ("TO_CHAR(\(day), 'fmDDTH')", "5TH"), ("TO_CHAR(\(day), 'Ddspth')", "Fifth"),
            ("TO_CHAR(\(day), 'SYYYY Y,YYY YYY Y')", " 2024 2,024 024 4"),
            ("TO_CHAR(\(day), 'Year')", "Twenty Twenty-Four"),
            ("TO_CHAR(\(day), 'CC Q WW W IW IYYY DDD D DY J')", "21 1 10 1 10 2024 065 3 TUE 2460375"),
            ("TO_CHAR(\(day), 'HH:MI:SS A.M. pm')", "07:08:09 A.M. am"), ("TO_CHAR(\(day), 'SSSSS')", "25689"),
            ("TO_CHAR(\(day), 'RM')", "III "), ("TO_CHAR(\(day), 'fmRM')", "III"),
            ("TO_CHAR(\(day), '\"on\" YYYY')", "on 2024"), ("TO_CHAR(\(day), 'mon MON Mon')", "mar MAR Mar"),
            ("TO_CHAR(\(day), 'XYZ')", "ORA-01821"), ("TO_CHAR(\(day), 'FF')", "ORA-01821"),
            ("TO_CHAR(\(day), 'fmHH24:MI')", "7:8"),
            ("TO_CHAR(\(day), 'YYYY-MM-DD\"T\"HH24:MI:SS')", "2024-03-05T07:08:09"),
            ("TO_CHAR(TO_DATE('0044-03-15 BC', 'YYYY-MM-DD BC'), 'SYYYY AD')", "-0044 BC"),
        ])
        let differences = try await answers.differences()
        #expect(differences == [])
    }

    @Test func textsBecomeDatesOrAreRefusedWithOraclesNumber() async throws {
        func iso(_ text: String, _ model: String) -> String {
            "TO_CHAR(TO_DATE('\(text)', '\(model)'), 'YYYY-MM-DD HH24:MI:SS')"
        }
        let answers = Answers([
            (iso("January 15, 1989, 11:00 A.M.", "Month dd, YYYY, HH:MI A.M."), "1989-01-15 11:00:00"),
            (iso("01/02/1998 12:30 PM", "MM/DD/YYYY HH:MI AM"), "1998-01-02 12:30:00"),
            (iso("20240101", "YYYY-MM-DD"), "2024-01-01 00:00:00"),
            (iso("98-07-04", "RR-MM-DD"), "1998-07-04 00:00:00"),
            (iso("17-07-04", "RR-MM-DD"), "2017-07-04 00:00:00"), (iso("2460375", "J"), "2024-03-05 00:00:00"),
            (iso("2024-060", "YYYY-DDD"), "2024-02-29 00:00:00"), (iso("2024-02-30", "YYYY-MM-DD"), "ORA-01839"),
            (iso("2024-13-01", "YYYY-MM-DD"), "ORA-01843"), (iso("2024-01-32", "YYYY-MM-DD"), "ORA-01847"),
            (iso("2024-01", "YYYY-MM-DD"), "ORA-01840"), (iso("2024-01-01 10", "YYYY-MM-DD"), "ORA-01830"),
            (iso("2024-01-01 24", "YYYY-MM-DD HH24"), "ORA-01850"),
            (iso("2024-01-01 13", "YYYY-MM-DD HH"), "ORA-01849"),
            (iso("10:60", "HH24:MI"), "ORA-01851"), (iso("10:10:60", "HH24:MI:SS"), "ORA-01852"),
            (iso("abcd", "YYYY"), "ORA-01858"), (iso("0000-01-01", "YYYY-MM-DD"), "ORA-01841"),
            (iso("2024-01-01", "YYYY-MM-ZZ"), "ORA-01821"), (iso("2024-1", "YYYY-Q"), "ORA-01820"),
            (iso("2024-1-5", "FXYYYY-MM-DD"), "ORA-01862"), (iso("2024/01/05", "FXYYYY-MM-DD"), "ORA-01861"),
            (iso("29-FEB-2023", "DD-MON-YYYY"), "ORA-01839"), (iso("01-01-2024", "DD-MON-YYYY"), "ORA-01843"),
            (iso("01-JAN-2024", "DD-MON-YY"), "2024-01-01 00:00:00"), ("TO_DATE('2012-09-10')", "ORA-01861"),
            ("TO_DATE('10-SEP-12')", "10-SEP-12"),
            ("TO_DATE('x' DEFAULT '01-JAN-01' ON CONVERSION ERROR)", "01-JAN-01"),
            (iso("2024-01-01 10 AM", "YYYY-MM-DD HH24 AM"), "ORA-01818"),
            (iso("2024 2024", "YYYY YYYY"), "ORA-01810"), (iso("2024-366", "YYYY-DDD"), "2024-12-31 00:00:00"),
            (iso("2023-366", "YYYY-DDD"), "ORA-01848"), ("TO_DATE(NULL, 'YYYY')", nil),
        ])
        let differences = try await answers.differences()
        #expect(differences == [])
    }

    @Test func arithmeticOfDatesFollowsTheCalendar() async throws {
        let answers = Answers([
            ("MONTHS_BETWEEN(DATE '1995-02-02', DATE '1995-01-01')", "1.03225806451612903225806451612903225806"),
            ("ADD_MONTHS(DATE '2024-01-31', 1)", "29-FEB-24"), ("ADD_MONTHS(DATE '2023-02-28', 12)", "29-FEB-24"),
            ("LAST_DAY(DATE '2024-02-10')", "29-FEB-24"), ("NEXT_DAY(DATE '2009-10-15', 'TUESDAY')", "20-OCT-09"),
            ("NEXT_DAY(DATE '2009-10-15', 'NODAY')", "ORA-01846"), ("ROUND(DATE '1992-10-27', 'YEAR')", "01-JAN-93"),
            ("TRUNC(DATE '1992-10-27', 'YEAR')", "01-JAN-92"), ("TRUNC(\(Self.moment)) + 1", "06-MAR-24"),
            ("TRUNC(DATE '2024-05-16', 'Q')", "01-APR-24"), ("TRUNC(DATE '2024-05-16', 'D')", "12-MAY-24"),
            ("TRUNC(DATE '2024-05-16', 'IW')", "13-MAY-24"), ("DATE '2024-03-01' - DATE '2024-02-01'", "29"),
            ("DATE '2024-03-01' - DATE '2024-02-29' + 1/2", "1.5"),
            ("DATE '2024-01-31' + INTERVAL '1' MONTH", "ORA-01839"),
            ("EXTRACT(YEAR FROM DATE '1998-03-07')", "1998"),
            ("EXTRACT(HOUR FROM TIMESTAMP '1998-03-07 10:20:30')", "10"),
            ("EXTRACT(SECOND FROM TIMESTAMP '1998-03-07 10:20:30.25')", "30.25"),
            ("EXTRACT(DAY FROM INTERVAL '3 04:05:06' DAY TO SECOND)", "3"),
            ("NUMTODSINTERVAL(100, 'DAY')", "+000000100 00:00:00.000000000"),
            ("NUMTOYMINTERVAL(14, 'MONTH')", "+000000001-02"), ("NUMTODSINTERVAL(1, 'X')", "ORA-01760"),
            ("TO_YMINTERVAL('1-2')", "+000000001-02"),
            ("TO_DSINTERVAL('100 10:00:00')", "+000000100 10:00:00.000000000"),
            ("TO_DSINTERVAL('P100DT05H')", "+000000100 05:00:00.000000000"), ("TO_DSINTERVAL('x')", "ORA-01867"),
            ("TRUNC(SYSDATE) - TRUNC(SYSDATE)", "0"),
        ])
        let differences = try await answers.differences()
        #expect(differences == [])
    }

    @Test func zonesShiftMoments() async throws {
        let zoned = "FROM_TZ(TIMESTAMP '2000-03-28 08:00:00', '3:00')"
        let answers = Answers([
            ("TO_CHAR(\(zoned), 'HH24:MI TZR')", "08:00 +03:00"),
            ("TO_CHAR(SYS_EXTRACT_UTC(SYSTIMESTAMP(0)), 'FF6')", "000000"),
            ("TO_CHAR(SYS_EXTRACT_UTC(TIMESTAMP '2000-03-28 11:30:00.00 -08:00'), 'HH24:MI')", "19:30"),
            ("TO_CHAR(\(zoned) AT TIME ZONE 'UTC', 'HH24:MI')", "05:00"),
            (
                "TO_CHAR(FROM_TZ(TIMESTAMP '2024-07-01 10:00:00', 'europe/paris'), 'HH24:MI TZR TZH:TZM TZD')",
                "10:00 Europe/Paris +02:00 CEST"
            ),
            ("FROM_TZ(TIMESTAMP '2024-07-01 10:00:00', 'Nowhere/Land')", "ORA-01882"),
            ("FROM_TZ(TIMESTAMP '2024-03-31 02:30:00', 'Europe/Paris')", "ORA-01878"),
            ("EXTRACT(TIMEZONE_HOUR FROM \(zoned))", "3"),
            (
                "TO_CHAR(TO_TIMESTAMP_TZ('1999-12-01 11:00:00 -8:00', 'YYYY-MM-DD HH:MI:SS TZH:TZM'), 'HH24 TZH:TZM')",
                "11 -08:00"
            ),
            (
                "TO_CHAR(TO_TIMESTAMP('10-Sep-02 14:10:10.123000', 'DD-Mon-RR HH24:MI:SS.FF'), 'SS.FF3 FF')",
                "10.123 123000000"
            ),
            (
                "TO_CHAR(NEW_TIME(TO_DATE('11-10-09 01:23:45', 'MM-DD-YY HH24:MI:SS'), 'AST', 'PST'), 'DD HH24:MI')",
                "09 21:23"
            ),
            ("TZ_OFFSET('-3:00')", "-03:00"), ("DBTIMEZONE", "+00:00"), ("SESSIONTIMEZONE", "+00:00"),
        ])
        let differences = try await answers.differences()
        #expect(differences == [])
    }

    @Test func theSessionsFormatsCount() async throws {
        let settings = [
            "nls_date_format": "YYYY/MM/DD", "nls_numeric_characters": ",.", "time_zone": "+02:00",
            "nls_timestamp_format": "YYYY-MM-DD HH24:MI:SS.FF3",
        ]
        let answers = Answers([
            ("DATE '2024-03-05'", "2024/03/05"), ("1/2", ",5"), ("TO_NUMBER('1,5') + 1", "2,5"),
            ("SESSIONTIMEZONE", "+02:00"), ("TIMESTAMP '2024-03-05 01:02:03.4567'", "2024-03-05 01:02:03.456"),
            ("TO_NUMBER('1.5')", "ORA-01722"),
        ])
        let differences = try await answers.differences(settings: settings)
        #expect(differences == [])
    }
}
