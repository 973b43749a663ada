import ConnectorKit
import Model
import Synchronization
import TestKit

/// When the scripted ends may fail.
enum Moment: Hashable, CaseIterable {
    case chunks, read, next, parts
    case filled, marks, removeMarks, openWriter, begin, write
    /// The connection breaks before the commit, after it, or the commit happens some time later or never.
    case beforeCommit, afterCommit, lateCommit
}

/// Decides at which moments the ends fail: by a list of orders, and by chance from a seed.
final class Faults: Sendable {
    private struct State {
        var chance: SeededGenerator
        var percent: [Moment: Int] = [:]
        var orders: [Moment: [DatabaseRefusal?]] = [:]
        var met: [Moment: Int] = [:]
    }

    private let state: Mutex<State>

    init(seed: UInt64 = 1) { state = Mutex(State(chance: SeededGenerator(seed: seed))) }

    /// The next times this moment comes, it fails like this; nil is a time without failure.
    func order(_ moment: Moment, _ refusals: DatabaseRefusal?...) {
        state.withLock { $0.orders[moment, default: []] += refusals }
    }

    func happen(_ moments: [Moment], percent: Int) {
        state.withLock { state in for moment in moments { state.percent[moment] = percent } }
    }

    func end() {
        state.withLock { state in
            state.percent = [:]
            state.orders = [:]
        }
    }

    func met(_ moment: Moment) -> Int { state.withLock { $0.met[moment] ?? 0 } }

    /// How often the ends were asked anything.
    var metAll: Int { state.withLock { $0.met.values.reduce(0, +) } }

    func coin(_ percent: Int) -> Bool { state.withLock { Int.random(in: 0..<100, using: &$0.chance) < percent } }

    /// Whether this moment fails now, and how.
    func refusal(at moment: Moment) -> DatabaseRefusal? {
        state.withLock { state in
            state.met[moment, default: 0] += 1
            if let first = state.orders[moment]?.first {
                state.orders[moment]?.removeFirst()
                return first
            }
            guard let percent = state.percent[moment], Int.random(in: 0..<100, using: &state.chance) < percent else {
                return nil
            }
            switch moment {
            case .next, .read:
                return Bool.random(using: &state.chance) ? .pastGone : .lost
            case .write: return Bool.random(using: &state.chance) ? .busy : .lost
            default: return .lost
            }
        }
    }

    func strike(_ moment: Moment) throws(DatabaseRefusal) {
        if let refusal = refusal(at: moment) { throw refusal }
    }
}

extension DatabaseRefusal {
    static let lost = DatabaseRefusal(
        Failure("TEST-0001", "The connection broke.", advice: "Wait."), remedy: .reconnect)
    static let busy = DatabaseRefusal(
        Failure("TEST-0002", "A lock was waited for too long.", advice: "Wait."), remedy: .retry(after: .zero))
    static let pastGone = DatabaseRefusal(
        Failure("TEST-0003", "The past is gone.", advice: "Wait."), remedy: .retry(after: .zero), isPastGone: true)
    static let refused = DatabaseRefusal(
        Failure("TEST-0004", "The table is not allowed.", advice: "Grant it."), remedy: .askOperator)
    static let exists = DatabaseRefusal.chunkIsThere()
}
