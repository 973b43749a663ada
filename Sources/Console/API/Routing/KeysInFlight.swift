internal import Synchronization

/// Idempotency keys whose first request is being answered now.
final class KeysInFlight: Sendable {
    private let keys = Mutex<Set<String>>([])

    /// False when the key is in flight already.
    func enter(_ key: String) -> Bool { keys.withLock { $0.insert(key).inserted } }
    func leave(_ key: String) { keys.withLock { _ = $0.remove(key) } }
}
