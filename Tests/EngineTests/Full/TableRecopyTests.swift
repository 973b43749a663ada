import Catalog
import Model
import TestKit
import Testing

@testable import Engine

@Suite struct TableRecopyTests {
    private func project(
        _ options: ProjectOptions = .init()
    ) async throws -> (project: ScriptedProject, table: Int64) {
        let project = try await ScriptedProject(options: options)
        await project.source.add(table: "A")
        try await project.run(SchemaStep())
        let table = try await project.object("A").number
        try await project.quarantine(table, keys: [["1"]])
        return (project, table)
    }

    private func recopy(_ project: ScriptedProject) -> TableRecopy {
        TableRecopy(catalog: project.catalog, connectors: project.connectors, logger: project.logger)
    }

    @Test func aTableIsEmptiedAndForgotten() async throws {
        let (project, table) = try await project()
        try await project.observe { $0.state = .failed }
        try await recopy(project).recopy([table], in: project.id, holder: "test")
        let copy = try #require(try await project.catalog.tableCopy(table, of: project.id))
        #expect(copy.state == .waiting && copy.chunksPlanned == 0 && copy.rowsQuarantined == 0 && copy.failure == nil)
        #expect(await project.destination.emptied == [ObjectName("hr", "a")])
        #expect(try await project.catalog.rejectionCount(of: project.id) == 0)
    }

    @Test func inAProjectThatIsReadAtOnePositionTheTableIsReadAtItsOwn() async throws {
        for consistency in ReadConsistency.allCases {
            var options = ProjectOptions()
            options.consistentCopy = consistency
            let (project, table) = try await project(options)
            try await project.observe { $0.state = .failed }
            for _ in 0..<2 { try await recopy(project).recopy([table], in: project.id, holder: "test") }
            let marks = await project.destination.marks
            #expect(marks.map { [$0.table, $0.chunk] } == (consistency == .project ? [[0, table]] : []))
            #expect(try await project.catalog.tableCopy(table, of: project.id)?.state == .waiting)
        }
    }

    @Test func aTableOfWhichNobodyKnowsWhetherItIsEmptyIsNotCopied() async throws {
        let (project, table) = try await project()
        try await project.observe { $0.state = .failed }
        await project.destination.change { $0.refusals = [("EMPTY hr.a", Scripted.lost)] }
        await #expect(throws: DatabaseRefusal.self) {
            try await recopy(project).recopy([table], in: project.id, holder: "test")
        }
        try await project.withAgent {
            let failure = try await project.run(FullStep(tick: .milliseconds(5)))
            #expect(failure?.detail?.contains("CHECKER-0008") == true)
        }
        // A mere retry would copy beside what the table still holds.
        try await project.observe { $0.state = .failed }
        let orders = TableOrders(catalog: project.catalog)
        await #expect(throws: NotNow("Copy the table anew once more.")) {
            try await orders.order(.retry, [table], of: project.id, by: Actor("admin"))
        }
        try await recopy(project).recopy([table], in: project.id, holder: "test")
        #expect(try await project.catalog.tableCopy(table, of: project.id)?.state == .waiting)
    }

    @Test func whereTheProjectMayRunNothingIsEmptied() async throws {
        let (project, table) = try await project()
        for state in [ProjectState.running, .completed, .released, .notStarted] {
            try await project.observe { $0.state = state }
            await #expect(throws: NotNow.self) {
                try await recopy(project).recopy([table], in: project.id, holder: "test")
            }
        }
        try await project.observe { $0.state = .paused }
        let driver = try #require(
            try await project.catalog.acquire(Lease.name(of: project.id), holder: "driver", ttl: .seconds(60)))
        await #expect(throws: NotNow("The project is being driven now.")) {
            try await recopy(project).recopy([table], in: project.id, holder: "test")
        }
        try await project.catalog.release(driver)
        #expect(await project.destination.emptied.isEmpty)
    }
}
