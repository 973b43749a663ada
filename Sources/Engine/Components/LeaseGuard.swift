internal import Glibc
internal import Model
internal import Net
internal import Synchronization

/// Ends this process when its lease can no longer be trusted: a thread of its own watches a deadline on the monotonic
/// clock, so that neither a blocked catalog, nor a busy thread pool, nor a stopped and continued process writes on
/// under a lease that somebody else may hold.
package final class LeaseGuard: Sendable {
    private let deadlineNanoseconds: Atomic<UInt64>
    private let released = Atomic<Bool>(false)

    package init(validFor time: Duration) {
        deadlineNanoseconds = Atomic(Self.now() &+ UInt64(clamping: time.milliseconds &* 1_000_000))
    }

    /// Starts the watching thread; `expired` is called once, on that thread, and must end the process.
    package func start(expired: @escaping @Sendable () -> Void) throws {
        try startThread("lease guard") { [self] in
            while !released.load(ordering: .relaxed) {
                if Self.now() >= deadlineNanoseconds.load(ordering: .relaxed) {
                    expired()
                    return
                }
                usleep(50_000)
            }
        }
    }

    /// The lease was renewed by a request that was sent at `sent`: the lease counts from then, not from the answer.
    package func extend(from sent: UInt64, by time: Duration) {
        deadlineNanoseconds.store(sent &+ UInt64(clamping: time.milliseconds &* 1_000_000), ordering: .relaxed)
    }

    package func release() { released.store(true, ordering: .relaxed) }

    /// Nanoseconds of the monotonic clock that also counts while the machine sleeps.
    package static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }
}
