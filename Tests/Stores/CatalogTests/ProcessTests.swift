import Glibc
import Model
import Net
import Synchronization
import TestKit
import Testing

@testable import Catalog

/// Real processes: an exit test runs its body in a process of its own.
@Suite struct ProcessTests {
    @Test func aKilledWriterLeavesAReadableCatalogWithoutHalves() async throws {
        let folder = Folder()
        var random = SeededGenerator(seed: 11)
        var before = 0
        for _ in 0..<6 {
            let last = Int.random(in: 1...60, using: &random)
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = folder.path as String, last = last as Int] in
                let catalog = try await Catalog.open(directory: path)
                _ = try await catalog.enrol(Sample.machine)
                if try await catalog.component(ComponentID(rawValue: "cp_1")) == nil {
                    try await catalog.add(Sample.component("cp_1"))
                }
                try await ProcessTests.write(catalog, untilKilledAfter: last)
            }
            let catalog = try await Catalog.open(directory: folder.path)
            let database = try SQLiteDatabase(path: folder.database, busyMax: .seconds(1))
            let whole = try database.rows("check", "PRAGMA integrity_check").first?.values
            #expect(whole == [.text("ok")])
            // What belongs to one transaction is there together.
            let entries = try database.count("audit_entry")
            #expect(try await catalog.revisions()["audit"] ?? 0 == Int64(entries))
            let orders = try database.count("state_change", "WHERE cause LIKE 'order %'")
            let component = try #require(try await catalog.component(ComponentID(rawValue: "cp_1")))
            #expect(component.intent.generation == Int64(orders) + 1)
            #expect(entries + orders > before, "the killed process had written")
            before = entries + orders
            database.close()
            await catalog.close()
        }
    }

    private final class Counter: Sendable {
        let written = Atomic(0)
    }

    /// Another thread kills the process while the writer is somewhere in the transactions after `last`.
    private static func write(_ catalog: Catalog, untilKilledAfter last: Int) async throws {
        let counter = Counter()
        try startThread("killer") {
            while counter.written.load(ordering: .acquiring) < last { sched_yield() }
            kill(getpid(), SIGKILL)
        }
        while true {
            let number = counter.written.add(1, ordering: .releasing).newValue
            try await catalog.append(Sample.audit("a.b"))
            _ = try await catalog.order(
                number % 2 == 0 ? .running : .stopped, ComponentID(rawValue: "cp_1"), by: Actor("admin"))
        }
    }

    @Test func fourProcessesOpenAFreshCatalogAndShareItsLeases() async throws {
        let folder = Folder()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<4 {
                group.addTask {
                    await #expect(processExitsWith: .success) {
                        [path = folder.path as String, number = number as Int] in
                        let catalog = try await Catalog.open(directory: path)
                        try await catalog.storeSecret("s\(number)", Secret("v"))
                        for _ in 0..<40 {
                            guard
                                let lease = try await catalog.acquire(
                                    "only", holder: "\(getpid())", ttl: .seconds(60))
                            else { continue }
                            try await catalog.append(Sample.audit("epoch.\(lease.epoch)", actor: "\(number)"))
                            try await catalog.release(lease)
                        }
                    }
                }
            }
        }
        let catalog = try await Catalog.open(directory: folder.path)
        for number in 0..<4 { #expect(try await catalog.secret("s\(number)")?.reveal() == "v") }
        let entries = try await catalog.audit(limit: 1000)
        #expect(entries.count >= 40)
        // Written while the lease was held: the newest entry has the highest epoch, and none twice.
        let epochs = entries.compactMap { Int64($0.action.dropFirst("epoch.".count)) }
        #expect(epochs.count == entries.count)
        #expect(zip(epochs, epochs.dropFirst()).allSatisfy { $0 > $1 })
    }

    @Test func aWriterWaitsForAnotherAndReadersDoNot() async throws {
        let folder = Folder()
        let catalog = try await Catalog.open(folder, TestClock())
        _ = try await catalog.enrol(Sample.machine)
        let holder = try SQLiteDatabase(path: folder.database, busyMax: .seconds(1))
        try holder.run("BEGIN IMMEDIATE")
        async let waiting: Int64 = catalog.append(Sample.audit("a.b"))
        let reader = try await Catalog.open(folder, TestClock())
        #expect(try await reader.machines().count == 1)
        #expect(try await reader.audit().isEmpty)
        try holder.run("COMMIT")
        #expect(try await waiting == 1)
    }

    @Test func waitingHasABoundAndSaysSo() throws {
        let folder = Folder()
        let holder = try SQLiteDatabase(path: folder.database, busyMax: .seconds(1))
        try Migrator(migrations: Migration.all, now: { .zero }).migrate(holder)
        let other = try SQLiteDatabase(path: folder.database, busyMax: .milliseconds(50))
        _ = try holder.write { () throws(CatalogError) in
            #expect(throws: CatalogError.busy(milliseconds: 50)) {
                try other.write { () throws(CatalogError) in () }
            }
        }
        try other.write { () throws(CatalogError) in () }
    }

    @Test func aFailedTransactionLeavesNothing() throws {
        let folder = Folder()
        let database = try SQLiteDatabase(path: folder.database, busyMax: .seconds(1))
        try Migrator(migrations: Migration.all, now: { .zero }).migrate(database)
        #expect(throws: CatalogError.duplicate(table: "machine")) {
            try database.write { () throws(CatalogError) in
                try database.insert(Sample.machine)
                try database.insert(Sample.machine)
            }
        }
        #expect(try database.count("machine") == 0)
        #expect(throws: CatalogError.closed) {
            try database.write { () throws(CatalogError) in throw .closed }
        }
        try database.write { () throws(CatalogError) in try database.insert(Sample.machine) }
        #expect(try database.count("machine") == 1)
    }

    @Test func aFullDiskIsSaidAndNothingIsHalfWritten() throws {
        let folder = Folder()
        let database = try SQLiteDatabase(path: folder.database, busyMax: .seconds(1))
        try Migrator(migrations: Migration.all, now: { .zero }).migrate(database)
        // SQLite's own bound on the file's size answers as a full disk does.
        let pages = try database.rows("pages", "PRAGMA page_count").first?.values.first
        guard case .integer(let count) = pages else {
            Issue.record("no page count")
            return
        }
        _ = try database.rows("pages", "PRAGMA max_page_count = \(count)")
        let big = SealedText(name: "big", sealed: [UInt8](repeating: 7, count: 1 << 20), writtenAt: .zero)
        #expect(throws: CatalogError.diskFull) {
            try database.write { () throws(CatalogError) in
                try database.insert(Sample.machine)
                try database.insert(big)
            }
        }
        #expect(try database.count("machine") == 0)
        _ = try database.rows("pages", "PRAGMA max_page_count = 100000")
        try database.write { () throws(CatalogError) in try database.insert(big) }
    }

    /// Costs, by hand: `GODWIT_MEASURE=1 swift test -c release --filter measureTheCostOfBeats`.
    @Test(.enabled(if: getenv("GODWIT_MEASURE") != nil)) func measureTheCostOfBeats() async throws {
        let folder = Folder()
        let catalog = try await Catalog.open(directory: folder.path)
        _ = try await catalog.enrol(Sample.machine)
        let id = Sample.component("cp_1").id
        try await catalog.add(Sample.component("cp_1"))
        let name = Lease.name(of: id)
        var lease = try #require(try await catalog.acquire(name, holder: "me", ttl: .seconds(10)))
        let clock = ContinuousClock()
        func measure(_ what: String, _ rounds: Int, _ body: (Int) async throws -> Void) async throws {
            var before = timespec()
            var after = timespec()
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before)
            let spent = try await clock.measure { for round in 0..<rounds { try await body(round) } }
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after)
            let processor =
                Duration.seconds(after.tv_sec - before.tv_sec)
                + .nanoseconds(after.tv_nsec - before.tv_nsec)
            print("\(what): \(spent / rounds) each, of it processor \(processor / rounds), \(rounds) rounds")
        }
        try await measure("beat", 2_000) { _ in
            lease = try await catalog.beat(id, lease: lease, ttl: .seconds(10)).lease
        }
        let start = Timestamp.wallClock() - .seconds(4000)
        try await measure("record of 20 points", 2_000) { round in
            try await catalog.record(
                (0..<20).map {
                    MetricPoint(
                        subject: .component(id), name: "metric.\($0)", at: start + .seconds(round), value: Double(round)
                    )
                })
        }
        try await measure("component", 2_000) { _ in _ = try await catalog.component(id) }
        try await measure("revisions", 2_000) { _ in _ = try await catalog.revisions() }
        try await measure("condenseMetrics of 20 series, 40000 points", 1) { _ in try await catalog.condenseMetrics() }
        try await measure("series of 600 points over 2000 s", 20) { _ in
            _ = try await catalog.series(
                of: .component(id), names: ["metric.1"], from: start, to: start + .seconds(2000), points: 600)
        }
    }
}
