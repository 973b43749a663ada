package import OracleSQL

extension Conversion {
    /// The value as text in the session's formats: VARCHAR2 of the length that Oracle describes, or `type` itself
    /// where that is a LOB, XML or JSON.
    package static func text(
        _ value: TypedExpression, as type: OracleType = .varchar2(4000, .byte)
    ) throws(OracleFailure) -> TypedExpression {
        if value.isNullLiteral { return null(type) }
        var result = value
        switch value.type {
        case .varchar2, .nvarchar2, .char, .nchar, .long, .clob, .nclob, .json, .xmlType, .urowid:
            if !type.isCharacter { result.type = type }
            return result
        default: break
        }
        result.sql = try textOfScalar(value)
        result.type = type.isCharacter ? .varchar2(textLength(value.type), .byte) : type
        result.constant = value.constant == nil ? nil : .other
        result.bind = nil
        return result
    }

    private static func textOfScalar(_ value: TypedExpression) throws(OracleFailure) -> String {
        let sql = value.sql
        switch value.type {
        case .number, .float, .plsInteger: return "ora.number_text(\(sql))"
        case .binaryFloat: return "ora.float_text(\(sql))"
        case .binaryDouble: return "ora.double_text(\(sql))"
        case .date: return "ora.date_text(\(sql))"
        case .timestamp(let digits): return "ora.ts_text(\(sql), \(digits))"
        case .timestampTZ(let digits): return "ora.tstz_text(\(sql), \(digits))"
        case .timestampLTZ(let digits): return "ora.ltz_text(\(sql), \(digits))"
        case .intervalYM(let digits): return "ora.ym_text(\(sql), \(digits))"
        case .intervalDS(let day, let second): return "ora.ds_text(\(sql), \(day), \(second))"
        case .raw, .longRaw, .blob: return "ora.raw_text(\(sql))"
        case .rowid: return "ora.rowid_text(\(sql))"
        case .boolean: return "upper((\(sql))::text)"
        default: throw mismatch("CHAR", value.type)
        }
    }

    /// The length that Oracle describes for the text of a value of the type.
    static func textLength(_ type: OracleType) -> Int {
        switch type {
        case .number, .float, .plsInteger, .binaryFloat, .binaryDouble: 40
        case .date: 75
        case .timestamp, .timestampTZ, .timestampLTZ: 75
        case .intervalYM, .intervalDS: 30
        case .raw(let length): length * 2
        case .rowid: 18
        case .boolean: 5
        case .varchar2(let length, _), .char(let length, _), .nvarchar2(let length), .nchar(let length): length
        default: 4000
        }
    }
}
