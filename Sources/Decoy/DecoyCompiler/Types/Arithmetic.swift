internal import DecoyDictionary
internal import OracleSQL

/// `+ - * /` and `||` with Oracle's result types.
struct Arithmetic {
    enum Operator: String, Sendable {
        case plus = "+"
        case minus = "-"
        case times = "*"
        case divide = "/"
    }

    let conversions: Conversions

    func apply(
        _ operation: Operator, _ left: TypedExpression, _ right: TypedExpression, at position: Position
    ) throws(OracleFailure) -> TypedExpression {
        var (left, right) = (left, right)
        let nullable = left.nullable || right.nullable
        let aggregate = left.isAggregate || right.isAggregate
        let (first, second) = (operandFamily(&left, beside: right), operandFamily(&right, beside: left))
        var result: TypedExpression
        if first.isNumeric, second.isNumeric {
            result = try numbers(operation, left, right, position)
        } else if first.isDatetime || second.isDatetime {
            result = try datetimes(operation, left, right, position)
        } else if first.isInterval || second.isInterval {
            result = try intervals(operation, left, right, position)
        } else {
            let wrong = first.isNumeric ? right : left
            throw Failures.inconsistent("NUMBER", wrong.type, at: position)
        }
        result.nullable = nullable
        result.isAggregate = aggregate
        return result
    }

    /// Texts and NULL count as numbers, unless the other side is a date or an interval that takes a number, too.
    private func operandFamily(_ operand: inout TypedExpression, beside other: TypedExpression) -> TypeFamily {
        let family = operand.type.family
        if operand.isNullLiteral {
            operand = TypedExpression("NULL::numeric", .anyNumber, constant: .null)
            return .number
        }
        return family == .text ? .number : family
    }

    private func number(_ operand: TypedExpression, _ position: Position) throws(OracleFailure) -> TypedExpression {
        operand.type.family.isNumeric ? operand : try conversions.implicit(operand, to: .anyNumber, at: position)
    }

    private func numbers(
        _ operation: Operator, _ left: TypedExpression, _ right: TypedExpression, _ position: Position
    ) throws(OracleFailure) -> TypedExpression {
        var (left, right) = (try number(left, position), try number(right, position))
        let type = TypeUnion.of(left.type, right.type) ?? .anyNumber
        guard type.family == .binary else {
            if operation == .divide { return TypedExpression("ora.divide(\(left.sql), \(right.sql))", .anyNumber) }
            let sql = "(\(left.sql) \(operation.rawValue) \(right.sql))"
            return TypedExpression(isExact(operation, left, right) ? sql : "ora.num\(sql)", .anyNumber)
        }
        left = try conversions.implicit(left, to: type, at: position)
        right = try conversions.implicit(right, to: type, at: position)
        return operation == .divide
            ? TypedExpression("ora.divide(\(left.sql), \(right.sql))", type)
            : TypedExpression("(\(left.sql) \(operation.rawValue) \(right.sql))", type)
    }

    /// Whether no result of these operands has more digits than a NUMBER keeps: then nothing must be rounded.
    private func isExact(_ operation: Operator, _ left: TypedExpression, _ right: TypedExpression) -> Bool {
        guard let one = digits(left), let other = digits(right) else { return false }
        let (whole, fraction) =
            operation == .times
            ? (one.whole + other.whole, one.fraction + other.fraction)
            : (max(one.whole, other.whole) + 1, max(one.fraction, other.fraction))
        return whole + fraction <= 38
    }

    private func digits(_ operand: TypedExpression) -> (whole: Int, fraction: Int)? {
        if case .number(let text)? = operand.constant {
            let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count <= 2, parts.allSatisfy({ $0.allSatisfy(\.isNumber) }) else { return nil }
            return (parts[0].count, parts.count > 1 ? parts[1].count : 0)
        }
        switch operand.type {
        case .number(let precision?, let scale): return (max(0, precision - (scale ?? 0)), max(0, scale ?? 0))
        default: return nil
        }
    }

    private func datetimes(
        _ operation: Operator, _ left: TypedExpression, _ right: TypedExpression, _ position: Position
    ) throws(OracleFailure) -> TypedExpression {
        let (first, second) = (left.type.family, right.type.family)
        if first.isDatetime, second.isDatetime {
            guard operation == .minus else { throw Failures.datetimeArithmetic(operation, left, right, at: position) }
            return try difference(left, right, position)
        }
        guard operation == .plus || (operation == .minus && first.isDatetime) else {
            throw Failures.datetimeArithmetic(operation, left, right, at: position)
        }
        let (moment, amount) = first.isDatetime ? (left, right) : (right, left)
        let sign = operation == .minus ? "-" : ""
        switch amount.type.family {
        case .months: return TypedExpression(months(moment, "\(sign)(\(amount.sql))"), moment.type.sumType)
        case .seconds:
            let seconds = "\(sign)(\(amount.sql))"
            switch moment.type.family {
            case .date: return TypedExpression("ora.add_seconds(\(moment.sql), \(seconds))", .date)
            case .timestampTZ:
                return TypedExpression("ora.add_seconds(\(moment.sql), \(seconds))", moment.type.sumType)
            default:
                let word = operation == .minus ? "-" : "+"
                return TypedExpression("(\(moment.sql) \(word) \(amount.sql))", moment.type.sumType)
            }
        case .number, .binary, .text:
            let day = try conversions.implicit(moment, to: .date, at: position)
            var days = try number(amount, position)
            days = try conversions.implicit(days, to: .anyNumber, at: position)
            return TypedExpression("ora.add_days(\(day.sql), \(sign)(\(days.sql)))", .date)
        default: throw Failures.datetimeArithmetic(operation, left, right, at: position)
        }
    }

    private func months(_ moment: TypedExpression, _ months: String) -> String {
        switch moment.type.family {
        case .timestamp: "ora.add_interval_months(\(moment.sql), \(months))"
        case .timestampTZ: "ora.add_interval_months(\(moment.sql), \(months))"
        case .timestampLTZ: "ora.ltz_add_ym(\(moment.sql), \(months))"
        default: "ora.add_interval_months(\(moment.sql), \(months))"
        }
    }

    private func difference(
        _ left: TypedExpression, _ right: TypedExpression, _ position: Position
    ) throws(OracleFailure) -> TypedExpression {
        if left.type == .date, right.type == .date {
            return TypedExpression("ora.days_between(\(left.sql), \(right.sql))", .anyNumber)
        }
        let zoned = { (type: OracleType) in type.family == .timestampTZ || type.family == .timestampLTZ }
        if zoned(left.type) || zoned(right.type) {
            let one = try conversions.utcSeconds(left, at: position)
            let other = try conversions.utcSeconds(right, at: position)
            return TypedExpression("(\(one) - \(other))", .daySecond)
        }
        let one = try conversions.implicit(left, to: .timestamp(9), at: position)
        let other = try conversions.implicit(right, to: .timestamp(9), at: position)
        return TypedExpression("(\(one.sql) - \(other.sql))", .daySecond)
    }

    private func intervals(
        _ operation: Operator, _ left: TypedExpression, _ right: TypedExpression, _ position: Position
    ) throws(OracleFailure) -> TypedExpression {
        let (first, second) = (left.type.family, right.type.family)
        switch (operation, first, second) {
        case (.plus, .months, .months), (.minus, .months, .months):
            return TypedExpression("(\(left.sql) \(operation.rawValue) \(right.sql))", .yearMonth)
        case (.plus, .seconds, .seconds), (.minus, .seconds, .seconds):
            return TypedExpression("(\(left.sql) \(operation.rawValue) \(right.sql))", .daySecond)
        case (.times, _, _), (.divide, .months, _), (.divide, .seconds, _):
            let (interval, amount) = first.isInterval ? (left, right) : (right, left)
            let factor = try conversions.implicit(number(amount, position), to: .anyNumber, at: position)
            guard !second.isInterval || !first.isInterval else { break }
            let amountSQL = operation == .times ? factor.sql : "ora.divide(1::numeric, \(factor.sql))"
            return interval.type.family == .months
                ? TypedExpression("ora.scaled_ym(\(interval.sql), \(amountSQL))", .yearMonth)
                : TypedExpression("ora.scaled_ds(\(interval.sql), \(amountSQL))", .daySecond)
        default: break
        }
        throw Failures.make(30081, "invalid data type for datetime/interval arithmetic", at: position)
    }

    /// `a || b || …` of two or more operands.
    func concatenate(_ operands: [TypedExpression], at position: Position) throws(OracleFailure) -> TypedExpression {
        var parts: [String] = []
        var length = 0
        var lob: OracleType?
        var national = false
        var characters = false
        var nullable = true
        var aggregate = false
        for operand in operands {
            aggregate = aggregate || operand.isAggregate
            guard !operand.isNullLiteral else { continue }
            let text = try conversions.text(operand, at: position)
            if text.type.family == .clob { lob = lob == .nclob ? .nclob : text.type }
            national = national || text.type.isNationalText
            characters = characters || text.type.countsCharacters
            length += text.type.lengthInCharacters
            nullable = nullable && text.nullable
            parts.append(text.nullable ? "coalesce(\(text.sql), '')" : text.sql)
        }
        guard let first = parts.first else { return TypedExpression("NULL::text", .nullText, constant: .null) }
        let joined = parts.count == 1 ? first : "(" + parts.joined(separator: " || ") + ")"
        let capped = min(max(length, 1), 32_767)
        let type = lob ?? (national ? .nvarchar2(capped) : .varchar2(capped, characters ? .char : .byte))
        return TypedExpression(
            nullable ? "nullif(\(joined), '')" : joined, type, nullable: nullable, isAggregate: aggregate)
    }

    func negate(_ operand: TypedExpression, at position: Position) throws(OracleFailure) -> TypedExpression {
        var value = operand
        if !value.type.family.isInterval { value = try number(value, position) }
        if case .number(let digits)? = operand.constant, !digits.hasPrefix("-") {
            return TypedExpression(
                "(-\(digits))::numeric", .anyNumber, nullable: false, constant: .number("-" + digits))
        }
        value.sql = "(-\(value.sql))"
        value.constant = nil
        value.bind = nil
        if value.type.family == .number { value.type = .anyNumber }
        return value
    }
}

extension OracleType {
    /// A moment plus an interval keeps its type; the fraction may become as fine as nine digits.
    fileprivate var sumType: OracleType {
        switch self {
        case .timestamp: .timestamp(9)
        case .timestampTZ: .timestampTZ(9)
        case .timestampLTZ: .timestampLTZ(9)
        default: self
        }
    }
}
