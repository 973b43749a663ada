internal import HTTPServer
internal import Synchronization

/// Ended requests by method, route and status: bounded, because routes are patterns, not paths.
final class RequestCounters: Sendable {
    struct Key: Hashable, Sendable {
        let method: String
        let route: String
        let status: Int
    }

    struct Count: Sendable {
        var requests = 0
        var milliseconds = 0.0
    }

    private let counts = Mutex<[Key: Count]>([:])

    func count(_ ended: RequestLog) {
        let method = Method(rawValue: ended.method) == nil ? "other" : ended.method
        let key = Key(method: method, route: ended.route, status: ended.status)
        counts.withLock { counts in
            counts[key, default: Count()].requests += 1
            counts[key, default: Count()].milliseconds += ended.milliseconds
        }
    }

    var snapshot: [Key: Count] { counts.withLock { $0 } }
}
