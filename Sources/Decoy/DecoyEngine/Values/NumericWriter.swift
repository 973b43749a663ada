internal import PostgresClient

/// Writes numerics in PostgreSQL's binary form.
enum NumericWriter {
    /// From a whole part and nanoseconds of the same sign.
    static func write(
        _ magnitude: UInt64, nanoseconds: UInt32 = 0, isNegative: Bool, scale: Int, to writer: inout MessageWriter
    ) {
        // 20 decimal digits before the point are five digits of base 10,000, nine behind it three.
        var digits = [UInt16](repeating: 0, count: 8)
        var rest = magnitude
        for place in stride(from: 4, through: 0, by: -1) {
            digits[place] = UInt16(truncatingIfNeeded: rest % 10_000)
            rest /= 10_000
        }
        digits[5] = UInt16(truncatingIfNeeded: nanoseconds / 100_000)
        digits[6] = UInt16(truncatingIfNeeded: nanoseconds / 10 % 10_000)
        digits[7] = UInt16(truncatingIfNeeded: nanoseconds % 10 * 1000)
        let first = digits.firstIndex { $0 != 0 } ?? 8
        let end = (digits.lastIndex { $0 != 0 } ?? -1) + 1
        head(max(0, end - first), weight: first == 8 ? 0 : 4 - first, isNegative && first < 8, scale, to: &writer)
        for place in first..<max(first, end) { writer.append(digits[place]) }
    }

    static func head(
        _ count: Int, weight: Int, _ isNegative: Bool, _ scale: Int, to writer: inout MessageWriter
    ) {
        writer.append(UInt16(truncatingIfNeeded: count))
        writer.append(Int16(truncatingIfNeeded: weight))
        writer.append(isNegative ? NumericField.negative : 0)
        writer.append(UInt16(truncatingIfNeeded: scale))
    }

    /// From Oracle's bytes; false when they are no number or an infinite one.
    static func write(number bytes: UnsafeRawBufferPointer, to writer: inout MessageWriter) -> Bool {
        guard let first = bytes.first, bytes.count <= 22 else { return false }
        if bytes.count == 1 {
            // 0x80 is zero, 0 minus infinity.
            guard first == 0x80 else { return false }
            head(0, weight: 0, false, 0, to: &writer)
            return true
        }
        let isNegative = first & 0x80 == 0
        let exponent = isNegative ? 62 - Int(first) : Int(first) - 193
        var count = bytes.count - 1
        if isNegative, bytes[count] == 102 { count -= 1 }
        guard count > 0, !(first == 0xFF && bytes[1] == 0x65) else { return false }
        func digit(_ index: Int) -> Int {
            guard index < count else { return 0 }
            return isNegative ? 101 - Int(bytes[index + 1]) : Int(bytes[index + 1]) - 1
        }
        for index in 0..<count where !(0...99).contains(digit(index)) { return false }
        // Digits of base 100 pair up at even powers of 100.
        let isOdd = exponent & 1 != 0
        let pairs = isOdd ? (count + 1) / 2 : (count + 2) / 2
        let last = exponent - count + 1
        let scale = max(0, -last * 2 - (digit(count - 1) % 10 == 0 ? 1 : 0))
        head(pairs, weight: exponent >> 1, isNegative, scale, to: &writer)
        var index = 0
        if !isOdd {
            writer.append(UInt16(truncatingIfNeeded: digit(0)))
            index = 1
        }
        while index < count {
            writer.append(UInt16(truncatingIfNeeded: digit(index) * 100 + digit(index + 1)))
            index += 2
        }
        return true
    }
}
