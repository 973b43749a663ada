/// A date with a time of day, without a time zone: what the clock on the wall showed. Exact to the nanosecond.
package struct CivilDateTime: Hashable, Sendable {
    package let date: CivilDate
    package let hour: Int
    package let minute: Int
    package let second: Int
    package let nanosecond: Int

    /// nil when a part is out of range; leap seconds are not kept by any database we meet.
    package init?(_ date: CivilDate, hour: Int = 0, minute: Int = 0, second: Int = 0, nanosecond: Int = 0) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
            (0...999_999_999).contains(nanosecond)
        else { return nil }
        self.date = date
        self.hour = hour
        self.minute = minute
        self.second = second
        self.nanosecond = nanosecond
    }

    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(ascii: bytes.span)
    }

    /// Reads `2026-11-21 12:34:56` with up to nine digits of fraction; a `T` may stand for the blank.
    package init?(ascii: Span<UInt8>) {
        guard ascii.count >= 19, ascii[10] == UInt8(ascii: " ") || ascii[10] == UInt8(ascii: "T"),
            ascii[13] == UInt8(ascii: ":"), ascii[16] == UInt8(ascii: ":"),
            let date = CivilDate(ascii: ascii.extracting(0..<10)),
            let hour = fixedDigits(ascii, 11, 2), let minute = fixedDigits(ascii, 14, 2),
            let second = fixedDigits(ascii, 17, 2), let nanosecond = fraction(ascii, from: 19, digits: 9)
        else { return nil }
        self.init(date, hour: hour, minute: minute, second: second, nanosecond: nanosecond)
    }

    /// The text with exactly `digits` digits of fraction; digits beyond are cut, so ask for what the column holds.
    package func text(fractionDigits digits: Int) -> String {
        precondition((0...9).contains(digits), "a fraction of a second has 0 to 9 digits")
        let clock = "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
        guard digits > 0 else { return "\(date) \(clock)" }
        return "\(date) \(clock).\(padded(nanosecond, 9).prefix(digits))"
    }

    /// Microseconds since 1970-01-01 00:00:00 of the same clock; nil when the day does not exist.
    package var microsecondsSinceEpoch: Int64? {
        guard let days = date.daysSinceEpoch else { return nil }
        let seconds = Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        return seconds * 1_000_000 + Int64(nanosecond / 1000)
    }
}

extension CivilDateTime: CustomStringConvertible {
    /// With as many digits of fraction as needed: none, six or nine.
    package var description: String {
        text(fractionDigits: nanosecond == 0 ? 0 : nanosecond.isMultiple(of: 1000) ? 6 : 9)
    }
}

extension CivilDateTime: Comparable {
    package static func < (a: CivilDateTime, b: CivilDateTime) -> Bool {
        if a.date != b.date { return a.date < b.date }
        return (a.hour, a.minute, a.second, a.nanosecond) < (b.hour, b.minute, b.second, b.nanosecond)
    }
}
