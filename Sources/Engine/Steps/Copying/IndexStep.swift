internal import Catalog
internal import ConnectorKit
internal import Model

/// Builds what waits for the rows: unique indexes, then the others, foreign keys last. What exists is left as it is;
/// what fails is kept with its return code and holds nothing else back.
struct IndexStep: StepWork {
    /// Indexes of different tables that are built at once. Each reads its whole table.
    static let lanes = 2

    /// The order, each group after the one before.
    static let groups: [[ConvertedPart.Kind]] = [[.uniqueIndex], [.index, .check, .comment], [.foreignKey]]

    func run(_ context: StepContext) async throws {
        let tally = PartTally(total: try await openCount(context))
        for kinds in Self.groups {
            let tables = try await tables(with: kinds, context)
            guard !tables.isEmpty else { continue }
            let line = TableLine(tables)
            try await withThrowingTaskGroup(of: Void.self) { group in
                // Two foreign keys of one parent would wait for each other.
                for _ in 0..<(kinds == [.foreignKey] ? 1 : min(Self.lanes, tables.count)) {
                    group.addTask { try await lane(line, kinds, tally, context) }
                }
                try await group.waitForAll()
            }
        }
        try await check(context)
    }

    private func lane(
        _ line: TableLine, _ kinds: [ConvertedPart.Kind], _ tally: PartTally, _ context: StepContext
    ) async throws {
        try await context.withDestination { destination in
            let building = PartBuilding(
                project: context.project, catalog: context.catalog, destination: destination)
            while let table = await line.next() {
                guard let object = try await context.catalog.object(table, of: context.project) else { continue }
                for part in object.openParts(kinds) {
                    try Task.checkCancellation()
                    await context.board.say(
                        "Builds \(part.name) of \(object.destination). \(await tally.text)", await tally.progress)
                    let end = try await context.persistence.run("the destination") {
                        try await building.build(part, of: object)
                    }
                    await tally.count(end)
                }
            }
        }
    }

    private func tables(with kinds: [ConvertedPart.Kind], _ context: StepContext) async throws -> [Int64] {
        try await forEachTable(context) { $0.openParts(kinds).isEmpty ? nil : $0.number }
    }

    private func openCount(_ context: StepContext) async throws -> Int {
        try await forEachTable(context) { $0.openParts(Self.groups.flatMap { $0 }).count }.reduce(0, +)
    }

    private func forEachTable<Value>(
        _ context: StepContext, _ body: (ProjectObject) -> Value?
    ) async throws -> [Value] {
        var found: [Value] = []
        var last: Int64 = 0
        while true {
            let page = try await context.catalog.objects(
                of: context.project, kinds: [.table], states: [.completed], after: last, countMax: 200)
            guard let end = page.last?.number else { return found }
            last = end
            found += page.filter { !$0.isRemoved }.compactMap(body)
        }
    }

    private func check(_ context: StepContext) async throws {
        let failed = try await forEachTable(context) { object -> (names: [String], failure: Failure?)? in
            let parts = object.parts.filter { $0.value.state == .failed }
            if parts.isEmpty { return nil }
            return (
                parts.keys.sorted().map { "\($0) of \(object.destination)" },
                parts.min { $0.key < $1.key }?.value.failure
            )
        }
        let names = failed.flatMap(\.names)
        guard !names.isEmpty else { return }
        throw Failure(
            "PROJECT-0009", "\(NameList.text(names, "index or foreign key", "indexes or foreign keys")) not built.",
            advice: "Mend the cause and resume, or skip them: what exists is left as it is.",
            detail: failed.first?.failure?.description)
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

/// The tables that are left in a group.
private actor TableLine {
    private var tables: ArraySlice<Int64>

    init(_ tables: [Int64]) { self.tables = tables[...] }

    func next() -> Int64? { tables.popFirst() }
}

/// How far the building is.
private actor PartTally {
    private let total: Int
    private var builtCount = 0
    private var failedCount = 0

    init(total: Int) { self.total = total }

    func count(_ end: ProjectObject.Part.State) {
        if end == .failed { failedCount += 1 } else { builtCount += 1 }
    }

    var progress: Double { total == 0 ? 1 : min(1, Double(builtCount + failedCount) / Double(total)) }

    var text: String { "\(builtCount) of \(total) done" + (failedCount > 0 ? ", \(failedCount) failed." : ".") }
}
