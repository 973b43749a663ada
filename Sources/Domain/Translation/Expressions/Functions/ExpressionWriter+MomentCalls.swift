internal import Model
internal import OracleSQL

extension ExpressionWriter {
    func momentCall(_ name: String, _ call: Call) throws(ConversionRefusal) -> WrittenValue? {
        let place = call.position
        switch name {
        case "ADD_MONTHS": return try addMonths(call)
        case "MONTHS_BETWEEN": return try monthsBetween(call)
        case "LAST_DAY":
            let day = try date(try values(of: call, 1...1)[0], place)
            return momentLike(day, "TIMESTAMP(LAST_DAY(\(day.text)), TIME(\(day.text)))", isCast: true)
        case "NEXT_DAY": return try nextDay(call)
        case "CURRENT_TIMESTAMP", "LOCALTIMESTAMP", "SYSTIMESTAMP":
            guard let fraction = try values(of: call, 1...1)[0].wholeConstant, (0...9).contains(fraction),
                let written = try clock(name, place)
            else { return nil }
            if written.kind == .zonedTimestamp { return zonedClock(name, fraction: min(fraction, 6)) }
            var value = written
            value.text = "NOW(\(min(fraction, 6)))"
            return value
        case "SYS_GUID":
            _ = try values(of: call, 0...0)
            try requireChange(name, place)
            return WrittenValue("UNHEX(REPLACE(UUID(), '-', ''))", .bytes)
        case "SYS_EXTRACT_UTC":
            if let now = try clockInUTC(call) { return now }
            fallthrough
        case "NEW_TIME", "FROM_TZ", "TZ_OFFSET":
            throw refusal("expression.zone", "Time zones are not kept at the destination.", at: place)
        default: return nil
        }
    }

    /// The present moment in UTC, which is the same at both ends whatever their time zones are.
    private func clockInUTC(_ call: Call) throws(ConversionRefusal) -> WrittenValue? {
        guard call.arguments.count == 1 else { return nil }
        let words = ["SYSTIMESTAMP", "CURRENT_TIMESTAMP"]
        var fraction = 6
        switch call.arguments[0].value {
        case .reference(let clock) where clock.names.count == 1 && words.contains(clock.last.text): break
        case .call(let clock) where clock.names.count == 1 && words.contains(clock.names[0].text):
            guard let digits = try values(of: clock, 1...1)[0].wholeConstant, (0...9).contains(digits) else {
                return nil
            }
            fraction = min(digits, 6)
        default: return nil
        }
        try requireChange("SYS_EXTRACT_UTC", call.position)
        if fraction == 0 { return WrittenValue("UTC_TIMESTAMP()", .date) }
        return WrittenValue("UTC_TIMESTAMP(\(fraction))", .timestamp)
    }

    /// A value that functions of dates take: fractions of a second are no part of their results.
    private func date(_ value: WrittenValue, _ place: OracleSQL.Position) throws(ConversionRefusal) -> WrittenValue {
        let moment = try moment(value, place)
        guard moment.kind == .timestamp else { return moment }
        return withoutFraction(moment)
    }

    func withoutFraction(_ moment: WrittenValue) -> WrittenValue {
        momentLike(moment, asMoment("DATE_FORMAT(\(moment.text), '%Y-%m-%d %H:%i:%s')"))
    }

    /// Text or a day as a point in time. The function is taken in defaults, in which an engine of the family fails over
    /// CAST.
    func asMoment(_ text: String, fraction: Int = 0) -> String {
        if purpose == .defaultValue { return "TIMESTAMP(\(text))" }
        return "CAST(\(text) AS DATETIME\(fraction > 0 ? "(\(fraction))" : ""))"
    }

    private func momentLike(_ inner: WrittenValue, _ text: String, isCast: Bool = false) -> WrittenValue {
        var written = WrittenValue(isCast ? asMoment(text) : text, .date)
        written.isNullable = inner.isNullable
        return written
    }

    /// The last day of a month stays the last day: one day later it is the first, which every month has.
    private func addMonths(_ call: Call) throws(ConversionRefusal) -> WrittenValue {
        let values = try values(of: call, 2...2)
        let day = try date(values[0], call.position)
        let months = try whole(values[1], call.position)
        let plus = "INTERVAL \(months.text) MONTH"
        var written = momentLike(
            day,
            "IF(DAY(\(day.text) + INTERVAL 1 DAY) = 1, \(day.text) + INTERVAL 1 DAY + \(plus) - INTERVAL 1 DAY, "
                + "\(day.text) + \(plus))")
        written.isNullable = day.isNullable || months.isNullable
        return written
    }

    /// Whole months between equal days or last days; otherwise a month has 31 days.
    private func monthsBetween(_ call: Call) throws(ConversionRefusal) -> WrittenValue {
        let values = try values(of: call, 2...2)
        let late = try date(values[0], call.position).text
        let early = try date(values[1], call.position).text
        let months = "PERIOD_DIFF(EXTRACT(YEAR_MONTH FROM \(late)), EXTRACT(YEAR_MONTH FROM \(early)))"
        let seconds =
            "(DAY(\(late)) - DAY(\(early))) * 86400 + TIME_TO_SEC(TIME(\(late))) - TIME_TO_SEC(TIME(\(early)))"
        let isEven =
            "DAY(\(late)) = DAY(\(early)) OR (DAY(\(late) + INTERVAL 1 DAY) = 1 AND DAY(\(early) + INTERVAL 1 DAY) = 1)"
        note(
            .changed, "expression.division",
            "A quotient keeps 30 digits behind the point; the source keeps 40 digits in all.")
        return WrittenValue(
            "(\(months) + CASE WHEN \(isEven) THEN 0 ELSE CAST(\(seconds) AS \(Self.wide)) / 2678400 END)",
            .number(isWhole: false))
    }

    private static let weekdays = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]

    private func nextDay(_ call: Call) throws(ConversionRefusal) -> WrittenValue {
        let values = try values(of: call, 2...2)
        let day = try date(values[0], call.position)
        let wanted = String((values[1].textConstant ?? "").uppercased().prefix(3))
        guard let number = Self.weekdays.firstIndex(of: wanted) else {
            throw refusal("expression.weekday", "The day of the week must be a constant in English.", at: call.position)
        }
        return momentLike(
            day, "(\(day.text) + INTERVAL (MOD(\(number + 6) - WEEKDAY(\(day.text)), 7) + 1) DAY)")
    }

    /// TRUNC and ROUND of a date to a unit.
    func roundedMoment(
        _ name: String, _ values: [WrittenValue], _ call: Call
    ) throws(ConversionRefusal) -> WrittenValue {
        let day = try date(values[0], call.position)
        var unit = "DD"
        if values.count == 2 {
            guard let constant = values[1].textConstant else {
                throw refusal("expression.unit", "The unit of \(name) must be a constant.", at: call.position)
            }
            unit = constant.uppercased()
        }
        guard name == "TRUNC" else {
            guard ["DD", "DDD", "J"].contains(unit) else {
                throw refusal("expression.unit", "A date is only rounded to the day here.", at: call.position)
            }
            return momentLike(day, "DATE(\(day.text) + INTERVAL 12 HOUR)", isCast: true)
        }
        guard let text = Self.start(of: unit, day.text) else {
            throw refusal(
                "expression.unit", "A date is not cut to \(unit) here, which depends on the session's territory.",
                at: call.position)
        }
        return momentLike(day, text, isCast: true)
    }

    private static func start(of unit: String, _ day: String) -> String? {
        switch unit {
        case "DD", "DDD", "J": "DATE(\(day))"
        case "MM", "MONTH", "MON", "RM": "DATE_FORMAT(\(day), '%Y-%m-01')"
        case "YYYY", "YEAR", "SYYYY", "SYEAR", "YYY", "YY", "Y": "DATE_FORMAT(\(day), '%Y-01-01')"
        case "Q": "MAKEDATE(YEAR(\(day)), 1) + INTERVAL (QUARTER(\(day)) - 1) QUARTER"
        case "IW": "DATE(\(day)) - INTERVAL WEEKDAY(\(day)) DAY"
        case "W": "DATE(\(day)) - INTERVAL MOD(DAY(\(day)) - 1, 7) DAY"
        case "WW": "DATE(\(day)) - INTERVAL MOD(DAYOFYEAR(\(day)) - 1, 7) DAY"
        case "HH", "HH12", "HH24": "DATE_FORMAT(\(day), '%Y-%m-%d %H:00:00')"
        case "MI": "DATE_FORMAT(\(day), '%Y-%m-%d %H:%i:00')"
        default: nil
        }
    }

    func extract(
        _ field: ExtractField, _ tree: Expression, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> WrittenValue {
        if case .arithmetic(.subtract, _, _, _) = tree {
            throw refusal("expression.interval", "Parts of a difference are not at the destination.", at: place)
        }
        let moment = try moment(try value(tree), place)
        switch field {
        case .year, .month, .day, .hour, .minute:
            return WrittenValue("\("\(field)".uppercased())(\(moment.text))", .number(isWhole: true))
        case .second:
            guard moment.kind == .timestamp else {
                return WrittenValue("SECOND(\(moment.text))", .number(isWhole: true))
            }
            return WrittenValue(
                "(SECOND(\(moment.text)) + MICROSECOND(\(moment.text)) * 0.000001)", .number(isWhole: false))
        default:
            throw refusal("expression.zone", "Time zones are not kept at the destination.", at: place)
        }
    }
}
