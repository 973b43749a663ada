internal import DecoyCompiler
internal import DecoyDictionary
internal import PostgresClient

/// The numbers of PostgreSQL's types for representations; those of our own type belong to the database.
package struct TypeNumbers: Sendable, Hashable {
    var timestampTZ: UInt32 = 0
    var timestampTZArray: UInt32 = 0

    func type(of parameter: Parameter) -> PostgresType {
        switch parameter {
        case .bind(_, let representation): type(of: representation)
        case .session(.flashbackSCN): .int8
        case .session(.flashbackBoundary): .xid8
        }
    }

    func arrayType(of parameter: Parameter) -> PostgresType {
        let type = type(of: parameter)
        if type.oid == timestampTZ { return PostgresType(oid: timestampTZArray) }
        return type.array ?? .unspecified
    }

    func type(of representation: Representation) -> PostgresType {
        switch representation {
        case .numeric, .timestamp, .timestampLTZ, .intervalDS: .numeric
        case .float4: .float4
        case .float8: .float8
        case .text, .cursor: .text
        case .bytea: .bytea
        case .date: .timestamp
        case .timestampTZ: PostgresType(oid: timestampTZ)
        case .intervalYM: .int4
        case .rowid: .int8
        case .boolean: .boolean
        case .object: .jsonb
        }
    }
}
