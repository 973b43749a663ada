package import Bytes

// Texts between the character sets of the wire and UTF-8. What is no text in its set becomes U+FFFD, as the database
// does it; each function says whether that happened.
extension ByteWriter {
    /// CESU-8 (character set 871), where a character beyond the first 65 536 is a pair of surrogates of three bytes
    /// each.
    /// Plain UTF-8 passes as it is.
    package mutating func append(utf8FromCESU8 bytes: UnsafeRawBufferPointer) -> Bool {
        var isClean = true
        var at = 0
        var copied = 0
        while at < bytes.count {
            // Surrogates begin with ED A0…BF.
            guard bytes[at] == 0xED, at + 2 < bytes.count, bytes[at + 1] >= 0xA0 else {
                at += 1
                continue
            }
            append(UnsafeRawBufferPointer(rebasing: bytes[copied..<at]))
            let unit = UInt32(bytes[at + 1] & 0x3F) << 6 | UInt32(bytes[at + 2] & 0x3F) | 0xD000
            let isPair =
                unit < 0xDC00 && at + 5 < bytes.count && bytes[at + 3] == 0xED && bytes[at + 4] >= 0xB0
                && bytes[at + 4] < 0xC0
            if isPair {
                let low = UInt32(bytes[at + 4] & 0x3F) << 6 | UInt32(bytes[at + 5] & 0x3F) | 0xD000
                append(scalar: 0x1_0000 + (unit - 0xD800) << 10 + (low & 0x3FF))
                at += 6
            } else {
                append(scalar: 0xFFFD)
                isClean = false
                at += 3
            }
            copied = at
        }
        append(UnsafeRawBufferPointer(rebasing: bytes[copied...]))
        return isClean
    }

    /// The reverse: characters of four bytes become pairs of surrogates.
    package mutating func append(cesu8FromUTF8 bytes: UnsafeRawBufferPointer) {
        var at = 0
        var copied = 0
        while at < bytes.count {
            guard bytes[at] >= 0xF0, at + 3 < bytes.count else {
                at += 1
                continue
            }
            append(UnsafeRawBufferPointer(rebasing: bytes[copied..<at]))
            let high = UInt32(bytes[at] & 0x07) << 18 | UInt32(bytes[at + 1] & 0x3F) << 12
            let scalar = high | UInt32(bytes[at + 2] & 0x3F) << 6 | UInt32(bytes[at + 3] & 0x3F)
            let rest = scalar &- 0x1_0000
            for unit in [0xD800 | (rest >> 10 & 0x3FF), 0xDC00 | (rest & 0x3FF)] {
                append(UInt8(truncatingIfNeeded: 0xE0 | unit >> 12))
                append(UInt8(truncatingIfNeeded: 0x80 | (unit >> 6 & 0x3F)))
                append(UInt8(truncatingIfNeeded: 0x80 | (unit & 0x3F)))
            }
            at += 4
            copied = at
        }
        append(UnsafeRawBufferPointer(rebasing: bytes[copied...]))
    }

    /// UTF-16 in big-endian order (character set 2000, and the content of CLOBs).
    package mutating func append(utf8FromUTF16 bytes: UnsafeRawBufferPointer) -> Bool {
        var isClean = bytes.count.isMultiple(of: 2)
        var at = 0
        while at + 1 < bytes.count {
            let unit = UInt32(bytes[at]) << 8 | UInt32(bytes[at + 1])
            at += 2
            if unit < 0x80 {
                append(UInt8(truncatingIfNeeded: unit))
            } else if unit & 0xF800 != 0xD800 {
                append(scalar: unit)
            } else if unit < 0xDC00, at + 1 < bytes.count, bytes[at] & 0xFC == 0xDC {
                let low = UInt32(bytes[at]) << 8 | UInt32(bytes[at + 1])
                append(scalar: 0x1_0000 + (unit - 0xD800) << 10 + (low & 0x3FF))
                at += 2
            } else {
                append(scalar: 0xFFFD)
                isClean = false
            }
        }
        if !bytes.count.isMultiple(of: 2) { append(scalar: 0xFFFD) }
        return isClean
    }

    /// The reverse.
    package mutating func append(utf16FromUTF8 bytes: UnsafeRawBufferPointer) -> Bool {
        var isClean = true
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte < 0x80 {
                append(0)
                append(byte)
                at += 1
                continue
            }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
            guard let scalar = scalar(bytes, at, length) else {
                append(unit: 0xFFFD)
                isClean = false
                at += 1
                continue
            }
            if scalar < 0x1_0000 {
                append(unit: scalar)
            } else {
                append(unit: 0xD800 | (scalar - 0x1_0000) >> 10)
                append(unit: 0xDC00 | (scalar - 0x1_0000) & 0x3FF)
            }
            at += length
        }
        return isClean
    }

    private mutating func append(unit: UInt32) {
        append(UInt8(truncatingIfNeeded: unit >> 8))
        append(UInt8(truncatingIfNeeded: unit))
    }

    private mutating func append(scalar: UInt32) {
        if scalar < 0x80 {
            append(UInt8(truncatingIfNeeded: scalar))
        } else if scalar < 0x800 {
            append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
            append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        } else {
            if scalar < 0x1_0000 {
                append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
            } else {
                append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
                append(UInt8(truncatingIfNeeded: 0x80 | (scalar >> 12 & 0x3F)))
            }
            append(UInt8(truncatingIfNeeded: 0x80 | (scalar >> 6 & 0x3F)))
            append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        }
    }
}

/// The character of `length` bytes at `start`; nil when the bytes are none, or written longer than they must be.
private func scalar(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ length: Int) -> UInt32? {
    let head = bytes[start]
    guard head >= 0xC2, head < 0xF5, start + length <= bytes.count else { return nil }
    var scalar = UInt32(head) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for at in start + 1..<start + length {
        guard bytes[at] & 0xC0 == 0x80 else { return nil }
        scalar = scalar << 6 | UInt32(bytes[at] & 0x3F)
    }
    let smallest: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x1_0000
    guard scalar >= smallest, scalar <= 0x10_FFFF, scalar & 0xFFFF_F800 != 0xD800 else { return nil }
    return scalar
}
