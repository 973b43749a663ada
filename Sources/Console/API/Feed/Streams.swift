internal import HTTPServer
internal import Synchronization

/// The open event streams and whose session they belong to: a stream ends with its session.
final class Streams: Sendable {
    private struct Stream {
        let tokenHash: String
        let account: String
        let subscription: EventSubscription
    }

    private let streams = Mutex<[Stream]>([])

    func add(_ subscription: EventSubscription, tokenHash: String, account: String) {
        streams.withLock {
            $0.removeAll { $0.subscription.hasEnded }
            $0.append(Stream(tokenHash: tokenHash, account: account, subscription: subscription))
        }
    }

    var count: Int { living.count }
    var topics: Set<String> { living.reduce(into: []) { $0.formUnion($1.subscription.topics) } }
    var tokenHashes: Set<String> { Set(living.map(\.tokenHash)) }

    func end(tokenHash: String) { end { $0.tokenHash == tokenHash } }

    /// The streams of an account's other sessions.
    func end(account: String, except tokenHash: String?) {
        end { $0.account == account && $0.tokenHash != tokenHash }
    }

    private var living: [Stream] {
        streams.withLock { streams in
            streams.removeAll { $0.subscription.hasEnded }
            return streams
        }
    }

    private func end(where isMeant: (Stream) -> Bool) {
        for stream in living where isMeant(stream) { stream.subscription.cancel() }
    }
}
