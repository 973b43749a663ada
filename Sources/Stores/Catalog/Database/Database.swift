/// What the catalog needs of a database, and nothing more: the seam at which a MySQL-protocol database can take
/// SQLite's place. The SQL above it keeps to what both speak: no upsert, no RETURNING, no row ids but our own, types
/// VARCHAR(n), BIGINT, DOUBLE, TEXT and BLOB, `?` for every value.
///
/// Values compare by their bytes, upper and lower case differ (a MySQL-protocol database needs a binary collation).
protocol Database: AnyObject {
    /// The rows of a query. `table` names the table in errors about what is stored.
    func rows(_ table: String, _ sql: String, _ values: [DatabaseValue]) throws(CatalogError) -> [Row]

    /// Runs a statement without rows; the answer is the number of rows it changed (matched, not merely different).
    @discardableResult
    func run(_ sql: String, _ values: [DatabaseValue]) throws(CatalogError) -> Int

    /// All or nothing, durable when it returns, and **one writer at a time among all processes**: what the body reads
    /// stays true until it ends. (A MySQL-protocol database takes a named lock or locks one agreed row first.)
    func write<Value>(_ body: () throws(CatalogError) -> Value) throws(CatalogError) -> Value

    /// Several queries that see one moment.
    func snapshot<Value>(_ body: () throws(CatalogError) -> Value) throws(CatalogError) -> Value

    /// As `write`, and keeps readers out as well: for changes of the schema.
    func exclusive<Value>(_ body: () throws(CatalogError) -> Value) throws(CatalogError) -> Value

    func hasTable(_ name: String) throws(CatalogError) -> Bool
    func close()
}

extension Database {
    func rows(_ table: String, _ sql: String) throws(CatalogError) -> [Row] { try rows(table, sql, []) }

    @discardableResult
    func run(_ sql: String) throws(CatalogError) -> Int { try run(sql, []) }
}

/// One value on its way into or out of a database.
enum DatabaseValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case double(Double)
    case text(String)
    case blob([UInt8])

    /// What kind of value it is, for errors: never the value itself.
    var kind: String {
        switch self {
        case .null: "NULL"
        case .integer: "a whole number"
        case .double: "a number with a fraction"
        case .text: "text"
        case .blob: "bytes"
        }
    }

    static func optional(_ text: String?) -> DatabaseValue { text.map { .text($0) } ?? .null }
    static func optional(_ number: Int64?) -> DatabaseValue { number.map { .integer($0) } ?? .null }
}
