package import ConnectorKit
package import Model
internal import MySQLClient
internal import Synchronization
internal import Transcoding

/// A database of the MySQL family that is written. Questions and definitions go through one connection, which is made
/// again when it breaks; every writer of rows has a connection of its own.
package actor MySQLDestination: DestinationDatabase {
    let endpoint: MySQLEndpoint
    let kind: DataSourceKind
    private var connection: MySQLConnection?
    private let sessions: WriterSessions
    /// How long a statement of definition may go on that nobody waits for any more.
    private var finishTime = Duration.seconds(2)

    init(_ endpoint: MySQLEndpoint, kind: DataSourceKind) {
        self.endpoint = endpoint
        sessions = WriterSessions(endpoint)
        self.kind = kind
    }

    func letStatementsEnd(within time: Duration) { finishTime = time }

    package func close() async {
        await connection?.close()
        connection = nil
        sessions.close()
    }

    /// Runs on the connection; one that is lost is replaced before, never in the middle of a call.
    func ask<Value: Sendable>(
        _ body: (MySQLConnection) async throws(MySQLError) -> Value
    ) async throws(DatabaseRefusal) -> Value {
        do throws(MySQLError) {
            return try await body(try await live())
        } catch {
            throw error.refusal
        }
    }

    private func live() async throws(MySQLError) -> MySQLConnection {
        if let connection, !connection.isLost { return connection }
        let fresh = try await MySQLConnection.open(endpoint)
        // Another caller may have made one meanwhile.
        if let connection, !connection.isLost {
            await fresh.close()
            return connection
        }
        connection = fresh
        return fresh
    }
}

// MARK: What it is

extension MySQLDestination {
    package func facts() async throws(DatabaseRefusal) -> DatabaseFacts {
        let kind = kind
        return try await ask { (connection) throws(MySQLError) in
            let server = await connection.server
            var facts = DatabaseFacts(
                kind: kind.rawValue, product: server.title,
                version: server.shortVersion.split(separator: ".").compactMap { Int($0) })
            let row =
                try await connection.query(
                    "SELECT @@character_set_server, @@lower_case_table_names, @@max_allowed_packet"
                ).rows.first ?? []
            facts.characterSet = row.first?.string ?? ""
            facts.nameCase = row.dropFirst().first?.integer == 0 ? .asWritten : .lower
            facts.packetBytesMax = row.dropFirst(2).first?.integer.map { Int($0) }
            facts.identifierLengthMax = 64
            let collations = try await connection.queryText("SELECT collation_name FROM information_schema.collations")
            facts.collations = collations.rows.compactMap { $0.first?.string }
            facts.abilities = MySQLDestination.abilities(of: server)
            return facts
        }
    }

    private static func abilities(of server: ServerIdentity) -> Set<String> {
        switch server.product {
        case .oceanBase, .seekdb:
            [
                "checkConstraints", "expressionDefaults", "functionIndexes", "globalIndexes", "largeRows",
                "keylessAutoIncrement", "letterNames", "partitionsWithoutForeignKeyLimit",
            ]
        case .mariaDB: ["checkConstraints", "expressionDefaults"]
        case .mySQL:
            (server.shortVersion.split(separator: ".").first.flatMap { Int($0) } ?? 5) >= 8
                ? ["checkConstraints", "expressionDefaults", "functionIndexes"] : []
        }
    }

    package func load() async throws(DatabaseRefusal) -> DestinationLoad {
        let used = try await firstNumber(of: [
            "SELECT MAX(memstore_used / NULLIF(memstore_limit, 0)) FROM oceanbase.V$OB_MEMSTORE"
        ])
        return DestinationLoad(memory: used)
    }

    /// Free bytes on the disk of the data, where the server tells.
    func diskBytesFree() async throws(DatabaseRefusal) -> Int64? {
        try await firstNumber(of: [
            "SELECT SUM(data_disk_capacity - data_disk_in_use) FROM oceanbase.GV$OB_SERVERS",
            "SELECT SUM(data_disk_capacity - data_disk_in_use) FROM oceanbase.V$OB_SERVER_STAT",
        ]).map { Int64($0) }
    }

    /// From how much on the log of an open transaction is written before its commit; nil where a crash ends such
    /// transactions, which is everywhere but in seekdb (docs/decisions/0011).
    func earlyLogBytes() async throws(DatabaseRefusal) -> String? {
        try await ask { (connection) async throws(MySQLError) in
            guard await connection.server.product == .seekdb else { return nil }
            do throws(MySQLError) {
                return try await connection.queryText(
                    "SELECT value FROM oceanbase.__all_virtual_sys_parameter_stat WHERE name = '_private_buffer_size'"
                ).scalar?.string
            } catch  where error.kind == .missing || error.kind == .privilege {
                return nil
            }
        }
    }

    func deadTransactionCount() async throws(DatabaseRefusal) -> Int64 {
        try await ask { (connection) throws(MySQLError) in try await DeadTransactions.count(connection) }
    }

    /// The first answer; releases differ in which views they have, and accounts in which they may read.
    private func firstNumber(of questions: [String]) async throws(DatabaseRefusal) -> Double? {
        try await ask { (connection) async throws(MySQLError) in
            guard await connection.server.product.isOceanBase else { return nil }
            for question in questions {
                do throws(MySQLError) {
                    if let text = try await connection.queryText(question).scalar?.string { return Double(text) }
                } catch  where error.kind == .missing || error.kind == .privilege {
                    continue
                }
            }
            return nil
        }
    }
}

// MARK: Objects

extension MySQLDestination {
    private static let ownDatabases: Set<String> = [
        "information_schema", "mysql", "oceanbase", "performance_schema", "sys", "__recyclebin", "__public", "lbacsys",
        "oraauditor", ChunkMarks.database,
    ]

    package func databases() async throws(DatabaseRefusal) -> [String] {
        try await ask { (connection) throws(MySQLError) in
            try await connection.queryText("SELECT schema_name FROM information_schema.schemata ORDER BY 1").rows
                .compactMap { $0.first?.string }.filter { !MySQLDestination.ownDatabases.contains($0.lowercased()) }
        }
    }

    package func createDatabase(_ name: String) async throws(DatabaseRefusal) {
        try await ask { (connection) throws(MySQLError) in
            _ = try await connection.execute(
                "CREATE DATABASE IF NOT EXISTS \(ConnectionAdvice.quoted(name)) DEFAULT CHARACTER SET utf8mb4"
                    + " DEFAULT COLLATE utf8mb4_bin")
        }
    }

    package func objects(in databases: [String]) async throws(DatabaseRefusal) -> [ListedObject] {
        guard !databases.isEmpty else { return [] }
        let marks = databases.map { _ in "?" }.joined(separator: ", ")
        return try await ask { (connection) throws(MySQLError) in
            let table = try await connection.query(
                "SELECT table_schema, table_name, table_type, table_rows FROM information_schema.tables"
                    + " WHERE table_schema IN (\(marks)) ORDER BY 1, 2", databases.map { .text($0) })
            return table.rows.compactMap { row in
                guard row.count == 4, let schema = row[0].string, let name = row[1].string else { return nil }
                return ListedObject(
                    name: ObjectName(schema, name), kind: row[2].string == "VIEW" ? .view : .table,
                    rowsEstimated: row[3].integer)
            }
        }
    }

    package func run(_ statement: String, in database: String) async throws(DatabaseRefusal) {
        try await lettingEnd { () async throws(DatabaseRefusal) in try await self.execute(statement, in: database) }
    }

    /// A statement that is broken off goes on at some servers, and is undone at others: who is cancelled lets it end,
    /// and breaks off only what takes longer than a moment.
    func lettingEnd(
        _ body: @escaping @Sendable () async throws(DatabaseRefusal) -> Void
    ) async throws(DatabaseRefusal) {
        if Task.isCancelled { return try await body() }
        let running = Task { () -> Result<Void, DatabaseRefusal> in
            do throws(DatabaseRefusal) {
                return .success(try await body())
            } catch {
                return .failure(error)
            }
        }
        let finishTime = finishTime
        let ended = await withTaskCancellationHandler {
            await running.value
        } onCancel: {
            Task {
                try? await Task.sleep(for: finishTime)
                running.cancel()
            }
        }
        try ended.get()
    }

    private func execute(_ statement: String, in database: String) async throws(DatabaseRefusal) {
        try await ask { (connection) throws(MySQLError) in
            // Some statements of definition need a current database even for names that are given in full.
            if !database.isEmpty { _ = try await connection.execute("USE \(ConnectionAdvice.quoted(database))") }
            _ = try await connection.execute(statement)
        }
    }

    package func text(of name: ObjectName, kind: ObjectKind) async throws(DatabaseRefusal) -> String {
        try await ask { (connection) throws(MySQLError) in
            let table = try await connection.queryText(
                "SHOW CREATE \(kind == .view ? "VIEW" : "TABLE") \(MySQLDestination.quoted(name))")
            return table.rows.first?.dropFirst().first?.string ?? ""
        }
    }

    package func parts(of table: ObjectName) async throws(DatabaseRefusal) -> Set<String> {
        try await parts(of: [table])[table] ?? []
    }

    /// A few questions, however many tables; names are given back as they were asked for.
    package func parts(of tables: [ObjectName]) async throws(DatabaseRefusal) -> [ObjectName: Set<String>] {
        var found: [ObjectName: Set<String>] = [:]
        for (schema, names) in Dictionary(grouping: tables, by: \.schema).sorted(by: { $0.key < $1.key }) {
            let asked = Dictionary(names.map { ($0.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
            for start in stride(from: 0, to: names.count, by: 100) {
                let page = names[start..<min(names.count, start + 100)]
                for (name, part) in try await parts(of: page.map(\.name), in: schema) {
                    let table = ObjectName(schema, name)
                    found[page.contains(table) ? table : asked[name.lowercased()] ?? table, default: []].insert(part)
                }
            }
        }
        return found
    }

    private func parts(
        of names: [String], in schema: String
    ) async throws(DatabaseRefusal) -> [(table: String, part: String)] {
        let places = names.map { _ in "?" }.joined(separator: ", ")
        let values: [MySQLValue] = ([schema] + names).map { .text($0) }
        return try await ask { (connection) throws(MySQLError) in
            let indexes = try await connection.query(
                "SELECT DISTINCT table_name, index_name FROM information_schema.statistics"
                    + " WHERE table_schema = ? AND table_name IN (\(places))"
                    + " AND NOT (\(Self.isBeingBuilt) OR \(Self.isBroken))", values)
            let constraints = try await connection.query(
                "SELECT table_name, constraint_name FROM information_schema.table_constraints"
                    + " WHERE table_schema = ? AND table_name IN (\(places))", values)
            return (indexes.rows + constraints.rows).compactMap { row in
                guard row.count == 2, let table = row[0].string, let part = row[1].string else { return nil }
                return (table, part)
            }
        }
    }

    /// Of an index of OceanBase. Where its builder dies, or finds rows that break it, it goes away again.
    private static let isBeingBuilt = "comment IN ('UNUSABLE', 'CHECKING')"
    /// It stays as it is until somebody drops it.
    private static let isBroken = "comment IN ('INELEGIBLE', 'ERROR')"

    package func partsBeingBuilt(of table: ObjectName) async throws(DatabaseRefusal) -> Set<String> {
        try await ask { (connection) throws(MySQLError) in
            let found = try await connection.query(
                "SELECT DISTINCT index_name FROM information_schema.statistics"
                    + " WHERE table_schema = ? AND table_name = ? AND \(MySQLDestination.isBeingBuilt)",
                [.text(table.schema), .text(table.name)])
            return Set(found.rows.compactMap { $0.first?.string })
        }
    }

    static func quoted(_ name: ObjectName) -> String {
        ConnectionAdvice.quoted(name.schema) + "." + ConnectionAdvice.quoted(name.name)
    }
}

// MARK: Rows

extension MySQLDestination {
    package func prepareMarks() async throws(DatabaseRefusal) {
        try await ask { (connection) throws(MySQLError) in
            for statement in ChunkMarks.statements { _ = try await connection.execute(statement) }
        }
    }

    package func marks(of project: ProjectID, table: Int64) async throws(DatabaseRefusal) -> [ChunkMark] {
        try await ask { (connection) throws(MySQLError) in
            try await connection.query(ChunkMarks.selection, [.text(project.rawValue), .integer(table)]).rows
                .compactMap { ChunkMarks.mark($0, of: project, table: table) }
        }
    }

    package func mark(
        of project: ProjectID, table: Int64, chunk: Int64
    ) async throws(DatabaseRefusal) -> ChunkMark? {
        try await ask { (connection) throws(MySQLError) in
            try await connection.query(
                ChunkMarks.selectionOfOne, [.text(project.rawValue), .integer(table), .integer(chunk)]
            ).rows.first.flatMap { ChunkMarks.mark($0, of: project, table: table) }
        }
    }

    package func removeMarks(of project: ProjectID, table: Int64?) async throws(DatabaseRefusal) {
        try await ask { (connection) throws(MySQLError) in
            var values: [MySQLValue] = [.text(project.rawValue)]
            if let table { values.append(.integer(table)) }
            do throws(MySQLError) {
                _ = try await connection.execute(
                    "DELETE FROM \(ChunkMarks.table) WHERE project_id = ?"
                        + (table == nil ? "" : " AND table_number = ?"), values)
            } catch  where error.kind == .missing {
                return
            }
        }
    }

    package func write(_ mark: ChunkMark) async throws(DatabaseRefusal) {
        do throws(MySQLError) {
            _ = try await live().execute(ChunkMarks.insertion(of: mark))
        } catch {
            throw error.kind == .duplicate ? ChunkMarks.refusal(error) : error.refusal
        }
    }

    /// Many tables in one question.
    package func filled(_ tables: [ObjectName]) async throws(DatabaseRefusal) -> Set<ObjectName> {
        var found: Set<ObjectName> = []
        for start in stride(from: 0, to: tables.count, by: 100) {
            let page = tables[start..<min(tables.count, start + 100)]
            let questions = page.enumerated().map { at, table in
                "(SELECT \(start + at) AS number FROM \(MySQLDestination.quoted(table)) LIMIT 1)"
            }
            let rows = try await ask { (connection) throws(MySQLError) in
                try await connection.queryText(questions.joined(separator: " UNION ALL ")).rows
            }
            for row in rows {
                if let number = row.first?.string.flatMap({ Int($0) }), tables.indices.contains(number) {
                    found.insert(tables[number])
                }
            }
        }
        return found
    }

    package func isEmpty(_ table: ObjectName) async throws(DatabaseRefusal) -> Bool {
        try await ask { (connection) throws(MySQLError) in
            try await connection.queryText("SELECT 1 FROM \(MySQLDestination.quoted(table)) LIMIT 1").rows.isEmpty
        }
    }

    package func empty(_ table: ObjectName) async throws(DatabaseRefusal) {
        try await ask { (connection) throws(MySQLError) in
            _ = try await connection.execute("TRUNCATE TABLE \(MySQLDestination.quoted(table))")
        }
    }

    package func openWriter(
        _ plan: CopyPlan, forms: [ValueForm], _ settings: WriteSettings
    ) async throws(DatabaseRefusal) -> any ChunkWriter {
        let compiled = RowTranscoder.compile(plan, forms: forms)
        guard let transcoder = compiled.transcoder else {
            let place = compiled.refusedColumn ?? 0
            let name = place < plan.columns.count ? plan.columns[place].sourceName : "ROWID"
            throw DatabaseRefusal(
                Failure(
                    "MYSQL-0014",
                    "There is no way from what the source sends for \(plan.source).\(name) to its column.",
                    advice: "Choose another type for the column at the destination."), remedy: .askOperator)
        }
        do throws(MySQLError) {
            return MySQLChunkWriter(try await sessions.take(), plan, transcoder, settings, sessions)
        } catch {
            throw error.refusal
        }
    }
}
