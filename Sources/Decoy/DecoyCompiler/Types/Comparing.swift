internal import DecoyDictionary
internal import OracleSQL

/// Comparisons: which side is converted to what, and when blanks are added.
struct Comparing {
    let conversions: Conversions

    /// A pair of operands that PostgreSQL compares as Oracle would.
    func pair(
        _ left: TypedExpression, _ right: TypedExpression, at place: Position
    ) throws(OracleFailure) -> (String, String) {
        if left.isNullLiteral || right.isNullLiteral { return try nulls(left, right) }
        let (first, second) = (left.type.family, right.type.family)
        try refuse(left.type, right.type, at: place)
        if first == .text, second == .text { return texts(left, right) }
        if first == second, first != .binary, first != .timestampTZ { return (left.sql, right.sql) }
        if first.isNumeric || second.isNumeric { return try numbers(left, right, at: place) }
        if first.isDatetime || second.isDatetime { return try moments(left, right, at: place) }
        let type = first == .text ? right.type : left.type
        return (
            try conversions.implicit(left, to: type, at: place).sql,
            try conversions.implicit(right, to: type, at: place).sql
        )
    }

    private func nulls(_ left: TypedExpression, _ right: TypedExpression) throws(OracleFailure) -> (String, String) {
        let type = left.isNullLiteral ? right.type : left.type
        let null = "NULL::\(type.representation.postgresType)"
        return (left.isNullLiteral ? null : left.sql, right.isNullLiteral ? null : right.sql)
    }

    private func refuse(_ left: OracleType, _ right: OracleType, at place: Position) throws(OracleFailure) {
        for (type, other) in [(left, right), (right, left)] {
            switch type {
            case .clob, .nclob, .blob, .bfile, .long, .longRaw, .json, .xmlType, .refCursor:
                throw Failures.inconsistent("-", type, at: place)
            case .object: throw Failures.inconsistent("-", type, at: place)
            default: break
            }
            let (first, second) = (type.family, other.family)
            let agree =
                first == second || first == .text || second == .text || (first.isNumeric && second.isNumeric)
                || (first.isDatetime && second.isDatetime)
            if !agree { throw Failures.inconsistent(left.nameInMessages, right, at: place) }
        }
    }

    private func numbers(
        _ left: TypedExpression, _ right: TypedExpression, at place: Position
    ) throws(OracleFailure) -> (String, String) {
        var type = OracleType.anyNumber
        for side in [left.type, right.type] {
            if side == .binaryDouble { type = .binaryDouble }
            if side == .binaryFloat, type != .binaryDouble { type = .binaryFloat }
        }
        return (
            left.type == type || (left.type.family == .number && type == .anyNumber)
                ? left.sql : try conversions.implicit(left, to: type, at: place).sql,
            right.type == type || (right.type.family == .number && type == .anyNumber)
                ? right.sql : try conversions.implicit(right, to: type, at: place).sql
        )
    }

    private func moments(
        _ left: TypedExpression, _ right: TypedExpression, at place: Position
    ) throws(OracleFailure) -> (String, String) {
        let type: OracleType
        if left.type.family == .text {
            type = right.type
        } else if right.type.family == .text {
            type = left.type
        } else {
            type = TypeUnion.of(left.type, right.type) ?? .timestamp(9)
        }
        if type.family == .timestampTZ {
            return (try conversions.utcSeconds(left, at: place), try conversions.utcSeconds(right, at: place))
        }
        return (
            left.type.family == type.family ? left.sql : try conversions.implicit(left, to: type, at: place).sql,
            right.type.family == type.family ? right.sql : try conversions.implicit(right, to: type, at: place).sql
        )
    }

    /// Two CHAR values (a literal is one) compare as if the shorter had blanks added; with a VARCHAR2 they do not.
    private func texts(_ left: TypedExpression, _ right: TypedExpression) -> (String, String) {
        guard left.type.isFixedText, right.type.isFixedText, left.type != right.type else {
            return (left.sql, right.sql)
        }
        if let padded = padded(right, like: left) { return (left.sql, padded) }
        if let padded = padded(left, like: right) { return (padded, right.sql) }
        return ("rtrim(\(left.sql), ' ')", "rtrim(\(right.sql), ' ')")
    }

    /// A literal beside a value that is always stored with all its blanks: the literal takes the blanks.
    private func padded(_ literal: TypedExpression, like value: TypedExpression) -> String? {
        guard case .text(let text)? = literal.constant, value.constant == nil else { return nil }
        let (length, size): (Int, Int)
        switch value.type {
        case .char(let bytes, .byte): (length, size) = (bytes, text.utf8.count)
        case .char(let characters, .char), .nchar(let characters):
            (length, size) = (characters, text.unicodeScalars.count)
        default: return nil
        }
        if size <= length { return SQLText.literal(text + String(repeating: " ", count: length - size)) }
        var trimmed = text[...]
        while trimmed.last == " " { trimmed.removeLast() }
        let missing = length - (size - (text.count - trimmed.count))
        return missing >= 0
            ? SQLText.literal(trimmed + String(repeating: " ", count: missing)) : SQLText.literal(String(trimmed))
    }
}

/// Pieces of PostgreSQL text.
enum SQLText {
    /// A text literal with its type; quotes are doubled, a backslash is a backslash.
    static func literal(_ text: String) -> String { quoted(text) + "::text" }

    static func quoted(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "'")) else { return "'\(text)'" }
        var quoted = "'"
        for scalar in text.unicodeScalars {
            if scalar == "'" { quoted.unicodeScalars.append("'") }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "'"
    }

    /// `(x)` unless it is already a single operand.
    static func list(_ parts: [String]) -> String { parts.joined(separator: ", ") }
}
