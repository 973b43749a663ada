import Catalog
import Model
import Synchronization
import TestKit
import Testing

@testable import Engine

@Suite struct ProjectDriverTests {
    /// A step that a test lets go, fails, or watches being cancelled.
    actor Stage {
        private(set) var began: [StepKind] = []
        private(set) var cancelled: [StepKind] = []
        var held: Set<StepKind> = []
        var failures: [StepKind: [Failure]] = [:]

        func hold(_ kinds: StepKind...) { held.formUnion(kinds) }
        func letGo() { held = [] }
        func holds(_ kind: StepKind) -> Bool { held.contains(kind) }
        func fail(_ kind: StepKind, _ failure: Failure) { failures[kind, default: []].append(failure) }

        func play(_ kind: StepKind, _ board: StepBoard) async throws {
            began.append(kind)
            await board.say("\(kind.rawValue) is played", 0.5, secondsLeft: 7)
            do {
                try await eventually("the step is let go", within: .seconds(60)) { @Sendable in
                    await !self.holds(kind)
                }
            } catch {
                cancelled.append(kind)
                throw error
            }
            if var left = failures[kind], !left.isEmpty {
                let failure = left.removeFirst()
                failures[kind] = left
                throw failure
            }
        }
    }

    struct PlayedStep: StepWork {
        let kind: StepKind
        let stage: Stage
        func run(_ context: StepContext) async throws { try await stage.play(kind, context.board) }
    }

    private let stage = Stage()

    private func driver(_ project: ScriptedProject, holder: String = "one") -> ProjectDriver {
        let stage = stage
        return ProjectDriver(
            project.id, catalog: project.catalog, connectors: project.connectors, logger: project.logger,
            holder: holder,
            pace: .init(watch: .milliseconds(5), renewal: .milliseconds(10), patience: .milliseconds(50)),
            work: { PlayedStep(kind: $0, stage: stage) })
    }

    private func reached(_ project: ScriptedProject, _ state: ProjectState) async throws {
        try await eventually("the project is \(state)") { try await project.project().observation.state == state }
    }

    private func began(_ kind: StepKind) async throws {
        try await eventually("\(kind) has begun") { await stage.began.contains(kind) }
    }

    @Test func aProjectGoesThroughItsStepsInTheirOrder() async throws {
        let project = try await ScriptedProject()
        #expect(try await project.project().duty == .nothing)
        try await project.orders.start(project.id, by: .system)
        #expect(try await project.project().duty == .work)
        await driver(project).run()
        let done = try await project.project()
        #expect(done.observation.state == .completed && done.duty == .nothing)
        #expect(done.observation.steps.map(\.kind) == [.precheck, .schema, .full, .indexes])
        #expect(
            done.observation.steps.allSatisfy { $0.state == .completed && $0.progress == 1 && $0.finishedAt != nil })
        #expect(await stage.began == [.precheck, .schema, .full, .indexes])
        #expect(try await project.catalog.lease(Lease.name(of: project.id))?.holder == "")
    }

    @Test(arguments: [StepKind.precheck, .schema, .full, .indexes])
    func aProjectIsPausedInTheMiddleOfEachStepAndGoesOnThere(_ kind: StepKind) async throws {
        let project = try await ScriptedProject()
        await stage.hold(kind)
        try await project.orders.start(project.id, by: .system)
        let running = Task { await driver(project).run() }
        try await began(kind)
        try await eventually("progress is written down") {
            try await project.project().observation.steps.first { $0.kind == kind }?.secondsLeft == 7
        }
        try await project.orders.pause(project.id, by: .system)
        await running.value
        let paused = try await project.project()
        #expect(paused.observation.state == .paused)
        #expect(paused.observation.steps.first { $0.kind == kind }?.state == .paused)
        #expect(paused.observation.steps.first { $0.kind == kind }?.progress == 0.5)
        #expect(await stage.cancelled == [kind])
        await stage.letGo()
        try await project.orders.resume(project.id, by: .system)
        await driver(project).run()
        #expect(try await project.project().observation.state == .completed)
        #expect(await stage.began.count { $0 == kind } == 2)
        #expect(await stage.began.count == 5, "what was completed is not done again")
    }

    @Test func aStepThatFailsStopsTheProjectAndIsTriedAgainWhenItIsResumed() async throws {
        let project = try await ScriptedProject()
        let failure = Failure("X-1", "It broke.", advice: "Mend it.")
        await stage.fail(.full, failure)
        try await project.orders.start(project.id, by: .system)
        await driver(project).run()
        let failed = try await project.project()
        #expect(failed.observation.state == .failed && failed.observation.failure == failure)
        #expect(failed.observation.steps.first { $0.kind == .full }?.failure == failure)
        #expect(failed.duty == .nothing, "a failed project waits for an order")
        try await project.orders.resume(project.id, by: .system)
        await driver(project).run()
        let done = try await project.project()
        #expect(done.observation.state == .completed && done.observation.failure == nil)
        #expect(await stage.began == [.precheck, .schema, .full, .full, .indexes])
    }

    @Test func anotherDriverGoesOnWhereOneWasKilled() async throws {
        let project = try await ScriptedProject()
        await stage.hold(.full)
        try await project.orders.start(project.id, by: .system)
        let running = Task { await driver(project).run() }
        try await began(.full)
        running.cancel()
        await running.value
        let left = try await project.project()
        #expect(left.observation.state == .running && left.duty == .work, "its death is not a pause")
        await stage.letGo()
        await driver(project, holder: "two").run()
        #expect(try await project.project().observation.state == .completed)
        #expect(await stage.began == [.precheck, .schema, .full, .full, .indexes])
    }

    @Test func ofTwoDriversOneWorks() async throws {
        let project = try await ScriptedProject()
        await stage.hold(.schema)
        try await project.orders.start(project.id, by: .system)
        let first = Task { await driver(project).run() }
        try await began(.schema)
        await driver(project, holder: "two").run()
        #expect(await stage.began == [.precheck, .schema])
        await stage.letGo()
        await first.value
        #expect(await stage.began == [.precheck, .schema, .full, .indexes])
        #expect(try await project.project().observation.state == .completed)
    }

    @Test func aDriverWhoseLeaseIsTakenStopsItsStepAndWritesNothingMore() async throws {
        let project = try await ScriptedProject()
        await stage.hold(.schema)
        try await project.orders.start(project.id, by: .system)
        let first = Task { await driver(project).run() }
        try await began(.schema)
        let name = Lease.name(of: project.id)
        try await project.catalog.breakLease(name, holder: "one")
        let taken = try #require(try await project.catalog.acquire(name, holder: "two", ttl: .seconds(10)))
        await first.value
        #expect(await stage.cancelled == [.schema])
        #expect(try await project.project().observation.state == .running)
        #expect(try await project.catalog.lease(name)?.epoch == taken.epoch, "the new holder keeps the lease")
    }

    @Test func anOrderThatComesWhileAnOlderOneIsMetIsTakenUpToo() async throws {
        let project = try await ScriptedProject()
        await stage.hold(.schema)
        try await project.orders.start(project.id, by: .system)
        let running = Task { await driver(project).run() }
        try await began(.schema)
        try await project.orders.pause(project.id, by: .system)
        try await project.orders.resume(project.id, by: .system)
        try await eventually("the step was begun again") { await stage.began.count { $0 == .schema } == 2 }
        await stage.letGo()
        await running.value
        let done = try await project.project()
        #expect(done.observation.state == .completed && !done.isOrderPending)
    }

    @Test func aProjectRestsBeforeAStepUntilItIsResumed() async throws {
        var options = ProjectOptions()
        options.stopBefore = [.full]
        let project = try await ScriptedProject(options: options)
        try await project.orders.start(project.id, by: .system)
        await driver(project).run()
        let resting = try await project.project()
        #expect(resting.observation.state == .paused && resting.duty == .nothing)
        #expect(await stage.began == [.precheck, .schema])
        try await project.orders.resume(project.id, by: .system)
        await driver(project).run()
        #expect(try await project.project().observation.state == .completed)
    }

    @Test func aReleasedProjectLeavesNoMarksAndStaysReleased() async throws {
        let project = try await ScriptedProject()
        await stage.fail(.schema, Failure("X-1", "no", advice: "a"))
        try await project.orders.start(project.id, by: .system)
        await driver(project).run()
        try await project.orders.release(project.id, by: .system)
        await #expect(throws: NotNow.self) { try await project.orders.resume(project.id, by: .system) }
        await driver(project).run()
        let released = try await project.project()
        #expect(released.observation.state == .released && released.duty == .nothing)
        #expect(await project.destination.removedMarks == 1)
        #expect(await project.destination.openCount == 0)
        try await project.orders.delete(project.id)
        #expect(try await project.catalog.project(project.id) == nil)
    }

    @Test func aReleaseThatWasInterruptedIsEndedByTheNextDriver() async throws {
        let project = try await ScriptedProject()
        try await project.observe {
            $0.state = .releasing
            $0.generation = 1
        }
        #expect(try await project.project().duty == .release)
        await driver(project).run()
        #expect(try await project.project().observation.state == .released)
    }

    @Test func aPauseThatWasNotTakenUpLeavesAProjectThatFailedMeanwhileAsItIs() async throws {
        let project = try await ScriptedProject()
        await stage.fail(.precheck, Failure("X-1", "no", advice: "a"))
        try await project.orders.start(project.id, by: .system)
        await driver(project).run()
        try await project.orders.resume(project.id, by: .system)
        try await project.orders.pause(project.id, by: .system)
        await driver(project).run()
        let left = try await project.project()
        #expect(left.observation.state == .failed && !left.isOrderPending && left.duty == .nothing)
    }

    @Test func pausingWaitsUntilEveryCheckerIsStill() async throws {
        let project = try await ScriptedProject()
        let isAllowed = Allowance()
        await stage.hold(.full)
        try await project.withAgent({ component in
            component.intent.desired == .running || !isAllowed.isGiven ? .running : .stopped
        }) {
            try await ProjectCheckers(project: project.id, catalog: project.catalog).want(2, named: "Move")
            try await project.orders.start(project.id, by: .system)
            let running = Task { await driver(project).run() }
            try await began(.full)
            try await project.orders.pause(project.id, by: .system)
            try await eventually("both are wanted stopped") {
                try await project.catalog.components().allSatisfy { $0.intent.desired == .stopped }
            }
            #expect(try await project.project().observation.state == .running)
            isAllowed.give()
            await running.value
            #expect(try await project.project().observation.state == .paused)
            #expect(try await project.catalog.components().allSatisfy { $0.observation.state == .stopped })
        }
    }

    private final class Allowance: Sendable {
        private let given = Atomic<Bool>(false)
        func give() { given.store(true, ordering: .sequentiallyConsistent) }
        var isGiven: Bool { given.load(ordering: .sequentiallyConsistent) }
    }

    @Test func allDriversOfAServerTakeUpWhatIsWanted() async throws {
        let project = try await ScriptedProject(steps: [.schema])
        await project.source.add(table: "A")
        try await project.orders.start(project.id, by: .system)
        let drivers = ProjectDrivers(
            catalog: project.catalog, connectors: project.connectors, logger: project.logger,
            identity: ProcessIdentity(pid: 1, startTicks: 1, bootID: "b"))
        let running = Task { await drivers.run() }
        try await reached(project, .completed)
        running.cancel()
        await running.value
        #expect(await project.destination.objects == [ObjectName("hr", "a")])
    }

    @Test func stepsKeepWhatIsKnownWhenTheChoiceChanges() async throws {
        let project = try await ScriptedProject(steps: [.schema])
        try await project.observe { observation in
            var step = ProjectStep(kind: .precheck, state: .completed)
            step.progress = 1
            observation.steps = [step, ProjectStep(kind: .schema)]
        }
        var changed = try await project.project()
        changed.specification.steps = [.full]
        let steps = ProjectDriver.steps(of: changed)
        #expect(steps.map(\.kind) == [.precheck, .full] && steps[0].state == .completed)
    }
}
