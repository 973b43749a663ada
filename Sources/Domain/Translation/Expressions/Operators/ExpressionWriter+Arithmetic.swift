internal import Model
internal import OracleSQL

extension ExpressionWriter {
    /// The widest decimal of the destination with as many digits behind the point as it can hold.
    static let wide = "DECIMAL(65,30)"

    func unary(
        _ symbol: UnaryOperator, _ tree: Expression, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> WrittenValue {
        switch symbol {
        case .plus: return try number(try value(tree), place)
        case .minus:
            let inner = try number(try value(tree), place)
            if case .number(let digits)? = inner.constant {
                return .number(digits.hasPrefix("-") ? String(digits.dropFirst()) : digits == "0" ? "0" : "-\(digits)")
            }
            var written = WrittenValue("(-\(inner.text))", inner.kind)
            written.isNullable = inner.isNullable
            written.isSingle = inner.isSingle
            return written
        case .prior, .connectByRoot:
            throw refusal("view.hierarchy", "PRIOR needs a hierarchical query.", at: place)
        case .distinct: throw refusal("expression.form", "DISTINCT cannot stand here.", at: place)
        }
    }

    func arithmetic(
        _ symbol: ArithmeticOperator, _ left: Expression, _ right: Expression, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> WrittenValue {
        switch symbol {
        case .add:
            if let interval = try interval(right) { return try moment(try value(left), plus: interval, place) }
            if let interval = try interval(left) { return try moment(try value(right), plus: interval, place) }
            return try sum(try value(left), try value(right), place)
        case .subtract:
            if let interval = try interval(right) { return try moment(try value(left), minus: interval, place) }
            return try difference(try value(left), try value(right), place)
        case .multiply: return try numbers("*", try value(left), try value(right), place)
        case .divide: return try quotient(try value(left), try value(right), place)
        default: throw refusal("expression.form", "This operator does not exist at the destination.", at: place)
        }
    }

    private func sum(
        _ left: WrittenValue, _ right: WrittenValue, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> WrittenValue {
        if left.kind.isMoment || left.kind == .zonedTimestamp { return try days(left, "+", right, place) }
        if right.kind.isMoment || right.kind == .zonedTimestamp { return try days(right, "+", left, place) }
        try requireKnown(left, right, place)
        return try numbers("+", left, right, place)
    }

    private func difference(
        _ left: WrittenValue, _ right: WrittenValue, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> WrittenValue {
        guard left.kind.isMoment || right.kind.isMoment || left.kind == .zonedTimestamp else {
            try requireKnown(left, right, place)
            return try numbers("-", left, right, place)
        }
        if left.kind == .date, right.kind == .date {
            let seconds = "CAST(TIMESTAMPDIFF(SECOND, \(right.text), \(left.text)) AS \(Self.wide))"
            return WrittenValue("(\(seconds) / 86400)", .number(isWhole: false))
        }
        guard right.kind.isNumber || right.kind.isText || right.isNull else {
            throw refusal(
                "expression.interval", "The difference is an interval, which the destination does not have as a value.",
                at: place)
        }
        return try days(left, "-", right, place)
    }

    /// Days added to a date: fractions of a day are rounded to the second, as the source does.
    private func days(
        _ moment: WrittenValue, _ mark: String, _ amount: WrittenValue, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> WrittenValue {
        guard moment.kind == .date else {
            throw refusal(
                "expression.timestamp",
                "A number added to a timestamp drops its fraction of a second at the source; add an interval, or cast "
                    + "the timestamp to a date first.", at: place)
        }
        let amount = try number(amount, place)
        if amount.kind == .number(isWhole: true) {
            return WrittenValue("(\(moment.text) \(mark) INTERVAL \(amount.text) DAY)", .date)
        }
        let seconds = amount.constant == nil ? "(\(amount.text) - FLOOR(\(amount.text)))" : amount.text
        let rest = "INTERVAL ROUND(\(seconds) * 86400) SECOND"
        guard amount.constant == nil else { return WrittenValue("(\(moment.text) \(mark) \(rest))", .date) }
        // Seconds alone would leave the range of the destination's intervals.
        return WrittenValue("(\(moment.text) \(mark) INTERVAL FLOOR(\(amount.text)) DAY \(mark) \(rest))", .date)
    }

    private func requireKnown(
        _ left: WrittenValue, _ right: WrittenValue, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) {
        guard left.kind == .unknown || right.kind == .unknown else { return }
        throw refusal(
            "expression.type",
            "Whether this adds numbers or days cannot be told: the columns of its table are not known here.", at: place)
    }

    func numbers(
        _ mark: String, _ left: WrittenValue, _ right: WrittenValue, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> WrittenValue {
        let (left, right) = (try number(left, place), try number(right, place))
        var kind = ValueKind.number(
            isWhole: left.kind == .number(isWhole: true) && right.kind == .number(isWhole: true))
        if left.kind == .binaryNumber || right.kind == .binaryNumber { kind = .binaryNumber }
        var written = WrittenValue("(\(left.text) \(mark) \(right.text))", kind)
        written.isNullable = left.isNullable || right.isNullable
        written.isSingle = isSingle([left, right])
        if written.isSingle { noteSingle() }
        return written
    }

    func quotient(
        _ left: WrittenValue, _ right: WrittenValue, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> WrittenValue {
        let (left, right) = (try number(left, place), try number(right, place))
        if left.kind == .binaryNumber || right.kind == .binaryNumber {
            noteDivisor(right)
            var written = WrittenValue("(\(left.text) / \(right.text))", .binaryNumber)
            written.isSingle = isSingle([left, right])
            if written.isSingle { noteSingle() }
            return written
        }
        note(
            .changed, "expression.division",
            "A quotient keeps 30 digits behind the point; the source keeps 40 digits in all.")
        noteDivisor(right)
        return WrittenValue("(CAST(\(left.text) AS \(Self.wide)) / \(right.text))", .number(isWhole: false))
    }

    func noteDivisor(_ divisor: WrittenValue) {
        if case .number(let digits)? = divisor.constant, digits != "0" { return }
        note(
            .lossy, "expression.division.zero",
            "A division by zero is an error at the source; here it is null in queries and an error in writes.")
    }

    // MARK: Intervals

    /// The length of time that a tree says, nil when it says something else.
    func interval(_ tree: Expression) throws(ConversionRefusal) -> IntervalValue? {
        switch tree {
        case .literal(.interval(let text, let qualifier), let place):
            guard let value = IntervalText.value(text, qualifier) else {
                throw refusal("expression.interval", "The interval cannot be said at the destination.", at: place)
            }
            return value
        case .call(let call) where call.names.count == 1 && call.arguments.count == 2:
            let name = call.names[0].text
            guard name == "NUMTODSINTERVAL" || name == "NUMTOYMINTERVAL" else { return nil }
            return try computedInterval(call, isMonths: name == "NUMTOYMINTERVAL")
        default: return nil
        }
    }

    private func computedInterval(_ call: Call, isMonths: Bool) throws(ConversionRefusal) -> IntervalValue {
        let amount = try number(try value(call.arguments[0].value), call.position)
        let unit = try value(call.arguments[1].value).textConstant?.uppercased() ?? ""
        if isMonths, unit == "MONTH" || unit == "YEAR" {
            return .computedMonths("ROUND(\(amount.text) * \(unit == "YEAR" ? 12 : 1))")
        }
        let lengths = ["DAY": 86_400, "HOUR": 3600, "MINUTE": 60, "SECOND": 1]
        guard !isMonths, let length = lengths[unit] else {
            throw refusal("expression.interval", "The unit of the interval must be a constant.", at: call.position)
        }
        return .computedSeconds("(\(amount.text) * \(length))")
    }

    private func moment(
        _ moment: WrittenValue, plus interval: IntervalValue, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> WrittenValue { try self.moment(moment, "+", interval, place) }

    private func moment(
        _ moment: WrittenValue, minus interval: IntervalValue, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> WrittenValue { try self.moment(moment, "-", interval, place) }

    private func moment(
        _ moment: WrittenValue, _ mark: String, _ interval: IntervalValue, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> WrittenValue {
        guard moment.kind.isMoment || moment.kind == .zonedTimestamp else {
            throw refusal(
                "expression.interval", "An interval is added to \(moment.kind.words), not to a date.", at: place)
        }
        let length: String
        switch interval {
        case .months(let months):
            length = "\(months) MONTH"
            noteMonths()
        case .computedMonths(let months):
            length = "\(months) MONTH"
            noteMonths()
        case .seconds(let seconds, 0) where seconds.isMultiple(of: 86_400): length = "\(seconds / 86_400) DAY"
        case .seconds(let seconds, 0): length = "\(seconds) SECOND"
        case .seconds(let seconds, let micro):
            guard moment.kind != .date else {
                throw refusal("expression.interval", "A date has no fractions of a second.", at: place)
            }
            length = "\(seconds * 1_000_000 + micro) MICROSECOND"
        case .computedSeconds(let seconds):
            length = moment.kind == .date ? "ROUND(\(seconds)) SECOND" : "ROUND(\(seconds) * 1000000) MICROSECOND"
        }
        var written = WrittenValue("(\(moment.text) \(mark) INTERVAL \(length))", moment.kind)
        written.local = moment.local.map { "(\($0) \(mark) INTERVAL \(length))" }
        return written
    }

    private func noteMonths() {
        note(
            .lossy, "expression.interval.months",
            "Where the month has no such day the source refuses the sum; here it is the last day of the month.")
    }
}
