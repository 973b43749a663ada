internal import Catalog
internal import ConnectorKit
internal import Model

/// Creates many objects in a few lanes, each with a connection of its own. A destination that is gone is waited for.
struct ObjectLanes: Sendable {
    struct Entry: Hashable, Sendable {
        var number: Int64
        var kind: ObjectKind
        var name: ObjectName
    }

    let context: StepContext
    let existing: ExistingNames
    let tally: CreationTally
    let lanes: Int

    /// Returns when all were tried.
    func create(_ entries: [Entry]) async throws {
        guard !entries.isEmpty else { return }
        let line = EntryLine(entries, lanes: lanes)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<min(lanes, entries.count) {
                group.addTask { try await lane(line) }
            }
            try await group.waitForAll()
        }
    }

    private func lane(_ line: EntryLine) async throws {
        try await context.withDestination { destination in
            let creation = ObjectCreation(
                project: context.project, catalog: context.catalog, destination: destination, existing: existing)
            while let row = await line.next() {
                try Task.checkCancellation()
                await context.board.say("Creates \(row[0].name). \(await tally.text)", await tally.progress)
                // What has come to its end is not tried again when the rest is repeated.
                var left = row
                try await context.persistence.run("the destination") {
                    try await creation.create(left.map(\.number)) { number, end in
                        guard let at = left.firstIndex(where: { $0.number == number }) else { return }
                        await tally.count(left.remove(at: at), end)
                    }
                }
            }
        }
    }
}

/// What is left to be tried.
private actor EntryLine {
    private let entries: [ObjectLanes.Entry]
    private let lanes: Int
    private var at = 0

    init(_ entries: [ObjectLanes.Entry], lanes: Int) {
        self.entries = entries
        self.lanes = lanes
    }

    /// A row of entries, shorter towards the end so that all lanes end together.
    func next() -> [ObjectLanes.Entry]? {
        guard at < entries.count else { return nil }
        let count = min(ObjectCreation.rowMax, max(1, (entries.count - at) / (lanes * 2)))
        defer { at += count }
        return Array(entries[at..<at + count])
    }
}

/// How far the creation is.
actor CreationTally {
    private let total: Int
    private var made: Set<Int64> = []
    private var failed: [Int64: ObjectKind] = [:]

    init(total: Int) { self.total = total }

    func count(_ entry: ObjectLanes.Entry, _ end: ObjectCreation.End) {
        switch end {
        case .completed:
            made.insert(entry.number)
            failed[entry.number] = nil
        case .failed: failed[entry.number] = entry.kind
        case .leftAlone: failed[entry.number] = nil
        }
    }

    func failed(of kind: ObjectKind) -> [Int64] { failed.filter { $0.value == kind }.map(\.key) }

    var progress: Double { total == 0 ? 1 : min(1, Double(made.count + failed.count) / Double(total)) }

    var text: String {
        let tail = failed.isEmpty ? "" : ", \(failed.count) failed"
        return "\(made.count) of \(total) done\(tail)."
    }
}
