/// Builds the wire form of a NUMBER from digits that come highest first. Leading zeros are dropped, and what goes
/// beyond 20 base-100 digits is rounded half up, as the database does.
package struct NumberBuilder {
    private var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
    private var count = 0
    /// The power of 100 of the next digit.
    private var next: Int
    private var first = 0
    private var isNegative: Bool

    /// `exponent` is the power of 100 of the first digit given.
    package init(isNegative: Bool, exponent: Int) {
        self.isNegative = isNegative
        next = exponent
    }

    /// Adds the next base-100 digit, 0…99.
    package mutating func append(_ digit: UInt8) {
        precondition(digit < 100, "a digit in base 100 is below 100")
        defer { next &-= 1 }
        if count == 0 {
            if digit == 0 { return }
            first = next
        }
        if count <= OracleNumber.mostDigits {
            withUnsafeMutableBytes(of: &digits) { $0[count] = digit }
            count += 1
        }
    }

    /// Adds four decimal digits, 0…9999: one digit of PostgreSQL's numeric.
    package mutating func append(tenThousands digit: UInt16) {
        append(UInt8(truncatingIfNeeded: digit / 100))
        append(UInt8(truncatingIfNeeded: digit % 100))
    }

    /// Writes the wire form, at most 21 bytes, and gives its length; nil when the number is too large for the type.
    /// What is too small for it becomes zero.
    package func store(at place: UnsafeMutablePointer<UInt8>) -> Int? {
        var builder = self
        return builder.round(to: place)
    }

    private mutating func round(to place: UnsafeMutablePointer<UInt8>) -> Int? {
        let isNegative = isNegative
        var first = first
        var count = count
        return withUnsafeMutableBytes(of: &digits) { digits -> Int? in
            if count > OracleNumber.mostDigits {
                count = OracleNumber.mostDigits
                var carry: UInt8 = digits[count] >= 50 ? 1 : 0
                var at = count - 1
                while carry == 1, at >= 0 {
                    digits[at] += 1
                    carry = digits[at] == 100 ? 1 : 0
                    if carry == 1 { digits[at] = 0 }
                    at -= 1
                }
                if carry == 1 {
                    digits[0] = 1
                    count = 1
                    first += 1
                }
            }
            while count > 0, digits[count - 1] == 0 { count -= 1 }
            if count == 0 || first < OracleNumber.smallestExponent {
                place[0] = 0x80
                return 1
            }
            guard first <= OracleNumber.largestExponent else { return nil }
            if isNegative {
                place[0] = UInt8(62 - first)
                for at in 0..<count { place[at + 1] = 101 - digits[at] }
                guard count < OracleNumber.mostDigits else { return count + 1 }
                place[count + 1] = 102
                return count + 2
            }
            place[0] = UInt8(193 + first)
            for at in 0..<count { place[at + 1] = digits[at] + 1 }
            return count + 1
        }
    }
}

extension OracleNumber {
    /// Writes an integer and gives the length of its wire form. The place has room for 21 bytes.
    package static func store(_ number: Int64, at place: UnsafeMutablePointer<UInt8>) -> Int {
        if number == 0 {
            place[0] = 0x80
            return 1
        }
        var rest = number.magnitude
        var scale: UInt64 = 1
        var exponent = 0
        while rest / scale >= 100 {
            scale *= 100
            exponent += 1
        }
        place[0] = number < 0 ? UInt8(62 - exponent) : UInt8(193 + exponent)
        var length = 1
        while rest > 0 {
            let digit = UInt8(truncatingIfNeeded: rest / scale)
            rest %= scale
            scale = max(1, scale / 100)
            place[length] = number < 0 ? 101 - digit : digit + 1
            length += 1
        }
        if number < 0 {
            place[length] = 102
            length += 1
        }
        return length
    }

    /// Writes the wire form of decimal text: sign, digits, point, and an exponent behind `e`. Gives its length; nil
    /// when the text is no number or the number too large. The place has room for 21 bytes.
    package static func store(text: UnsafeRawBufferPointer, at place: UnsafeMutablePointer<UInt8>) -> Int? {
        guard let parsed = DecimalText(text) else { return nil }
        // The first pair holds one digit when the number of digits before the point is odd.
        let whole = parsed.wholeDigits
        let exponent = ((whole + 1) >> 1) - 1
        var builder = NumberBuilder(isNegative: parsed.isNegative, exponent: exponent)
        var high: UInt8? = whole & 1 == 0 ? nil : 0
        for at in parsed.start..<parsed.end where text[at] != UInt8(ascii: ".") {
            let digit = text[at] &- 48
            if let tens = high {
                builder.append(tens * 10 + digit)
                high = nil
            } else {
                high = digit
            }
        }
        if let tens = high { builder.append(tens * 10) }
        return builder.store(at: place)
    }
}

/// The parts of decimal text, found without copying it.
private struct DecimalText {
    var isNegative = false
    /// The digits and at most one point stand here.
    var start: Int
    var end: Int
    /// How many digits stand before the point, the exponent counted in.
    var wholeDigits: Int

    init?(_ text: UnsafeRawBufferPointer) {
        var at = 0
        if let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            at = 1
        }
        start = at
        var digits = 0
        var whole: Int?
        scan: while at < text.count {
            switch text[at] {
            case 48...57: digits += 1
            case UInt8(ascii: ".") where whole == nil: whole = digits
            default: break scan
            }
            at += 1
        }
        guard digits > 0 else { return nil }
        end = at
        wholeDigits = whole ?? digits
        guard at < text.count else { return }
        guard text[at] | 0x20 == UInt8(ascii: "e"), let shift = DecimalText.exponent(text[(at + 1)...]) else {
            return nil
        }
        wholeDigits += shift
    }

    private static func exponent(_ text: Slice<UnsafeRawBufferPointer>) -> Int? {
        var rest = text
        var isNegative = false
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            rest = rest.dropFirst()
        }
        guard !rest.isEmpty else { return nil }
        var number = 0
        for byte in rest {
            guard (48...57).contains(byte) else { return nil }
            // Far beyond what any number of the type has; the sum below stays small.
            number = min(1_000_000, number * 10 + Int(byte &- 48))
        }
        return isNegative ? -number : number
    }
}
