import Model
import Testing

@testable import Catalog

@Suite struct ConcurrencyTests {
    @Test func noUpdateIsLostAmongFourWritersAndTwoReaders() async throws {
        let folder = Folder()
        let clock = TestClock()
        let first = try await Catalog.open(folder, clock)
        _ = try await first.enrol(Sample.machine)
        let id = Sample.component("cp_1").id
        try await first.add(Sample.component("cp_1"))
        _ = try await first.configure(id, configuration: ["count": "0"], expecting: nil)
        let conflicts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let catalog = try await Catalog.open(folder, clock)
                    var stale = 0
                    for _ in 0..<50 {
                        stale += try await Self.addOne(to: id, of: catalog)
                    }
                    await catalog.close()
                    return stale
                }
            }
            for _ in 0..<2 {
                group.addTask {
                    let catalog = try await Catalog.open(folder, clock)
                    var before = -1
                    for _ in 0..<200 {
                        let seen = try await catalog.component(id)?.configuration["count"].flatMap { Int($0) } ?? -1
                        #expect(seen >= before, "a reader never goes back")
                        before = seen
                    }
                    await catalog.close()
                    return 0
                }
            }
            return try await group.reduce(0, +)
        }
        let end = try #require(try await first.component(id))
        #expect(end.configuration["count"] == "200")
        #expect(end.revision == 202)
        #expect(conflicts > 0, "the writers did meet")
    }

    /// Reads, adds, writes; on a conflict again. The answer is the number of conflicts.
    private static func addOne(to id: ComponentID, of catalog: Catalog) async throws -> Int {
        var stale = 0
        while true {
            let component = try #require(try await catalog.component(id))
            let count = component.configuration["count"].flatMap { Int($0) } ?? 0
            do {
                _ = try await catalog.configure(
                    id, configuration: ["count": "\(count + 1)"], expecting: component.revision)
                return stale
            } catch {
                guard case .stale(let current) = error else { throw error }
                #expect(current > component.revision)
                stale += 1
            }
        }
    }

    @Test func numbersHaveNoGapsAndNoDoubles() async throws {
        let folder = Folder()
        let clock = TestClock()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<4 {
                group.addTask {
                    let catalog = try await Catalog.open(folder, clock)
                    for _ in 0..<50 { try await catalog.append(Sample.audit("a.b", actor: "\(number)")) }
                    await catalog.close()
                }
            }
            try await group.waitForAll()
        }
        let catalog = try await Catalog.open(folder, clock)
        let entries = try await catalog.audit(limit: 1000)
        #expect(entries.map(\.number) == (1...200).reversed().map(Int64.init))
        #expect(try await catalog.revisions()["audit"] == 200)
    }

    @Test func onlyOneOfManyFirstAccountsIsMade() async throws {
        let folder = Folder()
        let clock = TestClock()
        let made = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<6 {
                group.addTask {
                    let catalog = try await Catalog.open(folder, clock)
                    var account = Sample.account
                    account.name = "admin\(number)"
                    return try await catalog.createFirstAccount(account)
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(made == 1)
        #expect(try await (try Catalog.open(folder, clock)).accountCount() == 1)
    }

    @Test func intentAndObservationDoNotOverwriteEachOther() async throws {
        let folder = Folder()
        let clock = TestClock()
        let first = try await Catalog.open(folder, clock)
        _ = try await first.enrol(Sample.machine)
        let id = Sample.component("cp_1").id
        try await first.add(Sample.component("cp_1"))
        async let orders: Void = {
            let catalog = try await Catalog.open(folder, clock)
            for number in 0..<60 {
                _ = try await catalog.order(number % 2 == 0 ? .running : .stopped, id, by: Actor("admin"))
            }
        }()
        async let observations: Void = {
            let catalog = try await Catalog.open(folder, clock)
            for number in 0..<60 {
                try await catalog.observe(
                    .init(state: number % 2 == 0 ? .running : .stopped, since: clock.now, crashes: number), of: id,
                    cause: "seen", by: .agent(Sample.machine.id))
            }
        }()
        _ = try await (orders, observations)
        let end = try #require(try await first.component(id))
        #expect(end.intent.generation == 61)
        #expect(end.observation.crashes == 59)
        let timeline = try await first.stateChanges(of: .component(id), limit: 1000)
        #expect(timeline.filter { $0.to.hasPrefix("desired.") }.count == 60)
        #expect(timeline.filter { $0.cause == "seen" }.count == 60)
    }
}
