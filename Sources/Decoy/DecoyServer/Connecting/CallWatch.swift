internal import Glibc
internal import Net
internal import Synchronization

/// Notices what a client sends while its call runs: a break, or the end of the connection. Then the call is cancelled;
/// the thread of the connection reads what came when it has its error.
///
/// One thread serves all connections. It looks at calls that have run for a moment, twenty times a second, and sleeps
/// while there are none: short calls cost a lock and nothing else.
final class CallWatch: Sendable {
    struct Call: Sendable {
        /// Whether bytes of the client wait, or the end.
        var hasInput: @Sendable () -> Bool
        var cancel: @Sendable () -> Void
    }

    private struct State {
        var calls: [Int: (call: Call, began: ContinuousClock.Instant)] = [:]
        var lastKey = 0
        var isAsleep = true
        var isStopped = false
    }

    private let state = Mutex(State())
    /// A pipe: what is written to the second end wakes the thread at the first.
    private let wake: (reading: Int32, writing: Int32)
    private static let tickMilliseconds: Int32 = 50
    /// How many ticks without a call the thread stays awake.
    private static let idleTicks = 40

    init() {
        var ends: [Int32] = [-1, -1]
        let made = pipe(&ends)
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        precondition(made == 0, "the system gives no pipe for the watch: errno \(errno)")
        wake = (ends[0], ends[1])
    }

    deinit {
        close(wake.reading)
        close(wake.writing)
    }

    func start() throws(ThreadFailure) { try startThread("decoy-watch") { self.run() } }

    func stop() {
        state.withLock { $0.isStopped = true }
        ring()
    }

    /// Watches until `end` is called with the key that is given.
    func begin(_ call: Call) -> Int {
        let (key, mustRing) = state.withLock { state in
            state.lastKey += 1
            state.calls[state.lastKey] = (call, .now)
            let mustRing = state.isAsleep
            state.isAsleep = false
            return (state.lastKey, mustRing)
        }
        if mustRing { ring() }
        return key
    }

    /// No `cancel` of this call begins after it.
    func end(_ key: Int) { state.withLock { _ = $0.calls.removeValue(forKey: key) } }

    private func ring() {
        var byte: UInt8 = 1
        _ = write(wake.writing, &byte, 1)
    }

    private func run() {
        var quietTicks = 0
        while true {
            var entry = pollfd(fd: wake.reading, events: Int16(POLLIN), revents: 0)
            _ = poll(&entry, 1, quietTicks > Self.idleTicks ? -1 : Self.tickMilliseconds)
            if entry.revents != 0 {
                var bytes = [UInt8](repeating: 0, count: 64)
                _ = read(wake.reading, &bytes, bytes.count)
            }
            let isStopped = state.withLock { state in
                look(&state)
                quietTicks = state.calls.isEmpty ? quietTicks + 1 : 0
                state.isAsleep = quietTicks > Self.idleTicks
                return state.isStopped
            }
            if isStopped { return }
        }
    }

    /// Under the lock, so that a call that has ended is never cancelled. A wish that comes between two statements of a
    /// call has no effect and is repeated at the next tick.
    private func look(_ state: inout State) {
        let now = ContinuousClock.now
        for entry in state.calls.values where now - entry.began > .milliseconds(20) && entry.call.hasInput() {
            entry.call.cancel()
        }
    }
}
