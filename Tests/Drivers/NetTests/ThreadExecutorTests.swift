internal import Glibc
internal import Net
internal import Testing

/// An actor whose calls block, as that of a connection does.
private actor Blocking {
    private let executor: ThreadExecutor
    private var turns: [Int] = []

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(_ executor: ThreadExecutor) { self.executor = executor }

    func take(_ turn: Int) -> [Int] {
        turns.append(turn)
        return turns
    }

    func thread() -> UInt { UInt(pthread_self()) }

    func name() -> String { threadName() }

    func wait(for gate: BlockingSemaphore) { gate.wait() }

    func suspendOnce(_ notes: Notes<String>) async {
        notes.append(threadName())
        await Task.yield()
        notes.append(threadName())
    }
}

@Suite(.timeLimit(.minutes(1))) struct ThreadExecutorTests {
    @Test func anActorRunsAllItsCallsOnOneThread() async {
        let actor = Blocking(ThreadExecutor(name: "one thread"))
        let other = Blocking(ThreadExecutor(name: "another"))
        var threads: Set<UInt> = []
        for _ in 0..<50 { threads.insert(await actor.thread()) }
        #expect(threads.count == 1)
        #expect(await actor.name() == "one thread")
        #expect(await threads.contains(other.thread()) == false)
    }

    @Test func callsKeepTheOrderInWhichTheyWereMade() async {
        let actor = Blocking(ThreadExecutor(name: "order"))
        for turn in 0..<200 { #expect(await actor.take(turn).last == turn) }
        #expect(await actor.take(200) == Array(0...200))
    }

    @Test func turnsThatPileUpBehindABlockedCallKeepTheirOrder() async {
        let actor = Blocking(ThreadExecutor(name: "pile"))
        let gate = BlockingSemaphore()
        // An immediate task runs up to its first wait, which is the queue of the actor.
        let blocked = Task.immediate { await actor.wait(for: gate) }
        let piled = (0..<100).map { turn in Task.immediate { await actor.take(turn) } }
        gate.signal()
        await blocked.value
        for turn in piled { _ = await turn.value }
        #expect(await actor.take(100) == Array(0...100))
    }

    @Test func aBlockedActorHoldsNoThreadOfThePool() async {
        let gate = BlockingSemaphore()
        let actors = (0..<8).map { Blocking(ThreadExecutor(name: "blocked \($0)")) }
        await withTaskGroup(of: Void.self) { group in
            for actor in actors { group.addTask { await actor.wait(for: gate) } }
            // Runs on the pool, which would be used up if the eight calls above stood on it.
            group.addTask { for _ in 0..<8 { gate.signal() } }
        }
    }

    @Test func aCallComesBackToItsThreadAfterWaiting() async {
        let actor = Blocking(ThreadExecutor(name: "returning"))
        let notes = Notes<String>()
        await actor.suspendOnce(notes)
        #expect(notes.all == ["returning", "returning"])
    }

    @Test func theThreadEndsWhenTheExecutorIsReleased() async throws {
        let name = "ending\(getpid())"
        do {
            let actor = Blocking(ThreadExecutor(name: name))
            #expect(await actor.name() == name)
            #expect(liveThreads().contains(name))
        }
        // The thread sees the release on its own time.
        let deadline = ContinuousClock.now + .seconds(30)
        while liveThreads().contains(name), ContinuousClock.now < deadline { await Task.yield() }
        #expect(!liveThreads().contains(name))
    }
}

/// The names of the threads of this process, as the kernel lists them.
private func liveThreads() -> [String] {
    guard let folder = opendir("/proc/self/task") else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
        let number = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if let name = firstLine(of: "/proc/self/task/\(number)/comm") { names.append(name) }
    }
    return names
}
