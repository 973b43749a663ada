internal import Catalog
internal import ConnectorKit
internal import Model
internal import Processes

/// Takes one project through its steps while its wish says so. It holds the project's lease; without it, it stops.
///
/// Nothing is kept here that is not in the catalog: a driver that dies is followed by another, which goes on with the
/// first step that is not completed. Every step can be begun again at any time. What may happen when is said by
/// `ProjectStateMachine`.
actor ProjectDriver {
    /// How often it looks and writes; tests shorten it.
    struct Pace: Sendable {
        var watch: Duration = .milliseconds(500)
        var renewal: Duration = .seconds(2)
        var patience: Duration = .seconds(300)
    }

    private let id: ProjectID
    private let catalog: Catalog
    private let connectors: ConnectorCatalogue
    private let logger: Logger
    private let holder: String
    private let pace: Pace
    private let work: @Sendable (StepKind) -> any StepWork
    private var lease: Lease?

    init(
        _ id: ProjectID, catalog: Catalog, connectors: ConnectorCatalogue, logger: Logger, holder: String,
        pace: Pace = Pace(), work: @escaping @Sendable (StepKind) -> any StepWork = Steps.work
    ) {
        self.id = id
        self.catalog = catalog
        self.connectors = connectors
        self.logger = logger
        self.holder = holder
        self.pace = pace
        self.work = work
    }

    /// Until the wish is met, the lease is lost, or the surrounding task is cancelled.
    func run() async {
        guard let taken = try? await catalog.acquire(Lease.name(of: id), holder: holder, ttl: Limits.leaseTime) else {
            // Another drives it; the next look comes when this one is over.
            try? await Task.sleep(for: pace.watch)
            return
        }
        lease = taken
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.keepLease() }
            group.addTask { await self.drive() }
            await group.next()
            group.cancelAll()
        }
        if let lease { try? await catalog.release(lease) }
    }

    /// Returns when the lease is lost, or could not be renewed until shortly before its end.
    private func keepLease() async {
        let clock = ContinuousClock()
        var renewedAt = clock.now
        while !Task.isCancelled {
            try? await Task.sleep(for: pace.renewal)
            guard let held = lease else { return }
            let asked = clock.now
            do {
                guard let renewed = try await catalog.renew(held, ttl: Limits.leaseTime) else { return }
                lease = renewed
                renewedAt = asked
            } catch {
                if clock.now - renewedAt > Limits.leaseTime - Limits.leaseMargin { return }
            }
        }
    }

    /// One duty after the other: an order that comes while an older one is met is taken up at once.
    private func drive() async {
        do {
            while let project = try await catalog.project(id) {
                try Task.checkCancellation()
                switch project.duty {
                case .nothing: return
                case .acknowledge: try await acknowledge(project)
                case .pause: try await pause(project)
                case .release: try await release(project)
                case .work: try await work(on: project)
                }
            }
        } catch is CancellationError {
            return
        } catch CatalogError.leaseLost {
            logger(.info, "another driver has the project now", ["project": "\(id)"])
        } catch {
            logger(.warning, "a project could not be driven", ["project": "\(id)", "cause": "\(error)"])
            try? await Task.sleep(for: .seconds(1))
        }
    }

    // MARK: Running

    private func work(on project: Project) async throws {
        var observation = project.observation
        observation.steps = Self.steps(of: project)
        observation.generation = project.intent.generation
        observation.failure = nil
        for at in observation.steps.indices where observation.steps[at].state == .failed {
            observation.steps[at].failure = nil
        }
        try await move(.workBegan, &observation, "started")
        while let at = observation.steps.firstIndex(where: { $0.state != .completed && $0.state != .skipped }) {
            if try await waits(before: at, &observation) { return }
            switch try await run(step: at, &observation, generation: project.intent.generation) {
            case .completed: continue
            case .stopped: return
            case .failed(let failure):
                observation.failure = failure
                try await move(.stepFailed, &observation, failure.message)
                return
            }
        }
        try await move(.allStepsDone, &observation, "all steps are done")
    }

    /// The chosen steps with what is known of each. The precheck is always done.
    static func steps(of project: Project) -> [ProjectStep] {
        let chosen = Set(project.specification.steps + [.precheck]).sorted()
        return chosen.map { kind in
            project.observation.steps.first { $0.kind == kind } ?? ProjectStep(kind: kind)
        }
    }

    /// Rests before a step that the operator wants to be asked about. The step is marked, so that the order to go on is
    /// the answer.
    private func waits(before at: Int, _ observation: inout Project.Observation) async throws -> Bool {
        guard observation.steps[at].state == .waiting,
            try await catalog.project(id)?.specification.options.stopBefore.contains(observation.steps[at].kind) == true
        else { return false }
        observation.steps[at].state = .paused
        observation.steps[at].activity = "Waits for the order to go on."
        try await move(.workRests, &observation, "stops before \(observation.steps[at].kind.rawValue)")
        return true
    }

    private enum StepEnd: Sendable {
        case completed
        /// The wish has changed; whoever comes next looks at it anew.
        case stopped
        case failed(Failure)
    }

    private func run(
        step at: Int, _ observation: inout Project.Observation, generation: Int64
    ) async throws -> StepEnd {
        let kind = observation.steps[at].kind
        observation.steps[at].state = .running
        observation.steps[at].startedAt = observation.steps[at].startedAt ?? .wallClock()
        observation.steps[at].failure = nil
        try await write(observation, "step \(kind.rawValue) runs")
        logger(.info, "a step runs", ["project": "\(id)", "step": kind.rawValue])
        let board = StepBoard()
        let end = try await raced(kind, board, generation, observation, at)
        try Task.checkCancellation()
        if let latest = await board.latest { apply(latest, to: &observation.steps[at]) }
        observation.steps[at].secondsLeft = nil
        switch end {
        case .completed:
            observation.steps[at].state = .completed
            observation.steps[at].progress = 1
            observation.steps[at].finishedAt = .wallClock()
        // The state follows when everything of the project stands still.
        case .stopped: return end
        case .failed(let failure):
            observation.steps[at].state = .failed
            observation.steps[at].failure = failure
            logger(.error, "a step failed", ["project": "\(id)", "step": kind.rawValue, "failure": "\(failure)"])
        }
        try await write(observation, "step \(kind.rawValue) \(observation.steps[at].state.rawValue)")
        return end
    }

    /// The step's work, against a change of the wish; meanwhile its progress is written down.
    private func raced(
        _ kind: StepKind, _ board: StepBoard, _ generation: Int64, _ observation: Project.Observation, _ at: Int
    ) async throws -> StepEnd {
        let context = context(board)
        let work = work
        return try await withThrowingTaskGroup(of: StepEnd.self) { group in
            group.addTask {
                do {
                    try await work(kind).run(context)
                    return .completed
                } catch {
                    return error is CancellationError || Task.isCancelled
                        ? .stopped : .failed(StepContext.failure(of: error))
                }
            }
            group.addTask { try await self.watch(generation, board, observation, at) }
            let end = try await group.next() ?? .stopped
            group.cancelAll()
            return end
        }
    }

    private func watch(
        _ generation: Int64, _ board: StepBoard, _ observation: Project.Observation, _ at: Int
    ) async throws -> StepEnd {
        var observation = observation
        while true {
            try await Task.sleep(for: pace.watch)
            guard let project = try await catalog.project(id), project.intent.generation == generation,
                project.intent.wish == .running
            else { return .stopped }
            if let latest = await board.takeChange() {
                apply(latest, to: &observation.steps[at])
                try await write(observation, "progress")
            }
        }
    }

    private nonisolated func apply(_ latest: StepBoard.Entry, to step: inout ProjectStep) {
        step.progress = latest.progress ?? step.progress
        step.activity = latest.activity
        step.secondsLeft = latest.secondsLeft
    }

    // MARK: Other duties

    private func acknowledge(_ project: Project) async throws {
        var observation = project.observation
        observation.generation = project.intent.generation
        try await write(observation, "order \(project.intent.generation) changes nothing")
    }

    /// Says paused only when nothing of the project runs any more.
    private func pause(_ project: Project) async throws {
        try await ProjectCheckers(project: id, catalog: catalog).stop()
        var observation = project.observation
        observation.generation = project.intent.generation
        for at in observation.steps.indices where observation.steps[at].state == .running {
            observation.steps[at].state = .paused
            observation.steps[at].secondsLeft = nil
        }
        try await move(.workRests, &observation, "paused")
    }

    private func release(_ project: Project) async throws {
        var observation = project.observation
        observation.generation = project.intent.generation
        try await move(.releaseBegan, &observation, "released")
        try await ProjectCheckers(project: id, catalog: catalog).removeAll()
        var context = context(StepBoard())
        context.patience = .zero
        do {
            let id = id
            try await context.withDestination { @Sendable destination in
                try await destination.removeMarks(of: id, table: nil)
            }
        } catch {
            // What is left at the destination is a few rows in a table of our own.
            logger(.warning, "marks were left at the destination", ["project": "\(id)", "cause": "\(error)"])
        }
        try Task.checkCancellation()
        try await move(.releaseEnded, &observation, "released")
    }

    private func context(_ board: StepBoard) -> StepContext {
        StepContext(
            project: id, catalog: catalog, connectors: connectors, logger: logger, board: board,
            patience: pace.patience)
    }

    // MARK: Writing down

    private func move(
        _ event: ProjectStateMachine.Event, _ observation: inout Project.Observation, _ cause: String
    ) async throws {
        var machine = ProjectStateMachine(restoring: observation.state)
        guard machine.happened(event) else {
            logger(
                .error, "an event does not fit the state of a project",
                ["project": "\(id)", "state": observation.state.rawValue, "event": event.rawValue])
            throw CancellationError()
        }
        if observation.state != machine.state {
            observation.state = machine.state
            observation.since = .wallClock()
        }
        try await write(observation, cause)
    }

    private func write(_ observation: Project.Observation, _ cause: String) async throws {
        guard let lease else { throw CancellationError() }
        try await catalog.observeProject(observation, of: id, under: lease, cause: cause)
    }
}
