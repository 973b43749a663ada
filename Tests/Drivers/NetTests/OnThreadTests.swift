internal import Glibc
internal import Net
internal import Testing

@Suite(.timeLimit(.minutes(1))) struct OnThreadTests {
    @Test func moreBodiesThanCoresBlockAtOnceAndAllGoOn() async throws {
        let bodies = max(8, 4 * Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let meeting = BlockingBarrier(bodies)
        let parting = BlockingBarrier(bodies)
        let threads = try await withThrowingTaskGroup(of: UInt.self) { group in
            for _ in 0..<bodies {
                group.addTask {
                    try await onThread("barrier") {
                        meeting.wait()
                        let own = UInt(pthread_self())
                        // No thread ends before every one has told its number, which another could get.
                        parting.wait()
                        return own
                    }
                }
            }
            return try await group.reduce(into: Set<UInt>()) { $0.insert($1) }
        }
        #expect(threads.count == bodies)
    }

    @Test func thePoolGoesOnWhileBodiesBlock() async throws {
        let gate = BlockingSemaphore()
        async let first: Void = onThread("blocked") { gate.wait() }
        async let second: Void = onThread("blocked") { gate.wait() }
        async let third: Void = onThread("blocked") { gate.wait() }
        // This line and the child of the pool run although three bodies wait for them.
        await Task { for _ in 0..<3 { gate.signal() } }.value
        _ = try await (first, second, third)
    }

    @Test func theResultAndTheNameOfTheThreadComeBack() async throws {
        #expect(try await onThread("courier") { threadName() } == "courier")
        #expect(try await onThread("a name that is much too long") { threadName() } == "a name that is ")
    }

    @Test func anErrorTravelsToTheCaller() async {
        struct Refused: Error, Equatable { let code: Int }
        await #expect(throws: Refused(code: 7)) { try await onThread("refusing") { throw Refused(code: 7) } }
    }

    @Test func cancellationCallsInterruptAndTheBodyAnswers() async throws {
        let gate = BlockingSemaphore()
        let calls = Notes<String>()
        let (began, beginning) = AsyncStream<Void>.makeStream()
        let waiting = Task {
            try await onThread(
                "waiting",
                interrupt: {
                    calls.append("interrupt")
                    gate.signal()
                },
                {
                    beginning.finish()
                    gate.wait()
                    return calls.all
                })
        }
        for await _ in began {}
        waiting.cancel()
        #expect(try await waiting.value == ["interrupt"])
    }

    @Test func aBodyThatStartsCancelledIsInterruptedToo() async throws {
        let gate = BlockingSemaphore()
        let waiting = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await onThread("late", interrupt: { gate.signal() }, { gate.wait() })
        }
        try await waiting.value
    }

    @Test func interruptIsNotCalledWithoutCancellation() async throws {
        let calls = Notes<String>()
        #expect(try await onThread("calm", interrupt: { calls.append("interrupt") }, { 42 }) == 42)
        #expect(calls.all == [])
    }

    @Test func whatABodyHoldsIsReleasedOnceItHasRun() async throws {
        let released = BlockingSemaphore()
        try await Self.run(holding: Held(released))
        try await onThread("release") { released.wait() }
    }

    private static func run(holding held: Held) async throws {
        try await onThread("holding") { withExtendedLifetime(held) {} }
    }
}

/// Tells when it goes away.
private final class Held: Sendable {
    private let released: BlockingSemaphore

    init(_ released: BlockingSemaphore) { self.released = released }

    deinit { released.signal() }
}
