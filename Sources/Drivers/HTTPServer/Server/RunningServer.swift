internal import CMicroHTTPD
internal import Glibc
internal import Net
internal import Synchronization

/// What the callbacks of the library, the timer and the stopping thread share.
final class RunningServer: Sendable {
    private struct Open {
        var clients: [ObjectIdentifier: Client] = [:]
        var exchanges: [ObjectIdentifier: Exchange] = [:]
    }

    let configuration: HTTPServerConfiguration
    let router: Router
    let observe: @Sendable (RequestLog) -> Void
    let counters = HTTPCounters()
    private let open = Mutex(Open())
    private let stopping = Atomic(false)
    private let closing = Atomic(false)
    private let bell = Bell()

    init(
        _ configuration: HTTPServerConfiguration, _ router: Router, _ observe: @escaping @Sendable (RequestLog) -> Void
    ) {
        self.configuration = configuration
        self.router = router
        self.observe = observe
    }

    var isEncrypted: Bool { configuration.certificatePEM != nil }

    /// New requests are refused and streams end.
    var isStopping: Bool { stopping.load(ordering: .sequentiallyConsistent) }

    /// The grace is over: nothing may be suspended any more.
    var isClosing: Bool { closing.load(ordering: .sequentiallyConsistent) }

    var openExchanges: Int { open.withLock { $0.exchanges.count } }

    // MARK: Notices of the library

    func add(_ connection: OpaquePointer) -> Client {
        let client = Client(connection, deadline: Monotonic.now() + configuration.limits.headTime.nanoseconds)
        open.withLock { $0.clients[ObjectIdentifier(client)] = client }
        counters.openConnections.add(1, ordering: .relaxed)
        return client
    }

    func remove(_ client: Client) {
        open.withLock { _ = $0.clients.removeValue(forKey: ObjectIdentifier(client)) }
        counters.openConnections.subtract(1, ordering: .relaxed)
        bell.ring()
    }

    func add(_ exchange: Exchange) { open.withLock { $0.exchanges[ObjectIdentifier(exchange)] = exchange } }

    func remove(_ exchange: Exchange) {
        open.withLock { _ = $0.exchanges.removeValue(forKey: ObjectIdentifier(exchange)) }
        if isStopping { bell.ring() }
    }

    // MARK: The timer

    func runTimer() {
        let period = configuration.timerPeriod.nanoseconds
        while !bell.wait(atMost: period, until: { self.isClosing && self.openExchanges == 0 }) {
            let now = Monotonic.now()
            cutOff(now)
            tickStreams(now)
        }
    }

    /// Closes connections that let us wait too long.
    private func cutOff(_ now: Int64) {
        // Under this lock a socket cannot be closed, for its notice waits for the lock: no other connection can have
        // got its number.
        open.withLock { open in
            for client in open.clients.values {
                let deadline = client.deadline.load(ordering: .relaxed)
                guard deadline != .max else {
                    client.isSilent.store(false, ordering: .relaxed)
                    continue
                }
                if deadline < now {
                    client.isCutOff.store(true, ordering: .relaxed)
                    client.deadline.store(.max, ordering: .relaxed)
                    counters.cutOff.add(1, ordering: .relaxed)
                    shutdown(client.socket, Int32(SHUT_RDWR))
                } else if !client.hasEnded {
                    client.isSilent.store(false, ordering: .relaxed)
                } else if client.isSilent.exchange(true, ordering: .relaxed) {
                    // The library overlooks the end of a stream that comes together with the last bytes. Seen twice
                    // with nothing unread, there will never be more.
                    shutdown(client.socket, Int32(SHUT_RDWR))
                }
            }
        }
    }

    /// Keeps quiet streams alive and ends those whose client has left.
    private func tickStreams(_ now: Int64) {
        let quiet = configuration.keepAlive.nanoseconds
        var streams: [EventStream] = []
        var polls: [pollfd] = []
        for exchange in open.withLock({ Array($0.exchanges.values) }) {
            guard let stream = exchange.stream else { continue }
            stream.tick(now, quiet: quiet)
            guard stream.isSuspended else { continue }
            streams.append(stream)
            polls.append(pollfd(fd: exchange.socket, events: cm_poll_left, revents: 0))
        }
        // A suspended connection is not watched by the library. A number that was given to another connection in the
        // meantime does no harm: its stream has been closed, and a closed stream takes no notice.
        guard !polls.isEmpty, poll(&polls, nfds_t(polls.count), 0) > 0 else { return }
        for (stream, poll) in zip(streams, polls) where poll.revents != 0 { stream.clientLeft() }
    }

    // MARK: The end

    /// Ends what runs; returns when no connection is suspended and none will be again.
    func drain(grace: Duration) {
        stopping.store(true, ordering: .sequentiallyConsistent)
        for exchange in open.withLock({ Array($0.exchanges.values) }) { exchange.stream?.wake() }
        _ = bell.wait(atMost: grace.nanoseconds) { self.counters.openRequests.load(ordering: .relaxed) == 0 }
        closing.store(true, ordering: .sequentiallyConsistent)
        for exchange in open.withLock({ Array($0.exchanges.values) }) { exchange.abandon() }
        _ = bell.wait(atMost: 500_000_000) { self.counters.openRequests.load(ordering: .relaxed) == 0 }
        bell.ring()
    }
}

/// Waiting with a limit for something that another thread announces.
final class Bell: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let rung = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(rung, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(rung)
        pthread_mutex_destroy(mutex)
        rung.deallocate()
        mutex.deallocate()
    }

    func ring() {
        pthread_mutex_lock(mutex)
        pthread_cond_broadcast(rung)
        pthread_mutex_unlock(mutex)
    }

    /// Whether the condition became true in time. It is asked at every ring and must not ring itself.
    func wait(atMost nanoseconds: Int64, until condition: () -> Bool) -> Bool {
        let end = Monotonic.now() + nanoseconds
        var limit = timespec(tv_sec: Int(end / 1_000_000_000), tv_nsec: Int(end % 1_000_000_000))
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while !condition() {
            if pthread_cond_timedwait(rung, mutex, &limit) == ETIMEDOUT { return condition() }
        }
        return true
    }
}
