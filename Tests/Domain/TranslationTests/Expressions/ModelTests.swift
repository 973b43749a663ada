import Model
import OracleSQL
import Testing

@testable import Translation

/// The small readers that translate constants: numbers, intervals, format models and patterns.
@Suite struct ModelTests {
    @Test(
        "numbers lose their exponents and needless zeros",
        arguments: [
            ("1", "1"), ("1.50", "1.5"), (".5", "0.5"), ("5.", "5"), ("-0.0", "0"), ("1E3", "1000"),
            ("12.5e-2", "0.125"),
            (" 7 ", "7"), ("+3", "3"), ("", nil), ("abc", nil), ("1E100", nil), ("1.2.3", nil), ("--1", nil),
        ])
    func decimals(_ text: String, _ plain: String?) {
        #expect(DecimalText.plain(text) == plain)
    }

    @Test("numbers are printed as the source prints them", arguments: [("0.5", ".5"), ("-0.5", "-.5"), ("10", "10")])
    func printed(_ plain: String, _ printed: String) { #expect(DecimalText.printed(plain) == printed) }

    @Test("intervals become months or seconds")
    func intervals() {
        func value(
            _ text: String, _ leading: IntervalQualifier.Field, _ trailing: IntervalQualifier.Field? = nil
        ) -> IntervalValue? {
            IntervalText.value(text, IntervalQualifier(leading: leading, trailing: trailing))
        }
        #expect(value("1", .day) == .seconds(86_400, microseconds: 0))
        #expect(value("-1 02:03:04.5", .day, .second) == .seconds(-93_784, microseconds: -500_000))
        #expect(value("2-3", .year, .month) == .months(27))
        #expect(value("90", .minute) == .seconds(5400, microseconds: 0))
        #expect(value("1 2", .day) == nil)
        #expect(value("x", .day) == nil)
    }

    @Test(
        "patterns are written element by element",
        arguments: [
            ("^a.c$", "", "^a[^\\n]c\\z"), ("a.c", "n", "a[\\s\\S]c"), ("[a-z]{2,3}?", "", "[a-z]{2,3}?"),
            ("[[:digit:]_-]+", "", "[[:digit:]\\_\\-]+"), ("(a|b)\\.c", "", "(a|b)\\.c"), ("[\\]", "", "[\\\\]"),
            ("a#b", "", "a\\#b"), ("^x", "m", "(?m:^)x"), ("a{,3}", "", nil), ("(?i)a", "", nil), ("a++", "", nil),
            ("(a", "", nil), ("a)", "", nil), ("\\bx", "", nil), ("a", "x", nil), ("[a", "", nil),
        ])
    func patterns(_ pattern: String, _ options: String, _ written: String?) {
        #expect(RegularPattern.translate(pattern, options: options) == written)
    }

    @Test("format models of dates are read in pieces")
    func moments() {
        #expect(
            MomentModel("YYYY-MM-DD\"T\"HH24:MI")?.text(of: "d", hasFraction: false)
                == "DATE_FORMAT(d, '%Y-%m-%dT%H:%i')")
        #expect(MomentModel("SS.FF3")?.text(of: "t", hasFraction: false) == nil)
        #expect(MomentModel("D")?.text(of: "d", hasFraction: false) == nil)
        #expect(MomentModel("BC") == nil)
        #expect(MomentModel("DD.MM.YYYY")?.readingMarks == "%d.%m.%Y")
        #expect(MomentModel("MM.YYYY")?.namesDay == false)
        #expect(MomentModel("HH24:MI")?.isWholeDate == false)
    }

    @Test(
        "format models of numbers with other elements are not read",
        arguments: [
            "", "FM", "9.9.9", "999EEEE", "L999", "999MI", "9,99", "FM990.99", "S99", "000,000",
        ])
    func numbers(_ format: String) { #expect(NumberModel(format) == nil) }

    @Test("patterns of LIKE keep their meaning under the destination's escape")
    func like() {
        #expect(ExpressionWriter.pattern("a\\b%", escape: nil) == "a\\\\b%")
        #expect(ExpressionWriter.pattern("10!%!!", escape: "!") == "10\\%!")
        #expect(ExpressionWriter.pattern("a\\_", escape: "\\") == "a\\_")
        #expect(ExpressionWriter.pattern("a!b", escape: "!") == nil)
        #expect(ExpressionWriter.pattern("a!", escape: "!") == nil)
    }

    private func writer(_ purpose: ExpressionWriter.Purpose = .check) -> ExpressionWriter {
        let scope = ExpressionScope(table: ObjectName("HR", "T"), columns: [:])
        return ExpressionWriter(purpose, "", rules: Samples.conversion().rules, scope: NameScope(scope))
    }

    @Test("calls are found by kind, and others are left to the next kind")
    func calls() throws {
        let place = OracleSQL.Position(0)
        let one = Call(
            names: [Name("ABS")], arguments: [Call.Argument(value: .literal(.number("1"), place))], position: place)
        #expect(try writer().numberCall("ABS", one)?.text == "ABS(1)")
        #expect(try writer().numberCall("UPPER", one) == nil)
        #expect(try writer().conversionCall("TO_NUMBER", one)?.constant == .number("1"))
        #expect(try writer().conversionCall("ABS", one) == nil)
        let cast = CastExpression(
            value: .literal(.null, place), type: .date, fallback: nil, format: [], isTreat: false, position: place)
        #expect(try writer().cast(cast).isNull)
    }

    @Test("notes are said once")
    func notes() {
        let writer = writer()
        writer.note(.remark, "a", "b")
        writer.note(.remark, "a", "b")
        #expect(writer.notes.count == 1)
    }

    @Test("expressions are nested to a bounded depth")
    func depth() {
        let text = String(repeating: "ABS(", count: 180) + "1" + String(repeating: ")", count: 180)
        var column = Samples.column("C", .number(precision: 9, scale: 0))
        column.defaultText = text
        let object = Samples.conversion().convert(Samples.table("T", [column]), NameMap(), TableChoices())
        #expect(!object.statements.isEmpty)
    }
}
