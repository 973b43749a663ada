internal import CMicroHTTPD
internal import Glibc
internal import Synchronization

/// An event stream on a connection. While there is nothing to send, the connection is suspended and costs nothing.
///
/// The library frees a connection only after its completion notice, and never one that is suspended. Hence the one
/// rule of this type: the connection is touched only under the lock and only while suspended, and `close`, which the
/// completion notice calls, ends that for good.
final class EventStream: @unchecked Sendable {
    private struct State {
        var rest: ArraySlice<UInt8> = []
        var isSuspended = false
        var isClosed = false
        var hasLeft = false
        var isKeepAliveDue = false
        var lastSent: Int64
        var bytes = 0
    }

    private let subscription: EventSubscription
    private let connection: OpaquePointer
    private let server: RunningServer
    private let state: Mutex<State>

    init(_ subscription: EventSubscription, on connection: OpaquePointer, of server: RunningServer) {
        self.subscription = subscription
        self.connection = connection
        self.server = server
        state = Mutex(State(lastSent: Monotonic.now()))
        server.counters.openStreams.add(1, ordering: .relaxed)
        subscription.onArrival { [weak self] in self?.wake() }
    }

    var bytes: Int { state.withLock { $0.bytes } }

    var isSuspended: Bool { state.withLock { $0.isSuspended } }

    /// Fills the buffer of the library; -1 ends the stream, 0 leaves the connection suspended.
    func read(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        state.withLock { state in
            if state.isClosed || state.hasLeft { return -1 }
            var filled = 0
            while filled < buffer.count {
                if state.rest.isEmpty { state.rest = (subscription.next() ?? [])[...] }
                if state.rest.isEmpty { break }
                let part = state.rest.prefix(buffer.count - filled)
                UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyBytes(from: part)
                state.rest.removeFirst(part.count)
                filled += part.count
            }
            if filled == 0 && state.isKeepAliveDue && buffer.count >= EventText.keepAlive.count {
                buffer.copyBytes(from: EventText.keepAlive)
                filled = EventText.keepAlive.count
            }
            if filled > 0 {
                state.isKeepAliveDue = false
                state.lastSent = Monotonic.now()
                state.bytes += filled
                return filled
            }
            if server.isStopping || subscription.hasEnded { return -1 }
            state.isSuspended = true
            MHD_suspend_connection(connection)
            return 0
        }
    }

    /// Lets the library ask again. Any thread, any time.
    func wake() { state.withLock { resume(&$0) } }

    /// Called every second: asks for a keep-alive when the stream has been quiet.
    func tick(_ now: Int64, quiet: Int64) {
        state.withLock { state in
            guard state.isSuspended, now - state.lastSent >= quiet else { return }
            state.isKeepAliveDue = true
            resume(&state)
        }
    }

    /// The client has closed its side: a browser that reads events never does that and stays.
    func clientLeft() {
        state.withLock { state in
            state.hasLeft = true
            resume(&state)
        }
    }

    /// The library is done with the connection.
    func close() {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard isFirst else { return }
        subscription.onArrival(nil)
        subscription.cancel()
        server.counters.openStreams.subtract(1, ordering: .relaxed)
    }

    private func resume(_ state: inout State) {
        guard state.isSuspended, !state.isClosed else { return }
        state.isSuspended = false
        MHD_resume_connection(connection)
    }
}

/// The clock of deadlines.
enum Monotonic {
    /// Nanoseconds since the machine started.
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

extension Duration {
    /// Whole nanoseconds, at most 285 years.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return min(max(seconds, 0), 9_000_000_000) * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
