import DecoyDictionary
import Net
import OracleSQL
import PostgresClient
import TestKit

@testable import DecoyEngine

/// The engine that tests share: a test that stops it or looks at all of it starts its own.
actor TestEngines {
    static let shared = TestEngines()
    private var start: Task<Engine, any Error>?
    private var folder: TemporaryDirectory?

    var engine: Engine {
        get async throws {
            if let start { return try await start.value }
            let folder = try TemporaryDirectory("decoy")
            self.folder = folder
            let running = Task { try await Self.make(in: folder("data")) }
            start = running
            return try await running.value
        }
    }

    /// An engine with the tables of `TestTable`.
    static func make(in directory: String, retention: Duration = .seconds(900)) async throws -> Engine {
        let engine = try await Engine.start(EngineOptions(directory: directory, undoRetention: retention))
        try await onThread("tables") { try TestTable.makeAll(engine) }
        return engine
    }
}

/// Tables as a definition would make them, with all that sessions rely on.
struct TestTable {
    let id: Int
    let name: String
    let columns: [(String, OracleType)]
    /// The first column is the primary key, this one refers to the first table's.
    var reference: Int?

    static let number = OracleType.number(precision: nil, scale: nil)
    static let all = [
        TestTable(
            id: 101, name: "ACCOUNTS",
            columns: [
                ("ID", number), ("OWNER", .varchar2(20, .byte)), ("AMOUNT", .number(precision: 10, scale: 2)),
            ]),
        TestTable(
            id: 102, name: "WIDE",
            columns: [
                ("A", number), ("B", .varchar2(30, .byte)), ("C", .date), ("D", number), ("E", .varchar2(30, .byte)),
                ("F", .timestamp(6)), ("G", number), ("H", .varchar2(30, .byte)), ("I", number), ("J", .binaryDouble),
            ]),
        TestTable(id: 103, name: "ENTRIES", columns: [("ID", number), ("ACCOUNT", number)], reference: 2),
    ]

    var model: Table {
        let object = DictionaryObject(id: id, owner: "SYSTEM", name: name, kind: .table)
        let columns = columns.enumerated().map { place, column in
            Column(
                name: column.0, number: place + 1, type: column.1, isNullable: place > 0, position: place + 1)
        }
        var table = Table(object: object, columns: columns, dataObjectID: id)
        table.constraints = [
            Constraint(id: id, owner: "SYSTEM", name: "\(name)_PK", kind: .primaryKey, columnNumbers: [1])
        ]
        if let reference {
            var constraint = Constraint(
                id: id + 100, owner: "SYSTEM", name: "\(name)_FK", kind: .foreignKey, columnNumbers: [reference])
            constraint.referencedTableID = 101
            table.constraints.append(constraint)
        }
        return table
    }

    var script: String {
        let table = model
        let columns = table.columns.map { "\($0.physicalName) \($0.type.postgresColumnType)" }
        let names = ["rid", "born"] + table.columns.map(\.physicalName)
        let foreign = reference.map { ", CONSTRAINT k\(id + 100) FOREIGN KEY (c\($0)) REFERENCES data.t101 (c1)" }
        return """
            CREATE SEQUENCE data.r\(id);
            CREATE TABLE data.t\(id) (
                rid int8 NOT NULL DEFAULT ((\(id)::bigint << 39) + ((nextval('data.r\(id)') >> 7) << 15)
                    + (currval('data.r\(id)') & 127)),
                born xid8 NOT NULL DEFAULT pg_current_xact_id(), \(columns.joined(separator: ", ")),
                CONSTRAINT k\(id) PRIMARY KEY (c1)\(foreign ?? ""));
            CREATE UNIQUE INDEX ON data.t\(id) (rid);
            CREATE TABLE past.t\(id) (rid int8 NOT NULL, born xid8 NOT NULL,
                died xid8 NOT NULL DEFAULT pg_current_xact_id(), \(columns.joined(separator: ", ")));
            CREATE TRIGGER past_update AFTER UPDATE ON data.t\(id) REFERENCING OLD TABLE AS old_rows
                FOR EACH STATEMENT EXECUTE FUNCTION dict.keep_past('past.t\(id)', '\(names.joined(separator: ", "))');
            CREATE TRIGGER past_delete AFTER DELETE ON data.t\(id) REFERENCING OLD TABLE AS old_rows
                FOR EACH STATEMENT EXECUTE FUNCTION dict.keep_past('past.t\(id)', '\(names.joined(separator: ", "))');
            """
    }

    static func makeAll(_ engine: Engine) throws {
        let connection = try PostgresConnection(engine.endpoint)
        try connection.simple("CREATE SCHEMA IF NOT EXISTS data; CREATE SCHEMA IF NOT EXISTS past")
        for table in all { try connection.simple(table.script) }
        connection.close()
        publish(engine)
    }

    static func publish(_ engine: Engine) {
        var contents = DictionaryContents()
        contents.version = engine.dictionary.version + 1
        contents.users = Array(engine.dictionary.users.values)
        contents.grants = engine.dictionary.grants
        contents.systemViews = Array(engine.dictionary.systemViews.values)
        contents.tables = all.map(\.model)
        engine.publish(DataDictionary(contents))
    }
}

/// Runs the body on a thread of its own with a session of SYSTEM.
func withSession<Value: Sendable>(
    _ engine: Engine, _ body: @escaping @Sendable (Session) throws -> Value
) async throws -> Value {
    try await onThread("session") {
        guard let account = engine.account(named: "SYSTEM") else { throw EngineFailure("no SYSTEM", advice: "") }
        let session = try engine.open(account)
        defer { session.close() }
        return try body(session)
    }
}

extension Session {
    /// All rows of a query as texts of whole numbers or text, for comparing.
    func rows(_ text: String, _ cells: [Cell] = []) throws -> [[String?]] {
        guard let cursor = try run(text, cells).cursor else { return [] }
        var rows: [[String?]] = []
        while try cursor.next() {
            rows.append(
                cursor.columns.indices.map { column in
                    let cell = cursor.cell(column)
                    return cell.representation == .numeric ? cell.integer.map(String.init) : cell.text
                })
        }
        return rows
    }
}
