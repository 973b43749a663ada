internal import CMariaDB

/// A column of a result, as the server describes it.
package struct MySQLColumn: Hashable, Sendable {
    package let name: String
    /// Name of the table's column behind it; empty for expressions.
    package let originalName: String
    package let table: String
    package let type: MySQLType
    package let isUnsigned: Bool
    package let isNullable: Bool
    /// Character set 63: bytes, not text.
    package let isBinary: Bool
    /// Display width in bytes; for BIT the number of bits.
    package let width: Int
    /// Digits after the point; 31 for plain FLOAT and DOUBLE.
    package let decimals: Int

    init(_ field: MYSQL_FIELD) {
        name = text(field.name, field.name_length)
        originalName = text(field.org_name, field.org_name_length)
        table = text(field.table, field.table_length)
        type = MySQLType(code: field.type.rawValue)
        isUnsigned = field.flags & UInt32(UNSIGNED_FLAG) != 0
        isNullable = field.flags & UInt32(NOT_NULL_FLAG) == 0
        isBinary = field.charsetnr == 63
        width = Int(clamping: field.length)
        decimals = Int(clamping: field.decimals)
    }

    /// A column that no server described, for decoding apart from a connection.
    init(type: MySQLType, isUnsigned: Bool = false, isBinary: Bool = false) {
        self.type = type
        self.isUnsigned = isUnsigned
        self.isBinary = isBinary
        name = ""
        originalName = ""
        table = ""
        isNullable = true
        width = 0
        decimals = 0
    }
}

private func text(_ start: UnsafeMutablePointer<CChar>?, _ length: UInt32) -> String {
    guard let start else { return "" }
    return String(decoding: UnsafeRawBufferPointer(start: start, count: Int(length)), as: UTF8.self)
}

/// The type of a column on the wire. ENUM and SET arrive as `string` from some servers; nothing here depends on it.
package enum MySQLType: Hashable, Sendable {
    case int8, int16, int24, int32, int64, float, double, decimal, bit
    case date, dateTime, timestamp, time, year
    /// CHAR, VARCHAR, TEXT, ENUM, SET, and their binary sisters when `isBinary`.
    case string
    case json, geometry
    /// A code this client has no knowledge of: its values are bytes.
    case unknown(UInt32)

    init(code: UInt32) {
        switch enum_field_types(rawValue: code) {
        case MYSQL_TYPE_TINY: self = .int8
        case MYSQL_TYPE_SHORT: self = .int16
        case MYSQL_TYPE_INT24: self = .int24
        case MYSQL_TYPE_LONG: self = .int32
        case MYSQL_TYPE_LONGLONG: self = .int64
        case MYSQL_TYPE_FLOAT: self = .float
        case MYSQL_TYPE_DOUBLE: self = .double
        case MYSQL_TYPE_DECIMAL, MYSQL_TYPE_NEWDECIMAL: self = .decimal
        case MYSQL_TYPE_BIT: self = .bit
        case MYSQL_TYPE_DATE, MYSQL_TYPE_NEWDATE: self = .date
        case MYSQL_TYPE_DATETIME: self = .dateTime
        case MYSQL_TYPE_TIMESTAMP: self = .timestamp
        case MYSQL_TYPE_TIME: self = .time
        case MYSQL_TYPE_YEAR: self = .year
        case MYSQL_TYPE_VARCHAR, MYSQL_TYPE_VAR_STRING, MYSQL_TYPE_STRING, MYSQL_TYPE_ENUM, MYSQL_TYPE_SET,
            MYSQL_TYPE_TINY_BLOB, MYSQL_TYPE_BLOB, MYSQL_TYPE_MEDIUM_BLOB, MYSQL_TYPE_LONG_BLOB:
            self = .string
        case MYSQL_TYPE_JSON: self = .json
        case MYSQL_TYPE_GEOMETRY: self = .geometry
        default: self = .unknown(code)
        }
    }

    /// How a value stands in a row of the binary protocol.
    var binaryForm: BinaryForm {
        switch self {
        case .int8: .byte
        case .int16, .year: .two
        case .int24, .int32, .float: .four
        case .int64, .double: .eight
        case .date, .dateTime, .timestamp, .time: .shortLength
        case .decimal, .bit, .string, .json, .geometry, .unknown: .lengthEncoded
        }
    }
}

enum BinaryForm: UInt8 {
    /// One byte of length before the value (temporal values), or up to nine.
    case shortLength, lengthEncoded
    case byte, two, four, eight

    /// Bytes of a value whose length is fixed, 0 for the others.
    var width: Int {
        switch self {
        case .shortLength, .lengthEncoded: 0
        case .byte: 1
        case .two: 2
        case .four: 4
        case .eight: 8
        }
    }
}
