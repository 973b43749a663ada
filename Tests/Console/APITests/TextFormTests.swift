import Model
import Testing

@testable import API

@Suite struct TextFormTests {
    @Test func aCellThatLooksLikeAFormulaIsDefused() {
        #expect(CSV.cell("=1+1") == "'=1+1")
        #expect(CSV.cell("+1") == "'+1")
        #expect(CSV.cell("-1") == "'-1")
        #expect(CSV.cell("@x") == "'@x")
        #expect(CSV.cell("\t=1") == "'\t=1")
        #expect(CSV.cell("=\"a\",b") == "\"'=\"\"a\"\",b\"")
        #expect(CSV.cell("plain – text") == "plain – text")
        #expect(CSV.cell("a\r\nb") == "\"a\r\nb\"")
        #expect(CSV.cell("a\"\u{301}b") == "\"a\"\"\u{301}b\"")
    }

    @Test func momentsAreWrittenInUTC() {
        #expect(UTCText.of(Timestamp(milliseconds: 0)) == "1970-01-01T00:00:00.000Z")
        #expect(UTCText.of(Timestamp(milliseconds: 1_709_210_096_007)) == "2024-02-29T12:34:56.007Z")
    }

    @Test func metricLabelsAreEscaped() {
        #expect(PrometheusText.escaped("a\"b\\c\nd", quotes: true) == #"a\"b\\c\nd"#)
        #expect(PrometheusText.escaped("a\"b", quotes: false) == "a\"b")
    }
}
