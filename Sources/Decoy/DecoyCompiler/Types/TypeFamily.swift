internal import DecoyDictionary
internal import OracleSQL

/// Types that behave alike in operators and comparisons.
enum TypeFamily: Sendable, Hashable {
    case number
    /// BINARY_FLOAT and BINARY_DOUBLE
    case binary
    /// VARCHAR2, CHAR and their national forms, LONG
    case text
    case clob
    case blob
    case raw
    case date
    case timestamp
    case timestampTZ
    case timestampLTZ
    case months
    case seconds
    case rowid
    case boolean
    case other

    init(_ type: OracleType) {
        switch type {
        case .number, .float, .plsInteger: self = .number
        case .binaryFloat, .binaryDouble: self = .binary
        case .varchar2, .nvarchar2, .char, .nchar, .long, .urowid: self = .text
        case .clob, .nclob: self = .clob
        case .blob, .bfile, .longRaw: self = .blob
        case .raw: self = .raw
        case .date: self = .date
        case .timestamp: self = .timestamp
        case .timestampTZ: self = .timestampTZ
        case .timestampLTZ: self = .timestampLTZ
        case .intervalYM: self = .months
        case .intervalDS: self = .seconds
        case .rowid: self = .rowid
        case .boolean: self = .boolean
        case .xmlType, .json, .refCursor, .object: self = .other
        }
    }

    var isDatetime: Bool { self == .date || self == .timestamp || self == .timestampTZ || self == .timestampLTZ }
    var isInterval: Bool { self == .months || self == .seconds }
    var isNumeric: Bool { self == .number || self == .binary }
}

extension OracleType {
    var family: TypeFamily { TypeFamily(self) }

    /// The word that Oracle prints for a type in ORA-00932.
    var nameInMessages: String {
        switch self {
        case .number, .float, .plsInteger: "NUMBER"
        case .binaryFloat: "BINARY_FLOAT"
        case .binaryDouble: "BINARY_DOUBLE"
        case .varchar2, .char: "CHAR"
        case .nvarchar2, .nchar: "NCHAR"
        case .long: "LONG"
        case .longRaw: "LONG BINARY"
        case .raw: "BINARY"
        case .date: "DATE"
        case .timestamp: "TIMESTAMP"
        case .timestampTZ: "TIMESTAMP WITH TIME ZONE"
        case .timestampLTZ: "TIMESTAMP WITH LOCAL TIME ZONE"
        case .intervalYM: "INTERVAL YEAR TO MONTH"
        case .intervalDS: "INTERVAL DAY TO SECOND"
        case .clob: "CLOB"
        case .nclob: "NCLOB"
        case .blob: "BLOB"
        case .bfile: "FILE"
        case .rowid, .urowid: "ROWID"
        case .boolean: "BOOLEAN"
        case .refCursor: "CURSER"
        case .json: "JSON"
        case .xmlType: "SYS.XMLTYPE"
        case .object(let schema, let name): schema.map { "\($0).\(name)" } ?? name
        }
    }

    /// CHAR and NCHAR: compared with blanks added to the shorter value.
    var isFixedText: Bool {
        switch self {
        case .char, .nchar: true
        default: false
        }
    }

    var isNationalText: Bool {
        switch self {
        case .nchar, .nvarchar2, .nclob: true
        default: false
        }
    }
}

/// `NUMBER` as arithmetic gives it.
extension OracleType {
    static let anyNumber = OracleType.number(precision: nil, scale: nil)
    static let daySecond = OracleType.intervalDS(day: 9, second: 9)
    static let yearMonth = OracleType.intervalYM(9)
    /// The type of NULL without any context.
    static let nullText = OracleType.varchar2(0, .byte)
}
