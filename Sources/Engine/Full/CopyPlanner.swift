internal import Catalog
internal import ConnectorKit
internal import Model
internal import Processes

/// Cuts tables into chunks, a page at a time, a little ahead of the lanes. Several planners work side by side, in any
/// number of Checkers: each table is planned by one of them at a time. Small tables are planned in groups.
struct CopyPlanner: Sendable {
    private static let pageChunks = 64
    /// Chunks that wait for a lane, at most: planning far ahead only fills the catalog.
    private static let readyMax = 256
    private static let groupMax = 64
    /// A group that took this long is written down before it is full.
    private static let groupTime: Duration = .milliseconds(300)

    private let work: CopyRun

    init(_ work: CopyRun) { self.work = work }

    func run() async throws {
        var group = 1
        while await !work.watch.isDone {
            var planned = 0
            for largeValues in [false, true] { planned += try await planGroup(largeValues, countMax: group) }
            // The first chunks come at once, the others in growing groups.
            group = min(Self.groupMax, group * 2)
            if planned == 0 { try await work.clock.wait(.milliseconds(200)) }
        }
    }

    /// Plans one page of each of several tables; the answer is how many tables.
    private func planGroup(_ largeValues: Bool, countMax: Int) async throws -> Int {
        let catalog = work.context.catalog
        let project = work.project.id
        guard try await catalog.readyChunks(of: project, largeValues: largeValues) < Self.readyMax else { return 0 }
        let copies = try await catalog.claimPlanning(
            of: project, under: work.context.lease, largeValues: largeValues, countMax: countMax)
        guard !copies.isEmpty else { return 0 }
        let ready = try await prepare(copies)
        var left = Set(copies.map(\.table))
        var pages: [PlannedPage] = []
        var begun = work.clock.now()
        for copy in ready {
            guard let page = try await page(of: copy) else { continue }
            pages.append(page)
            left.remove(page.table)
            if work.clock.now() - begun > Self.groupTime {
                try await catalog.addChunks(pages, of: project, under: work.context.lease)
                pages = []
                begun = work.clock.now()
            }
        }
        if !pages.isEmpty { try await catalog.addChunks(pages, of: project, under: work.context.lease) }
        // Tables that were given up are free to be planned when somebody has mended them, while this Checker lives.
        if !left.isEmpty { try await catalog.releasePlanning(left.sorted(), of: project, under: work.context.lease) }
        return copies.count
    }

    private func page(of copy: TableCopy) async throws -> PlannedPage? {
        try await retried(copy.table) {
            let plan = try await work.plans.plan(of: copy.table)
            let last =
                copy.chunksPlanned == 0
                ? nil : try await work.context.catalog.lastChunk(of: copy.table, in: work.project.id)
            let bytesMax = await work.throttle.chunkBytes
            let (chunks, time) = try await work.clock.timed {
                try await work.positions.chunks(
                    of: plan, copy.table, after: last, bytesMax: bytesMax, countMax: Self.pageChunks)
            }
            await work.ledger.notePlanning(time)
            return PlannedPage(
                table: copy.table, chunks: chunks, isLast: chunks.count < Self.pageChunks,
                planMilliseconds: time.wholeMilliseconds)
        }
    }

    /// Meets what the destination's tables hold before their first chunk, as the project says. Nobody else plans these
    /// tables meanwhile, so rows in them are none of this copy. The answer is the tables that may be planned.
    private func prepare(_ copies: [TableCopy]) async throws -> [TableCopy] {
        let fresh = copies.filter { $0.chunksPlanned == 0 }
        guard !fresh.isEmpty else { return copies }
        try await work.plans.load(fresh.map(\.table))
        var failed: Set<Int64> = []
        var names: [Int64: CopyPlan] = [:]
        for copy in fresh {
            guard let plan = try await retried(copy.table, { try await work.plans.plan(of: copy.table) }) else {
                failed.insert(copy.table)
                continue
            }
            names[copy.table] = plan
        }
        let policy = work.project.specification.options.onNonEmpty
        let destination = work.ends.destination
        if policy != .ignore {
            let asked = names.values.map(\.destination)
            // A table whose neighbour cannot be asked is asked alone, so that the right one fails.
            let filled: Set<ObjectName>? = try? await destination.filled(asked)
            for (table, plan) in names {
                let isReady = try await retried(table) {
                    try await meet(plan, table, policy, isFilled: filled.map { $0.contains(plan.destination) })
                    return true
                }
                if isReady != true { failed.insert(table) }
            }
        }
        // Marks without chunks in the catalog are of an earlier life of this project: with them, chunks of this life
        // would be taken for written.
        let ready = fresh.map(\.table).filter { !failed.contains($0) }
        if let first = ready.first {
            let areForgotten = try await retried(first) {
                try await destination.removeMarks(of: work.project.id, tables: ready)
                return true
            }
            // One table is given up; the others of the group are planned in another, when their marks are gone.
            if areForgotten == nil { failed.formUnion(ready) }
        }
        return copies.filter { !failed.contains($0.table) }
    }

    private func meet(_ plan: CopyPlan, _ table: Int64, _ policy: NonEmptyPolicy, isFilled: Bool?) async throws {
        let destination = work.ends.destination
        let holdsRows: Bool
        if let isFilled { holdsRows = isFilled } else { holdsRows = try await !destination.isEmpty(plan.destination) }
        guard holdsRows else { return }
        let isKeyless = plan.isKeyless ?? (!plan.addressColumns.isEmpty || plan.addressing == .whole)
        if policy == .truncateKeyless, isKeyless {
            try await destination.empty(plan.destination)
            return
        }
        throw Failure(
            "CHECKER-0005", "The table \(plan.destination) at the destination is not empty.",
            advice: "Empty it, or let the project ignore rows that exist, and resume.")
    }

    /// Nil when the table was given up. Ends that cannot be reached end the Checker.
    private func retried<Value: Sendable>(_ table: Int64, _ body: () async throws -> Value) async throws -> Value? {
        var retry = CopyRetry()
        retry.cannotSplit()
        while true {
            do {
                return try await body()
            } catch let failure as Failure {
                try await work.giveUp(table, failure)
                return nil
            } catch let refusal as DatabaseRefusal {
                try Task.checkCancellation()
                guard case .again(let delay) = retry.next(after: refusal) else {
                    if case .reconnect = refusal.remedy { throw refusal.failure }
                    try await work.giveUp(table, refusal.failure)
                    return nil
                }
                work.context.logger(
                    .warning, "planning is tried again", ["table": "\(table)", "cause": "\(refusal)"])
                try await work.pause(delay)
            }
        }
    }
}
