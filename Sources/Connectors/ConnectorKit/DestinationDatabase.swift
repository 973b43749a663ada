package import Model

/// A kind of database that can be written.
package protocol DestinationConnector: Connector {
    func openDestination(
        _ source: DataSource, password: Secret
    ) async throws(DatabaseRefusal) -> any DestinationDatabase
}

/// A database that is written. Every call may be made from any number of callers at once.
package protocol DestinationDatabase: SchemaWriting, RowWriting, Prechecking {
    func facts() async throws(DatabaseRefusal) -> DatabaseFacts
    func load() async throws(DatabaseRefusal) -> DestinationLoad
    func close() async
}

/// Creates objects.
package protocol SchemaWriting: Sendable {
    func databases() async throws(DatabaseRefusal) -> [String]
    func createDatabase(_ name: String) async throws(DatabaseRefusal)
    /// Tables and views that exist in these databases.
    func objects(in databases: [String]) async throws(DatabaseRefusal) -> [ListedObject]
    /// Runs one statement of definition; the refusal carries the database's return code.
    func run(_ statement: String, in database: String) async throws(DatabaseRefusal)
    /// The statement that would make an existing object, for comparing.
    func text(of name: ObjectName, kind: ObjectKind) async throws(DatabaseRefusal) -> String
    /// Names of the indexes and constraints of a table; what is still being built is not among them.
    func parts(of table: ObjectName) async throws(DatabaseRefusal) -> Set<String>
    /// The same for many tables; those without any may be left out.
    func parts(of tables: [ObjectName]) async throws(DatabaseRefusal) -> [ObjectName: Set<String>]
    /// Names of what is still being built, by whomever: it may come to its end or not.
    func partsBeingBuilt(of table: ObjectName) async throws(DatabaseRefusal) -> Set<String>
    /// Runs a statement that adds a foreign key without proving it for the rows that are there.
    func addUnproven(_ statement: String, in database: String) async throws(DatabaseRefusal)
    func removeForeignKey(_ name: String, of table: ObjectName) async throws(DatabaseRefusal)
    /// Rows of a table that name parents which are not there. `absent` are keys of parents, as literals in the order of
    /// the reference's columns, that are known to be missing; rows that name them are counted apart. Nil where the
    /// destination cannot be asked.
    func orphans(
        of table: ObjectName, _ reference: ForeignReference, absent: [[String]]
    ) async throws(DatabaseRefusal) -> OrphanCount?
}

extension SchemaWriting {
    package func orphans(
        of table: ObjectName, _ reference: ForeignReference, absent: [[String]]
    ) async throws(DatabaseRefusal) -> OrphanCount? { nil }

    package func partsBeingBuilt(of table: ObjectName) async throws(DatabaseRefusal) -> Set<String> { [] }

    /// A destination that proves nothing has nothing to leave out.
    package func addUnproven(_ statement: String, in database: String) async throws(DatabaseRefusal) {
        try await run(statement, in: database)
    }

    package func parts(of tables: [ObjectName]) async throws(DatabaseRefusal) -> [ObjectName: Set<String>] {
        var found: [ObjectName: Set<String>] = [:]
        for table in tables { found[table] = try await parts(of: table) }
        return found
    }
}

/// Rows that name parents which are not there.
package struct OrphanCount: Hashable, Sendable {
    package var rows: Int64
    /// Of these, rows whose parent was named as absent.
    package var rowsOfAbsent: Int64
    /// Some of the keys that are missing, for a person.
    package var examples: [String]

    package init(rows: Int64, rowsOfAbsent: Int64 = 0, examples: [String] = []) {
        self.rows = rows
        self.rowsOfAbsent = rowsOfAbsent
        self.examples = examples
    }
}

/// Writes rows in chunks: one transaction each, that holds the chunk's mark.
package protocol RowWriting: Sendable {
    /// Makes the small table of marks where it is missing.
    func prepareMarks() async throws(DatabaseRefusal)
    func marks(of project: ProjectID, table: Int64) async throws(DatabaseRefusal) -> [ChunkMark]
    func mark(of project: ProjectID, table: Int64, chunk: Int64) async throws(DatabaseRefusal) -> ChunkMark?
    /// Forgets the marks of a project: when it is released, or a table is copied anew.
    func removeMarks(of project: ProjectID, table: Int64?) async throws(DatabaseRefusal)
    func removeMarks(of project: ProjectID, tables: [Int64]) async throws(DatabaseRefusal)
    /// Writes a mark without rows, in a transaction of its own: nobody can write that chunk any more. Refused as
    /// `ChunkWriter.commit` is.
    func write(_ mark: ChunkMark) async throws(DatabaseRefusal)
    func isEmpty(_ table: ObjectName) async throws(DatabaseRefusal) -> Bool
    /// Those of the tables that have rows.
    func filled(_ tables: [ObjectName]) async throws(DatabaseRefusal) -> Set<ObjectName>
    func empty(_ table: ObjectName) async throws(DatabaseRefusal)
    func openWriter(
        _ plan: CopyPlan, forms: [ValueForm], _ settings: WriteSettings
    ) async throws(DatabaseRefusal) -> any ChunkWriter
}

extension RowWriting {
    package func mark(of project: ProjectID, table: Int64, chunk: Int64) async throws(DatabaseRefusal) -> ChunkMark? {
        try await marks(of: project, table: table).first { $0.chunk == chunk }
    }

    package func removeMarks(of project: ProjectID, tables: [Int64]) async throws(DatabaseRefusal) {
        for table in tables { try await removeMarks(of: project, table: table) }
    }

    package func filled(_ tables: [ObjectName]) async throws(DatabaseRefusal) -> Set<ObjectName> {
        var found: Set<ObjectName> = []
        for table in tables where try await !isEmpty(table) { found.insert(table) }
        return found
    }
}

extension DatabaseRefusal {
    /// The destination holds the mark of this chunk already.
    package static func chunkIsThere(detail: String? = nil, code: String? = nil) -> DatabaseRefusal {
        DatabaseRefusal(
            Failure(
                "CHUNK-0001", "The destination holds this chunk already.",
                advice: "Nothing needs to be done: another process has written it.", detail: detail),
            remedy: .stop, code: code)
    }

    package var isChunkThere: Bool { failure.number == Self.chunkIsThere().failure.number }
}

/// Writes one chunk after the other through one connection.
package protocol ChunkWriter: Sendable {
    /// Begins the transaction of a chunk.
    func begin() async throws(DatabaseRefusal)
    /// Writes the rows of a block. Rows that are refused for their values are taken apart from the others and given
    /// back; anything else throws, and the chunk must be rolled back.
    func write(_ page: RowPage) async throws(DatabaseRefusal) -> WriteOutcome
    /// Writes the mark and commits. A mark that exists already is refused with `CHUNK-0001`: another process has
    /// written this chunk, and nothing of this one stays.
    func commit(_ mark: ChunkMark) async throws(DatabaseRefusal)
    func rollback() async
    func close() async
}

package struct WriteSettings: Hashable, Sendable {
    package var rowsPerStatement: Int
    package var statementBytesMax: Int
    package var onNonEmpty: NonEmptyPolicy
    /// A row whose parent is missing is refused where the foreign key exists already. Rows of a whole copy come in any
    /// order and are not asked.
    package var checksReferences = false

    package init(rowsPerStatement: Int = 1_000, statementBytesMax: Int = 1 << 20, onNonEmpty: NonEmptyPolicy = .stop) {
        self.rowsPerStatement = rowsPerStatement
        self.statementBytesMax = statementBytesMax
        self.onNonEmpty = onNonEmpty
    }
}

package struct WriteOutcome: Hashable, Sendable {
    package var rowsWritten: Int64
    /// Rows whose key existed already, under the policy that leaves them.
    package var rowsIgnored: Int64
    package var bytesSent: Int64
    /// Of large values, behind what the block holds of them.
    package var bytesFollowed: Int64
    /// `ordinal` counts within the block.
    package var rejections: [RowRejection]
    /// Values that a named rule changed: column of the plan and rule.
    package var losses: [String: Int64]
    /// Time spent turning values into the destination's form, and waiting for it.
    package var conversion: Duration
    package var execution: Duration
    /// Time spent waiting for what follows of large values.
    package var reading: Duration

    package init() {
        rowsWritten = 0
        rowsIgnored = 0
        bytesSent = 0
        bytesFollowed = 0
        rejections = []
        losses = [:]
        conversion = .zero
        execution = .zero
        reading = .zero
    }
}

/// How busy a destination is, where it tells.
package struct DestinationLoad: Hashable, Sendable {
    /// Fullness of its memory for new rows, 0 to 1.
    package var memory: Double?
    package var cpu: Double?

    package init(memory: Double? = nil, cpu: Double? = nil) {
        self.memory = memory
        self.cpu = cpu
    }
}
