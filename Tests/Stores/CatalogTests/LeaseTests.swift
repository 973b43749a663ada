import Catalog
import Model
import Synchronization
import Testing

@Suite struct LeaseTests {
    /// What all holders together see.
    private final class Witness: Sendable {
        let holder = Mutex<String?>(nil)
        let epochs = Mutex<[Int64]>([])
        let misses = Mutex(0)
    }

    @Test func oneHolderAtATime() async throws {
        let folder = Folder()
        let clock = TestClock()
        let first = try await Catalog.open(folder, clock)
        let second = try await Catalog.open(folder, clock)
        let lease = try #require(try await first.acquire("a", holder: "one", ttl: .seconds(10)))
        #expect(lease.epoch == 1)
        #expect(try await second.acquire("a", holder: "two", ttl: .seconds(10)) == nil)
        clock.advance(.milliseconds(9_999))
        #expect(try await second.acquire("a", holder: "two", ttl: .seconds(10)) == nil)
        clock.advance(.milliseconds(1))
        let taken = try #require(try await second.acquire("a", holder: "two", ttl: .seconds(10)))
        #expect(taken.epoch == 2)
        #expect(try await first.renew(lease, ttl: .seconds(10)) == nil)
    }

    @Test func aRenewedLeaseIsNotGivenAway() async throws {
        let folder = Folder()
        let clock = TestClock()
        let catalog = try await Catalog.open(folder, clock)
        var lease = try #require(try await catalog.acquire("a", holder: "one", ttl: .seconds(10)))
        for _ in 0..<5 {
            clock.advance(.seconds(9))
            lease = try #require(try await catalog.renew(lease, ttl: .seconds(10)))
            #expect(lease.expires == clock.now + .seconds(10))
            #expect(try await catalog.acquire("a", holder: "two", ttl: .seconds(10)) == nil)
        }
        #expect(lease.epoch == 1)
    }

    @Test func expiryAloneDoesNotLoseALeaseThatNobodyTook() async throws {
        let clock = TestClock()
        let folder = Folder()
        let catalog = try await Catalog.open(folder, clock)
        let lease = try #require(try await catalog.acquire("a", holder: "one", ttl: .seconds(10)))
        clock.advance(.seconds(60))
        #expect(try await catalog.renew(lease, ttl: .seconds(10))?.epoch == 1)
    }

    @Test func aReleasedOrBrokenLeaseIsFreeAndItsEpochGoesOn() async throws {
        let folder = Folder()
        let catalog = try await Catalog.open(folder, TestClock())
        let first = try #require(try await catalog.acquire("a", holder: "one", ttl: .seconds(10)))
        try await catalog.release(first)
        #expect(try await catalog.renew(first, ttl: .seconds(10)) == nil)
        let second = try #require(try await catalog.acquire("a", holder: "two", ttl: .seconds(10)))
        // Who lost it cannot give it back for its successor.
        try await catalog.release(first)
        #expect(try await catalog.lease("a") == second)
        try await catalog.breakLease("a", holder: "one")
        #expect(try await catalog.lease("a") == second)
        try await catalog.breakLease("a", holder: "two")
        #expect(try await catalog.renew(second, ttl: .seconds(10)) == nil)
        #expect(try await catalog.acquire("a", holder: "three", ttl: .seconds(10))?.epoch == 3)
    }

    @Test func aSecondProcessWithTheSameHolderNameEndsTheFirst() async throws {
        let folder = Folder()
        let catalog = try await Catalog.open(folder, TestClock())
        let first = try #require(try await catalog.acquire("a", holder: "one", ttl: .seconds(10)))
        let second = try #require(try await catalog.acquire("a", holder: "one", ttl: .seconds(10)))
        #expect(second.epoch == 2)
        #expect(try await catalog.renew(first, ttl: .seconds(10)) == nil)
        #expect(try await catalog.renew(second, ttl: .seconds(10)) != nil)
    }

    @Test func aBeatWithALostLeaseWritesNothing() async throws {
        let folder = Folder()
        let clock = TestClock()
        let catalog = try await Catalog.open(folder, clock)
        _ = try await catalog.enrol(Sample.machine)
        let component = Sample.component("cp_1")
        try await catalog.add(component)
        let name = Lease.name(of: component.id)
        let lease = try #require(try await catalog.acquire(name, holder: "one", ttl: .seconds(10)))
        let beat = try await catalog.beat(component.id, lease: lease, ttl: .seconds(10))
        #expect(beat.intent == component.intent)
        let seen = clock.now
        clock.advance(.seconds(11))
        _ = try #require(try await catalog.acquire(name, holder: "two", ttl: .seconds(10)))
        await #expect(throws: CatalogError.leaseLost(name: name)) {
            try await catalog.beat(component.id, lease: beat.lease, ttl: .seconds(10))
        }
        await #expect(throws: CatalogError.leaseLost(name: name)) {
            try await catalog.observe(
                .init(state: .completed, since: clock.now), of: component.id, under: lease, cause: "done",
                by: .component(component.id))
        }
        let stored = try #require(try await catalog.component(component.id))
        #expect(stored.observation.heartbeat == seen)
        #expect(stored.observation.state == .stopped)
        #expect(try await catalog.lease(name)?.holder == "two")
    }

    @Test func eightProcessesNeverHoldOneLeaseTogether() async throws {
        let folder = Folder()
        let clock = TestClock()
        let seen = Witness()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let me = "holder \(number)"
                    let catalog = try await Catalog.open(folder, clock)
                    for _ in 0..<200 {
                        guard let lease = try await catalog.acquire("only", holder: me, ttl: .seconds(10)) else {
                            seen.misses.withLock { $0 += 1 }
                            continue
                        }
                        let before = seen.holder.withLock { now in
                            defer { now = me }
                            return now
                        }
                        #expect(before == nil, "\(me) while \(before ?? "") holds it")
                        seen.epochs.withLock { $0.append(lease.epoch) }
                        await Task.yield()
                        seen.holder.withLock { $0 = nil }
                        try await catalog.release(lease)
                    }
                    await catalog.close()
                }
            }
            try await group.waitForAll()
        }
        let taken = seen.epochs.withLock { $0 }
        #expect(zip(taken, taken.dropFirst()).allSatisfy { $0 < $1 }, "epochs grow with every change of hands")
        #expect(taken.count + seen.misses.withLock { $0 } == 1600)
        #expect(taken.count > 100)
    }
}
