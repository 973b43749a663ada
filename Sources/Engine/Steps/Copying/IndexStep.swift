internal import Catalog
internal import ConnectorKit
internal import Model

/// Builds what waits for the rows: unique indexes, then the others, foreign keys last. What exists is left as it is;
/// what fails is kept with its return code and holds nothing else back.
struct IndexStep: StepWork {
    /// Indexes of different tables that are built at once. Each reads its whole table.
    static let lanes = 4
    /// Foreign keys wait more than they work.
    static let foreignKeyLanes = 8

    /// The order, each group after the one before.
    static let groups: [[ConvertedPart.Kind]] = [[.uniqueIndex], [.index, .check, .comment], [.foreignKey]]

    func run(_ context: StepContext) async throws {
        let (entries, total) = try await entries(context)
        let tally = PartTally(total: total)
        for (kinds, tables) in zip(Self.groups, entries) where !tables.isEmpty {
            let line = PartLine(tables)
            let lanes = kinds == [.foreignKey] ? Self.foreignKeyLanes : Self.lanes
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<min(lanes, tables.count) {
                    group.addTask { try await lane(line, kinds, tally, context) }
                }
                try await group.waitForAll()
            }
        }
        let failures = await tally.failures
        try check(failures)
    }

    // MARK: What is open

    /// The tables of each group, with what of theirs is at the destination already, and how many parts there are.
    private func entries(_ context: StepContext) async throws -> (tables: [[PartLine.Entry]], parts: Int) {
        try await context.withDestination { destination in
            var entries: [[PartLine.Entry]] = Self.groups.map { _ in [] }
            var count = 0
            var last: Int64 = 0
            while true {
                let page = try await context.catalog.objectsWithParts(
                    of: context.project, states: [.completed], after: last, countMax: 200)
                guard let end = page.last?.number else { return (entries, count) }
                last = end
                let open = page.filter { !$0.openParts(Self.groups.flatMap { $0 }).isEmpty }
                guard !open.isEmpty else { continue }
                let existing = try await context.persistence.run("the destination") {
                    try await destination.parts(of: open.map(\.destination))
                }
                for object in open {
                    for (at, kinds) in Self.groups.enumerated() {
                        let parts = object.openParts(kinds)
                        guard !parts.isEmpty else { continue }
                        count += parts.count
                        entries[at].append(PartLine.Entry(object, parts, existing[object.destination] ?? []))
                    }
                }
            }
        }
    }

    // MARK: Building

    private func lane(
        _ line: PartLine, _ kinds: [ConvertedPart.Kind], _ tally: PartTally, _ context: StepContext
    ) async throws {
        try await context.withDestination { destination in
            let record = PartRecord(project: context.project, catalog: context.catalog)
            let building = PartBuilding(record: record, destination: destination) { await context.board.say($0) }
            while let entry = await line.next() {
                do {
                    try await build(entry, kinds, building, tally, context)
                } catch {
                    await line.ended(entry)
                    // What was built is written down, whatever ended the lane.
                    try? await record.flush()
                    throw error
                }
                await line.ended(entry)
            }
            try await record.flush()
        }
    }

    private func build(
        _ entry: PartLine.Entry, _ kinds: [ConvertedPart.Kind], _ building: PartBuilding, _ tally: PartTally,
        _ context: StepContext
    ) async throws {
        guard let object = try await context.catalog.object(entry.table, of: context.project) else { return }
        for part in object.openParts(kinds) {
            try Task.checkCancellation()
            await context.board.say(
                "Builds \(part.name) of \(object.destination). \(await tally.text)", await tally.progress)
            // A statement of ours may have run since the list was read: then the destination is asked anew.
            var isThere: Bool? = object.parts[part.name]?.state == .creating ? nil : entry.holds(part)
            let end = try await context.persistence.run("the destination") {
                defer { isThere = nil }
                return try await building.build(part, of: object, isThere: isThere)
            }
            await tally.count(end, part, object)
        }
    }

    private func check(_ failures: [PartTally.Failed]) throws {
        guard !failures.isEmpty else { return }
        let sorted = failures.sorted { ($0.table, $0.name) < ($1.table, $1.name) }
        let names = sorted.map { "\($0.name) of \($0.destination)" }
        throw Failure(
            "PROJECT-0009", "\(NameList.text(names, "index or foreign key", "indexes or foreign keys")) not built.",
            advice: "Mend the cause and resume, or skip them: what exists is left as it is.",
            detail: sorted.first?.failure?.description)
    }
}

extension ProjectObject {
    /// Parts of these kinds that are not done.
    func openParts(_ kinds: [ConvertedPart.Kind]) -> [ConvertedPart] {
        (converted?.parts ?? []).filter { part in
            guard kinds.contains(part.kind) else { return false }
            switch parts[part.name]?.state {
            case nil, .waiting, .creating, .failed: return true
            case .completed, .skipped: return false
            }
        }
    }
}

/// The tables that are left in a group. Two tables that one foreign key joins, or that refer to one parent, would wait
/// for each other at the destination: the second comes when the first is done.
actor PartLine {
    struct Entry: Sendable {
        let table: Int64
        /// What its statements touch.
        let names: Set<ObjectName>
        /// Parts that are at the destination already, in lower case.
        private let existing: Set<String>

        init(_ object: ProjectObject, _ parts: [ConvertedPart], _ existing: Set<String>) {
            table = object.number
            names = Set(parts.compactMap(\.parent) + [object.destination])
            let wanted = Set(parts.map { $0.name.lowercased() })
            self.existing = wanted.intersection(existing.map { $0.lowercased() })
        }

        func holds(_ part: ConvertedPart) -> Bool { existing.contains(part.name.lowercased()) }
    }

    private var left: [Entry]
    private var busy: Set<ObjectName> = []
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ entries: [Entry]) { left = entries.reversed() }

    /// Whoever got an entry says `ended`, however it ended.
    func next() async -> Entry? {
        while !left.isEmpty {
            if let at = left.lastIndex(where: { $0.names.isDisjoint(with: busy) }) {
                let entry = left.remove(at: at)
                busy.formUnion(entry.names)
                return entry
            }
            await withCheckedContinuation { waiting.append($0) }
        }
        return nil
    }

    func ended(_ entry: Entry) {
        busy.subtract(entry.names)
        let woken = waiting
        waiting = []
        for one in woken { one.resume() }
    }
}

/// How far the building is.
private actor PartTally {
    struct Failed: Sendable {
        var table: Int64
        var name: String
        var destination: ObjectName
        var failure: Failure?
    }

    private let total: Int
    private var builtCount = 0
    private(set) var failures: [Failed] = []

    init(total: Int) { self.total = total }

    func count(_ end: PartBuilding.End, _ part: ConvertedPart, _ object: ProjectObject) {
        switch end {
        case .completed: builtCount += 1
        case .failed(let failure):
            failures.append(
                Failed(table: object.number, name: part.name, destination: object.destination, failure: failure))
        }
    }

    var progress: Double { total == 0 ? 1 : min(1, Double(builtCount + failures.count) / Double(total)) }

    var text: String {
        "\(builtCount) of \(total) done" + (failures.isEmpty ? "." : ", \(failures.count) failed.")
    }
}
