internal import DecoyDictionary
internal import OracleSQL

/// The one type for values that come from several expressions: CASE, DECODE, NVL, COALESCE, set operations.
enum TypeUnion {
    /// Nil when the types do not go together. Literal NULLs must be left out by the caller.
    static func of(_ left: OracleType, _ right: OracleType) -> OracleType? {
        if left == right { return left }
        let (first, second) = (left.family, right.family)
        switch (first, second) {
        case (.number, .number): return numbers(left, right)
        case (.binary, .binary): return .binaryDouble
        case (.number, .binary): return right == .binaryFloat ? .binaryFloat : .binaryDouble
        case (.binary, .number): return left == .binaryFloat ? .binaryFloat : .binaryDouble
        case (.text, .text): return texts(left, right)
        case (.text, .clob), (.clob, .text), (.clob, .clob):
            return left.isNationalText || right.isNationalText ? .nclob : .clob
        case (.raw, .raw): return .raw(max(left.lengthInBytes, right.lengthInBytes))
        case (.raw, .blob), (.blob, .raw): return .blob
        case (.months, .months): return .yearMonth
        case (.seconds, .seconds): return .daySecond
        default: return datetimes(left, right)
        }
    }

    private static func numbers(_ left: OracleType, _ right: OracleType) -> OracleType { .anyNumber }

    private static func texts(_ left: OracleType, _ right: OracleType) -> OracleType {
        let national = left.isNationalText || right.isNationalText
        if case .long = left { return left }
        if case .long = right { return right }
        if national { return .nvarchar2(max(left.lengthInCharacters, right.lengthInCharacters)) }
        switch (left, right) {
        case (.char(let one, let unit), .char(let other, let otherUnit)):
            // Only values of one length stay CHAR.
            if one == other { return .char(one, unit == .char ? unit : otherUnit) }
            return .varchar2(max(one, other), unit == .char ? unit : otherUnit)
        case (.urowid, _), (_, .urowid): return .varchar2(4000, .byte)
        default:
            let unit: LengthUnit = left.countsCharacters || right.countsCharacters ? .char : .byte
            return .varchar2(max(left.lengthInCharacters, right.lengthInCharacters), unit)
        }
    }

    private static func datetimes(_ left: OracleType, _ right: OracleType) -> OracleType? {
        guard left.family.isDatetime, right.family.isDatetime else { return nil }
        let digits = max(left.fractionDigits, right.fractionDigits)
        switch (left.family, right.family) {
        case (.timestampTZ, _), (_, .timestampTZ): return .timestampTZ(digits)
        case (.timestampLTZ, _), (_, .timestampLTZ):
            return left.family == right.family ? .timestampLTZ(digits) : .timestampTZ(digits)
        default: return left == .date && right == .date ? .date : .timestamp(digits)
        }
    }
}

extension OracleType {
    var countsCharacters: Bool {
        switch self {
        case .varchar2(_, .char), .char(_, .char): true
        default: false
        }
    }

    var fractionDigits: Int {
        switch self {
        case .timestamp(let digits), .timestampTZ(let digits), .timestampLTZ(let digits): digits
        default: 0
        }
    }
}
