internal import DecoyDictionary
package import OracleSQL

extension Conversion {
    /// `CAST(value AS type)`: the silent conversion, and then the limits of the type: a text is cut, a number is
    /// rounded and refused where it does not fit.
    package static func cast(_ value: TypedExpression, to type: OracleType) throws(OracleFailure) -> TypedExpression {
        if value.isNullLiteral { return null(type) }
        let converted = try implicit(value, to: type)
        var result = TypedExpression(
            fit(converted.sql, from: value.type, to: type), type, nullable: value.nullable,
            isAggregate: value.isAggregate)
        result.constant = value.constant == nil ? nil : .other
        return result
    }

    /// The text of a value that is already of the type's class, made to fit its declared limits as CAST does.
    static func fit(_ sql: String, from: OracleType, to type: OracleType) -> String {
        switch type {
        case .number(let precision?, let scale): return "ora.fit_number(\(sql), \(precision), \(scale ?? 0))"
        case .number(nil, let scale?): return "ora.fit_number(\(sql), 38, \(scale))"
        case .float(let bits) where bits < 126: return "ora.fit_float(\(sql), \(bits))"
        case .plsInteger: return "ora.fit_number(\(sql), 10, 0)"
        case .varchar2(let length, let unit):
            let cuts = isText(from)
            return "ora.fit_\(cuts ? "text" : "scalar")_\(unit == .byte ? "bytes" : "chars")(\(sql), \(length))"
        case .nvarchar2(let length): return "ora.fit_text_chars(\(sql), \(length))"
        case .char(let length, let unit):
            return "ora.fit_char_\(unit == .byte ? "bytes" : "chars")(\(sql), \(length))"
        case .nchar(let length): return "ora.fit_char_chars(\(sql), \(length))"
        case .raw(let length): return "ora.fit_raw(\(sql), \(length))"
        case .timestamp(let digits), .timestampLTZ(let digits):
            return digits >= 9 ? sql : "round(\(sql), \(digits))"
        case .timestampTZ(let digits): return digits >= 9 ? sql : "ora.fit_tstz(\(sql), \(digits))"
        case .intervalDS(let day, let second): return "ora.fit_ds(\(sql), \(day), \(second))"
        case .intervalYM(let digits): return "ora.fit_ym(\(sql), \(digits))"
        default: return sql
        }
    }
}
