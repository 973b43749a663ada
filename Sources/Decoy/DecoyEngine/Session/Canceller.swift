internal import PostgresClient
internal import Synchronization

/// Stops from any thread what a session does. A wish that comes between two statements has no effect.
package final class Canceller: Sendable {
    private let key: CancelKey
    private let state = Mutex(State())

    private struct State {
        var isRunning = false
        var wasAsked = false
    }

    init(_ key: CancelKey) { self.key = key }

    /// Returns when the server knows. The running statement then ends with ORA-01013.
    package func cancel() {
        // The lock is held until the server has the wish: it cannot hit a later statement.
        state.withLock { state in
            guard state.isRunning else { return }
            state.wasAsked = true
            key.cancel()
        }
    }

    func begin() {
        state.withLock { $0 = State(isRunning: true, wasAsked: false) }
    }

    /// Whether somebody asked since `begin`.
    @discardableResult
    func end() -> Bool {
        state.withLock { state in
            state.isRunning = false
            return state.wasAsked
        }
    }
    /// Between two statements of a block: whether to stop.
    package var isAsked: Bool { state.withLock { $0.wasAsked } }
}
