/// A value in binary form with its type, for the small statements of the engine itself.
package struct PostgresValue: Hashable, Sendable {
    package var type: PostgresType
    /// nil is NULL.
    package var bytes: [UInt8]?

    package init(_ type: PostgresType, _ bytes: [UInt8]?) {
        self.type = type
        self.bytes = bytes
    }

    package static func text(_ text: String?) -> PostgresValue {
        PostgresValue(.text, text.map { Array($0.utf8) })
    }

    package static func int8(_ number: Int64?) -> PostgresValue {
        PostgresValue(.int8, number.map { number in withUnsafeBytes(of: number.bigEndian) { Array($0) } })
    }

    package static func int4(_ number: Int32?) -> PostgresValue {
        PostgresValue(.int4, number.map { number in withUnsafeBytes(of: number.bigEndian) { Array($0) } })
    }

    package static func boolean(_ value: Bool?) -> PostgresValue {
        PostgresValue(.boolean, value.map { [$0 ? 1 : 0] })
    }

    package static func bytea(_ bytes: [UInt8]?) -> PostgresValue { PostgresValue(.bytea, bytes) }

    func write(to writer: inout MessageWriter) {
        guard let bytes else { return writer.append(Int32(-1)) }
        writer.append(Int32(clamping: bytes.count))
        writer.append(bytes)
    }
}

extension PostgresConnection {
    /// Runs one statement and gives its rows, for the engine's own purposes and never on the way of clients' rows.
    package func query(_ sql: String, _ values: [PostgresValue] = []) throws(PostgresFailure) -> PostgresRows {
        let rows = PostgresRows()
        parse("", sql: sql, parameters: values.map(\.type))
        bind("", values)
        execute()
        try sync()
        _ = try receive(into: rows)
        return rows
    }
}

extension PostgresRows {
    package func text(_ row: Int, _ column: Int) -> String? {
        field(row, column).map { String(decoding: $0, as: UTF8.self) }
    }

    package func bytes(_ row: Int, _ column: Int) -> [UInt8]? { field(row, column).map { Array($0) } }

    /// A whole number of two, four or eight bytes; nil too when the field is none.
    package func integer(_ row: Int, _ column: Int) -> Int64? {
        guard let field = field(row, column) else { return nil }
        switch field.count {
        case 2: return Int64(Int16(bigEndian: field.loadUnaligned(as: Int16.self)))
        case 4: return Int64(Int32(bigEndian: field.loadUnaligned(as: Int32.self)))
        case 8: return Int64(bigEndian: field.loadUnaligned(as: Int64.self))
        default: return nil
        }
    }

    package func boolean(_ row: Int, _ column: Int) -> Bool? {
        guard let first = field(row, column)?.first else { return nil }
        return first != 0
    }
}
