internal import CSQLite
internal import Model

extension CatalogError {
    /// SQLite's result code as an error of the catalog. SQLite's own text names tables and columns, never values.
    init(sqlite code: Int32, on connection: OpaquePointer, table: String, path: String, busyMax: Duration) {
        let text = String(cString: sqlite3_errmsg(connection))
        let detail = "SQLite \(code): \(text)"
        switch code & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy(milliseconds: busyMax.milliseconds)
        case SQLITE_FULL: self = .diskFull
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt(detail: detail)
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: self = .cannotOpen(path: path, reason: text)
        case SQLITE_READONLY: self = .readOnly(path: path)
        case SQLITE_IOERR: self = .inputOutput(detail: detail)
        case SQLITE_CONSTRAINT where code == csqliteUnique || code == csqlitePrimaryKey: self = .duplicate(table: table)
        default: self = .broken(detail: detail)
        }
    }
}

/// `SQLITE_CONSTRAINT_UNIQUE` and `SQLITE_CONSTRAINT_PRIMARYKEY`; their macros are expressions that Swift does not see.
private let csqliteUnique = SQLITE_CONSTRAINT | (8 << 8)
private let csqlitePrimaryKey = SQLITE_CONSTRAINT | (6 << 8)
