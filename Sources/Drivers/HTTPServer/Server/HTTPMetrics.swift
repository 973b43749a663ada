internal import Synchronization

/// Counters of a server at one moment.
package struct HTTPMetrics: Sendable, Hashable {
    /// Ended requests by the first digit of their status, 1 to 5.
    package var requests: [Int: Int]
    package var bodyBytesSent: Int
    package var openConnections: Int
    package var openRequests: Int
    package var openStreams: Int
    /// Connections closed because a head or a body did not arrive in time.
    package var cutOff: Int
}

/// The counters themselves.
final class HTTPCounters: Sendable {
    let status1 = Atomic(0)
    let status2 = Atomic(0)
    let status3 = Atomic(0)
    let status4 = Atomic(0)
    let status5 = Atomic(0)
    let bodyBytesSent = Atomic(0)
    let openConnections = Atomic(0)
    let openRequests = Atomic(0)
    let openStreams = Atomic(0)
    let cutOff = Atomic(0)

    func count(status: Int) {
        switch status / 100 {
        case 1: status1.add(1, ordering: .relaxed)
        case 2: status2.add(1, ordering: .relaxed)
        case 3: status3.add(1, ordering: .relaxed)
        case 4: status4.add(1, ordering: .relaxed)
        default: status5.add(1, ordering: .relaxed)
        }
    }

    var snapshot: HTTPMetrics {
        HTTPMetrics(
            requests: [
                1: status1.load(ordering: .relaxed), 2: status2.load(ordering: .relaxed),
                3: status3.load(ordering: .relaxed), 4: status4.load(ordering: .relaxed),
                5: status5.load(ordering: .relaxed),
            ],
            bodyBytesSent: bodyBytesSent.load(ordering: .relaxed),
            openConnections: openConnections.load(ordering: .relaxed),
            openRequests: openRequests.load(ordering: .relaxed), openStreams: openStreams.load(ordering: .relaxed),
            cutOff: cutOff.load(ordering: .relaxed))
    }
}
