internal import CLinux
internal import Glibc

/// The one thread that forks. The death signal of a child follows the thread that forked it, not the program, so this
/// thread lives until the program ends.
final class LaunchThread: @unchecked Sendable {
    static let shared = LaunchThread()

    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let arrived: UnsafeMutablePointer<pthread_cond_t>
    private var waiting: [@Sendable () -> Void] = []

    private init() {
        mutex = .allocate(capacity: 1)
        arrived = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(arrived, nil)
        LastingThread.start("launch") { [self] in run() }
    }

    func enqueue(_ body: @escaping @Sendable () -> Void) {
        pthread_mutex_lock(mutex)
        waiting.append(body)
        pthread_cond_signal(arrived)
        pthread_mutex_unlock(mutex)
    }

    private func run() -> Never {
        while true {
            pthread_mutex_lock(mutex)
            while waiting.isEmpty { pthread_cond_wait(arrived, mutex) }
            let batch = waiting
            waiting.removeAll(keepingCapacity: true)
            pthread_mutex_unlock(mutex)
            for body in batch { body() }
        }
    }
}
