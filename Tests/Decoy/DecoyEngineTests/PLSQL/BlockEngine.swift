import DecoyDictionary
import Net
import OracleSQL
import TestKit

@testable import DecoyEngine

/// The engine and the schema in which blocks are tested.
actor BlockEngine {
    static let shared = BlockEngine()
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

    private static func make(in directory: String) async throws -> Engine {
        let engine = try await Engine.start(EngineOptions(directory: directory))
        try await onThread("schema", stackBytes: 16 << 20) {
            publishDual(engine)
            guard let account = engine.account(named: "SYSTEM") else { throw EngineFailure("no SYSTEM", advice: "") }
            let system = try engine.open(account)
            defer { system.close() }
            _ = try system.run("CREATE USER blocks IDENTIFIED BY secret QUOTA UNLIMITED ON users")
            _ = try system.run("GRANT CONNECT, RESOURCE, CREATE VIEW, UNLIMITED TABLESPACE TO blocks")
            guard let own = engine.account(named: "BLOCKS") else { throw EngineFailure("no user", advice: "") }
            let session = try engine.open(own)
            defer { session.close() }
            _ = try session.run(
                "CREATE TABLE accounts (id NUMBER PRIMARY KEY, owner VARCHAR2(20), amount NUMBER(10,2))")
        }
        return engine
    }

    private static func publishDual(_ engine: Engine) {
        guard engine.dictionary.systemViews["DUAL"] == nil else { return }
        var contents = DictionaryContents()
        contents.version = engine.dictionary.version + 1
        contents.users = Array(engine.dictionary.users.values)
        contents.grants = engine.dictionary.grants
        contents.systemViews = [
            SystemView(name: "DUAL", columns: [("DUMMY", .varchar2(1, .byte))], query: "", isPublic: true)
        ]
        engine.publish(DataDictionary(contents))
    }
}

/// Runs the body on a thread of its own with a session of the schema.
func withBlocks<Value: Sendable>(
    as user: String = "BLOCKS", _ body: @escaping @Sendable (Session) throws -> Value
) async throws -> Value {
    let engine = try await BlockEngine.shared.engine
    return try await onThread("session", stackBytes: 16 << 20) {
        guard let account = engine.account(named: user) else { throw EngineFailure("no \(user)", advice: "") }
        let session = try engine.open(account)
        defer { session.close() }
        return try body(session)
    }
}

extension Session {
    /// Runs a block with these cells; gives what the variables hold afterwards, as text.
    func block(_ text: String, _ cells: [Cell] = []) throws -> [String?] {
        try run(text, cells).outCells.map { try display($0) }
    }

    func display(_ cell: Cell) throws -> String? {
        guard !cell.isNull else { return nil }
        switch cell.type {
        case .boolean: return cell.boolean == true ? "TRUE" : "FALSE"
        case .varchar2, .char, .nvarchar2, .clob: return cell.text
        default:
            let outcome = try run("SELECT TO_CHAR(:1) FROM DUAL", [cell])
            _ = try outcome.cursor?.next()
            return outcome.cursor?.cell(0).text
        }
    }

    /// What DBMS_OUTPUT has.
    func lines() -> [String] {
        var lines: [String] = []
        while let line = output.take() { lines.append(line) }
        return lines
    }

    func failure(_ text: String, _ cells: [Cell] = []) -> OracleFailure? {
        do throws(OracleFailure) {
            _ = try run(text, cells)
            return nil
        } catch {
            return error
        }
    }
}
