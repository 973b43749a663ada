import Catalog
import Model
import TestKit
import Testing

@testable import Engine

@Suite struct IndexStepTests {
    private func project() async throws -> ScriptedProject {
        let project = try await ScriptedProject()
        await project.source.add(table: "CHILD", parent: "PARENT")
        await project.source.add(table: "PARENT")
        try await project.run(SchemaStep())
        return project
    }

    @Test func indexesComeFirstAndForeignKeysLast() async throws {
        let project = try await project()
        #expect(try await project.run(IndexStep()) == nil)
        let built = await project.destination.statements.filter { $0.hasPrefix("INDEX") }
        #expect(Set(built.prefix(2)) == ["INDEX ix_child ON hr.child", "INDEX ix_parent ON hr.parent"])
        #expect(built.last == "INDEX fk_child ON hr.child")
        let part = try await project.object("CHILD").parts["ix_child"]
        #expect(part?.state == .completed && part?.startedAt != nil && part?.finishedAt != nil)
        #expect(try await project.run(IndexStep()) == nil)
        #expect(await project.destination.statements.count == 5, "what is built is not built again")
    }

    @Test func whatExistsIsLeftAsItIs() async throws {
        let project = try await project()
        await project.destination.change { $0.parts[ObjectName("hr", "child")] = ["IX_CHILD"] }
        #expect(try await project.run(IndexStep()) == nil)
        #expect(await !project.destination.statements.contains("INDEX ix_child ON hr.child"))
    }

    @Test func aFailureIsKeptShownAndRetriedSingly() async throws {
        let project = try await project()
        await project.destination.change {
            $0.refusals = [
                ("ix_child", Scripted.refusal("too long", code: "1071")),
                ("fk_child", Scripted.refusal("no parent", code: "1452")),
            ]
        }
        let failure = try await project.run(IndexStep())
        #expect(
            failure?.message
                == "2 indexes or foreign keys: fk_child of hr.child, ix_child of hr.child not built.")
        let child = try await project.object("CHILD")
        #expect(child.parts["ix_child"]?.returnCode == "1071" && child.parts["ix_child"]?.state == .failed)
        try await project.observe { observation in
            observation.state = .failed
            var step = ProjectStep(kind: .indexes, state: .failed)
            step.startedAt = .wallClock()
            observation.steps = [step]
        }
        #expect(try await project.schema.retryPart("ix_child", of: child.number, in: project.id).state == .completed)
        await #expect(throws: NotNow("It is built already.")) {
            try await project.schema.retryPart("ix_child", of: child.number, in: project.id)
        }
        await #expect(throws: NotNow("The table has no part “x”.")) {
            try await project.schema.skipPart("x", of: child.number, in: project.id)
        }
        try await project.schema.skipPart("fk_child", of: child.number, in: project.id)
        #expect(try await project.run(IndexStep()) == nil)
        #expect(await project.destination.parts[ObjectName("hr", "child")] == ["ix_child"])
    }

    @Test func aLostAnswerIsFoundOutByLooking() async throws {
        let project = try await project()
        await project.destination.change { $0.lostAnswers = ["ix_parent"] }
        #expect(try await project.run(IndexStep()) == nil)
        #expect(await project.destination.statements.count { $0.contains("ix_parent") } == 1)
    }

    @Test func tablesThatWereRemovedOrSkippedGetNoIndexes() async throws {
        let project = try await project()
        let parent = try await project.object("PARENT").number
        try await project.catalog.changeObject(parent, of: project.id) { (object) throws(CatalogError) in
            object.isRemoved = true
        }
        #expect(try await project.run(IndexStep()) == nil)
        #expect(await !project.destination.statements.contains("INDEX ix_parent ON hr.parent"))
    }
}
