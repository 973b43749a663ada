package import OracleSQL

/// How an Oracle value lies in PostgreSQL. Every room of Decoy that touches values agrees on this table.
package enum Representation: String, Sendable, Hashable {
    case numeric
    case float4
    case float8
    case text
    case bytea
    /// timestamp(0)
    case date
    /// numeric: seconds since 1970-01-01 of the local fields, nine decimals
    case timestamp
    /// composite `ora.tstz (u numeric, z text)`
    case timestampTZ
    /// numeric: UTC seconds since 1970-01-01
    case timestampLTZ
    /// int4: months
    case intervalYM
    /// numeric: seconds
    case intervalDS
    /// int8: data object number << 39 | block << 15 | row
    case rowid
    case boolean
    /// jsonb of the attributes
    case object
    /// refcursor name
    case cursor

    package init(of type: OracleType) {
        switch type {
        case .number, .float, .plsInteger: self = .numeric
        case .binaryFloat: self = .float4
        case .binaryDouble: self = .float8
        case .varchar2, .nvarchar2, .char, .nchar, .long, .clob, .nclob, .xmlType, .json, .urowid: self = .text
        case .raw, .longRaw, .blob, .bfile: self = .bytea
        case .date: self = .date
        case .timestamp: self = .timestamp
        case .timestampTZ: self = .timestampTZ
        case .timestampLTZ: self = .timestampLTZ
        case .intervalYM: self = .intervalYM
        case .intervalDS: self = .intervalDS
        case .rowid: self = .rowid
        case .boolean: self = .boolean
        case .refCursor: self = .cursor
        case .object: self = .object
        }
    }

    /// The PostgreSQL type of an expression of this representation.
    package var postgresType: String {
        switch self {
        case .numeric, .timestamp, .timestampLTZ, .intervalDS: "numeric"
        case .float4: "float4"
        case .float8: "float8"
        case .text, .cursor: "text"
        case .bytea: "bytea"
        case .date: "timestamp(0)"
        case .timestampTZ: "ora.tstz"
        case .intervalYM: "int4"
        case .rowid: "int8"
        case .boolean: "boolean"
        case .object: "jsonb"
        }
    }
}

extension OracleType {
    package var representation: Representation { Representation(of: self) }

    /// The PostgreSQL type of a column: precision and scale are kept where PostgreSQL rounds and refuses like Oracle.
    package var postgresColumnType: String {
        switch self {
        case .number(let precision?, let scale): "numeric(\(precision),\(scale ?? 0))"
        case .number(nil, let scale?): "numeric(38,\(scale))"
        default: representation.postgresType
        }
    }
}
