import Catalog
import Model
import Synchronization

/// A clock that a test moves.
final class SettableClock: Sendable {
    private let moment = Mutex(Timestamp.wallClock())

    var now: Timestamp { moment.withLock { $0 } }
    func advance(by duration: Duration) { moment.withLock { $0 = $0 + duration } }
}
