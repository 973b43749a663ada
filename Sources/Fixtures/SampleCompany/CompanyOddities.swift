internal import OracleClient
internal import OracleWire
internal import Values

/// The small tables that hold what is rare: every type with its limits, LONG, odd names, intervals.
enum CompanyOddities {
    /// One row per set of values; the first is all null but its key, then limits, then chance.
    static func everyType(_ dice: inout Dice) -> [[OracleValue]] {
        let columns = 23
        var rows: [[OracleValue]] = [[.integer(1)] + Array(repeating: .null, count: columns - 1)]
        rows.append(limits(2, isLow: true))
        rows.append(limits(3, isLow: false))
        for number in 4...40 { rows.append(chance(number, &dice)) }
        return rows
    }

    private static func limits(_ number: Int64, isLow: Bool) -> [OracleValue] {
        let sign = isLow ? "-" : ""
        func exact(_ text: String) -> OracleValue { ExactDecimal(sign + text).map { .number($0) } ?? .null }
        let first = OracleDateTime(year: 1, month: 1, day: 1)
        let last = OracleDateTime(
            year: 9999, month: 12, day: 31, hour: 23, minute: 59, second: 59, nanosecond: 999_999_000)
        let moment = isLow ? first : last
        var whole = moment
        whole.nanosecond = 0
        return [
            .integer(number), exact("12345678901234567890.1234567890123456"),
            exact(String(repeating: "9", count: 38)), exact("9999900"), exact("0.00999"), exact("1234.5"),
            .float(isLow ? -Float.greatestFiniteMagnitude : .leastNormalMagnitude),
            .double(isLow ? -1.5e300 : 2.5e-300), .text(isLow ? " " : "0123456789"), .nationalText("茶 ☕"),
            .text(String(repeating: isLow ? "x" : "é", count: isLow ? 4_000 : 2_000)),
            .nationalText(String(repeating: "茶", count: 1_000)),
            .bytes([UInt8](repeating: isLow ? 0 : 255, count: 2_000)),
            .date(whole), .timestamp(whole), .timestamp(moment),
            .zonedTimestamp(OracleZonedTime(utc: isLow ? first : whole, zone: .offset(minutes: 0))),
            .localTimestamp(OracleDateTime(year: isLow ? 1971 : 2037, month: 6, day: 15)),
            .yearsToMonths(YearMonthInterval(months: isLow ? -11_999 : 11_999)),
            .daysToSeconds(DaySecondInterval(days: isLow ? -999 : 999)), .text("a\u{0301} \\ ' \" \n ;"),
            .nationalText("“引号” 😀"), .bytes(Array(0...255)),
        ]
    }

    private static func chance(_ number: Int, _ dice: inout Dice) -> [OracleValue] {
        let moment = dice.moment(years: 1900...2100, nanosecondUnit: 1)
        var whole = moment
        whole.nanosecond = 0
        return [
            .integer(Int64(number)), .number(dice.decimal(-9_999_999...9_999_999, scale: 3)),
            .integer(Int64(dice.number(0...1 << 60))), .integer(Int64(dice.number(0...99_999)) * 100),
            .number(dice.decimal(1...999, scale: 5)), .number(dice.decimal(1...99_999, scale: 2)),
            .float(Float(dice.number(-9_999...9_999)) / 8), .double(Double(dice.number(-9_999...9_999)) / 64),
            .text(dice.words(1)), .nationalText("茶\(number)"), .text(dice.words(dice.number(1...60))),
            .nationalText(dice.words(5)), .bytes(dice.bytes(dice.number(1...200))), .date(whole), .timestamp(whole),
            .timestamp(moment),
            .zonedTimestamp(OracleZonedTime(utc: moment, zone: .offset(minutes: dice.one(of: [-210, 0, 345])))),
            .localTimestamp(
                dice.moment(years: 1975...2035, nanosecondUnit: 1_000)),
            .yearsToMonths(YearMonthInterval(months: Int64(dice.number(-500...500)))),
            .daysToSeconds(
                DaySecondInterval(days: dice.number(0...99), hours: dice.number(0...23), nanoseconds: 123_456_000)),
            .text(dice.text(ofLength: dice.number(10...20_000))), .nationalText(dice.words(100)),
            .bytes(dice.bytes(dice.number(1...20_000))),
        ]
    }

    static func letters(_ dice: inout Dice) -> [[OracleValue]] {
        (1...60).map { [.integer(Int64($0)), .text(dice.text(ofLength: dice.number(20...8_000)))] }
    }

    static func notes(_ dice: inout Dice) -> [[OracleValue]] {
        (1...500).map { number in
            [
                .integer(Int64(number)), .nationalText("第\(number)号客户：" + dice.one(of: Vocabulary.cities)),
                .date(dice.moment(years: 2020...2026)),
            ]
        }
    }

    static let oddNames: [[OracleValue]] = (1...50).map { number in
        [.integer(Int64(number)), .text("select \(number)"), number % 5 == 0 ? .null : .text("a.b"), .integer(7)]
    }

    static func contracts(employees: Int, _ dice: inout Dice) -> [[OracleValue]] {
        (1...min(300, employees)).map { number in
            [
                .integer(Int64(number)), .integer(Int64(number)),
                .yearsToMonths(YearMonthInterval(months: Int64(dice.number(1...600)))),
                .daysToSeconds(DaySecondInterval(days: dice.number(1...200), hours: dice.number(0...23))),
                .zonedTimestamp(
                    OracleZonedTime(
                        utc: dice.moment(years: 2000...2026, nanosecondUnit: 1_000), zone: .offset(minutes: 120))),
            ]
        }
    }
}
