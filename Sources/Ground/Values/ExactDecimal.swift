/// A decimal number as written: sign, digits and scale. `1.50` and `1.5` are the same number with different scales;
/// `==` compares what is written, `<` and `isSameNumber` compare the numbers.
package struct ExactDecimal: Hashable, Sendable {
    package let isNegative: Bool
    /// Values 0…9, most significant first, without leading zeros; empty means zero.
    package let digits: [UInt8]
    /// How many of the digits stand after the point; may exceed `digits.count`.
    package let scale: Int

    /// The number `digits` × 10^-`scale`. Leading zeros are dropped and zero has no sign.
    package init(isNegative: Bool, digits: [UInt8], scale: Int) {
        precondition(
            scale >= 0 && digits.allSatisfy { $0 < 10 }, "a decimal has digits 0…9 and a scale that is not negative")
        let significant = Array(digits.drop { $0 == 0 })
        self.digits = significant
        self.scale = scale
        self.isNegative = isNegative && !significant.isEmpty
    }

    package init(_ number: Int64) {
        self.init(isNegative: number < 0, digits: String(number.magnitude).utf8.map { $0 &- 48 }, scale: 0)
    }

    package init(_ number: UInt64) {
        self.init(isNegative: false, digits: String(number).utf8.map { $0 &- 48 }, scale: 0)
    }

    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(ascii: bytes.span)
    }

    /// Reads `-12.340`. No exponent, no blanks, at least one digit.
    package init?(ascii: Span<UInt8>) {
        var at = 0
        var isNegative = false
        if !ascii.isEmpty, ascii[0] == UInt8(ascii: "-") || ascii[0] == UInt8(ascii: "+") {
            isNegative = ascii[0] == UInt8(ascii: "-")
            at = 1
        }
        var digits: [UInt8] = []
        digits.reserveCapacity(ascii.count)
        var pointAt: Int?
        while at < ascii.count {
            let byte = ascii[at]
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte &- 48)
            case UInt8(ascii: ".") where pointAt == nil: pointAt = digits.count
            default: return nil
            }
            at += 1
        }
        guard !digits.isEmpty else { return nil }
        self.init(isNegative: isNegative, digits: digits, scale: pointAt.map { digits.count - $0 } ?? 0)
    }

    /// The same number without zeros at the end of its fraction.
    package var normalized: ExactDecimal {
        var digits = digits
        var scale = scale
        while scale > 0, digits.last == 0 {
            digits.removeLast()
            scale -= 1
        }
        return ExactDecimal(isNegative: isNegative, digits: digits, scale: digits.isEmpty ? 0 : scale)
    }

    package func isSameNumber(as other: ExactDecimal) -> Bool { normalized == other.normalized }
}

extension ExactDecimal: Comparable {
    package static func < (a: ExactDecimal, b: ExactDecimal) -> Bool {
        if a.isNegative != b.isNegative { return a.isNegative }
        let order = compareMagnitudes(a, b)
        return a.isNegative ? order > 0 : order < 0
    }

    private static func compareMagnitudes(_ a: ExactDecimal, _ b: ExactDecimal) -> Int {
        let aWhole = a.digits.count - a.scale
        let bWhole = b.digits.count - b.scale
        if a.digits.isEmpty || b.digits.isEmpty { return a.digits.count - b.digits.count }
        if aWhole != bWhole { return aWhole - bWhole }
        for place in 0..<max(a.digits.count, b.digits.count) {
            let left = place < a.digits.count ? a.digits[place] : 0
            let right = place < b.digits.count ? b.digits[place] : 0
            if left != right { return Int(left) - Int(right) }
        }
        return 0
    }
}

extension ExactDecimal: CustomStringConvertible {
    package var description: String {
        var text = isNegative ? "-" : ""
        let whole = digits.count - scale
        if whole > 0 {
            for digit in digits.prefix(whole) { text.unicodeScalars.append(Unicode.Scalar(digit &+ 48)) }
        } else {
            text += "0"
        }
        guard scale > 0 else { return text }
        text += "."
        if whole < 0 { text += String(repeating: "0", count: -whole) }
        for digit in digits.suffix(min(scale, digits.count)) {
            text.unicodeScalars.append(Unicode.Scalar(digit &+ 48))
        }
        return text
    }
}
