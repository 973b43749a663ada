// NetTests: the two bridges between blocking calls and Swift concurrency. The bodies here block on semaphores that
// other bodies release: where a body held a thread of the cooperative pool, nobody would be left to release it, and its
// bounded wait fails.
internal import Glibc
internal import Synchronization
internal import Testing

/// A counting semaphore that blocks its thread, which is what a driver's call does.
final class BlockingSemaphore: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { sem_init(semaphore, 0, 0) }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    func signal() { sem_post(semaphore) }

    /// Blocks until somebody signals; after ten seconds that is a failure.
    func wait(_ location: SourceLocation = #_sourceLocation) {
        var deadline = timespec()
        clock_gettime(CLOCK_REALTIME, &deadline)
        deadline.tv_sec += 10
        while sem_timedwait(semaphore, &deadline) != 0 {
            if errno == EINTR { continue }
            Issue.record("Nobody ended this wait: errno \(errno).", sourceLocation: location)
            return
        }
    }
}

/// A barrier for a fixed number of threads: nobody leaves before all have come.
final class BlockingBarrier: Sendable {
    private let expected: Int
    private let arrived = Mutex(0)
    private let gate = BlockingSemaphore()

    init(_ expected: Int) { self.expected = expected }

    func wait() {
        let isLast = arrived.withLock { arrived in
            arrived += 1
            return arrived == expected
        }
        if isLast { for _ in 0..<expected { gate.signal() } }
        gate.wait()
    }
}

/// What several threads append to.
final class Notes<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])

    func append(_ value: Value) { values.withLock { $0.append(value) } }

    var all: [Value] { values.withLock { $0 } }
}

/// The name of the calling thread, as the kernel knows it.
func threadName() -> String { firstLine(of: "/proc/thread-self/comm") ?? "" }

func firstLine(of path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 64)
    guard fgets(&line, Int32(line.count), file) != nil else { return nil }
    return String(decoding: line.prefix { $0 != 0 && $0 != 10 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}
