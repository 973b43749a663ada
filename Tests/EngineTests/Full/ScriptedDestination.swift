import Bytes
import ConnectorKit
import Model
import Synchronization

/// A destination in memory that keeps the promises of its protocols: a chunk commits with its mark or not at all, a
/// mark is taken once, a key is there once. Rows whose key can be divided by `rejects` are refused.
final class ScriptedDestination: DestinationDatabase {
    struct Written: Hashable {
        let key: Int64
        let position: UInt64
    }

    struct MarkKey: Hashable {
        let project: ProjectID
        let table: Int64
        let chunk: Int64
    }

    struct Transaction {
        let table: ObjectName
        let mark: ChunkMark
        let rows: [Written]
    }

    private struct State {
        var tables: [ObjectName: [Written]] = [:]
        var marks: [MarkKey: ChunkMark] = [:]
        /// Transactions whose connection broke in the commit, and of which nobody knows yet what becomes.
        var undecided: [MarkKey: Transaction] = [:]
        var connections = 0
        var load = 0.0
        var rejects: Int64 = 0
    }

    let faults: Faults
    /// Of the commits whose end nobody knows, so many happen in the end.
    let latePercent: Int
    private let state = Mutex(State())

    init(_ faults: Faults, rejects: Int64 = 0, latePercent: Int = 50) {
        self.faults = faults
        state.withLock { $0.rejects = rejects }
        self.latePercent = latePercent
    }

    func put(_ mark: ChunkMark) {
        state.withLock {
            $0.marks[MarkKey(project: mark.project, table: mark.table, chunk: mark.chunk)] = mark
        }
    }

    func rows(of table: ObjectName) -> [Written] { state.withLock { $0.tables[table] ?? [] } }
    func put(_ rows: [Written], into table: ObjectName) { state.withLock { $0.tables[table, default: []] += rows } }
    var writers: Int { state.withLock { $0.connections } }
    var rejects: Int64 { state.withLock { $0.rejects } }
    func setRejects(_ rejects: Int64) { state.withLock { $0.rejects = rejects } }
    func setLoad(_ load: Double) { state.withLock { $0.load = load } }

    /// What was undecided is decided: by chance it committed or not.
    func decideAll() {
        state.withLock { state in
            for key in state.undecided.keys { decide(key, &state) }
        }
    }

    private func decide(_ key: MarkKey, _ state: inout State) {
        guard let transaction = state.undecided.removeValue(forKey: key), state.marks[key] == nil,
            faults.coin(latePercent)
        else { return }
        apply(transaction, &state)
    }

    private func apply(_ transaction: Transaction, _ state: inout State) {
        let mark = transaction.mark
        state.marks[MarkKey(project: mark.project, table: mark.table, chunk: mark.chunk)] = mark
        state.tables[transaction.table, default: []] += transaction.rows
    }

    /// Those of the keys that are there. As a database does it: keys that another transaction has written and not
    /// committed are waited for.
    func taken(_ keys: Set<Int64>, in table: ObjectName) -> Set<Int64> {
        state.withLock { state in
            for (mark, transaction) in state.undecided
            where transaction.table == table && transaction.rows.contains(where: { keys.contains($0.key) }) {
                decide(mark, &state)
            }
            return keys.intersection((state.tables[table] ?? []).map(\.key))
        }
    }

    /// As a database does it: a mark that another transaction has written and not committed is waited for.
    func commit(_ transaction: Transaction) throws(DatabaseRefusal) {
        let mark = transaction.mark
        let key = MarkKey(project: mark.project, table: mark.table, chunk: mark.chunk)
        try faults.strike(.beforeCommit)
        let isLate = faults.refusal(at: .lateCommit) != nil
        let done = state.withLock { state in
            decide(key, &state)
            guard state.marks[key] == nil else { return false }
            if isLate { state.undecided[key] = transaction } else { apply(transaction, &state) }
            return true
        }
        guard done else { throw .exists }
        if isLate { throw .lost }
        try faults.strike(.afterCommit)
    }

    // MARK: Rows

    func prepareMarks() async throws(DatabaseRefusal) {}

    func marks(of project: ProjectID, table: Int64) async throws(DatabaseRefusal) -> [ChunkMark] {
        try faults.strike(.marks)
        return state.withLock { $0.marks.values.filter { $0.project == project && $0.table == table } }
            .sorted { $0.chunk < $1.chunk }
    }

    func removeMarks(of project: ProjectID, table: Int64?) async throws(DatabaseRefusal) {
        try faults.strike(.removeMarks)
        state.withLock { state in
            state.marks = state.marks.filter { $0.key.project != project || (table ?? $0.key.table) != $0.key.table }
        }
    }

    func write(_ mark: ChunkMark) async throws(DatabaseRefusal) {
        try commit(Transaction(table: ObjectName("", ""), mark: mark, rows: []))
    }

    func isEmpty(_ table: ObjectName) async throws(DatabaseRefusal) -> Bool {
        try faults.strike(.filled)
        return rows(of: table).isEmpty
    }

    func empty(_ table: ObjectName) async throws(DatabaseRefusal) {
        state.withLock { $0.tables[table] = [] }
    }

    func openWriter(
        _ plan: CopyPlan, forms: [ValueForm], _ settings: WriteSettings
    ) async throws(DatabaseRefusal) -> any ChunkWriter {
        try faults.strike(.openWriter)
        state.withLock { $0.connections += 1 }
        return ScriptedWriter(self, plan.destination, isKeyed: plan.addressing != .whole)
    }

    func load() async throws(DatabaseRefusal) -> DestinationLoad {
        DestinationLoad(memory: state.withLock { $0.load })
    }

    // MARK: What no copy asks

    func facts() async throws(DatabaseRefusal) -> DatabaseFacts {
        DatabaseFacts(kind: "scripted", product: "Scripted", version: [1])
    }
    func close() async {}
    func databases() async throws(DatabaseRefusal) -> [String] { [] }
    func createDatabase(_ name: String) async throws(DatabaseRefusal) {}
    func objects(in databases: [String]) async throws(DatabaseRefusal) -> [ListedObject] { [] }
    func run(_ statement: String, in database: String) async throws(DatabaseRefusal) {}
    func text(of name: ObjectName, kind: ObjectKind) async throws(DatabaseRefusal) -> String { "" }
    func removeForeignKey(_ name: String, of table: ObjectName) async throws(DatabaseRefusal) {}
    func parts(of table: ObjectName) async throws(DatabaseRefusal) -> Set<String> { [] }
    var questions: [PrecheckQuestion] { [] }
    func answer(_ question: PrecheckQuestion, _ scope: PrecheckScope) async -> [PrecheckFinding] { [] }
}

actor ScriptedWriter: ChunkWriter {
    private let destination: ScriptedDestination
    private let table: ObjectName
    private let isKeyed: Bool
    private var rows: [ScriptedDestination.Written]?

    init(_ destination: ScriptedDestination, _ table: ObjectName, isKeyed: Bool) {
        self.destination = destination
        self.table = table
        self.isKeyed = isKeyed
    }

    func begin() async throws(DatabaseRefusal) {
        try destination.faults.strike(.begin)
        precondition(rows == nil, "a chunk begins when the last one has ended")
        rows = []
    }

    func write(_ page: RowPage) async throws(DatabaseRefusal) -> WriteOutcome {
        guard rows != nil else { preconditionFailure("rows are written within a chunk") }
        await Task.yield()
        try destination.faults.strike(.write)
        let block = page.rows
        var outcome = WriteOutcome()
        let keys = (0..<block.rowCount).map { Int64(String(decoding: block.bytes($0, 0), as: UTF8.self)) ?? 0 }
        let taken = isKeyed ? destination.taken(Set(keys), in: table) : []
        for row in 0..<block.rowCount {
            let key = keys[row]
            let position = UInt64(String(decoding: block.bytes(row, 1), as: UTF8.self)) ?? 0
            let rejects = destination.rejects
            if rejects > 0 && key % rejects == 0 || taken.contains(key) {
                let reason = Failure("TEST-0009", "The value does not fit, or is there.", advice: "Widen it.")
                // As a writer that halves statements does it: not in the order of the rows.
                outcome.rejections.insert(
                    RowRejection(
                        ordinal: Int64(row), address: "ID=\(key)", column: nil, reason: reason, values: ["\(key)"]),
                    at: 0)
                continue
            }
            rows?.append(.init(key: key, position: position))
            outcome.rowsWritten += 1
            if key % 10 == 0 { outcome.losses["V round", default: 0] += 1 }
        }
        return outcome
    }

    func commit(_ mark: ChunkMark) async throws(DatabaseRefusal) {
        guard let rows else { preconditionFailure("a chunk is begun before it commits") }
        self.rows = nil
        precondition(Int64(rows.count) == mark.rows, "a mark counts the rows of its chunk")
        try destination.commit(.init(table: table, mark: mark, rows: rows))
    }

    func rollback() async { rows = nil }
    func close() async { rows = nil }
}
