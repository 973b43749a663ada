import Catalog
import Model
import TestKit
import Testing

@testable import Engine

@Suite struct PrecheckTests {
    private func answer(_ project: ScriptedProject, _ key: String) async throws -> [PrecheckAnswer] {
        try await project.catalog.answers(of: project.id).filter { $0.finding.key == key }
    }

    @Test func everyQuestionOfBothEndsAndOfTheProjectIsAnswered() async throws {
        let project = try await ScriptedProject()
        await project.source.add(table: "A")
        let board = StepBoard()
        #expect(try await project.run(PrecheckStep(), board) == nil)
        let answers = try await project.catalog.answers(of: project.id)
        let keys = Set(answers.map(\.finding.key))
        #expect(keys.isSuperset(of: ["source.connect", "source.logs", "destination.connect", "project.selection"]))
        #expect(answers.allSatisfy { $0.finding.outcome == .passed }, "\(answers)")
        #expect(await board.latest?.progress == 1)
        #expect(try await project.states() == ["A": .ready], "what is read is the plan of the schema step")
        #expect(await project.destination.statements.isEmpty)
    }

    @Test func aFailedAnswerStopsTheProjectUntilItIsMendedOrSkipped() async throws {
        let project = try await ScriptedProject()
        await project.source.add(table: "A")
        await project.source.change { $0.findings = ["source.connect": .failed, "source.logs": .failed] }
        let failure = try await project.run(PrecheckStep())
        #expect(failure?.number == "PRECHECK-0001")
        #expect(failure?.message == "2 checks: It answers, It logs failed.")
        let logs = try #require(try await answer(project, "source.logs").first)
        let connect = try #require(try await answer(project, "source.connect").first)
        await #expect(throws: CatalogError.self) {
            try await project.prechecks.skip(connect.number, of: project.id, by: .system)
        }
        try await project.prechecks.skip(logs.number, of: project.id, by: Actor("admin"))
        await project.source.change { $0.findings = ["source.logs": .failed] }
        let again = try await project.prechecks.ask(["source.connect"], of: project.id)
        #expect(again.contains { $0.finding.key == "source.connect" && $0.finding.outcome == .passed })
        #expect(await project.source.asked.count { $0 == "source.logs" } == 1, "only what was asked for is asked")
        #expect(try await project.run(PrecheckStep()) == nil)
        #expect(try await answer(project, "source.logs").first?.skippedBy == Actor("admin"))
    }

    @Test func questionsAreNotAskedBesideARunningProject() async throws {
        let project = try await ScriptedProject()
        try await project.observe { $0.state = .running }
        await #expect(throws: NotNow("The project is running.")) {
            try await project.prechecks.ask(nil, of: project.id)
        }
    }

    @Test func anEmptySelectionAndIdleRulesAreSaid() async throws {
        let project = try await ScriptedProject(include: ["HR.A*", "HR.B*"])
        #expect(try await project.run(PrecheckStep())?.number == "PRECHECK-0001")
        #expect(try await answer(project, "project.selection").first?.blocks == true)
        await project.source.add(table: "A")
        #expect(try await project.run(PrecheckStep()) == nil)
        #expect(
            try await answer(project, "project.rules").first?.finding.found == "1 rule selects: HR.B*: nothing.")
    }

    @Test func namesThatWouldBeOneAtTheDestinationStop() async throws {
        let project = try await ScriptedProject(tables: ["HR.B": TableWish(renamedTo: "a")])
        await project.source.add(table: "A")
        await project.source.add(table: "B")
        #expect(try await project.run(PrecheckStep())?.number == "PRECHECK-0001")
        let clash = try #require(try await answer(project, "project.names").first)
        #expect(clash.finding.found == "HR.A, HR.B would have one name at the destination.")
        #expect(clash.question.consequenceOfSkipping == nil)
    }

    @Test func whatIsNotSupportedListedOrWithoutKeyIsCountedAndNamed() async throws {
        let project = try await ScriptedProject()
        await project.source.change { source in
            for at in 10..<35 { source.add(table: "ODD\(at)", isKeyed: false) }
            source.add(other: "S1", .sequence)
        }
        #expect(try await project.run(PrecheckStep()) == nil)
        let odd = try #require(try await answer(project, "project.unsupported").first).finding
        #expect(odd.outcome == .warning && odd.subject == "table.odd")
        #expect(odd.found.hasPrefix("25 objects: HR.ODD10, ") && odd.found.hasSuffix("and 5 more. It is too odd."))
        let sequence = try #require(try await answer(project, "project.listed").first).finding
        #expect(sequence.found == "1 object is: HR.S1 not migrated." && sequence.advice == "Make it by hand.")
        #expect(
            try await answer(project, "project.keyless").first?.finding.found.hasPrefix("25 tables have: HR.ODD10")
                == true)
    }

    @Test func stepsThatThisWayDoesNotHaveStop() async throws {
        let project = try await ScriptedProject(steps: [.schema, .incremental])
        await project.source.add(table: "A")
        #expect(try await project.run(PrecheckStep())?.number == "PRECHECK-0001")
        #expect(try await answer(project, "project.steps").first?.finding.subject == "incremental")
        #expect(try await project.run(Steps.work(of: .incremental))?.number == "PROJECT-0001")
    }

    @Test func definitionsThatCannotBeReadCanBeSkipped() async throws {
        let project = try await ScriptedProject()
        await project.source.add(table: "A")
        await project.source.add(table: "B")
        await project.source.change { $0.unreadable = [ObjectName("HR", "B")] }
        #expect(try await project.run(PrecheckStep())?.number == "PRECHECK-0001")
        let unread = try #require(try await answer(project, "project.unread").first)
        #expect(unread.finding.found == "1 definition: HR.B cannot be read. no right to read HR.B")
        #expect(unread.question.consequenceOfSkipping != nil)
    }

    @Test func askingLaterLeavesThePlanOfWhatWasCreated() async throws {
        let project = try await ScriptedProject()
        await project.source.add(table: "A")
        try await project.run(SchemaStep())
        try await project.observe { observation in
            observation.state = .paused
            var step = ProjectStep(kind: .schema, state: .completed)
            step.startedAt = .wallClock()
            observation.steps = [step]
        }
        await project.source.add(table: "B")
        _ = try await project.prechecks.ask(nil, of: project.id)
        #expect(try await project.states() == ["A": .completed])
    }
}
