internal import Glibc

/// A serial executor with a thread of its own, so that an actor may make blocking calls: one call at a time, in
/// order, without holding a thread of the cooperative pool. The thread ends when the executor is released.
package final class ThreadExecutor: SerialExecutor {
    private let queue: ThreadQueue

    package init(name: String) {
        let queue = ThreadQueue()
        self.queue = queue
        do {
            // The thread holds the queue, not the executor: the queue closes when the executor goes away.
            try startThread(name) { queue.run() }
        } catch {
            preconditionFailure("no thread for the executor \(name): errno \(error.errno)")
        }
    }

    deinit { queue.close() }

    package func enqueue(_ turn: consuming ExecutorJob) {
        queue.push(UnownedJob(turn), on: asUnownedSerialExecutor())
    }

    package func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}

private final class ThreadQueue: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let arrived: UnsafeMutablePointer<pthread_cond_t>
    private var waiting: [(UnownedJob, UnownedSerialExecutor)] = []
    private var closed = false

    init() {
        mutex = .allocate(capacity: 1)
        arrived = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(arrived, nil)
    }

    deinit {
        pthread_cond_destroy(arrived)
        pthread_mutex_destroy(mutex)
        arrived.deallocate()
        mutex.deallocate()
    }

    func push(_ turn: UnownedJob, on executor: UnownedSerialExecutor) {
        pthread_mutex_lock(mutex)
        waiting.append((turn, executor))
        pthread_cond_signal(arrived)
        pthread_mutex_unlock(mutex)
    }

    func close() {
        pthread_mutex_lock(mutex)
        closed = true
        pthread_cond_signal(arrived)
        pthread_mutex_unlock(mutex)
    }

    func run() {
        while true {
            pthread_mutex_lock(mutex)
            while waiting.isEmpty && !closed { pthread_cond_wait(arrived, mutex) }
            let batch = waiting
            waiting.removeAll(keepingCapacity: true)
            let ended = closed && batch.isEmpty
            pthread_mutex_unlock(mutex)
            if ended { return }
            for (turn, executor) in batch { turn.runSynchronously(on: executor) }
        }
    }
}
