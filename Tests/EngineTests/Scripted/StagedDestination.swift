import Bytes
import ConnectorKit
import Model

/// A destination that does what a test wrote down for it: a statement `CREATE kind db.name` makes an object, one of the
/// form `INDEX name ON db.name` makes a part.
actor StagedDestination {
    var databases: Set<String> = ["hr"]
    var objects: Set<ObjectName> = []
    var parts: [ObjectName: Set<String>] = [:]
    /// Statements that hold this text are refused, as often as there are refusals.
    var refusals: [(text: String, refusal: DatabaseRefusal)] = []
    /// The statement runs, and its answer is lost.
    var lostAnswers: Set<String> = []
    /// They are there, and nobody sees them before a statement meets them: it was sent by a connection that broke.
    var unseen: Set<ObjectName> = []
    /// Parts that a statement of a connection that broke is building, and after how many looks they are there, or are
    /// gone where the number is negative.
    var beingBuilt: [String: Int] = [:]
    private(set) var statements: [String] = []
    private(set) var openCount = 0
    private(set) var openMax = 0
    private(set) var removedMarks = 0
    /// Those that were written without rows.
    private(set) var marks: Set<ChunkMark> = []
    /// A part that is refused is there all the same.
    var leavesRefused = false
    private(set) var emptied: [ObjectName] = []
    /// What a search for rows without parents finds; `absent` are the keys that were named to it.
    var orphans: OrphanCount?
    private(set) var absent: [[String]] = []
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var isHeld = false

    func change(_ body: @Sendable (isolated StagedDestination) -> Void) { body(self) }

    /// Statements wait until `letGo`.
    func hold() { isHeld = true }

    func letGo() {
        isHeld = false
        for one in waiting { one.resume() }
        waiting = []
    }

    var heldCount: Int { waiting.count }

    func opened() {
        openCount += 1
        openMax = max(openMax, openCount)
    }
    func closed() { openCount -= 1 }
    func marksRemoved() { removedMarks += 1 }
    func note(_ mark: ChunkMark) -> Bool { marks.insert(mark).inserted }

    func empty(_ table: ObjectName) async throws(DatabaseRefusal) {
        if let at = refusals.firstIndex(where: { "EMPTY \(table)".contains($0.text) }) {
            throw refusals.remove(at: at).refusal
        }
        emptied.append(table)
    }

    var objectsSeen: Set<ObjectName> { objects.subtracting(unseen) }

    /// One look at what is being built.
    func partsBeingBuilt(of table: ObjectName) -> Set<String> {
        for (name, looks) in beingBuilt {
            switch looks {
            case 0:
                beingBuilt[name] = nil
                parts[table, default: []].insert(name)
            case -1: beingBuilt[name] = nil
            default: beingBuilt[name] = looks - looks.signum()
            }
        }
        return Set(beingBuilt.keys)
    }

    func search(_ absent: [[String]]) -> OrphanCount? {
        self.absent = absent
        return orphans
    }

    func run(_ statement: String) async throws(DatabaseRefusal) {
        if isHeld { await withCheckedContinuation { waiting.append($0) } }
        statements.append(statement)
        if let at = refusals.firstIndex(where: { statement.contains($0.text) }) {
            let refused = refusals.remove(at: at)
            if leavesRefused {
                parts[Scripted.name(String(statement.split(separator: " ")[3])), default: []].insert(refused.text)
            }
            throw refused.refusal
        }
        let words = statement.split(separator: " ").map(String.init)
        if words[0] == "INDEX" {
            guard beingBuilt[words[1]] == nil else { throw Scripted.exists(words[1]) }
            parts[Scripted.name(words[3]), default: []].insert(words[1])
        } else {
            let name = Scripted.name(words[2])
            unseen.remove(name)
            guard objects.insert(name).inserted else { throw Scripted.exists("\(name)") }
            for needed in words.dropFirst(4) where !objects.contains(Scripted.name(needed)) {
                objects.remove(name)
                throw Scripted.refusal("\(needed) does not exist", code: "1146")
            }
        }
        if let lost = lostAnswers.first(where: { statement.contains($0) }) {
            lostAnswers.remove(lost)
            throw Scripted.lost
        }
    }
}

/// Words that both ends share.
enum Scripted {
    static func refusal(_ message: String, code: String? = nil) -> DatabaseRefusal {
        DatabaseRefusal(Failure("HERE-0001", message, advice: "Mend it."), remedy: .askOperator, code: code)
    }

    static func exists(_ name: String) -> DatabaseRefusal {
        var refusal = refusal("\(name) exists", code: "1050")
        refusal.isAlreadyThere = true
        return refusal
    }

    static let lost = DatabaseRefusal(Failure("HERE-0002", "It is gone.", advice: "Wait."), remedy: .reconnect)

    static func name(_ text: String) -> ObjectName {
        let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
        return ObjectName(parts[0], parts[1])
    }
}

struct ScriptedDestinationDatabase: DestinationDatabase {
    let script: StagedDestination

    func facts() async throws(DatabaseRefusal) -> DatabaseFacts {
        DatabaseFacts(kind: "there", product: "There 1", version: [1])
    }
    func load() async throws(DatabaseRefusal) -> DestinationLoad { DestinationLoad() }
    func close() async { await script.closed() }
    func databases() async throws(DatabaseRefusal) -> [String] { await script.databases.sorted() }
    func createDatabase(_ name: String) async throws(DatabaseRefusal) {
        await script.change { $0.databases.insert(name) }
    }
    func objects(in databases: [String]) async throws(DatabaseRefusal) -> [ListedObject] {
        await script.objectsSeen.filter { databases.contains($0.schema) }.map { ListedObject(name: $0, kind: .table) }
    }
    func run(_ statement: String, in database: String) async throws(DatabaseRefusal) {
        try await script.run(statement)
    }
    func text(of name: ObjectName, kind: ObjectKind) async throws(DatabaseRefusal) -> String {
        guard await script.objectsSeen.contains(name) else { throw Scripted.refusal("no \(name)") }
        return "CREATE \(name)"
    }
    func parts(of table: ObjectName) async throws(DatabaseRefusal) -> Set<String> { await script.parts[table] ?? [] }
    func partsBeingBuilt(of table: ObjectName) async throws(DatabaseRefusal) -> Set<String> {
        await script.partsBeingBuilt(of: table)
    }
    func prepareMarks() async throws(DatabaseRefusal) {}
    func marks(of project: ProjectID, table: Int64) async throws(DatabaseRefusal) -> [ChunkMark] { [] }
    func removeMarks(of project: ProjectID, table: Int64?) async throws(DatabaseRefusal) {
        await script.marksRemoved()
    }
    func write(_ mark: ChunkMark) async throws(DatabaseRefusal) {
        guard await script.note(mark) else { throw DatabaseRefusal.chunkIsThere() }
    }
    func isEmpty(_ table: ObjectName) async throws(DatabaseRefusal) -> Bool { true }
    func empty(_ table: ObjectName) async throws(DatabaseRefusal) { try await script.empty(table) }
    func addUnproven(_ statement: String, in database: String) async throws(DatabaseRefusal) {
        try await run("\(statement) UNPROVEN", in: database)
    }
    func removeForeignKey(_ name: String, of table: ObjectName) async throws(DatabaseRefusal) {
        await script.change { _ = $0.parts[table]?.remove(name) }
    }
    func orphans(
        of table: ObjectName, _ reference: ForeignReference, absent: [[String]]
    ) async throws(DatabaseRefusal) -> OrphanCount? { await script.search(absent) }
    func openWriter(
        _ plan: CopyPlan, forms: [ValueForm], _ settings: WriteSettings
    ) async throws(DatabaseRefusal) -> any ChunkWriter { throw Scripted.refusal("no rows here") }

    var questions: [PrecheckQuestion] {
        [PrecheckQuestion(key: "destination.connect", title: "It answers", end: .destination, area: "connectivity")]
    }
    func answer(_ question: PrecheckQuestion, _ scope: PrecheckScope) async -> [PrecheckFinding] {
        [PrecheckFinding(key: question.key, outcome: .passed, found: scope.databases.joined(separator: ", "))]
    }
}

struct ScriptedDestinationConnector: DestinationConnector {
    let script: StagedDestination

    var description: ConnectorDescription {
        ConnectorDescription(
            kind: DataSourceKind(rawValue: "there"), title: "There", defaultPort: 1, defaultUser: "u")
    }

    func test(
        _ source: DataSource, password: Secret, report: @escaping @Sendable (ConnectionTest.Step) -> Void
    ) async -> [ConnectionTest.Step] { [] }

    func openDestination(
        _ source: DataSource, password: Secret
    ) async throws(DatabaseRefusal) -> any DestinationDatabase {
        await script.opened()
        return ScriptedDestinationDatabase(script: script)
    }
}

/// Tables become `CREATE table db.name`, with one index and their foreign keys behind; views name what they read. An
/// object whose name begins with ODD cannot be expressed.
struct ScriptedConversion: SchemaConversion {
    private func destination(_ name: ObjectName, _ names: NameMap) -> ObjectName {
        let wish = names[name]
        return ObjectName(wish.schema.lowercased(), wish.name.lowercased())
    }

    func convert(_ table: TableDefinition, _ names: NameMap, _ choices: TableChoices) -> ConvertedObject {
        let name = destination(table.name, names)
        var object = ConvertedObject(kind: .table, source: table.name, destination: name)
        guard !table.name.name.hasPrefix("ODD") else {
            object.notes = [ConversionNote(.unsupported, rule: "table.odd", "It is too odd.")]
            return object
        }
        object.statements = ["CREATE table \(name)"]
        object.copy = CopyPlan(source: table.name, destination: name, columns: [], addressing: .whole)
        object.copy?.rowKey = table.rowKey?.columns
        object.parts = [
            ConvertedPart(kind: .index, name: "ix_\(name.name)", statement: "INDEX ix_\(name.name) ON \(name)")
        ]
        for key in table.foreignKeys {
            let keyName = key.name.lowercased()
            let reference = ForeignReference(
                columns: key.columns, parent: destination(key.parent, names), parentColumns: key.parentColumns,
                parentSource: key.parent, parentSourceColumns: key.parentColumns)
            object.parts.insert(
                ConvertedPart(
                    kind: .foreignKey, name: keyName, statement: "INDEX \(keyName) ON \(name)", reference: reference),
                at: 0)
        }
        return object
    }

    func convert(_ view: ViewDefinition, _ names: NameMap) -> ConvertedObject {
        let name = destination(view.name, names)
        let reads = view.dependsOn.map { " \(destination($0, names))" }.joined()
        var object = ConvertedObject(kind: .view, source: view.name, destination: name)
        if !view.name.name.hasPrefix("ODD") { object.statements = ["CREATE view \(name) OVER\(reads)"] }
        return object
    }

    func convert(_ view: ViewDefinition, _ names: NameMap, reading known: [KnownRelation]) -> ConvertedObject {
        convert(view, names)
    }

    func relation(of table: TableDefinition, _ converted: ConvertedObject) -> KnownRelation {
        KnownRelation(name: table.name, columns: [])
    }

    func relation(of view: ViewDefinition, _ names: NameMap) -> KnownRelation {
        KnownRelation(name: view.name, columns: [])
    }

    func note(on object: ListedObject) -> ConversionNote {
        ConversionNote(.unsupported, rule: "kind.\(object.kind)", "Make it by hand.")
    }

    func columnsToProfile(of table: TableDefinition) -> [String] { [] }
}
