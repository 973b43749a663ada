internal import Model
internal import OracleClient
internal import OracleWire

extension ValueForm {
    /// The form in which the values of a column come, with large values inline; nil for types that do not travel.
    init?(_ column: OracleColumn) {
        let isNational = column.isNational
        switch column.type {
        case .varchar, .char, .clob, .long: self = isNational ? .wideText : .text
        case .raw, .longRaw, .blob: self = .bytes
        case .number: self = .base100Number
        case .date, .timestamp, .timestampLTZ: self = .centuryDateTime
        case .timestampTZ: self = .zonedDateTime
        case .binaryFloat: self = .orderedFloat
        case .binaryDouble: self = .orderedDouble
        case .intervalYM: self = .monthInterval
        case .intervalDS: self = .dayInterval
        case .boolean: self = .boolean
        case .rowid, .urowid: self = .rowAddress
        default: return nil
        }
    }
}
