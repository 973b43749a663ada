import Bytes
import ConnectorKit
import Model

/// A source that says what a test wrote down for it.
actor StagedSource {
    var tables: [ObjectName: TableDefinition] = [:]
    var views: [ObjectName: ViewDefinition] = [:]
    var others: [ListedObject] = []
    var order: [ObjectName] = []
    var findings: [String: PrecheckFinding.Outcome] = ["source.connect": .passed]
    /// Definitions that cannot be read.
    var unreadable: Set<ObjectName> = []
    /// The next calls of any kind are refused with these.
    var refusals: [DatabaseRefusal] = []
    private(set) var definitionCalls = 0
    private(set) var asked: [String] = []

    func add(table name: String, columns: Int = 1, isKeyed: Bool = true, parent: String? = nil) {
        let name = ObjectName("HR", name)
        var table = TableDefinition(
            name: name,
            columns: (0..<columns).map {
                ColumnDefinition(
                    name: "C\($0)", type: .number(precision: 9, scale: 0), typeText: "NUMBER(9)", isNullable: false)
            })
        if isKeyed { table.keys = [KeyDefinition(name: "PK", isPrimary: true, columns: ["C0"])] }
        if let parent {
            table.foreignKeys = [
                ForeignKeyDefinition(
                    name: "FK_\(name.name)", columns: ["C0"], parent: ObjectName("HR", parent), parentColumns: ["C0"])
            ]
        }
        tables[name] = table
        if !order.contains(name) { order.append(name) }
    }

    func add(view name: String, reads: [String] = []) {
        let name = ObjectName("HR", name)
        views[name] = ViewDefinition(
            name: name, columns: [], queryText: "SELECT 1 FROM \(reads.joined(separator: ", "))",
            dependsOn: reads.map { ObjectName("HR", $0) })
        order.append(name)
    }

    func add(other name: String, _ kind: ObjectKind) {
        others.append(ListedObject(name: ObjectName("HR", name), kind: kind))
    }

    func change(_ body: @Sendable (isolated StagedSource) -> Void) { body(self) }

    func meet() throws(DatabaseRefusal) {
        guard !refusals.isEmpty else { return }
        throw refusals.removeFirst()
    }

    func listed() -> [ListedObject] {
        order.map { ListedObject(name: $0, kind: tables[$0] == nil ? .view : .table) } + others
    }

    func read(_ names: [ObjectName]) throws(DatabaseRefusal) -> [TableDefinition] {
        definitionCalls += 1
        try meet()
        if let bad = names.first(where: unreadable.contains) { throw Scripted.refusal("no right to read \(bad)") }
        return names.compactMap { tables[$0] }
    }

    func answer(_ key: String) -> PrecheckFinding.Outcome {
        asked.append(key)
        return findings[key] ?? .passed
    }
}

struct ScriptedSourceDatabase: SourceDatabase {
    let script: StagedSource

    func facts() async throws(DatabaseRefusal) -> DatabaseFacts {
        try await script.meet()
        return DatabaseFacts(kind: "here", product: "Here 1", version: [1])
    }

    func close() async {}
    func schemas() async throws(DatabaseRefusal) -> [String] { ["HR", "OE"] }
    func objects(in schemas: [String]) async throws(DatabaseRefusal) -> [ListedObject] {
        await script.listed().filter { schemas.contains($0.name.schema) }
    }
    func tables(_ names: [ObjectName]) async throws(DatabaseRefusal) -> [TableDefinition] {
        try await script.read(names)
    }
    func views(_ names: [ObjectName]) async throws(DatabaseRefusal) -> [ViewDefinition] {
        let views = await script.views
        return names.compactMap { views[$0] }
    }
    func text(of name: ObjectName, kind: ObjectKind) async throws(DatabaseRefusal) -> String {
        "CREATE \(kind.rawValue) \(name)"
    }
    func profile(
        _ table: ObjectName, columns: [String]
    ) async throws(DatabaseRefusal) -> [String: NumberProfile] { [:] }
    func check(filter: String, on table: ObjectName) async throws(DatabaseRefusal) {}
    func chunks(
        of plan: CopyPlan, after last: Chunk?, bytesMax: Int, countMax: Int
    ) async throws(DatabaseRefusal) -> [Chunk] { [] }
    func position() async throws(DatabaseRefusal) -> Position { Position(commit: 1) }
    func mayMoveRows(_ plan: CopyPlan) async throws(DatabaseRefusal) -> Bool { false }

    func read(
        _ range: ChunkRange, of plan: CopyPlan, rowsMax: Int, at position: Position?
    ) async throws(DatabaseRefusal) -> any RowStream {
        throw Scripted.refusal("no rows here")
    }

    var questions: [PrecheckQuestion] {
        [
            PrecheckQuestion(key: "source.connect", title: "It answers", end: .source, area: "connectivity"),
            PrecheckQuestion(
                key: "source.logs", title: "It logs", end: .source, area: "logging",
                consequenceOfSkipping: "Nothing follows."),
        ]
    }

    func answer(_ question: PrecheckQuestion, _ scope: PrecheckScope) async -> [PrecheckFinding] {
        [
            PrecheckFinding(
                key: question.key, outcome: await script.answer(question.key), found: "\(scope.tables.count) tables")
        ]
    }
}

struct ScriptedSourceConnector: SourceConnector {
    let script: StagedSource

    var description: ConnectorDescription {
        ConnectorDescription(
            kind: DataSourceKind(rawValue: "here"), title: "Here", defaultPort: 1, defaultUser: "u")
    }

    func test(
        _ source: DataSource, password: Secret, report: @escaping @Sendable (ConnectionTest.Step) -> Void
    ) async -> [ConnectionTest.Step] { [] }

    func openSource(_ source: DataSource, password: Secret) async throws(DatabaseRefusal) -> any SourceDatabase {
        ScriptedSourceDatabase(script: script)
    }
}
