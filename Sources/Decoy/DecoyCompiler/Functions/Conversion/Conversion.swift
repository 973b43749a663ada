internal import DecoyDictionary
package import OracleSQL

/// What turns a value of one Oracle type into another: silently, as Oracle does it in an expression, or by CAST.
///
/// The emitted text calls functions of the schema `ora`, which raise Oracle's errors for values that do not convert.
package enum Conversion {
    /// The value as the type, with Oracle's silent conversion; ORA-00932 where Oracle has none.
    ///
    /// The result has the class of `type`; texts keep their own length, because a silent conversion never cuts.
    package static func implicit(
        _ value: TypedExpression, to type: OracleType
    ) throws(OracleFailure) -> TypedExpression {
        if value.isNullLiteral { return null(type) }
        var result = value
        switch type {
        case .varchar2, .nvarchar2, .char, .nchar, .long, .clob, .nclob, .json, .xmlType:
            return try text(value, as: type)
        case .number, .float, .plsInteger: (result.sql, result.type) = (try numberText(value), .plainNumber)
        case .binaryFloat: (result.sql, result.type) = (try floatText(value, "float"), type)
        case .binaryDouble: (result.sql, result.type) = (try floatText(value, "double"), type)
        case .date: (result.sql, result.type) = (try dateText(value), type)
        case .timestamp: (result.sql, result.type) = (try timestampText(value), type)
        case .timestampTZ: (result.sql, result.type) = (try zonedText(value), type)
        case .timestampLTZ: (result.sql, result.type) = (try localZoneText(value), type)
        case .intervalYM: (result.sql, result.type) = (try monthsText(value), type)
        case .intervalDS: (result.sql, result.type) = (try secondsText(value), type)
        case .raw, .longRaw, .blob, .bfile: (result.sql, result.type) = (try bytesText(value), type)
        case .rowid: (result.sql, result.type) = (try rowidText(value), type)
        case .urowid: (result.sql, result.type) = (try text(value, as: .varchar2(4000, .byte)).sql, type)
        case .boolean:
            guard value.type == .boolean else { throw mismatch("BOOLEAN", value.type) }
        case .refCursor, .object:
            guard value.type == type else { throw mismatch(type.dictionaryName, value.type) }
        }
        if result.sql != value.sql {
            result.constant = value.constant == nil ? nil : .other
            result.bind = nil
        }
        return result
    }

    /// The null of a type, with the PostgreSQL type written out.
    package static func null(_ type: OracleType) -> TypedExpression {
        TypedExpression("NULL::\(type.representation.postgresType)", type, constant: .null)
    }

    /// ORA-00932: there is no conversion between the two.
    static func mismatch(_ expected: String, _ got: OracleType) -> OracleFailure {
        OracleFailure(
            code: 932,
            message: "ORA-00932: inconsistent datatypes: expected \(expected) got \(got.dictionaryName)")
    }
}
