internal import DecoyDictionary
package import OracleSQL

extension Conversion {
    /// A condition that is true when the text converts to the type by the model: for VALIDATE_CONVERSION and for
    /// `DEFAULT … ON CONVERSION ERROR` of CAST. Nil when the value is no text, which always converts or never.
    package static func test(
        _ value: TypedExpression, to type: OracleType, model: TypedExpression? = nil
    ) throws(OracleFailure) -> String? {
        guard isText(value.type) else { return nil }
        let kind: String
        switch type {
        case .number, .float, .plsInteger: kind = "number"
        case .binaryFloat: kind = "float"
        case .binaryDouble: kind = "double"
        case .date: kind = "date"
        case .timestamp, .timestampLTZ: kind = "ts"
        case .timestampTZ: kind = "tstz"
        case .intervalYM: kind = "ym"
        case .intervalDS: kind = "ds"
        default: return nil
        }
        let pattern = try model.map { (model) throws(OracleFailure) in try text(model).sql } ?? "NULL::text"
        return "ora.converts('\(kind)', \(value.sql), \(pattern))"
    }
}
