import Catalog
import Model
import TestKit
import Testing

@testable import Engine

@Suite struct SchemaStepTests {
    @Test func tablesAreMadeBeforeViewsAndViewsInTheirOrder() async throws {
        let project = try await ScriptedProject()
        await project.source.add(view: "V2", reads: ["V1"])
        await project.source.add(view: "V1", reads: ["T"])
        await project.source.add(table: "T")
        await project.source.add(other: "SEQ", .sequence)
        #expect(try await project.run(SchemaStep()) == nil)
        #expect(
            await project.destination.statements == [
                "CREATE table hr.t", "CREATE view hr.v1 OVER hr.t", "CREATE view hr.v2 OVER hr.v1",
            ])
        #expect(
            try await project.states() == ["T": .completed, "V1": .completed, "V2": .completed, "SEQ": .listed])
        #expect(try await project.object("V1").sourceText == "SELECT 1 FROM T")
        #expect(await project.destination.openCount == 0)
        #expect(await project.destination.openMax > 0)
    }

    @Test func aViewOverWhatIsNotSupportedIsLeftOutAndSaysWhy() async throws {
        let project = try await ScriptedProject()
        await project.source.add(table: "T")
        await project.source.add(table: "ODD")
        await project.source.add(view: "BESIDE", reads: ["T"])
        await project.source.add(view: "BELOW", reads: ["ODD"])
        await project.source.add(view: "ABOVE", reads: ["BELOW", "T"])
        #expect(try await project.run(SchemaStep()) == nil)
        #expect(
            try await project.states() == [
                "T": .completed, "ODD": .unsupported, "BESIDE": .completed, "BELOW": .unsupported,
                "ABOVE": .unsupported,
            ])
        let note = try #require(try await project.object("ABOVE").converted?.notes.last)
        #expect(note.rule == "view.reads" && note.text.contains("HR.BELOW") && !note.text.contains("HR.T"))
        // What somebody made there by hand is ground enough.
        let other = try await ScriptedProject()
        await other.source.add(table: "ODD")
        await other.source.add(view: "BELOW", reads: ["ODD"])
        await other.destination.change { $0.objects = [ObjectName("hr", "odd")] }
        #expect(try await other.run(SchemaStep()) == nil)
        #expect(try await other.states() == ["ODD": .unsupported, "BELOW": .completed])
    }

    @Test func whatFailsHoldsNothingElseBackAndIsTriedAgainByTheNextRun() async throws {
        let project = try await ScriptedProject()
        for name in ["A", "B", "C"] { await project.source.add(table: name) }
        await project.destination.change { $0.refusals = [("hr.b", Scripted.refusal("no room", code: "1005"))] }
        let failure = try await project.run(SchemaStep())
        #expect(failure?.number == "SCHEMA-0001" && failure?.message.contains("failed: HR.B") == true)
        #expect(try await project.states() == ["A": .completed, "B": .failed, "C": .completed])
        let failed = try await project.object("B")
        #expect(failed.returnCode == "1005" && failed.failure?.message == "no room")
        #expect(try await project.run(SchemaStep()) == nil)
        #expect(await project.destination.statements.count == 4)
        #expect(try await project.object("B").failure == nil)
    }

    @Test func anObjectOfOthersIsAFailureAndOneOfOursIsKnownAgain() async throws {
        let project = try await ScriptedProject()
        for name in ["OTHERS", "OURS", "NEW"] { await project.source.add(table: name) }
        await project.destination.change {
            $0.objects = [ObjectName("hr", "others"), ObjectName("hr", "ours")]
        }
        try await project.context().withEnds { source, destination in
            try await ObjectPlanning(context: project.context(), source: source, destination: destination).ensure()
        }
        let ours = try await project.object("OURS")
        try await project.catalog.changeObject(ours.number, of: project.id) { (object) throws(CatalogError) in
            object.state = .creating
        }
        let failure = try await project.run(SchemaStep())
        #expect(failure?.message.contains("HR.OTHERS") == true)
        #expect(try await project.states() == ["OTHERS": .failed, "OURS": .completed, "NEW": .completed])
        #expect(try await project.object("OTHERS").failure?.number == "SCHEMA-0003")
        #expect(await project.destination.statements == ["CREATE table hr.new"])
    }

    @Test func aTableThatAStatementOfABrokenConnectionMakesMeanwhileIsOurs() async throws {
        let project = try await ScriptedProject()
        for name in ["OURS", "OTHERS"] { await project.source.add(table: name) }
        try await project.context().withEnds { source, destination in
            try await ObjectPlanning(context: project.context(), source: source, destination: destination).ensure()
        }
        let ours = try await project.object("OURS")
        try await project.catalog.changeObject(ours.number, of: project.id) { (object) throws(CatalogError) in
            object.state = .creating
        }
        // Nobody sees either when the step begins, and both are there when their statements come.
        await project.destination.change {
            $0.objects = [ObjectName("hr", "ours"), ObjectName("hr", "others")]
            $0.unseen = $0.objects
        }
        #expect(try await project.run(SchemaStep()) != nil)
        #expect(try await project.states() == ["OURS": .completed, "OTHERS": .failed])
        #expect(try await project.object("OURS").failure == nil)
        #expect(try await project.object("OTHERS").returnCode == "1050")
    }

    @Test func aLostAnswerIsFoundOutByLooking() async throws {
        let project = try await ScriptedProject()
        await project.source.add(table: "A")
        await project.destination.change { $0.lostAnswers = ["hr.a"] }
        #expect(try await project.run(SchemaStep()) == nil)
        #expect(await project.destination.statements == ["CREATE table hr.a"])
        #expect(try await project.states() == ["A": .completed])
    }

    @Test func aDestinationThatIsGoneForAWhileIsWaitedFor() async throws {
        let project = try await ScriptedProject()
        await project.source.add(table: "A")
        await project.destination.change { $0.refusals = [("hr.a", Scripted.lost), ("hr.a", Scripted.lost)] }
        #expect(try await project.run(SchemaStep()) == nil)
        #expect(try await project.states() == ["A": .completed])
    }

    @Test func severalStatementsRunAtOnceAndNotMoreThanTheLanes() async throws {
        let project = try await ScriptedProject()
        for at in 0..<8 { await project.source.add(table: "T\(at)") }
        await project.destination.hold()
        let running = Task { try await project.run(SchemaStep()) }
        try await eventually("all lanes wait") { await project.destination.heldCount == SchemaStep.lanes }
        await project.destination.letGo()
        #expect(try await running.value == nil)
        #expect(await project.destination.objects.count == 8)
    }

    @Test func aPausedStepGoesOnWhereItStopped() async throws {
        let project = try await ScriptedProject()
        for at in 0..<6 { await project.source.add(table: "T\(at)") }
        await project.destination.hold()
        let running = Task { try await project.run(SchemaStep()) }
        try await eventually("all lanes wait") { await project.destination.heldCount == SchemaStep.lanes }
        running.cancel()
        await project.destination.letGo()
        await #expect(throws: CancellationError.self) { try await running.value }
        #expect(await project.destination.objects.count < 6)
        #expect(try await project.run(SchemaStep()) == nil)
        #expect(await project.destination.statements.count == 6, "no statement ran twice")
    }

    @Test func unsupportedObjectsStopTheStepOrAreLeftOutAsTheProjectSays() async throws {
        let project = try await ScriptedProject()
        await project.source.add(table: "ODD")
        await project.source.add(table: "A")
        var wish = try await project.project().specification
        wish.options.onUnsupported = .stop
        try await project.orders.edit(project.id, to: wish)
        let failure = try await project.run(SchemaStep())
        #expect(failure?.message.contains("not supported: HR.ODD") == true)
        wish.options.onUnsupported = .leaveOut
        try await project.orders.edit(project.id, to: wish)
        let board = StepBoard()
        #expect(try await project.run(SchemaStep(), board) == nil)
        #expect(await board.latest?.activity == "1 objects are created. Left out, not supported: HR.ODD.")
    }

    @Test func definitionsThatCannotBeReadAreNamedAndHideNoOthers() async throws {
        let project = try await ScriptedProject()
        for name in ["A", "SECRET", "B"] { await project.source.add(table: name) }
        await project.source.change { $0.unreadable = [ObjectName("HR", "SECRET")] }
        let failure = try await project.run(SchemaStep())
        #expect(failure?.message.contains("could not be read: HR.SECRET") == true)
        #expect(try await project.states() == ["A": .completed, "SECRET": .unread, "B": .completed])
    }

    @Test func missingDatabasesAreMadeOnlyWhenTheProjectMay() async throws {
        let project = try await ScriptedProject()
        await project.source.add(table: "A")
        await project.destination.change { $0.databases = [] }
        #expect(try await project.run(SchemaStep())?.number == "SCHEMA-0002")
        var wish = try await project.project().specification
        wish.options.createDatabase = true
        try await project.orders.edit(project.id, to: wish)
        #expect(try await project.run(SchemaStep()) == nil)
        #expect(await project.destination.databases == ["hr"])
    }

    @Test func aPlanThatWasNotFinishedIsMadeAnewAndKeepsWhatTheOperatorDecided() async throws {
        let project = try await ScriptedProject()
        for name in ["A", "B", "C"] { await project.source.add(table: name) }
        func plan() async throws {
            try await project.context().withEnds { source, destination in
                try await ObjectPlanning(context: project.context(), source: source, destination: destination)
                    .renew { _ in }
            }
        }
        try await plan()
        _ = try await project.schema.edit(1, to: "CREATE table hr.aa", in: project.id)
        _ = try await project.schema.skip(2, in: project.id)
        _ = try await project.schema.remove(3, in: project.id)
        await project.source.add(table: "NEW")
        try await plan()
        #expect(try await project.object("A").editedText == "CREATE table hr.aa")
        #expect(try await project.states() == ["A": .ready, "B": .skipped, "C": .ready, "NEW": .ready])
        #expect(try await project.object("C").isRemoved)
        try await project.catalog.changeObject(4, of: project.id) { (object) throws(CatalogError) in
            object.state = .initializing
        }
        try await project.context().withEnds { source, destination in
            try await ObjectPlanning(context: project.context(), source: source, destination: destination).ensure()
        }
        #expect(try await project.states()["NEW"] == .ready)
    }

    @Test func manyTablesPassThroughInPages() async throws {
        let project = try await ScriptedProject()
        await project.source.change { source in
            for at in 0..<1_300 { source.add(table: "T\(at)") }
        }
        try await project.context().withEnds { source, destination in
            try await ObjectPlanning(context: project.context(), source: source, destination: destination).ensure()
        }
        #expect(try await project.catalog.objectCounts(of: project.id) == [.ready: 1_300])
        #expect(await project.source.definitionCalls == 7, "each page is read once")
    }

    @Test func aRowThatWasCutShortIsKnownAgainObjectByObject() async throws {
        let project = try await ScriptedProject()
        let tables = (0..<40).map { "T\($0)" }
        for name in tables { await project.source.add(table: name) }
        try await project.context().withEnds { source, destination in
            try await ObjectPlanning(context: project.context(), source: source, destination: destination).ensure()
        }
        // As a kill between the two writes of a row leaves them: all are being created, and some are there.
        let numbers = Array(Int64(1)...16)
        try await project.catalog.changeObjects(numbers, of: project.id) { (object) throws(CatalogError) in
            object.state = .creating
            return true
        }
        let made = try await project.catalog.objects(Array(numbers.prefix(5)), of: project.id).map(\.destination)
        await project.destination.change { $0.objects.formUnion(made) }
        #expect(try await project.run(SchemaStep()) == nil)
        #expect(try await project.catalog.objectCounts(of: project.id) == [.completed: 40])
        #expect(await project.destination.statements.count == 35, "what was there was not made again")
    }

    @Test func aRowThatLosesItsConnectionKeepsWhatItHasDone() async throws {
        let project = try await ScriptedProject()
        for at in 0..<80 { await project.source.add(table: "T\(at)") }
        await project.destination.change {
            $0.refusals = [("hr.t5", Scripted.refusal("no room", code: "1005")), ("hr.t7", Scripted.lost)]
        }
        let failure = try await project.run(SchemaStep())
        #expect(failure?.message.hasPrefix("1 object is not there") == true)
        #expect(try await project.catalog.objectCounts(of: project.id) == [.completed: 79, .failed: 1])
        #expect(await project.destination.statements.count == 81, "only what was lost ran twice")
    }
}

@Suite struct SchemaOrdersTests {
    private func failedProject() async throws -> ScriptedProject {
        let project = try await ScriptedProject()
        for name in ["A", "B"] { await project.source.add(table: name) }
        await project.destination.change { $0.refusals = [("hr.b", Scripted.refusal("no", code: "1"))] }
        try await project.run(SchemaStep())
        try await project.observe { observation in
            observation.state = .failed
            observation.steps = [ProjectStep(kind: .schema, state: .failed)]
        }
        return project
    }

    @Test func anEditedTextRunsInstead() async throws {
        let project = try await failedProject()
        let edited = try await project.schema.edit(2, to: "CREATE table hr.bb", in: project.id)
        #expect(edited.state == .ready && edited.failure == nil)
        let created = try await project.schema.retry(2, in: project.id)
        #expect(created.state == .completed)
        #expect(await project.destination.statements.last == "CREATE table hr.bb")
        #expect(
            try await project.schema.edit(1, to: nil, in: project.id, isExpectedToFail: true)
                == "It is created already.")
    }

    @Test func goingBackToTheConvertedTextIsPossible() async throws {
        let project = try await failedProject()
        try await project.schema.edit(2, to: "nonsense", in: project.id)
        let back = try await project.schema.edit(2, to: nil, in: project.id)
        #expect(back.state == .ready && back.statementsToRun == ["CREATE table hr.b"])
    }

    @Test func allThatFailedIsRetriedAndOneThatFailsAgainSaysWhy() async throws {
        let project = try await failedProject()
        await project.destination.change { $0.refusals = [("hr.b", Scripted.refusal("still no", code: "1"))] }
        let again = try await project.schema.orderAll(.retry, nil, in: project.id)
        #expect(again == [.init(number: 2, name: ObjectName("HR", "B"), state: .failed, refusal: "still no")])
        let third = try await project.schema.orderAll(.retry, nil, in: project.id)
        #expect(third.map(\.refusal) == [nil])
        #expect(try await project.states() == ["A": .completed, "B": .completed])
    }

    @Test func aSkippedObjectIsTakenAsItIsAndItsAbsenceIsSaid() async throws {
        let project = try await failedProject()
        let (object, exists) = try await project.schema.skip(2, in: project.id)
        #expect(object.state == .skipped && exists == false)
        #expect(try await project.run(SchemaStep()) == nil)
        await project.destination.change { $0.objects.insert(ObjectName("hr", "b")) }
        #expect(try await project.schema.orderAll(.skip, [2], in: project.id)[0].refusal == "It is skipped already.")
    }

    @Test func aRemovedObjectIsNoLongerPartOfTheProject() async throws {
        let project = try await failedProject()
        try await project.schema.remove(2, in: project.id)
        #expect(try await project.run(SchemaStep()) == nil)
        await #expect(throws: NotNow("It was removed from the project.")) {
            try await project.schema.retry(2, in: project.id)
        }
    }

    @Test func theSourceTextIsReadWhenItIsAskedForAndKept() async throws {
        let project = try await failedProject()
        #expect(try await project.object("A").sourceText == "")
        #expect(try await project.schema.sourceText(of: 1, in: project.id) == "CREATE table HR.A")
        #expect(try await project.object("A").sourceText == "CREATE table HR.A")
    }

    @Test func afterTheStepNothingIsChanged() async throws {
        let project = try await failedProject()
        try await project.observe { $0.steps[0].state = .completed }
        await #expect(throws: NotNow("The schema step is completed.")) {
            try await project.schema.remove(2, in: project.id)
        }
        try await project.observe { $0.state = .released }
        await #expect(throws: NotNow.self) { try await project.schema.retry(2, in: project.id) }
    }

    @Test func whileTheStepRunsItTakesWhatIsRetried() async throws {
        let project = try await failedProject()
        try await project.observe { $0.state = .running }
        let marked = try await project.schema.retry(2, in: project.id)
        #expect(marked.state == .ready)
        #expect(await project.destination.statements.count == 2, "nothing ran here")
    }

    @Test func anEditOfAnotherStateIsStale() async throws {
        let project = try await failedProject()
        let seen = try await project.object("B").revision
        try await project.schema.edit(2, to: "CREATE table hr.b1", in: project.id, expecting: seen)
        let now = try await project.object("B").revision
        #expect(now != seen && now >= 0)
        await #expect(throws: CatalogError.stale(current: now)) {
            try await project.schema.edit(2, to: "CREATE table hr.b2", in: project.id, expecting: seen)
        }
        #expect(try await project.object("B").editedText == "CREATE table hr.b1")
        await #expect(throws: NotNow.self) { try await project.schema.edit(2, to: " \n", in: project.id) }
    }

    @Test func ofManyWhatIsNotTriedInTimeIsLeftToTheProject() async throws {
        let project = try await failedProject()
        let opened = await project.destination.openCount
        let ends = try await project.schema.orderAll(.retry, [2], in: project.id, within: .seconds(-1))
        #expect(ends.map(\.state) == [.ready] && ends[0].refusal == nil)
        #expect(await project.destination.statements.count == 2)
        #expect(await project.destination.openCount == opened)
        let skipped = try await project.schema.orderAll(.skip, [2, 1], in: project.id)
        #expect(skipped.map(\.exists) == [nil, false] && skipped[0].refusal == "It is created already.")
        await #expect(throws: NotNow("The project has no object 7.")) {
            try await project.schema.orderAll(.remove, [1, 7], in: project.id)
        }
    }

    @Test func convertedObjectsSayWhetherAnythingChanged() async throws {
        let project = try await failedProject()
        #expect(try await !project.object("A").isChangedByConversion)
    }
}

extension SchemaOrders {
    /// The reason of a refusal, for an order that must be refused.
    fileprivate func edit(
        _ number: Int64, to text: String?, in id: ProjectID, isExpectedToFail: Bool
    ) async throws -> String {
        do {
            _ = try await edit(number, to: text, in: id)
            return "done"
        } catch let refusal as NotNow {
            return refusal.reason
        }
    }
}
