internal import CSQLite

/// A compiled statement, reset after every use and kept for the next.
final class SQLiteStatement {
    private let statement: OpaquePointer
    /// The names of the columns; empty for a statement without rows.
    let columns: ColumnNames

    init(_ statement: OpaquePointer) {
        self.statement = statement
        let count = sqlite3_column_count(statement)
        columns = ColumnNames(
            (0..<count).map { index in
                guard let name = sqlite3_column_name(statement, index) else { return "" }
                return String(cString: name)
            })
    }

    func finalize() { sqlite3_finalize(statement) }

    func reset() {
        sqlite3_reset(statement)
        // Bound values (a sealed secret, say) do not outlive their use.
        sqlite3_clear_bindings(statement)
    }

    func step() -> Int32 { sqlite3_step(statement) }

    func bind(_ values: [DatabaseValue]) -> Int32 {
        precondition(
            values.count == Int(sqlite3_bind_parameter_count(statement)), "a value for every ? of the statement")
        var index: Int32 = 0
        for value in values {
            index += 1
            let code = bind(value, at: index)
            if code != SQLITE_OK { return code }
        }
        return SQLITE_OK
    }

    private func bind(_ value: DatabaseValue, at index: Int32) -> Int32 {
        switch value {
        case .null:
            return sqlite3_bind_null(statement, index)
        case .integer(let number):
            return sqlite3_bind_int64(statement, index, number)
        case .double(let number):
            return sqlite3_bind_double(statement, index, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    // The address of empty text may be nil, which SQLite would store as NULL.
                    guard let address = characters.baseAddress else {
                        return csqlite_bind_text(statement, index, "", 0)
                    }
                    return csqlite_bind_text(statement, index, address, UInt64(characters.count))
                }
            }
        case .blob(let bytes):
            if bytes.isEmpty { return sqlite3_bind_zeroblob(statement, index, 0) }
            return bytes.withUnsafeBytes { raw in
                csqlite_bind_blob(statement, index, raw.baseAddress, UInt64(raw.count))
            }
        }
    }

    /// The values of the row that `step` arrived at.
    func values() -> [DatabaseValue] {
        (0..<sqlite3_column_count(statement)).map { value(at: $0) }
    }

    private func value(at index: Int32) -> DatabaseValue {
        switch sqlite3_column_type(statement, index) {
        case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, index))
        case SQLITE_FLOAT: .double(sqlite3_column_double(statement, index))
        case SQLITE_TEXT: text(at: index)
        case SQLITE_BLOB: .blob(bytes(sqlite3_column_blob(statement, index), at: index))
        default: .null
        }
    }

    /// Text that is not UTF-8 comes as bytes, so that its reader refuses it instead of guessing.
    private func text(at index: Int32) -> DatabaseValue {
        let bytes = bytes(sqlite3_column_text(statement, index), at: index)
        guard let text = String(validating: bytes, as: UTF8.self) else { return .blob(bytes) }
        return .text(text)
    }

    private func bytes(_ address: UnsafeRawPointer?, at index: Int32) -> [UInt8] {
        let count = Int(sqlite3_column_bytes(statement, index))
        guard let address, count > 0 else { return [] }
        return Array(UnsafeRawBufferPointer(start: address, count: count))
    }
}
