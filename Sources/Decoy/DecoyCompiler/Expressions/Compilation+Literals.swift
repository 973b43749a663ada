internal import DecoyDictionary
internal import OracleSQL

/// Constants: read here, so that PostgreSQL sees plain numbers and texts.
extension Compilation {
    func literal(_ literal: Literal, at place: Position) throws(OracleFailure) -> TypedExpression {
        switch literal {
        case .null: return TypedExpression("NULL::text", .nullText, constant: .null)
        case .number(let digits):
            try Self.checkRange(digits, at: place)
            return TypedExpression(
                "\(digits)::numeric", .anyNumber, nullable: false, constant: .number(digits))
        case .binaryFloat(let digits):
            return TypedExpression("'\(digits)'::float4", .binaryFloat, nullable: false, constant: .other)
        case .binaryDouble(let digits):
            return TypedExpression("'\(digits)'::float8", .binaryDouble, nullable: false, constant: .other)
        case .string(let text, let national):
            guard !text.isEmpty else { return TypedExpression("NULL::text", .nullText, constant: .null) }
            guard !text.utf8.contains(0) else { throw OracleFailure.invalidCharacter(at: place) }
            let type: OracleType = national ? .nchar(text.unicodeScalars.count) : .char(text.utf8.count, .byte)
            return TypedExpression(SQLText.literal(text), type, nullable: false, constant: .text(text))
        case .date(let text):
            guard let moment = MomentLiteral(text), moment.zone == nil, !moment.hasTime else {
                throw Failures.make(1861, "literal does not match format string", at: place)
            }
            try Self.check(moment, at: place)
            return TypedExpression(
                "'\(moment.dateText)'::timestamp(0)", .date, nullable: false, constant: .other)
        case .timestamp(let text): return try timestamp(text, at: place)
        case .interval(let text, let qualifier): return try interval(text, qualifier, at: place)
        case .boolean(let value):
            return TypedExpression(value ? "true" : "false", .boolean, nullable: false, constant: .other)
        }
    }

    private static func checkRange(_ digits: String, at place: Position) throws(OracleFailure) {
        guard let mark = digits.firstIndex(where: { $0 == "e" || $0 == "E" }) else { return }
        guard let exponent = Int(digits[digits.index(after: mark)...]), abs(exponent) <= 160 else {
            throw Failures.make(1426, "numeric overflow", at: place)
        }
    }

    private static func check(_ moment: MomentLiteral, at place: Position) throws(OracleFailure) {
        guard (-4712...9999).contains(moment.year), moment.year != 0 else {
            throw Failures.make(
                1841, "(full) year must be between -4713 and +9999, and not be 0", at: place)
        }
        guard (1...12).contains(moment.month) else { throw Failures.make(1843, "not a valid month", at: place) }
        guard moment.day >= 1, moment.day <= 31 else {
            throw Failures.make(1847, "day of month must be between 1 and last day of month", at: place)
        }
        guard moment.day <= CivilDate.days(in: moment.month, of: moment.year) else {
            throw Failures.make(1839, "date not valid for month specified", at: place)
        }
        guard moment.hour < 24 else { throw Failures.make(1850, "hour must be between 0 and 23", at: place) }
        guard moment.minute < 60 else { throw Failures.make(1851, "minutes must be between 0 and 59", at: place) }
        guard moment.second < 60 else { throw Failures.make(1852, "seconds must be between 0 and 59", at: place) }
    }

    private func timestamp(_ text: String, at place: Position) throws(OracleFailure) -> TypedExpression {
        guard let moment = MomentLiteral(text) else {
            throw Failures.make(1861, "literal does not match format string", at: place)
        }
        try Self.check(moment, at: place)
        guard let zone = moment.zone else {
            return TypedExpression(
                moment.secondsText(shiftedBySeconds: 0), .timestamp(9), nullable: false,
                constant: .other)
        }
        guard let offset = MomentLiteral.offsetSeconds(zone) else {
            return TypedExpression(
                "ora.from_tz(\(moment.secondsText(shiftedBySeconds: 0)), \(SQLText.literal(zone)))",
                .timestampTZ(9), nullable: false, constant: .other)
        }
        return TypedExpression(
            "ROW(\(moment.secondsText(shiftedBySeconds: -offset)), \(SQLText.literal(zone)))::ora.tstz",
            .timestampTZ(9), nullable: false, constant: .other)
    }

    private func interval(
        _ text: String, _ qualifier: IntervalQualifier, at place: Position
    ) throws(OracleFailure) -> TypedExpression {
        guard let read = IntervalLiteral(text, qualifier) else {
            throw Failures.make(1867, "the interval is invalid", at: place)
        }
        if let digits = qualifier.leadingDigits ?? 2 as Int?, read.leadingDigits > digits {
            throw Failures.make(1873, "the leading precision of the interval is too small", at: place)
        }
        if read.isMonths {
            return TypedExpression(
                "(\(read.value))::int4", .intervalYM(qualifier.leadingDigits ?? 2), nullable: false, constant: .other)
        }
        return TypedExpression(
            "(\(read.value))::numeric",
            .intervalDS(day: qualifier.leadingDigits ?? 2, second: qualifier.fractionDigits ?? 6), nullable: false,
            constant: .other)
    }
}
