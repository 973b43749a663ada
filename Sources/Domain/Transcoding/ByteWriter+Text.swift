internal import Bytes
internal import OracleWire

// Texts and bytes as literals. Texts must be what they say: bytes that are no characters are refused, never replaced.
extension ByteWriter {
    mutating func append(utf8 bytes: UnsafeRawBufferPointer, _ trims: Bool) -> ValueOutcome {
        let text = trims ? bytes.withoutTrailingBlanks : bytes
        guard text.isUTF8 else { return .refused(.notText) }
        append(quoted: RawSpan(_unsafeBytes: text))
        return .exact
    }

    mutating func append(utf16 bytes: UnsafeRawBufferPointer, _ trims: Bool) -> ValueOutcome {
        guard bytes.count.isMultiple(of: 2) else { return .refused(.notText) }
        var end = bytes.count
        while trims, end >= 2, bytes[end - 1] == 0x20, bytes[end - 2] == 0 { end -= 2 }
        append(UInt8(ascii: "'"))
        var at = 0
        while at < end {
            let unit = UInt32(bytes[at]) << 8 | UInt32(bytes[at + 1])
            at += 2
            var scalar = unit
            if unit & 0xFC00 == 0xD800 {
                guard at < end else { return .refused(.notText) }
                let low = UInt32(bytes[at]) << 8 | UInt32(bytes[at + 1])
                guard low & 0xFC00 == 0xDC00 else { return .refused(.notText) }
                at += 2
                scalar = 0x1_0000 + (unit & 0x3FF) << 10 + low & 0x3FF
            } else if unit & 0xFC00 == 0xDC00 {
                return .refused(.notText)
            }
            append(escapedScalar: scalar)
        }
        append(UInt8(ascii: "'"))
        return .exact
    }

    private mutating func append(escapedScalar scalar: UInt32) {
        func tail(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: scalar >> shift & 0x3F) }
        switch scalar {
        case 0..<0x80:
            let byte = [UInt8(truncatingIfNeeded: scalar)]
            append(escaped: byte.span.bytes)
        case 0x80..<0x800:
            append(0xC0 | UInt8(truncatingIfNeeded: scalar >> 6))
            append(tail(0))
        case 0x800..<0x1_0000:
            append(0xE0 | UInt8(truncatingIfNeeded: scalar >> 12))
            append(tail(6))
            append(tail(0))
        default:
            append(0xF0 | UInt8(truncatingIfNeeded: scalar >> 18))
            append(tail(12))
            append(tail(6))
            append(tail(0))
        }
    }

    /// Bytes in a text column: upper-case hexadecimal digits, as the source shows them.
    mutating func append(hexText bytes: UnsafeRawBufferPointer) {
        append(UInt8(ascii: "'"))
        for byte in bytes {
            append(upperHexDigit(byte >> 4))
            append(upperHexDigit(byte & 15))
        }
        append(UInt8(ascii: "'"))
    }

    mutating func append(rowAddress bytes: UnsafeRawBufferPointer) {
        append(UInt8(ascii: "'"))
        append(urowid: bytes)
        append(UInt8(ascii: "'"))
    }

    mutating func append(rowAddressParts bytes: UnsafeRawBufferPointer) throws(WireFailure) {
        let address = try PhysicalRowid(bytes)
        append(decimal: UInt64(address.object))
        append(UInt8(ascii: ","))
        append(decimal: UInt64(address.file))
        append(UInt8(ascii: ","))
        append(decimal: UInt64(address.block))
        append(UInt8(ascii: ","))
        append(decimal: UInt64(address.slot))
    }
}

private func upperHexDigit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? nibble &+ 48 : nibble &+ 55 }

extension UnsafeRawBufferPointer {
    var withoutTrailingBlanks: UnsafeRawBufferPointer {
        var end = count
        while end > 0, self[end - 1] == 0x20 { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: self[..<end])
    }

    /// Whether the bytes are well-formed UTF-8: no surrogates, no forms that are too long. Eight bytes at a time while
    /// they are ASCII.
    var isUTF8: Bool {
        var at = 0
        while at < count {
            while at &+ 8 <= count, loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
                at &+= 8
            }
            guard at < count else { return true }
            let lead = self[at]
            if lead < 0x80 {
                at &+= 1
                continue
            }
            let length: Int
            let lowest: UInt8
            let highest: UInt8
            switch lead {
            case 0xC2...0xDF: (length, lowest, highest) = (2, 0x80, 0xBF)
            case 0xE0: (length, lowest, highest) = (3, 0xA0, 0xBF)
            case 0xED: (length, lowest, highest) = (3, 0x80, 0x9F)
            case 0xE1...0xEF: (length, lowest, highest) = (3, 0x80, 0xBF)
            case 0xF0: (length, lowest, highest) = (4, 0x90, 0xBF)
            case 0xF1...0xF3: (length, lowest, highest) = (4, 0x80, 0xBF)
            case 0xF4: (length, lowest, highest) = (4, 0x80, 0x8F)
            default: return false
            }
            guard at &+ length <= count, self[at &+ 1] >= lowest, self[at &+ 1] <= highest else { return false }
            for next in 2..<Swift.max(2, length) where self[at &+ next] & 0xC0 != 0x80 { return false }
            at &+= length
        }
        return true
    }
}
