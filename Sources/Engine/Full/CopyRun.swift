internal import Catalog
internal import ConnectorKit
internal import Model
internal import Processes

/// One Checker at work: planners, lanes, and a pulse that writes down what they did. Ends when no table of the project
/// has anything left to copy, whichever Checker copied it.
struct CopyRun: Sendable {
    private static let planners = 3
    private static let pulseTime: Duration = .milliseconds(200)

    let project: Project
    let ends: CopyEnds
    let context: ComponentContext
    let clock: CopyClock
    let ledger: CopyLedger
    let throttle: CopyThrottle
    let watch: CopyWatch
    let supply: ChunkSupply
    let plans: CopyPlans
    let positions: CopyPositions

    init(_ project: Project, _ ends: CopyEnds, _ context: ComponentContext, clock: CopyClock = .system) {
        self.project = project
        self.ends = ends
        self.context = context
        self.clock = clock
        ledger = CopyLedger(project.id, context, clock)
        throttle = CopyThrottle(
            project.specification.options.speedOfOne, DestinationTelling(destination: ends.destination), clock)
        watch = CopyWatch(project, context.catalog, context.lease)
        supply = ChunkSupply(project.id, context.catalog, context.lease, clock)
        plans = CopyPlans(project.id, context.catalog)
        positions = CopyPositions(project, ends)
    }

    func run() async throws {
        let work = self
        try await watch.look()
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<Self.planners { group.addTask { try await CopyPlanner(work).run() } }
                group.addTask { try await work.pulse() }
                for largeValues in [false, true] { group.addTask { try await work.copy(largeValues) } }
                // The first that fails ends the others.
                while try await group.next() != nil {}
            }
        } catch {
            // What was written counts, also for whoever was told to end.
            try? await ledger.flush()
            await supply.close()
            throw error
        }
        try await ledger.flush()
        await supply.close()
    }

    /// As many lanes as the speed says; when it says otherwise while they run, lanes are added or end.
    private func copy(_ largeValues: Bool) async throws {
        let work = self
        try await withThrowingTaskGroup(of: Int.self) { group in
            var running: Set<Int> = []
            while await !watch.isDone {
                let wanted = largeValues ? await throttle.largeLanes : await throttle.lanes
                for number in 1...wanted where running.insert(number).inserted {
                    group.addTask {
                        try await CopyLane(work, number: number, largeValues: largeValues).run()
                        return number
                    }
                }
                // Lanes beyond the speed end by themselves; one that is wanted again begins anew.
                if running.count > wanted, let ended = try await group.next() {
                    running.remove(ended)
                } else {
                    try await clock.wait(Self.pulseTime)
                }
            }
            try await group.waitForAll()
        }
    }

    /// Writes results down, sees how far the tables are, and once a second takes up changes of the project's speed and
    /// measures.
    private func pulse() async throws {
        var round = 0
        while await !watch.isDone {
            round += 1
            if round % 5 == 1 {
                if let options = try await context.catalog.project(project.id)?.specification.options {
                    await throttle.change(to: options.speedOfOne)
                    await watch.change(quarantineMax: options.quarantineMax)
                }
                await throttle.look()
                await ledger.measure(isLoaded: throttle.isLoaded)
            }
            try await clock.wait(Self.pulseTime)
            try await ledger.flush()
            try await watch.look()
        }
    }

    func giveUp(_ table: Int64, _ failure: Failure) async throws {
        context.logger(.error, "a table cannot be copied", ["table": "\(table)", "failure": "\(failure)"])
        try await context.catalog.failTableCopy(table, of: project.id, failure, under: context.lease)
        try await supply.drop(table: table)
    }

    /// Waits before something is tried again.
    func pause(_ delay: Duration) async throws {
        try await clock.wait(delay)
        await ledger.note(.blocked, delay)
    }
}

/// Both ends of a copy.
struct CopyEnds: Sendable {
    let source: any SourceDatabase
    let destination: any DestinationDatabase

    /// Whether both can be reached now.
    func answer() async -> Bool {
        guard (try? await source.facts()) != nil else { return false }
        return (try? await destination.facts()) != nil
    }

    func close() async {
        await source.close()
        await destination.close()
    }
}
