/// A bounds-checked reader over borrowed bytes, which it cannot outlive. Every length is checked before a byte is
/// touched; a failure leaves the position where it was.
package struct Reader: ~Escapable {
    @usableFromInline let bytes: RawSpan
    @usableFromInline var position = 0

    @_lifetime(copy bytes)
    @inlinable
    package init(_ bytes: RawSpan) { self.bytes = bytes }

    @inlinable
    package var offset: Int { position }
    @inlinable
    package var remaining: Int { bytes.byteCount - position }
    @inlinable
    package var isAtEnd: Bool { position == bytes.byteCount }

    /// Moves over `count` bytes and says where they start.
    @_lifetime(self: copy self)
    @inlinable
    package mutating func take(
        _ count: Int, _ field: DecodingFailure.StaticName = "field"
    ) throws(DecodingFailure) -> Int {
        let start = position
        guard count >= 0, bytes.byteCount - start >= count else {
            throw DecodingFailure(field, offset: start, .short(needed: count, available: bytes.byteCount - start))
        }
        position = start + count
        return start
    }

    @_lifetime(self: copy self)
    @inlinable
    package mutating func integer<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type, _ field: DecodingFailure.StaticName = "integer"
    ) throws(DecodingFailure) -> Number {
        let start = try take(MemoryLayout<Number>.size, field)
        // `take` has proved that the bytes lie inside.
        return bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: Number.self)
    }

    @_lifetime(self: copy self)
    @inlinable
    package mutating func u8(_ field: DecodingFailure.StaticName = "byte") throws(DecodingFailure) -> UInt8 {
        try integer(UInt8.self, field)
    }

    @_lifetime(self: copy self)
    @inlinable
    package mutating func little<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type = Number.self, _ field: DecodingFailure.StaticName = "integer"
    ) throws(DecodingFailure) -> Number {
        Number(littleEndian: try integer(Number.self, field))
    }

    @_lifetime(self: copy self)
    @inlinable
    package mutating func big<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type = Number.self, _ field: DecodingFailure.StaticName = "integer"
    ) throws(DecodingFailure) -> Number {
        Number(bigEndian: try integer(Number.self, field))
    }

    @_lifetime(copy self)
    @_lifetime(self: copy self)
    @inlinable
    package mutating func field(
        _ count: Int, _ name: DecodingFailure.StaticName = "field"
    ) throws(DecodingFailure) -> RawSpan {
        let start = try take(count, name)
        return bytes.extracting(start..<start + count)
    }

    /// Refuses bytes that nobody read.
    @inlinable
    package func finish(_ field: DecodingFailure.StaticName = "message") throws(DecodingFailure) {
        guard isAtEnd else { throw DecodingFailure(field, offset: position, .excess(remaining)) }
    }
}
