import Catalog
import ConnectorKit
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

    /// As a pause leaves it whose connection broke while the index was built.
    private func projectOfABrokenBuild(looks: Int) async throws -> ScriptedProject {
        let project = try await project()
        let child = try await project.object("CHILD").number
        try await project.catalog.changeObject(child, of: project.id) { (object) throws(CatalogError) in
            object.parts["ix_child"] = ProjectObject.Part(state: .creating)
        }
        await project.destination.change { $0.beingBuilt = ["ix_child": looks] }
        return project
    }

    @Test func anIndexThatIsBeingBuiltAlreadyIsWaitedFor() async throws {
        let project = try await projectOfABrokenBuild(looks: 2)
        #expect(try await project.run(IndexStep()) == nil)
        #expect(try await project.object("CHILD").parts["ix_child"]?.state == .completed)
        #expect(await project.destination.parts[ObjectName("hr", "child")]?.contains("ix_child") == true)
    }

    @Test func anIndexWhoseBuilderDiedIsBuiltAnew() async throws {
        let project = try await projectOfABrokenBuild(looks: -2)
        #expect(try await project.run(IndexStep()) == nil)
        #expect(try await project.object("CHILD").parts["ix_child"]?.state == .completed)
        #expect(await project.destination.parts[ObjectName("hr", "child")]?.contains("ix_child") == true)
    }

    @Test func whoTriesAnIndexByHandIsToldThatItIsBeingBuilt() async throws {
        let project = try await projectOfABrokenBuild(looks: 2)
        try await project.observe { observation in
            observation.state = .paused
            var step = ProjectStep(kind: .indexes, state: .paused)
            step.startedAt = .wallClock()
            observation.steps = [step]
        }
        let child = try await project.object("CHILD").number
        let part = try await project.schema.retryPart("ix_child", of: child, in: project.id)
        #expect(part.state == .failed && part.failure?.number == "PROJECT-0015")
        #expect(try await project.run(IndexStep()) == nil)
        #expect(try await project.object("CHILD").parts["ix_child"]?.state == .completed)
    }

    @Test func aForeignKeyThatABrokenConnectionMadeMeanwhileIsProvenOnceMore() async throws {
        let project = try await project()
        let child = try await project.object("CHILD").number
        try await project.catalog.changeObject(child, of: project.id) { (object) throws(CatalogError) in
            object.parts["fk_child"] = ProjectObject.Part(state: .creating)
        }
        await project.destination.change {
            $0.refusals = [("fk_child", Scripted.exists("fk_child"))]
            $0.leavesRefused = true
        }
        #expect(try await project.run(IndexStep()) == nil)
        #expect(try await project.object("CHILD").parts["fk_child"]?.state == .completed)
        #expect(await project.destination.statements.count { $0.contains("fk_child") } == 2)
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

    @Test func aForeignKeyThatCannotBeBuiltNamesTheRowsWithoutParents() async throws {
        let project = try await project()
        let parent = try await project.object("PARENT").number
        try await project.quarantine(parent, keys: [["7"], ["9"]])
        await project.destination.change {
            $0.refusals = [("fk_child", Scripted.refusal("no parent", code: "1452"))]
            $0.orphans = OrphanCount(rows: 5, rowsOfAbsent: 2, examples: ["C0 = 7", "C0 = 8"])
        }
        _ = try await project.run(IndexStep())
        let part = try await project.object("CHILD").parts["fk_child"]
        #expect(part?.failure?.number == "PROJECT-0014" && part?.returnCode == "1452")
        #expect(
            part?.failure?.message
                == "The foreign key fk_child cannot be built: 5 rows of hr.child name parents that hr.parent does not "
                + "hold: 2 because the parent row is in quarantine, 3 because the parent row was not there when its "
                + "table was read.")
        #expect(part?.failure?.detail?.hasSuffix(" Such as C0 = 7; C0 = 8.") == true)
        #expect(await project.destination.absent == [["7"], ["9"]])
        await project.destination.change {
            $0.refusals = [("fk_child", Scripted.refusal("too long", code: "1071"))]
            $0.orphans = OrphanCount(rows: 0)
        }
        _ = try await project.run(IndexStep())
        #expect(try await project.object("CHILD").parts["fk_child"]?.failure?.message == "too long")
    }

    @Test func aForeignKeyThatWasRefusedIsTakenBackAndBuiltAnew() async throws {
        let project = try await project()
        let child = ObjectName("hr", "child")
        await project.destination.change {
            $0.refusals = [("fk_child", Scripted.refusal("no parent", code: "5785"))]
            $0.leavesRefused = true
        }
        #expect(try await project.run(IndexStep()) != nil)
        #expect(await project.destination.parts[child] == ["ix_child"])
        // One that could not be taken back, or whose answer was lost, is not believed.
        await project.destination.change { $0.parts[child]?.insert("fk_child") }
        #expect(try await project.run(IndexStep()) == nil)
        #expect(await project.destination.statements.count { $0.contains("fk_child") } == 2)
        #expect(try await project.object("CHILD").parts["fk_child"]?.state == .completed)
    }

    @Test func aForeignKeyThatOthersMadeMeanwhileIsLeftAlone() async throws {
        let project = try await project()
        await project.destination.change {
            $0.refusals = [("fk_child", Scripted.exists("fk_child"))]
            $0.leavesRefused = true
        }
        #expect(try await project.run(IndexStep()) != nil)
        #expect(try await project.object("CHILD").parts["fk_child"]?.state == .failed)
        #expect(await project.destination.parts[ObjectName("hr", "child")]?.contains("fk_child") == true)
    }

    @Test func aForeignKeyThatTheSourceNeverProvedIsNotProvenHereEither() async throws {
        let project = try await project()
        let child = try await project.object("CHILD").number
        try await project.catalog.changeObject(child, of: project.id) { (object) throws(CatalogError) in
            for at in object.converted?.parts.indices ?? 0..<0 {
                object.converted?.parts[at].reference?.isUnproven = true
            }
        }
        #expect(try await project.run(IndexStep()) == nil)
        #expect(
            await project.destination.statements.filter { $0.contains("fk_child") }.allSatisfy {
                $0.hasSuffix("UNPROVEN")
            })
        #expect(await project.destination.statements.contains { $0.hasSuffix("UNPROVEN") })
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

    @Test func foreignKeysThatTouchOneTableWaitForEachOther() async throws {
        func entry(_ number: Int64, _ table: String, parent: String) -> PartLine.Entry {
            let object = ProjectObject(
                number: number, kind: .table, source: ObjectName("HR", table), destination: ObjectName("hr", table))
            let reference = ForeignReference(
                columns: ["p"], parent: ObjectName("hr", parent), parentColumns: ["id"],
                parentSource: ObjectName("HR", parent), parentSourceColumns: ["ID"])
            let part = ConvertedPart(kind: .foreignKey, name: "fk\(number)", statement: "", reference: reference)
            return PartLine.Entry(object, [part], [])
        }
        let line = PartLine([entry(1, "a", parent: "p"), entry(2, "b", parent: "p"), entry(3, "c", parent: "q")])
        let first = try #require(await line.next())
        let other = try #require(await line.next())
        #expect(first.table == 1 && other.table == 3, "the second key of p is passed over")
        async let last = line.next()
        await line.ended(first)
        #expect(await last?.table == 2)
        #expect(await line.next() == nil)
    }

    @Test func anEndThatWasNotWrittenDownIsFoundOutByLooking() async throws {
        let project = try await project()
        let number = try await project.object("PARENT").number
        // As a kill right after the statement leaves it.
        try await project.catalog.changeObject(number, of: project.id) { (object) throws(CatalogError) in
            object.parts["ix_parent"] = ProjectObject.Part()
            object.parts["ix_parent"]?.state = .creating
        }
        await project.destination.change { $0.parts[ObjectName("hr", "parent")] = ["ix_parent"] }
        #expect(try await project.run(IndexStep()) == nil)
        #expect(await !project.destination.statements.contains("INDEX ix_parent ON hr.parent"))
        #expect(try await project.object("PARENT").parts["ix_parent"]?.state == .completed)
    }
}
