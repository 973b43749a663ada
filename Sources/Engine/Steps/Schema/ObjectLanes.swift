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
        let line = EntryLine(entries)
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
            while let entry = await line.next() {
                try Task.checkCancellation()
                await context.board.say("Creates \(entry.name). \(await tally.text)", await tally.progress)
                let end = try await context.persistence.run("the destination") {
                    try await creation.create(entry.number)
                }
                await tally.count(entry, end)
            }
        }
    }
}

/// What is left to be tried.
private actor EntryLine {
    private let entries: [ObjectLanes.Entry]
    private var at = 0

    init(_ entries: [ObjectLanes.Entry]) { self.entries = entries }

    func next() -> ObjectLanes.Entry? {
        guard at < entries.count else { return nil }
        defer { at += 1 }
        return entries[at]
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
