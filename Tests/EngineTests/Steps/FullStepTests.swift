import Catalog
import Model
import TestKit
import Testing

@testable import Engine

@Suite struct FullStepTests {
    private let step = FullStep(tick: .milliseconds(5))

    private func project(_ options: ProjectOptions = .init()) async throws -> ScriptedProject {
        let project = try await ScriptedProject(options: options)
        for name in ["A", "B"] { await project.source.add(table: name) }
        try await project.run(SchemaStep())
        return project
    }

    private func end(_ project: ScriptedProject, _ table: Int64, _ state: TableCopy.State) async throws {
        try await project.catalog.changeTableCopy(table, of: project.id) { (copy) throws(CatalogError) in
            copy.state = state
            if state == .failed { copy.failure = Failure("X-1", "The row is odd.", advice: "a") }
        }
    }

    private func copies(_ project: ScriptedProject, _ count: Int) async throws {
        try await eventually("the copies are there") {
            try await project.catalog.tableCopies(of: project.id).count == count
        }
    }

    @Test func checkersAreWantedWatchedAndRemovedAtTheEnd() async throws {
        var options = ProjectOptions()
        options.checkers = 2
        let project = try await project(options)
        try await project.withAgent {
            let running = Task { try await project.run(step) }
            try await copies(project, 2)
            try await eventually("two Checkers run") {
                try await project.catalog.components().count { $0.observation.state == .running } == 2
            }
            let names = try await project.catalog.components().map(\.name).sorted()
            #expect(names == ["Move checker 1", "Move checker 2"])
            var wish = try await project.project().specification
            wish.options.checkers = 3
            try await project.orders.edit(project.id, to: wish)
            try await eventually("a third is wanted") { try await project.catalog.components().count == 3 }
            try await end(project, 1, .completed)
            try await end(project, 2, .completed)
            #expect(try await running.value == nil)
            #expect(try await project.catalog.components().isEmpty)
        }
    }

    @Test func aTableThatFailedIsNamedAndTriedAgainByTheNextRun() async throws {
        let project = try await project()
        try await project.withAgent {
            let running = Task { try await project.run(step) }
            try await copies(project, 2)
            try await end(project, 1, .completed)
            try await end(project, 2, .failed)
            let failure = try await running.value
            #expect(failure?.message == "The rows of 1 table: HR.B could not be copied.")
            #expect(failure?.detail?.contains("The row is odd.") == true)
            let again = Task { try await project.run(step) }
            try await eventually("it waits again") {
                try await project.catalog.tableCopy(2, of: project.id)?.state == .waiting
            }
            try await end(project, 2, .completed)
            #expect(try await again.value == nil)
        }
    }

    @Test func whenNoCheckerCanGoOnTheStepFailsWithTheirReason() async throws {
        let project = try await project()
        try await project.withAgent({ _ in .abnormal }) {
            let failure = try await project.run(step)
            #expect(failure?.number == "PROJECT-0007")
            #expect(try await project.catalog.components().allSatisfy { $0.intent.desired == .stopped })
        }
    }

    @Test func aSkippedTableThatIsNotThereIsLeftOutAndSaid() async throws {
        let project = try await project()
        for number in [Int64(1), 2] {
            try await project.catalog.changeObject(number, of: project.id) { (object) throws(CatalogError) in
                object.state = .skipped
            }
        }
        await project.destination.change { $0.objects.remove(ObjectName("hr", "b")) }
        try await project.withAgent {
            let board = StepBoard()
            let running = Task { try await project.run(step, board) }
            try await copies(project, 1)
            try await eventually("it is said") {
                await board.latest?.activity.contains("Left out, not at the destination: HR.B.") == true
            }
            try await end(project, 1, .completed)
            #expect(try await running.value == nil)
        }
    }

    @Test func aStepThatIsCancelledLeavesItsCheckersToWhoeverComesNext() async throws {
        let project = try await project()
        try await project.withAgent {
            let running = Task { try await project.run(step) }
            try await eventually("one runs") {
                try await project.catalog.components().contains { $0.observation.state == .running }
            }
            running.cancel()
            await #expect(throws: CancellationError.self) { try await running.value }
            #expect(try await project.catalog.components().allSatisfy { $0.intent.desired == .running })
            let checkers = ProjectCheckers(project: project.id, catalog: project.catalog)
            try await checkers.stop()
            #expect(try await project.catalog.components().allSatisfy { $0.observation.state == .stopped })
            try await checkers.want(1, named: "Move")
            try await eventually("the same runs again") {
                try await project.catalog.components().map(\.observation.state) == [.running]
            }
            try await checkers.removeAll()
            #expect(try await project.catalog.components().isEmpty)
        }
    }

    @Test func withoutTablesThereIsNothingToWaitFor() async throws {
        let project = try await ScriptedProject()
        #expect(try await project.run(step) == nil)
    }

    @Test func checkersHaveNamesThatNobodyElseHas() {
        #expect(ProjectCheckers.freeName("P", []) == "P checker 1")
        #expect(ProjectCheckers.freeName("P", ["P checker 1", "P checker 2"]) == "P checker 3")
        let long = ProjectCheckers.freeName(String(repeating: "n", count: 80), [])
        #expect(long.count == Limits.nameLengthMax && long.hasSuffix(" checker 1"))
    }
}
