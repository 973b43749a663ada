internal import CLinux
internal import Glibc
internal import Synchronization

/// The one thread that waits for the end of every child.
final class ExitWatch: Sendable {
    static let shared = ExitWatch()

    private struct Watched {
        var children: [UInt64: ChildProcess] = [:]
        var lastKey: UInt64 = 0
    }

    private let epoll: Int32
    private let watched = Mutex(Watched())

    private init() {
        epoll = cl_watch_make()
        precondition(epoll >= 0, "no descriptor to watch children: errno \(errno)")
        LastingThread.start("exit-watch") { [self] in run() }
    }

    /// The watch holds the child until it has ended. Returns the errno of a refusal.
    func add(_ child: ChildProcess, pidfd: Int32) -> Int32? {
        watched.withLock { watched in
            watched.lastKey += 1
            guard cl_watch_add(epoll, pidfd, watched.lastKey) == 0 else { return errno }
            watched.children[watched.lastKey] = child
            return nil
        }
    }

    private func run() -> Never {
        var keys = [UInt64](repeating: 0, count: 64)
        while true {
            let count = cl_watch_next(epoll, &keys, 64)
            precondition(count >= 0, "children can no longer be watched: errno \(errno)")
            for key in keys.prefix(Int(count)) {
                let child = watched.withLock { $0.children.removeValue(forKey: key) }
                child?.reap()
            }
        }
    }
}
