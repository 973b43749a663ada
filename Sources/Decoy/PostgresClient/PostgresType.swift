/// The number (OID) of a type in PostgreSQL. Built-in ones never change; those of a database are asked for.
package struct PostgresType: Hashable, Sendable {
    package var oid: UInt32

    package init(oid: UInt32) { self.oid = oid }

    package static let unspecified = PostgresType(oid: 0)
    package static let boolean = PostgresType(oid: 16)
    package static let bytea = PostgresType(oid: 17)
    package static let int8 = PostgresType(oid: 20)
    package static let int4 = PostgresType(oid: 23)
    package static let text = PostgresType(oid: 25)
    package static let float4 = PostgresType(oid: 700)
    package static let float8 = PostgresType(oid: 701)
    package static let timestamp = PostgresType(oid: 1114)
    package static let numeric = PostgresType(oid: 1700)
    package static let jsonb = PostgresType(oid: 3802)
    package static let xid8 = PostgresType(oid: 5069)

    /// The array of a built-in type; nil for one that we never send arrays of.
    package var array: PostgresType? {
        switch oid {
        case 16: PostgresType(oid: 1000)
        case 17: PostgresType(oid: 1001)
        case 20: PostgresType(oid: 1016)
        case 23: PostgresType(oid: 1007)
        case 25: PostgresType(oid: 1009)
        case 700: PostgresType(oid: 1021)
        case 701: PostgresType(oid: 1022)
        case 1114: PostgresType(oid: 1115)
        case 1700: PostgresType(oid: 1231)
        case 3802: PostgresType(oid: 3807)
        default: nil
        }
    }
}
