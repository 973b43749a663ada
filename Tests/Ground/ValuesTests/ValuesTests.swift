import Testing
import Values

@Suite struct ExactDecimalTests {
    @Test(arguments: [
        "0", "0.0", "1", "-1", "12.340", "0.001", "-0.05", String(repeating: "9", count: 65),
        "99999999999999999999999999999999999.999999999999999999999999999999",
    ])
    func textSurvivesTheRoundTrip(text: String) {
        #expect(ExactDecimal(text)?.description == text)
    }

    @Test(arguments: ["", "-", ".", "1e5", " 1", "1.2.3", "0x1", "１"])
    func textThatIsNoDecimalIsRefused(text: String) { #expect(ExactDecimal(text) == nil) }

    @Test func signsOfZeroAndLeadingZerosDoNotCount() {
        #expect(ExactDecimal("-0") == ExactDecimal("0"))
        #expect(ExactDecimal("0012") == ExactDecimal("12"))
        #expect(ExactDecimal("+7")?.description == "7")
        #expect(ExactDecimal(".5")?.description == "0.5")
    }

    @Test func orderIsThatOfTheNumbers() throws {
        let ordered = try ["-100", "-1.5", "-1.49", "-0.01", "0.00", "0.009", "0.01", "1", "1.0001", "9.99", "10"]
            .map { try #require(ExactDecimal($0)) }
        for (place, smaller) in ordered.enumerated() {
            for larger in ordered[(place + 1)...] { #expect(smaller < larger && !(larger < smaller)) }
        }
        let one = try #require(ExactDecimal("1.50")), other = try #require(ExactDecimal("1.5"))
        #expect(one != other && one.isSameNumber(as: other) && !(one < other) && !(other < one))
        #expect(ExactDecimal(Int64.min).description == "-9223372036854775808")
    }
}

@Suite struct CivilValuesTests {
    @Test func datesOfTheDatabasesAreKeptAsTheyAre() {
        for text in ["0000-00-00", "2020-00-00", "0001-01-01", "9999-12-31", "2024-02-29"] {
            #expect(CivilDate(text)?.description == text)
        }
        for text in ["", "2024-2-29", "2024-13-01", "2024-01-32", "10000-01-01", "2024/01/01", "2024-01-01 "] {
            #expect(CivilDate(text) == nil)
        }
        #expect(CivilDate("2023-02-29")?.isOnCalendar == false && CivilDate("2000-02-29")?.isOnCalendar == true)
        #expect(CivilDate("1900-02-29")?.isOnCalendar == false && CivilDate("0000-00-00")?.isOnCalendar == false)
    }

    @Test func everyDayOfTheCalendarHasItsNumber() throws {
        let first = try #require(CivilDate("0001-01-01")?.daysSinceEpoch)
        let last = try #require(CivilDate("9999-12-31")?.daysSinceEpoch)
        #expect(CivilDate("1970-01-01")?.daysSinceEpoch == 0 && CivilDate("2000-03-01")?.daysSinceEpoch == 11_017)
        #expect(last - first == 3_652_058)
        for day in stride(from: first, through: last, by: 97) {
            #expect(CivilDate(daysSinceEpoch: day)?.daysSinceEpoch == day)
        }
        #expect(CivilDate(daysSinceEpoch: last + 1) == nil)
    }

    @Test func momentsKeepTheirFractions() {
        #expect(CivilDateTime("2026-11-21 12:34:56.000001")?.description == "2026-11-21 12:34:56.000001")
        let fine = CivilDateTime("2026-11-21T12:34:56.123456789")
        #expect(fine?.text(fractionDigits: 9) == "2026-11-21 12:34:56.123456789")
        #expect(CivilDateTime("1970-01-01 00:00:01.5")?.microsecondsSinceEpoch == 1_500_000)
        #expect(CivilDateTime("0000-00-00 00:00:00")?.microsecondsSinceEpoch == nil)
        for text in ["2026-11-21 24:00:00", "2026-11-21 00:60:00", "2026-11-21 00:00:00.", "2026-11-21 00:00"] {
            #expect(CivilDateTime(text) == nil)
        }
    }

    @Test func spansGoBeyondTheDayAndBelowZero() {
        for text in ["00:00:00", "-838:59:58.999999", "838:59:59", "-00:00:00.000001", "23:59:59.500000"] {
            #expect(TimeSpan(text)?.description == text)
        }
        for text in ["", "1:00:00", "00:60:00", "00:00", "00:00:00.1234567", "--1:00:00"] {
            #expect(TimeSpan(text) == nil)
        }
        #expect(TimeSpan("-00:00:01").map { span in TimeSpan("00:00:00").map { span < $0 } ?? false } == true)
    }
}
