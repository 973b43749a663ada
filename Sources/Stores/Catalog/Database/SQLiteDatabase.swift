internal import CSQLite
internal import Glibc
internal import Model

/// The catalog's file: WAL mode, synced at every commit, statements compiled once. Used by one thread at a time.
final class SQLiteDatabase: Database {
    let path: String
    private let busyMax: Duration
    private var connection: OpaquePointer?
    private var statements: [String: SQLiteStatement] = [:]
    private var isInTransaction = false

    init(path: String, busyMax: Duration) throws(CatalogError) {
        self.path = path
        self.busyMax = busyMax
        try makePrivateFile(path)
        var connection: OpaquePointer?
        // One thread at a time is the actor's promise, so SQLite need not lock.
        let code = sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
        guard let connection, code == SQLITE_OK else {
            sqlite3_close_v2(connection)
            throw .cannotOpen(path: path, reason: String(cString: sqlite3_errstr(code)))
        }
        self.connection = connection
        do throws(CatalogError) {
            try configure(connection)
        } catch {
            close()
            throw error
        }
    }

    deinit { close() }

    func close() {
        for statement in statements.values { statement.finalize() }
        statements.removeAll()
        if let connection { sqlite3_close_v2(connection) }
        connection = nil
    }

    private func configure(_ connection: OpaquePointer) throws(CatalogError) {
        sqlite3_extended_result_codes(connection, 1)
        sqlite3_busy_timeout(connection, Int32(clamping: busyMax.milliseconds))
        sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, 32 << 20)
        let hardened = csqlite_harden(connection)
        guard hardened == SQLITE_OK else { throw failure(hardened) }
        try switchToWAL(connection)
        // FULL: in WAL mode the default for durability after power loss; NORMAL would only survive a process.
        for setting in [
            "synchronous = FULL", "foreign_keys = ON", "cell_size_check = ON", "journal_size_limit = 16777216",
            "temp_store = MEMORY",
        ] {
            let code = sqlite3_exec(connection, "PRAGMA \(setting)", nil, nil, nil)
            guard code == SQLITE_OK else { throw failure(code) }
        }
    }

    /// SQLite does not wait for other processes while it changes the journal mode, so the waiting is done here.
    private func switchToWAL(_ connection: OpaquePointer) throws(CatalogError) {
        let deadline = ContinuousClock.now + busyMax
        while true {
            let code = sqlite3_exec(connection, "PRAGMA journal_mode = WAL", nil, nil, nil)
            if code == SQLITE_OK { break }
            guard code & 0xff == SQLITE_BUSY, ContinuousClock.now < deadline else { throw failure(code) }
            usleep(5_000)
        }
        let mode = try rows("sqlite", "PRAGMA journal_mode", []).first?.values.first
        guard mode == .text("wal") else {
            throw .cannotOpen(path: path, reason: "its file system does not offer the shared memory that WAL needs")
        }
    }

    func rows(_ table: String, _ sql: String, _ values: [DatabaseValue]) throws(CatalogError) -> [Row] {
        let statement = try statement(sql)
        defer { statement.reset() }
        var code = statement.bind(values)
        guard code == SQLITE_OK else { throw failure(code) }
        var rows: [Row] = []
        while true {
            code = statement.step()
            if code == SQLITE_DONE { return rows }
            guard code == SQLITE_ROW else { throw failure(code, table: table) }
            rows.append(Row(table: table, columns: statement.columns, values: statement.values()))
        }
    }

    @discardableResult
    func run(_ sql: String, _ values: [DatabaseValue]) throws(CatalogError) -> Int {
        let statement = try statement(sql)
        defer { statement.reset() }
        var code = statement.bind(values)
        guard code == SQLITE_OK else { throw failure(code) }
        repeat { code = statement.step() } while code == SQLITE_ROW
        guard code == SQLITE_DONE else { throw failure(code, table: tableName(in: sql)) }
        return Int(sqlite3_changes(connection))
    }

    func write<Value>(_ body: () throws(CatalogError) -> Value) throws(CatalogError) -> Value {
        try transaction("BEGIN IMMEDIATE", body)
    }

    func snapshot<Value>(_ body: () throws(CatalogError) -> Value) throws(CatalogError) -> Value {
        try transaction("BEGIN DEFERRED", body)
    }

    func exclusive<Value>(_ body: () throws(CatalogError) -> Value) throws(CatalogError) -> Value {
        try transaction("BEGIN EXCLUSIVE", body)
    }

    func hasTable(_ name: String) throws(CatalogError) -> Bool {
        let found = try rows(
            "sqlite_master", "SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?", [.text(name)])
        return !found.isEmpty
    }

    private func transaction<Value>(
        _ begin: String, _ body: () throws(CatalogError) -> Value
    ) throws(CatalogError) -> Value {
        precondition(!isInTransaction, "transactions of the catalog do not nest")
        try run(begin, [])
        isInTransaction = true
        defer { isInTransaction = false }
        do throws(CatalogError) {
            let value = try body()
            try run("COMMIT", [])
            return value
        } catch {
            // A failed commit and some errors (full disk) end the transaction by themselves; then nothing is left.
            if let connection, sqlite3_get_autocommit(connection) == 0 { _ = try? run("ROLLBACK", []) }
            throw error
        }
    }

    private func statement(_ sql: String) throws(CatalogError) -> SQLiteStatement {
        if let known = statements[sql] { return known }
        guard let connection else { throw .closed }
        var compiled: OpaquePointer?
        let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
        guard code == SQLITE_OK, let compiled else { throw failure(code) }
        // The texts are fixed but for lists of filters; the bound keeps even a surprising number of them harmless.
        if statements.count >= 512 {
            for statement in statements.values { statement.finalize() }
            statements.removeAll()
        }
        let statement = SQLiteStatement(compiled)
        statements[sql] = statement
        return statement
    }

    private func failure(_ code: Int32, table: String = "") -> CatalogError {
        guard let connection else { return .closed }
        return CatalogError(sqlite: code, on: connection, table: table, path: path, busyMax: busyMax)
    }

    /// The table that a statement of ours changes, for errors.
    private func tableName(in sql: String) -> String {
        let words = sql.split(whereSeparator: { $0 == " " || $0 == "\n" })
        guard let first = words.first, words.count > 2 else { return "" }
        return String(first == "UPDATE" ? words[1] : words[2])
    }
}
