import ConnectorKit
import Model

/// A source that lists three objects of one schema, and knows the columns of one of its tables.
struct ScriptedSource: SourceDatabase {
    static let listed = [
        ListedObject(name: ObjectName("HR", "EMPLOYEES"), kind: .table, rowsEstimated: 107, flags: ["partitioned"]),
        ListedObject(name: ObjectName("HR", "JOBS"), kind: .table, rowsEstimated: 19),
        ListedObject(name: ObjectName("HR", "V_PAY"), kind: .view),
    ]

    let questions = [
        PrecheckQuestion(key: "source.logs", title: "The logs are kept", end: .source, area: "logging")
    ]
    let connector: ScriptedConnector

    func facts() async throws(DatabaseRefusal) -> DatabaseFacts {
        DatabaseFacts(kind: "scripted", product: "Scripted", version: [1])
    }

    func schemas() async throws(DatabaseRefusal) -> [String] { ["HR", "OE"] }

    func objects(in schemas: [String]) async throws(DatabaseRefusal) -> [ListedObject] {
        connector.noteListing()
        return Self.listed.filter { schemas.contains($0.name.schema) }
    }

    func tables(_ names: [ObjectName]) async throws(DatabaseRefusal) -> [TableDefinition] {
        names.filter { $0.name != "GONE" }.map { name in
            var table = TableDefinition(
                name: name,
                columns: [
                    ColumnDefinition(
                        name: "ID", type: .number(precision: 10, scale: 0), typeText: "NUMBER(10)", isNullable: false),
                    ColumnDefinition(name: "PAY", type: .number(precision: nil, scale: nil), typeText: "NUMBER"),
                ])
            table.keys = [KeyDefinition(name: "PK", isPrimary: true, columns: ["ID"])]
            return table
        }
    }
    func views(_ names: [ObjectName]) async throws(DatabaseRefusal) -> [ViewDefinition] {
        names.map { ViewDefinition(name: $0, columns: [], queryText: "SELECT 1 FROM DUAL") }
    }
    func text(of name: ObjectName, kind: ObjectKind) async throws(DatabaseRefusal) -> String { "CREATE \(name)" }

    func profile(
        _ table: ObjectName, columns: [String]
    ) async throws(DatabaseRefusal) -> [String: NumberProfile] { [:] }

    func check(filter: String, on table: ObjectName) async throws(DatabaseRefusal) {
        guard filter.hasPrefix("bad") else { return }
        var refusal = DatabaseRefusal(
            Failure("TEST-0003", "It is not understood at character 4.", advice: "Mend it."), remedy: .askOperator)
        refusal.place = 4
        throw refusal
    }

    func count(
        _ table: ObjectName, where filter: String, within time: Duration
    ) async throws(DatabaseRefusal) -> Int64? { 42 }

    func chunks(
        of plan: CopyPlan, after last: Chunk?, bytesMax: Int, countMax: Int
    ) async throws(DatabaseRefusal) -> [Chunk] { [] }

    func read(
        _ range: ChunkRange, of plan: CopyPlan, rowsMax: Int, at position: Position?
    ) async throws(DatabaseRefusal) -> any RowStream {
        throw DatabaseRefusal(Failure("TEST-0002", "It has no rows.", advice: "None."), remedy: .stop)
    }

    func position() async throws(DatabaseRefusal) -> Position { Position(commit: 1) }
    func mayMoveRows(_ plan: CopyPlan) async throws(DatabaseRefusal) -> Bool { false }

    func answer(_ question: PrecheckQuestion, _ scope: PrecheckScope) async -> [PrecheckFinding] {
        await connector.answers(question)
    }

    func close() async {}
}
