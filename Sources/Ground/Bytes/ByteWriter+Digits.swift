extension ByteWriter {
    @inlinable
    package mutating func append(decimal number: Int64) {
        if number < 0 { append(UInt8(ascii: "-")) }
        append(decimal: number.magnitude)
    }

    /// The digits of a number, two at a time.
    @inlinable
    package mutating func append(decimal number: UInt64) {
        var rest = number
        let length = digitCount(number)
        let place = room(length)
        var at = length
        while rest >= 100 {
            let pair = Int(truncatingIfNeeded: rest % 100)
            rest /= 100
            at &-= 2
            place[at] = UInt8(truncatingIfNeeded: 48 &+ pair / 10)
            place[at &+ 1] = UInt8(truncatingIfNeeded: 48 &+ pair % 10)
        }
        if rest >= 10 {
            place[at &- 2] = UInt8(truncatingIfNeeded: 48 &+ rest / 10)
            place[at &- 1] = UInt8(truncatingIfNeeded: 48 &+ rest % 10)
        } else {
            place[at &- 1] = UInt8(truncatingIfNeeded: 48 &+ rest)
        }
        used &+= length
    }

    /// Exactly `width` digits, zeros in front; higher digits are cut, as a clock does.
    @inlinable
    package mutating func append(padded number: UInt32, width: Int) {
        let place = room(width)
        var rest = number
        var at = width
        while at > 0 {
            at &-= 1
            place[at] = UInt8(truncatingIfNeeded: 48 &+ rest % 10)
            rest /= 10
        }
        used &+= width
    }

    /// Lower-case hexadecimal digits.
    @inlinable
    package mutating func append(hex bytes: RawSpan) {
        let length = bytes.byteCount
        let place = room(length &* 2)
        for at in 0..<length {
            let byte = bytes.unsafeLoad(fromUncheckedByteOffset: at, as: UInt8.self)
            place[at &* 2] = hexDigit(byte >> 4)
            place[at &* 2 &+ 1] = hexDigit(byte & 15)
        }
        used &+= length &* 2
    }
}

@inlinable
func digitCount(_ number: UInt64) -> Int {
    var limit: UInt64 = 10
    var count = 1
    while count < 20, number >= limit {
        count &+= 1
        limit = limit &* 10
    }
    return count
}

@inlinable
func hexDigit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? nibble &+ 48 : nibble &+ 87 }

/// Lower-case hexadecimal text, for messages and keys; never on the way of rows.
package func hexText(_ bytes: [UInt8]) -> String {
    var writer = ByteWriter(capacity: max(1, bytes.count * 2))
    writer.append(hex: bytes.span.bytes)
    return String(decoding: writer.array, as: UTF8.self)
}

/// The bytes of hexadecimal text of either case; nil if it is none.
package func bytes(hex text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for at in stride(from: 0, to: digits.count, by: 2) {
        guard let high = nibble(digits[at]), let low = nibble(digits[at + 1]) else { return nil }
        bytes.append(high << 4 | low)
    }
    return bytes
}

private func nibble(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 48...57: digit &- 48
    case 65...70: digit &- 55
    case 97...102: digit &- 87
    default: nil
    }
}
