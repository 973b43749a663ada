/// A time zone: an offset, or a region whose rules are read from the machine's zone files.
package struct SessionZone: Sendable, Hashable {
    package let name: String
    private let fixed: Int?

    package static let utc = SessionZone("+00:00")

    package init(_ name: String) {
        self.name = name
        fixed = Session.offsetSeconds(name)
    }

    /// Seconds east of UTC at this moment. A region that the machine does not know counts as UTC: it was checked when
    /// it was set.
    package func offset(atUTC seconds: Int64) -> Int {
        if let fixed { return fixed }
        return ZoneRules.named(name)?.offset(atUTC: seconds) ?? 0
    }

    /// The moment of a local time. Of a time that comes twice it is the first.
    package func utc(fromLocal seconds: Int64) -> Int64 {
        let guess = seconds - Int64(offset(atUTC: seconds))
        return seconds - Int64(offset(atUTC: guess))
    }
}
