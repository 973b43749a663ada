/// Oracle's NUMBER: a byte of exponent and digits of base 100, straight from the digits of base 10,000 of a numeric.
enum NumberEncoding {
    /// Room that `encode` needs.
    static let length = 32
    private static let digitsMax = 20

    /// Writes the number and gives its length; nil when it is too large for Oracle or no number.
    @inline(__always)
    static func encode(_ field: NumericField, _ out: UnsafeMutablePointer<UInt8>) -> Int? {
        if field.isSpecial { return special(field, out) }
        var count = 0
        var exponent = field.weight &* 2 &+ 1
        var index = 0
        while index < field.digitCount, field.digit(index) == 0 {
            exponent &-= 2
            index &+= 1
        }
        guard index < field.digitCount else {
            out[0] = 0x80
            return 1
        }
        let first = field.digit(index)
        if first >= 100 {
            out[1] = UInt8(truncatingIfNeeded: first / 100)
            count = 1
        } else {
            exponent &-= 1
        }
        count &+= 1
        out[count] = UInt8(truncatingIfNeeded: first % 100)
        index &+= 1
        // One more than fit tells how to round.
        while index < field.digitCount, count <= digitsMax {
            let digit = field.digit(index)
            out[count &+ 1] = UInt8(truncatingIfNeeded: digit / 100)
            out[count &+ 2] = UInt8(truncatingIfNeeded: digit % 100)
            count &+= 2
            index &+= 1
        }
        if count > digitsMax { count = round(out, &exponent) }
        while count > 1, out[count] == 0 { count &-= 1 }
        guard exponent <= 62 else { return nil }
        guard exponent >= -65 else {
            out[0] = 0x80
            return 1
        }
        return finish(out, count, exponent, field.isNegative)
    }

    @inline(__always)
    private static func finish(
        _ out: UnsafeMutablePointer<UInt8>, _ count: Int, _ exponent: Int, _ isNegative: Bool
    ) -> Int {
        guard isNegative else {
            out[0] = UInt8(truncatingIfNeeded: 193 &+ exponent)
            for place in 1...count { out[place] &+= 1 }
            return count &+ 1
        }
        out[0] = UInt8(truncatingIfNeeded: 62 &- exponent)
        for place in 1...count { out[place] = 101 &- out[place] }
        guard count < digitsMax else { return count &+ 1 }
        out[count &+ 1] = 102
        return count &+ 2
    }

    /// Half up at the twentieth digit.
    private static func round(_ out: UnsafeMutablePointer<UInt8>, _ exponent: inout Int) -> Int {
        guard out[digitsMax &+ 1] >= 50 else { return digitsMax }
        var place = digitsMax
        while place >= 1 {
            out[place] &+= 1
            if out[place] < 100 { return digitsMax }
            out[place] = 0
            place &-= 1
        }
        out[1] = 1
        exponent &+= 1
        return 1
    }

    private static func special(_ field: NumericField, _ out: UnsafeMutablePointer<UInt8>) -> Int? {
        switch field.sign {
        case NumericField.infinity:
            out[0] = 0xFF
            out[1] = 0x65
            return 2
        case NumericField.negativeInfinity:
            out[0] = 0
            return 1
        default: return nil
        }
    }
}
