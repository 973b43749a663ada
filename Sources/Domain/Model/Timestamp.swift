/// A moment as milliseconds since 1970-01-01 00:00:00 UTC: the only form in which moments are stored and sent.
package struct Timestamp: Hashable, Comparable, Sendable, Codable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static let zero = Timestamp(milliseconds: 0)

    package static func < (a: Timestamp, b: Timestamp) -> Bool { a.milliseconds < b.milliseconds }

    package static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(milliseconds: moment.milliseconds &+ duration.milliseconds)
    }

    package static func - (moment: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(milliseconds: moment.milliseconds &- duration.milliseconds)
    }

    package static func - (a: Timestamp, b: Timestamp) -> Duration {
        .milliseconds(a.milliseconds &- b.milliseconds)
    }
}

extension Duration {
    package var milliseconds: Int64 {
        components.seconds &* 1000 &+ components.attoseconds / 1_000_000_000_000_000
    }
}
