import ConnectorKit
import Model

/// A source that lists three objects of one schema, and nothing else.
struct ScriptedSource: SourceDatabase {
    static let listed = [
        ListedObject(name: ObjectName("HR", "EMPLOYEES"), kind: .table, rowsEstimated: 107, flags: ["partitioned"]),
        ListedObject(name: ObjectName("HR", "JOBS"), kind: .table, rowsEstimated: 19),
        ListedObject(name: ObjectName("HR", "V_PAY"), kind: .view),
    ]

    let questions: [PrecheckQuestion] = []

    func facts() async throws(DatabaseRefusal) -> DatabaseFacts {
        DatabaseFacts(kind: "scripted", product: "Scripted", version: [1])
    }

    func schemas() async throws(DatabaseRefusal) -> [String] { ["HR", "OE"] }

    func objects(in schemas: [String]) async throws(DatabaseRefusal) -> [ListedObject] {
        Self.listed.filter { schemas.contains($0.name.schema) }
    }

    func tables(_ names: [ObjectName]) async throws(DatabaseRefusal) -> [TableDefinition] { [] }
    func views(_ names: [ObjectName]) async throws(DatabaseRefusal) -> [ViewDefinition] { [] }
    func text(of name: ObjectName, kind: ObjectKind) async throws(DatabaseRefusal) -> String { "CREATE \(name)" }

    func profile(
        _ table: ObjectName, columns: [String]
    ) async throws(DatabaseRefusal) -> [String: NumberProfile] { [:] }

    func check(filter: String, on table: ObjectName) async throws(DatabaseRefusal) {}

    func chunks(
        of plan: CopyPlan, after last: Chunk?, bytesMax: Int, countMax: Int
    ) async throws(DatabaseRefusal) -> [Chunk] { [] }

    func read(
        _ range: ChunkRange, of plan: CopyPlan, rowsMax: Int
    ) async throws(DatabaseRefusal) -> any RowStream {
        throw DatabaseRefusal(Failure("TEST-0002", "It has no rows.", advice: "None."), remedy: .stop)
    }

    func answer(_ question: PrecheckQuestion, _ scope: PrecheckScope) async -> [PrecheckFinding] { [] }
    func close() async {}
}
