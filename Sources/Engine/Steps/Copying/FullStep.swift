internal import Catalog
internal import ConnectorKit
internal import Model

/// Lets Checkers copy the rows, and watches them. When it completes or fails, no Checker of the project works any more;
/// when it is cancelled they work on, and the driver that pauses the project stops them.
struct FullStep: StepWork {
    /// How often the Checkers are looked at.
    var tick: Duration = .milliseconds(500)
    /// How often a small project is asked whether its rows are all there: its end should not wait for the next tick.
    private static let glance: Duration = .milliseconds(50)
    private static let glanceTablesMax = 500

    func run(_ context: StepContext) async throws {
        let checkers = ProjectCheckers(project: context.project, catalog: context.catalog)
        do {
            let leftOut = try await addCopies(context)
            try await watch(context, checkers, leftOut)
        } catch let cancellation as CancellationError {
            // Whoever comes next decides: a pause stops the Checkers, another driver goes on with them.
            throw cancellation
        } catch {
            let failure = error
            await context.board.say("Stops the Checkers.")
            try await checkers.stop()
            throw failure
        }
        try await checkers.removeAll()
        try Self.check(
            try await context.catalog.tableCopies(of: context.project),
            names: try await Self.names(context))
    }

    // MARK: Copies

    /// Every table that is at the destination gets its copy. Gives back tables that were skipped and are not there.
    private func addCopies(_ context: StepContext) async throws -> [String] {
        let project = try await context.current()
        let isCreatedHere = project.specification.steps.contains(.schema)
        let wanted: Set<ProjectObject.State> = isCreatedHere ? [.completed, .skipped] : [.completed, .skipped, .ready]
        let missing = try await missingTables(context)
        var last: Int64 = 0
        while true {
            let page = try await context.catalog.objects(
                of: context.project, kinds: [.table], after: last, countMax: 200)
            guard let end = page.last?.number else { break }
            last = end
            let copies = page.filter { !$0.isRemoved && wanted.contains($0.state) && missing[$0.number] == nil }
                .compactMap { object -> TableCopy? in
                    guard let plan = object.converted?.copy else { return nil }
                    return TableCopy(
                        table: object.number, hasLargeValues: plan.hasLargeValues, rowsEstimated: plan.rowsEstimated,
                        bytesEstimated: plan.bytesEstimated)
                }
            try await context.catalog.addTableCopies(copies, of: context.project)
        }
        // Tables that failed are tried again where they stopped.
        for copy in try await context.catalog.tableCopies(of: context.project)
        where copy.state == .failed && copy.failure?.number != TableRecopy.begun.number {
            try await context.catalog.changeTableCopy(copy.table, of: context.project) {
                (copy) throws(CatalogError) in
                copy.state = copy.chunksPlanned > 0 ? .copying : .waiting
                copy.failure = nil
            }
        }
        return missing.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Tables that the operator skipped in the schema step and that are not at the destination.
    private func missingTables(_ context: StepContext) async throws -> [Int64: String] {
        let skipped = try await context.catalog.objectOutlines(of: context.project).filter {
            $0.kind == .table && $0.state == .skipped && !$0.isRemoved
        }
        guard !skipped.isEmpty else { return [:] }
        let databases = Set(skipped.map(\.destination.schema)).sorted()
        let existing = try await context.withDestination { destination in
            try await context.persistence.run("the destination") {
                try await ExistingNames.read(databases, at: destination)
            }
        }
        let missing = skipped.filter { !existing.contains($0.destination) }
        return Dictionary(missing.map { ($0.number, $0.source.description) }, uniquingKeysWith: { first, _ in first })
    }

    // MARK: Watching

    private func watch(_ context: StepContext, _ checkers: ProjectCheckers, _ leftOut: [String]) async throws {
        var estimate = CopyEstimate()
        let clock = ContinuousClock()
        let begun = clock.now
        var wanted = 0
        var measuring = ProjectMeasuring()
        while true {
            try Task.checkCancellation()
            let sums = try await context.catalog.copySums(of: context.project)
            estimate.add(sums, at: clock.now - begun)
            await context.board.say(
                Self.activity(sums, leftOut), estimate.progress,
                secondsLeft: estimate.remaining.map { $0.components.seconds })
            if sums.tablesOpen == 0 { return }
            let project = try await context.current()
            if project.specification.options.checkers != wanted || wanted == 0 {
                wanted = project.specification.options.checkers
                try await checkers.want(wanted, named: project.name)
            }
            try await look(at: checkers)
            try await measuring.note(context, try await checkers.all())
            try await rest(context, sums.tables)
        }
    }

    /// A tick, or less when no table is left.
    private func rest(_ context: StepContext, _ tables: Int) async throws {
        guard tables <= Self.glanceTablesMax else { return try await Task.sleep(for: tick) }
        let end = ContinuousClock.now + tick
        while ContinuousClock.now < end {
            try await Task.sleep(for: min(tick, Self.glance))
            if try await context.catalog.openCopies(of: context.project) == 0 { return }
        }
    }

    /// One Checker that crashes is started again by its agent, and its chunks are taken over; when none can go on, that
    /// is the step's failure.
    private func look(at checkers: ProjectCheckers) async throws {
        let mine = try await checkers.all()
        guard mine.allSatisfy({ $0.observation.state == .abnormal && !$0.isOrderNew }) else { return }
        throw mine.compactMap(\.observation.failure).first
            ?? Failure(
                "PROJECT-0007", "No Checker of the project works.",
                advice: "Look at the logs of its components and resume.")
    }

    private static func check(_ copies: [TableCopy], names: [Int64: String]) throws {
        let failed = copies.filter { $0.state == .failed }
        guard failed.isEmpty else {
            let named = failed.map { names[$0.table] ?? "table \($0.table)" }
            throw Failure(
                "PROJECT-0008", "The rows of \(NameList.text(named, "table", "tables")) could not be copied.",
                advice: "Look at the tables that failed, mend the cause, and resume.",
                detail: failed.compactMap(\.failure).first?.description)
        }
    }

    private static func names(_ context: StepContext) async throws -> [Int64: String] {
        let outlines = try await context.catalog.objectOutlines(of: context.project)
        return Dictionary(outlines.map { ($0.number, $0.source.description) }, uniquingKeysWith: { first, _ in first })
    }

    // MARK: What is shown

    static func activity(_ sums: CopySums, _ leftOut: [String]) -> String {
        var text = "Copies rows: \(sums.rowsWritten) rows, \(sums.tablesCompleted) of \(sums.tables) tables done"
        if sums.tablesFailed > 0 { text += ", \(sums.tablesFailed) failed" }
        if sums.rowsIgnored > 0 { text += ", \(sums.rowsIgnored) rows left as they were" }
        if sums.rowsQuarantined > 0 { text += ", \(sums.rowsQuarantined) in quarantine" }
        text += "."
        if !leftOut.isEmpty { text += " Left out, not at the destination: \(NameList.text(leftOut))." }
        return text
    }
}

extension Component {
    /// Its agent has not looked at the last order yet.
    var isOrderNew: Bool { observation.generation < intent.generation }
}
