import Catalog
import Model
import TestKit
import Testing

@testable import Engine

@Suite struct ProjectOrdersTests {
    @Test func anOrderThatDoesNotFitSaysWhy() async throws {
        let project = try await ScriptedProject()
        let orders = project.orders
        await #expect(throws: NotNow("Start it first.")) { try await orders.resume(project.id, by: .system) }
        try await orders.start(project.id, by: .system)
        await #expect(throws: NotNow("It was started already and begins in a moment.")) {
            try await orders.start(project.id, by: .system)
        }
        try await project.observe {
            $0.state = .running
            $0.generation = 2
        }
        await #expect(throws: NotNow("Pause it first.")) { try await orders.release(project.id, by: .system) }
        await #expect(throws: NotNow("Pause and release it first.")) { try await orders.delete(project.id) }
        await #expect(throws: CatalogError.self) {
            try await orders.start(ProjectID(rawValue: "pj_none"), by: .system)
        }
        #expect(ProjectOrders.allowed(for: try await project.project()) == [.pause, .edit, .rename, .clone])
    }

    @Test func aStartThatNobodyTookUpCanBeWithdrawn() async throws {
        let project = try await ScriptedProject()
        try await project.orders.start(project.id, by: .system)
        try await project.orders.pause(project.id, by: .system)
        let withdrawn = try await project.project()
        #expect(withdrawn.duty == .acknowledge)
        #expect(ProjectOrders.refusal(of: .start, for: withdrawn) == nil)
    }

    @Test func whatMayBeChangedDependsOnWhatWasDone() async throws {
        let project = try await ScriptedProject()
        var wish = try await project.project().specification
        wish.objects.include = ["HR.A*"]
        wish.steps = [.schema]
        try await project.orders.edit(project.id, to: wish)
        try await project.observe { observation in
            observation.state = .failed
            observation.steps = [ProjectStep(kind: .precheck, state: .failed), ProjectStep(kind: .schema)]
        }
        wish.objects.include = ["HR.B*"]
        try await project.orders.edit(project.id, to: wish)
        try await project.observe { $0.steps[1].startedAt = .wallClock() }
        wish.objects.include = ["HR.C*"]
        await #expect(throws: CatalogError.self) { try await project.orders.edit(project.id, to: wish) }
        wish.objects.include = ["HR.B*"]
        wish.options.onNonEmpty = .ignore
        try await project.orders.edit(project.id, to: wish)
        try await project.observe { $0.state = .running }
        wish.options.speed = CopySpeed(preset: .fast)
        wish.options.checkers = 3
        let changed = try await project.orders.edit(project.id, to: wish)
        #expect(changed.specification.options.checkers == 3)
        wish.options.onNonEmpty = .stop
        await #expect(throws: CatalogError.self) { try await project.orders.edit(project.id, to: wish) }
        try await project.observe { $0.state = .completed }
        wish = changed.specification
        wish.tags = ["done"]
        try await project.orders.edit(project.id, to: wish)
        wish.options.speed = CopySpeed(preset: .smooth)
        await #expect(throws: CatalogError.self) { try await project.orders.edit(project.id, to: wish) }
    }

    @Test func aProjectIsRenamedAndCloned() async throws {
        let project = try await ScriptedProject()
        #expect(try await project.orders.rename(project.id, to: "迁移 1").name == "迁移 1")
        await #expect(throws: Failure.self) { try await project.orders.rename(project.id, to: "a/b") }
        await #expect(throws: CatalogError.stale(current: 2)) {
            try await project.orders.rename(project.id, to: "x", expecting: 1)
        }
        let clone = try await project.orders.clone(project.id, named: "Again", by: Actor("admin"))
        #expect(clone.id != project.id && clone.observation.state == .notStarted && clone.owner == Actor("admin"))
        #expect(clone.specification.objects == (try await project.project()).specification.objects)
        await #expect(throws: CatalogError.duplicateName("Again")) {
            try await project.orders.clone(project.id, named: "Again", by: .system)
        }
    }

    @Test func allProjectsTogetherHaveAHundredTags() async throws {
        let project = try await ScriptedProject()
        var wish = try await project.project().specification
        for at in 0..<25 {
            wish.name = "tagged \(at)"
            wish.tags = (0..<4).map { "\(at).\($0)" }
            _ = try await project.orders.create(wish, by: .system)
        }
        wish.tags = ["0.0", "24.3"]
        try await project.orders.edit(project.id, to: wish.named("Move"))
        wish.tags = ["one-more"]
        let tooMany = CatalogError.tooManyTags(known: 100)
        await #expect(throws: tooMany) { try await project.orders.edit(project.id, to: wish.named("Move")) }
        await #expect(throws: tooMany) { try await project.orders.create(wish.named("another"), by: .system) }
        let first = try #require(try await project.catalog.project(named: "tagged 0"))
        var other = first.specification
        other.tags = ["one-more", "0.1"]
        #expect(try await project.orders.edit(first.id, to: other).specification.tags == other.tags, "0.2 is gone")
        other.tags = ["a", "b", "c", "d", "e"]
        await #expect(throws: Failure.self) { try await project.orders.edit(first.id, to: other) }
    }

    /// The limit is looked at in the transaction that writes: of many that come at once none slips past it.
    @Test func ofManyWhoAddTheLastTagsAtOnceOnlySoManyGetOneAsFit() async throws {
        let project = try await ScriptedProject()
        var wish = try await project.project().specification
        for at in 0..<24 {
            wish.name = "tagged \(at)"
            wish.tags = (0..<4).map { "\(at).\($0)" }
            _ = try await project.orders.create(wish, by: .system)
        }
        let (base, orders) = (wish, project.orders)
        let made = await withTaskGroup(of: Bool.self) { group in
            for at in 0..<12 {
                group.addTask {
                    var wish = base.named("at once \(at)")
                    wish.tags = ["once.\(at)"]
                    return (try? await orders.create(wish, by: .system)) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(made == 4)
        #expect(try await project.catalog.tags().count == 100)
    }

    @Test func goingOnIsTheStartOfANewProjectAndTheResumptionOfAnother() async throws {
        let project = try await ScriptedProject()
        #expect(try await project.orders.goOn(project.id, by: .system).intent.wish == .running)
        await #expect(throws: NotNow.self) { try await project.orders.goOn(project.id, by: .system) }
        try await project.observe {
            $0.state = .paused
            $0.generation = 2
        }
        #expect(try await project.orders.goOn(project.id, by: .system).intent.generation == 3)
        try await project.observe { $0.state = .released }
        await #expect(throws: NotNow("It is released; clone it to begin anew.")) {
            try await project.orders.goOn(project.id, by: .system)
        }
    }

    @Test func ofManyEachIsAnsweredByItself() async throws {
        let project = try await ScriptedProject()
        let other = try await project.orders.clone(project.id, named: "Other", by: .system)
        try await project.orders.start(other.id, by: .system)
        let all = try await project.catalog.projects()
        let (eligible, others) = ProjectOrders.eligible(for: .start, among: all)
        #expect(eligible.map(\.name) == ["Move"] && others.map(\.project.name) == ["Other"])
        let ends = await project.orders.orderAll(
            .start, [project.id, other.id, ProjectID(rawValue: "pj_none")], by: .system)
        #expect(ends.map { $0.refusal == nil } == [true, false, false])
        #expect(ends[1].name == "Other" && ends[1].refusal?.isEmpty == false)
        let edits = await project.orders.orderAll(.edit, [project.id], by: .system)
        #expect(edits[0].refusal == "This is ordered for one project at a time.")
    }
}

extension ProjectSpecification {
    fileprivate func named(_ name: String) -> ProjectSpecification {
        var other = self
        other.name = name
        return other
    }
}
