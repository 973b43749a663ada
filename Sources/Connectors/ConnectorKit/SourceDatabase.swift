package import Model

/// A kind of database that can be read.
package protocol SourceConnector: Connector {
    func openSource(_ source: DataSource, password: Secret) async throws(DatabaseRefusal) -> any SourceDatabase
}

/// A database that is read. It opens connections as it needs them, and every call may be made from any number of
/// callers at once.
package protocol SourceDatabase: SchemaReading, TableReading, Prechecking {
    func facts() async throws(DatabaseRefusal) -> DatabaseFacts
    func close() async
}

/// Reads definitions, many at once: ten thousand tables are a few questions, not ten thousand.
package protocol SchemaReading: Sendable {
    /// Schemas of users; the database's own are left out.
    func schemas() async throws(DatabaseRefusal) -> [String]
    func objects(in schemas: [String]) async throws(DatabaseRefusal) -> [ListedObject]
    /// In the order of the names; a table that is gone is left out.
    func tables(_ names: [ObjectName]) async throws(DatabaseRefusal) -> [TableDefinition]
    func views(_ names: [ObjectName]) async throws(DatabaseRefusal) -> [ViewDefinition]
    /// The definition as the database would print it, for a person.
    func text(of name: ObjectName, kind: ObjectKind) async throws(DatabaseRefusal) -> String
    /// What the values of these columns look like now.
    func profile(_ table: ObjectName, columns: [String]) async throws(DatabaseRefusal) -> [String: NumberProfile]
    /// Refuses a row filter that the database does not understand.
    func check(filter: String, on table: ObjectName) async throws(DatabaseRefusal)
    /// How many rows meet a filter that was checked; nil when that is not known within the time.
    func count(
        _ table: ObjectName, where filter: String, within time: Duration
    ) async throws(DatabaseRefusal) -> Int64?
}

extension SchemaReading {
    package func count(
        _ table: ObjectName, where filter: String, within time: Duration
    ) async throws(DatabaseRefusal) -> Int64? { nil }
}

/// Reads rows in chunks, each as of one position.
package protocol TableReading: Sendable {
    /// The next chunks of a table behind `last` (nil: from the first one on), at most `countMax`; fewer means that the
    /// table ends there. Planning twice from the same chunk gives ranges that cover the same rows.
    func chunks(
        of plan: CopyPlan, after last: Chunk?, bytesMax: Int, countMax: Int
    ) async throws(DatabaseRefusal) -> [Chunk]
    /// Opens the rows of a chunk at the given position, or at that of now. Refused as `isPastGone` when it can't
    /// show that position.
    func read(
        _ range: ChunkRange, of plan: CopyPlan, rowsMax: Int, at position: Position?
    ) async throws(DatabaseRefusal) -> any RowStream
    /// The position of now.
    func position() async throws(DatabaseRefusal) -> Position
    /// Whether rows of the table may pass from one range to another while they stay in the table.
    func mayMoveRows(_ plan: CopyPlan) async throws(DatabaseRefusal) -> Bool
    /// Ranges that together hold the same rows, each of them about equally many; fewer than two when the range cannot
    /// be split. Asked when a range is too much to be read at one position.
    func parts(of range: ChunkRange, _ plan: CopyPlan) async throws(DatabaseRefusal) -> [ChunkRange]
    /// The range that holds a rejected row alone; nil when nothing that was kept of it names it exactly.
    func range(of rejection: RowRejection, _ plan: CopyPlan) -> ChunkRange?
}

extension TableReading {
    package func read(
        _ range: ChunkRange, of plan: CopyPlan, rowsMax: Int
    ) async throws(DatabaseRefusal) -> any RowStream {
        try await read(range.plain, of: plan, rowsMax: rowsMax, at: range.position)
    }

    package func parts(of range: ChunkRange, _ plan: CopyPlan) async throws(DatabaseRefusal) -> [ChunkRange] { [] }
    package func range(of rejection: RowRejection, _ plan: CopyPlan) -> ChunkRange? { nil }
}

/// The rows of one chunk, block by block.
package protocol RowStream: Sendable {
    /// Every row is as it was at this position.
    var position: Position { get }
    /// One per column of the plan, then, when the plan has address columns, one for the address of the row.
    var forms: [ValueForm] { get }
    /// Nil at the end. A block's memory may be used again once the next but one is asked for and nobody holds it.
    func next() async throws(DatabaseRefusal) -> RowPage?
    /// Ends the reading early.
    func close() async
}

/// Answers prechecks about its own end.
package protocol Prechecking: Sendable {
    var questions: [PrecheckQuestion] { get }
    /// All findings of one question; several when objects are named. Never throws: what cannot be asked is a finding.
    func answer(_ question: PrecheckQuestion, _ scope: PrecheckScope) async -> [PrecheckFinding]
}
