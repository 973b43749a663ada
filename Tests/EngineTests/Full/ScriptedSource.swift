import Bytes
import ConnectorKit
import Model
import Synchronization

/// A source in memory. Its tables have the keys 1 to n; the second column of every row is the position at which it was
/// read, so that whoever looks at the destination sees which attempt wrote a row.
final class ScriptedSource: SourceDatabase {
    let faults: Faults
    let rowsPerChunk: Int
    let rowsPerBlock: Int
    private let rows: [ObjectName: Int64]
    private let now = Mutex<UInt64>(1_000)
    private let moves = Mutex(false)
    /// Keys of rows that were deleted; only readings of single rows ask.
    private let gone = Mutex<Set<Int64>>([])
    /// Ranges of more rows than this cannot be read in one go; 0 is no bound.
    let rowsInOneGoMax: Int

    init(
        _ rows: [ObjectName: Int64], _ faults: Faults, rowsPerChunk: Int = 40, rowsPerBlock: Int = 15,
        rowsInOneGoMax: Int = 0
    ) {
        self.rows = rows
        self.faults = faults
        self.rowsPerChunk = rowsPerChunk
        self.rowsPerBlock = rowsPerBlock
        self.rowsInOneGoMax = rowsInOneGoMax
    }

    func chunks(
        of plan: CopyPlan, after last: Chunk?, bytesMax: Int, countMax: Int
    ) async throws(DatabaseRefusal) -> [Chunk] {
        try faults.strike(.chunks)
        let count = rows[plan.source] ?? 0
        if last == nil, count <= rowsPerChunk { return [Chunk(number: 1, range: .whole, bytesEstimated: 100)] }
        var from = last.map { bounds(of: $0.range, count).upperBound } ?? 0
        var found: [Chunk] = []
        while from < count, found.count < countMax {
            let end = min(count, from + Int64(rowsPerChunk))
            found.append(
                Chunk(
                    number: (last?.number ?? 0) + Int64(found.count) + 1,
                    range: .keys(columns: ["ID"], after: [String(from)], upTo: [String(end)])))
            from = end
        }
        return found
    }

    func position() async throws(DatabaseRefusal) -> Position {
        now.withLock { now in
            now += 1
            return Position(commit: now)
        }
    }

    func mayMoveRows(_ plan: CopyPlan) async throws(DatabaseRefusal) -> Bool { moves.withLock { $0 } }
    func letRowsMove() { moves.withLock { $0 = true } }

    func parts(of range: ChunkRange, _ plan: CopyPlan) async throws(DatabaseRefusal) -> [ChunkRange] {
        try faults.strike(.parts)
        let bounds = bounds(of: range, rows[plan.source] ?? 0)
        guard bounds.count > 1 else { return [] }
        let middle = bounds.lowerBound + Int64(bounds.count / 2)
        return [
            .keys(columns: ["ID"], after: [String(bounds.lowerBound)], upTo: [String(middle)]),
            .keys(columns: ["ID"], after: [String(middle)], upTo: [String(bounds.upperBound)]),
        ]
    }

    func read(
        _ range: ChunkRange, of plan: CopyPlan, rowsMax: Int, at given: Position?
    ) async throws(DatabaseRefusal) -> any RowStream {
        try faults.strike(.read)
        let position: Position
        if let given { position = given } else { position = try await self.position() }
        let bounds = bounds(of: range, rows[plan.source] ?? 0)
        return ScriptedStream(
            position: position, keys: bounds, rowsPerBlock: min(rowsMax, rowsPerBlock), faults: faults,
            isTooMuch: rowsInOneGoMax > 0 && bounds.count > rowsInOneGoMax)
    }

    func delete(_ key: Int64) { gone.withLock { _ = $0.insert(key) } }

    func range(of rejection: RowRejection, _ plan: CopyPlan) -> ChunkRange? {
        rejection.values.first.flatMap { $0 }.map { .row(columns: ["ID"], values: [$0]) }
    }

    /// Keys above the lower bound, and not above the upper one.
    private func bounds(of range: ChunkRange, _ count: Int64) -> Range<Int64> {
        switch range {
        case .keys(_, let after, let upTo):
            return (after.flatMap { Int64($0[0]) } ?? 0)..<(upTo.flatMap { Int64($0[0]) } ?? count)
        case .row(_, let values):
            guard let key = Int64(values[0]), !gone.withLock({ $0.contains(key) }) else { return 0..<0 }
            return key - 1..<key
        default: return 0..<count
        }
    }

    // MARK: What no copy asks

    func facts() async throws(DatabaseRefusal) -> DatabaseFacts {
        DatabaseFacts(kind: "scripted", product: "Scripted", version: [1])
    }
    func close() async {}
    func schemas() async throws(DatabaseRefusal) -> [String] { [] }
    func objects(in schemas: [String]) async throws(DatabaseRefusal) -> [ListedObject] { [] }
    func tables(_ names: [ObjectName]) async throws(DatabaseRefusal) -> [TableDefinition] { [] }
    func views(_ names: [ObjectName]) async throws(DatabaseRefusal) -> [ViewDefinition] { [] }
    func text(of name: ObjectName, kind: ObjectKind) async throws(DatabaseRefusal) -> String { "" }
    func profile(_ table: ObjectName, columns: [String]) async throws(DatabaseRefusal) -> [String: NumberProfile] {
        [:]
    }
    func check(filter: String, on table: ObjectName) async throws(DatabaseRefusal) {}
    var questions: [PrecheckQuestion] { [] }
    func answer(_ question: PrecheckQuestion, _ scope: PrecheckScope) async -> [PrecheckFinding] { [] }
}

actor ScriptedStream: RowStream {
    nonisolated let position: Position
    nonisolated let forms: [ValueForm] = [.text, .text]
    private var keys: Range<Int64>
    private let rowsPerBlock: Int
    private let faults: Faults
    private let isTooMuch: Bool

    init(position: Position, keys: Range<Int64>, rowsPerBlock: Int, faults: Faults, isTooMuch: Bool) {
        self.position = position
        self.keys = keys
        self.rowsPerBlock = rowsPerBlock
        self.faults = faults
        self.isTooMuch = isTooMuch
    }

    func next() async throws(DatabaseRefusal) -> RowPage? {
        try faults.strike(.next)
        if isTooMuch { throw .pastGone }
        guard !keys.isEmpty else { return nil }
        let end = min(keys.upperBound, keys.lowerBound + Int64(rowsPerBlock))
        let rows = (keys.lowerBound..<end).map { [Array(String($0 + 1).utf8), Array(String(position.commit).utf8)] }
        keys = end..<keys.upperBound
        return RowPage(RowBlock(rows: rows, columnCount: 2))
    }

    func close() async {}
}
