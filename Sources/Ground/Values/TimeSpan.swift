/// A signed length of time in hours, minutes, seconds and microseconds: MySQL's TIME, which goes beyond a day and
/// below zero.
package struct TimeSpan: Hashable, Sendable {
    package let microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }

    /// nil when a part is out of range; hours are bounded so that the whole fits.
    package init?(isNegative: Bool, hours: Int, minutes: Int, seconds: Int, microseconds: Int) {
        guard (0...1_000_000).contains(hours), (0...59).contains(minutes), (0...59).contains(seconds),
            (0...999_999).contains(microseconds)
        else { return nil }
        let whole = Int64(hours * 3600 + minutes * 60 + seconds) * 1_000_000 + Int64(microseconds)
        self.init(microseconds: isNegative ? -whole : whole)
    }

    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(ascii: bytes.span)
    }

    /// Reads `-838:59:58.999999`: two or more digits of hours, up to six digits of fraction.
    package init?(ascii: Span<UInt8>) {
        let isNegative = !ascii.isEmpty && ascii[0] == UInt8(ascii: "-")
        let start = isNegative ? 1 : 0
        var colon = start
        while colon < ascii.count, ascii[colon] != UInt8(ascii: ":") { colon += 1 }
        guard colon - start >= 2, colon - start <= 6, colon + 6 <= ascii.count,
            ascii[colon + 3] == UInt8(ascii: ":"), let hours = fixedDigits(ascii, start, colon - start),
            let minutes = fixedDigits(ascii, colon + 1, 2), let seconds = fixedDigits(ascii, colon + 4, 2),
            let microseconds = fraction(ascii, from: colon + 6, digits: 6)
        else { return nil }
        self.init(
            isNegative: isNegative, hours: hours, minutes: minutes, seconds: seconds, microseconds: microseconds)
    }

    package func text(fractionDigits digits: Int) -> String {
        precondition((0...6).contains(digits), "a time span has 0 to 6 digits of fraction")
        let magnitude = Int(microseconds.magnitude)
        let seconds = magnitude / 1_000_000
        let clock = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
        let sign = microseconds < 0 ? "-" : ""
        return digits == 0 ? sign + clock : "\(sign)\(clock).\(padded(magnitude % 1_000_000, 6).prefix(digits))"
    }
}

extension TimeSpan: CustomStringConvertible {
    package var description: String { text(fractionDigits: microseconds.isMultiple(of: 1_000_000) ? 0 : 6) }
}

extension TimeSpan: Comparable {
    package static func < (a: TimeSpan, b: TimeSpan) -> Bool { a.microseconds < b.microseconds }
}
