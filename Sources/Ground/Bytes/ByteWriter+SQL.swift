// Literals of SQL as MySQL, MariaDB and OceanBase read them while sql_mode has no NO_BACKSLASH_ESCAPES. Our sessions
// set their sql_mode themselves, so the condition holds on every connection of ours.
extension ByteWriter {
    /// A text literal in quotes. The bytes must be in the character set of the session (utf8mb4).
    @inlinable
    package mutating func append(quoted bytes: RawSpan) {
        append(UInt8(ascii: "'"))
        append(escaped: bytes)
        append(UInt8(ascii: "'"))
    }

    package mutating func append(quoted text: String) {
        let bytes = Array(text.utf8)
        append(quoted: bytes.span.bytes)
    }

    /// A literal of any bytes: `_binary'…'` takes one byte per byte, and the server checks no character set.
    @inlinable
    package mutating func append(binary bytes: RawSpan) {
        append("_binary'")
        append(escaped: bytes)
        append(UInt8(ascii: "'"))
    }

    /// A literal of any bytes in hexadecimal form, `x'00ff'`: two bytes per byte, readable in every log.
    @inlinable
    package mutating func append(hexLiteral bytes: RawSpan) {
        append("x'")
        append(hex: bytes)
        append(UInt8(ascii: "'"))
    }

    /// A name in back quotes.
    package mutating func append(identifier name: String) {
        append(UInt8(ascii: "`"))
        for byte in name.utf8 {
            if byte == UInt8(ascii: "`") { append(byte) }
            append(byte)
        }
        append(UInt8(ascii: "`"))
    }

    /// Eight bytes at a time while there is nothing to escape. Room for the worst case is made first, so that the
    /// loop checks no capacity.
    @inlinable
    package mutating func append(escaped bytes: RawSpan) {
        let length = bytes.byteCount
        let start = room(length &* 2 &+ 8)
        var out = start
        bytes.withUnsafeBytes { (source: UnsafeRawBufferPointer) in
            guard let base = source.baseAddress else { return }
            var at = 0
            while at &+ 8 <= length {
                let chunk = base.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                if needsEscape(chunk) {
                    for _ in 0..<8 {
                        out = escapeByte(base.load(fromByteOffset: at, as: UInt8.self), out)
                        at &+= 1
                    }
                } else {
                    UnsafeMutableRawPointer(out).storeBytes(of: chunk, as: UInt64.self)
                    out += 8
                    at &+= 8
                }
            }
            while at < length {
                out = escapeByte(base.load(fromByteOffset: at, as: UInt8.self), out)
                at &+= 1
            }
        }
        used &+= out - start
    }
}

/// Whether one of eight bytes is a quote, a backslash, below 14 (NUL, line ends) or 26. Plain arithmetic on one word:
/// the comparison of vectors compiles to ten times the instructions.
@inlinable
func needsEscape(_ chunk: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    let quote = chunk ^ (ones &* 39)
    let backslash = chunk ^ (ones &* 92)
    let substitute = chunk ^ (ones &* 26)
    // A byte of x is zero if subtracting one borrows into its top bit, which was not set before.
    let low = (chunk &- ones &* 14) & ~chunk
    let equal = ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
    return (low | equal | ((substitute &- ones) & ~substitute)) & tops != 0
}

/// Writes one byte, escaped when it must be, and gives the next free place.
@inlinable
func escapeByte(_ byte: UInt8, _ out: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    let letter: UInt8
    switch byte {
    case 0: letter = UInt8(ascii: "0")
    case 10: letter = UInt8(ascii: "n")
    case 13: letter = UInt8(ascii: "r")
    case 26: letter = UInt8(ascii: "Z")
    case 39: letter = UInt8(ascii: "'")
    case 92: letter = UInt8(ascii: "\\")
    default:
        out.pointee = byte
        return out + 1
    }
    out[0] = UInt8(ascii: "\\")
    out[1] = letter
    return out + 2
}
