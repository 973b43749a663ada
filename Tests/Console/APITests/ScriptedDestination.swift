import ConnectorKit
import Model
import Synchronization

/// A destination that runs every statement, but for those that hold the word `bad`, and keeps no rows.
struct ScriptedDestination: DestinationDatabase {
    static let refusal = DatabaseRefusal(
        Failure("TEST-0003", "The statement was refused.", advice: "Mend it."), remedy: .askOperator, code: "1064")

    let questions: [PrecheckQuestion] = []
    /// The objects that are there.
    var existing: Set<ObjectName> = []

    func facts() async throws(DatabaseRefusal) -> DatabaseFacts {
        DatabaseFacts(kind: "scripted", product: "Scripted", version: [1])
    }
    func load() async throws(DatabaseRefusal) -> DestinationLoad { DestinationLoad() }
    func close() async {}

    func databases() async throws(DatabaseRefusal) -> [String] { ["hr"] }
    func createDatabase(_ name: String) async throws(DatabaseRefusal) {}
    func objects(in databases: [String]) async throws(DatabaseRefusal) -> [ListedObject] {
        existing.map { ListedObject(name: $0, kind: .table) }
    }
    func run(_ statement: String, in database: String) async throws(DatabaseRefusal) {
        if statement.contains("bad") { throw Self.refusal }
    }
    func text(of name: ObjectName, kind: ObjectKind) async throws(DatabaseRefusal) -> String {
        guard existing.contains(name) else { throw Self.refusal }
        return "CREATE TABLE"
    }
    func parts(of table: ObjectName) async throws(DatabaseRefusal) -> Set<String> { [] }

    func removeForeignKey(_ name: String, of table: ObjectName) async throws(DatabaseRefusal) {}

    func prepareMarks() async throws(DatabaseRefusal) {}
    func marks(of project: ProjectID, table: Int64) async throws(DatabaseRefusal) -> [ChunkMark] { [] }
    func removeMarks(of project: ProjectID, table: Int64?) async throws(DatabaseRefusal) {}
    func write(_ mark: ChunkMark) async throws(DatabaseRefusal) {}
    func isEmpty(_ table: ObjectName) async throws(DatabaseRefusal) -> Bool { true }
    func empty(_ table: ObjectName) async throws(DatabaseRefusal) {}
    func openWriter(
        _ plan: CopyPlan, forms: [ValueForm], _ settings: WriteSettings
    ) async throws(DatabaseRefusal) -> any ChunkWriter { throw Self.refusal }

    func answer(_ question: PrecheckQuestion, _ scope: PrecheckScope) async -> [PrecheckFinding] { [] }
}
