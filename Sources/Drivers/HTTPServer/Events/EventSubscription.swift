internal import Synchronization

/// What one client still has to receive from a hub. The queue is bounded: when it overflows, everything in it is
/// dropped and a single `reset` takes its place.
package final class EventSubscription: Sendable {
    struct Limits: Sendable {
        let messages: Int
        let bytes: Int
    }

    private struct State {
        var queue: [[UInt8]] = []
        var first = 0
        var bytes = 0
        var ended = false
        var wake: (@Sendable () -> Void)?
    }

    package let topics: Set<String>
    private let limits: Limits
    private let leave: @Sendable (EventSubscription) -> Void
    private let state = Mutex(State())

    init(topics: Set<String>, limits: Limits, leave: @escaping @Sendable (EventSubscription) -> Void) {
        self.topics = topics
        self.limits = limits
        self.leave = leave
    }

    /// The oldest message, in the format of event streams; nil when there is none now.
    package func next() -> [UInt8]? {
        state.withLock { state in
            guard state.first < state.queue.count else { return nil }
            let message = state.queue[state.first]
            state.first += 1
            state.bytes -= message.count
            if state.first == state.queue.count {
                state.queue.removeAll(keepingCapacity: true)
                state.first = 0
            }
            return message
        }
    }

    package var hasEnded: Bool { state.withLock { $0.ended } }

    /// Ends the subscription; the client's stream ends when its queue is empty. The API ends the streams of a session
    /// that was signed out. Any thread, any number of times.
    package func cancel() {
        state.withLock { $0.ended = true }
        leave(self)
        wake()
    }

    /// Sets what is called after messages have arrived; it must not block.
    func onArrival(_ wake: (@Sendable () -> Void)?) { state.withLock { $0.wake = wake } }

    func wake() { state.withLock { $0.wake }?() }

    /// Whether somebody waits for the message.
    func push(id: UInt64, _ message: [UInt8]) -> Bool {
        state.withLock { state in
            guard !state.ended else { return false }
            let waiting = state.queue.count - state.first
            if waiting >= limits.messages || (waiting > 0 && state.bytes + message.count > limits.bytes) {
                Self.reset(&state, id: id)
            } else {
                state.queue.append(message)
                state.bytes += message.count
            }
            return state.wake != nil
        }
    }

    func reset(id: UInt64) { state.withLock { Self.reset(&$0, id: id) } }

    private static func reset(_ state: inout State, id: UInt64) {
        state.queue = [EventText.reset(id: id)]
        state.first = 0
        state.bytes = state.queue[0].count
    }
}
