internal import PostgresClient

/// Writes numerics in PostgreSQL's binary form.
enum NumericWriter {
    /// Room that one number needs: a head of eight bytes, and at most twelve digits of base 10,000.
    static let length = 32

    /// From a whole part and nanoseconds of the same sign.
    static func write(
        _ magnitude: UInt64, nanoseconds: UInt32 = 0, isNegative: Bool, scale: Int, to writer: inout MessageWriter
    ) {
        // 20 decimal digits before the point are five digits of base 10,000, nine behind it three.
        var digits = SIMD8<UInt16>()
        var rest = magnitude
        for place in stride(from: 4, through: 0, by: -1) {
            digits[place] = UInt16(truncatingIfNeeded: rest % 10_000)
            rest /= 10_000
        }
        digits[5] = UInt16(truncatingIfNeeded: nanoseconds / 100_000)
        digits[6] = UInt16(truncatingIfNeeded: nanoseconds / 10 % 10_000)
        digits[7] = UInt16(truncatingIfNeeded: nanoseconds % 10 * 1000)
        var (first, end) = (0, 8)
        while first < 8, digits[first] == 0 { first += 1 }
        while end > first, digits[end - 1] == 0 { end -= 1 }
        let out = writer.room(length)
        head(end - first, weight: first == 8 ? 0 : 4 - first, isNegative && first < 8, scale, at: out)
        for place in first..<end { put(digits[place], at: out, 8 &+ (place &- first) &* 2) }
        writer.wrote(8 + (end - first) * 2)
    }

    @inline(__always)
    private static func put(_ digit: UInt16, at out: UnsafeMutableRawPointer, _ offset: Int) {
        out.storeBytes(of: digit.bigEndian, toByteOffset: offset, as: UInt16.self)
    }

    @inline(__always)
    private static func head(
        _ count: Int, weight: Int, _ isNegative: Bool, _ scale: Int, at out: UnsafeMutableRawPointer
    ) {
        put(UInt16(truncatingIfNeeded: count), at: out, 0)
        put(UInt16(truncatingIfNeeded: weight), at: out, 2)
        put(isNegative ? NumericField.negative : 0, at: out, 4)
        put(UInt16(truncatingIfNeeded: scale), at: out, 6)
    }

    /// From Oracle's bytes; false when they are no number or an infinite one.
    static func write(number bytes: UnsafeRawBufferPointer, to writer: inout MessageWriter) -> Bool {
        guard let first = bytes.first, bytes.count <= 22 else { return false }
        let out = writer.room(length)
        if bytes.count == 1 {
            // 0x80 is zero, 0 minus infinity.
            guard first == 0x80 else { return false }
            head(0, weight: 0, false, 0, at: out)
            writer.wrote(8)
            return true
        }
        let isNegative = first & 0x80 == 0
        let exponent = isNegative ? 62 - Int(first) : Int(first) - 193
        var count = bytes.count - 1
        if isNegative, bytes[count] == 102 { count -= 1 }
        guard count > 0, !(first == 0xFF && bytes[1] == 0x65) else { return false }
        // At most 21 digits of base 100; those behind the last are zero.
        var digits = SIMD32<UInt8>()
        for place in 0..<count {
            let digit = isNegative ? 101 &- bytes[place + 1] : bytes[place + 1] &- 1
            guard digit <= 99 else { return false }
            digits[place] = digit
        }
        // Digits of base 100 pair up at even powers of 100.
        let isOdd = exponent & 1 != 0
        let pairs = isOdd ? (count + 1) / 2 : (count + 2) / 2
        let last = exponent - count + 1
        let scale = max(0, -last * 2 - (digits[count - 1] % 10 == 0 ? 1 : 0))
        head(pairs, weight: exponent >> 1, isNegative, scale, at: out)
        var (index, offset) = (0, 8)
        if !isOdd {
            put(UInt16(digits[0]), at: out, offset)
            (index, offset) = (1, 10)
        }
        while index < count {
            put(UInt16(digits[index]) &* 100 &+ UInt16(digits[index + 1]), at: out, offset)
            index += 2
            offset += 2
        }
        writer.wrote(offset)
        return true
    }
}
