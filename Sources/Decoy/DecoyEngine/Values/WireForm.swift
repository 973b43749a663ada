package import OracleSQL

/// How a column goes over the wire: the form of its own type, or the one that the client defined.
package enum WireForm: Sendable, Hashable {
    case number
    case float
    case double
    case date
    case timestamp
    case timestampTZ
    case timestampLTZ
    case intervalYM
    case intervalDS
    /// UTF-8
    case text
    /// UTF-16, big endian
    case nationalText
    case raw
    case rowid
    case urowid
    case boolean
    /// LONG, or a character LOB that the client wants in one piece; with the two numbers behind it.
    case long(isNational: Bool)
    case longRaw
    /// Written by the front, which owns locators and cursor numbers.
    case locator
    case cursor

    package init(_ type: OracleType) {
        switch type {
        case .number, .float, .plsInteger: self = .number
        case .binaryFloat: self = .float
        case .binaryDouble: self = .double
        case .date: self = .date
        case .timestamp: self = .timestamp
        case .timestampTZ: self = .timestampTZ
        case .timestampLTZ: self = .timestampLTZ
        case .intervalYM: self = .intervalYM
        case .intervalDS: self = .intervalDS
        case .varchar2, .char: self = .text
        case .nvarchar2, .nchar: self = .nationalText
        case .raw: self = .raw
        case .rowid: self = .rowid
        case .urowid: self = .urowid
        case .boolean: self = .boolean
        case .long: self = .long(isNational: false)
        case .longRaw: self = .longRaw
        case .clob, .nclob, .blob, .bfile, .json, .xmlType, .object: self = .locator
        case .refCursor: self = .cursor
        }
    }
}
