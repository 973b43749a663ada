extension WireReader {
    @inlinable
    package func u8(_ field: FieldName = "byte") throws(WireFailure) -> UInt8 {
        if position == end { try requireMore(1, field) }
        let byte = memory[position]
        position &+= 1
        return byte
    }

    package func u16(_ field: FieldName = "u16") throws(WireFailure) -> UInt16 { UInt16(bigEndian: try fixed(field)) }
    package func u32(_ field: FieldName = "u32") throws(WireFailure) -> UInt32 { UInt32(bigEndian: try fixed(field)) }
    package func u64(_ field: FieldName = "u64") throws(WireFailure) -> UInt64 { UInt64(bigEndian: try fixed(field)) }
    package func littleU16(_ field: FieldName = "u16") throws(WireFailure) -> UInt16 {
        UInt16(littleEndian: try fixed(field))
    }

    private func fixed<Number: FixedWidthInteger & BitwiseCopyable>(_ field: FieldName) throws(WireFailure) -> Number {
        let size = MemoryLayout<Number>.size
        try require(size, field)
        let number = UnsafeRawPointer(memory + position).loadUnaligned(as: Number.self)
        position += size
        return number
    }

    /// A byte 0 or not 0.
    package func flag(_ field: FieldName = "flag") throws(WireFailure) -> Bool { try u8(field) != 0 }

    /// A compressed integer: a byte with its length (0…8, bit 0x80 for negative), then its magnitude. A negative
    /// number in an unsigned field is taken as the same bits, as C programs write them.
    private func compressed(_ field: FieldName) throws(WireFailure) -> (magnitude: UInt64, isNegative: Bool) {
        let start = offset
        let form = try u8(field)
        let length = Int(form & 0x7F)
        guard length <= 8 else { throw WireFailure(field, offset: start, .wrongForm) }
        try require(length, field)
        var magnitude: UInt64 = 0
        for at in 0..<length { magnitude = magnitude << 8 | UInt64(memory[position &+ at]) }
        position &+= length
        return (magnitude, form & 0x80 != 0)
    }

    private func unsigned(_ limit: UInt64, _ field: FieldName) throws(WireFailure) -> UInt64 {
        let start = offset
        let (magnitude, isNegative) = try compressed(field)
        guard magnitude <= limit else {
            throw WireFailure(field, offset: start, .tooLarge(announced: magnitude, limit: limit))
        }
        return isNegative ? (0 &- magnitude) & limit : magnitude
    }

    private func signed(_ width: Int, _ field: FieldName) throws(WireFailure) -> Int64 {
        let start = offset
        let (magnitude, isNegative) = try compressed(field)
        let limit = UInt64(1) << UInt64(width - 1)
        guard magnitude <= (isNegative ? limit : limit - 1) else {
            throw WireFailure(field, offset: start, .tooLarge(announced: magnitude, limit: limit))
        }
        return isNegative ? Int64(truncatingIfNeeded: 0 &- magnitude) : Int64(truncatingIfNeeded: magnitude)
    }

    package func ub1(_ field: FieldName = "ub1") throws(WireFailure) -> UInt8 {
        UInt8(truncatingIfNeeded: try unsigned(0xFF, field))
    }
    package func ub2(_ field: FieldName = "ub2") throws(WireFailure) -> UInt16 {
        UInt16(truncatingIfNeeded: try unsigned(0xFFFF, field))
    }
    package func ub4(_ field: FieldName = "ub4") throws(WireFailure) -> UInt32 {
        UInt32(truncatingIfNeeded: try unsigned(0xFFFF_FFFF, field))
    }
    package func ub8(_ field: FieldName = "ub8") throws(WireFailure) -> UInt64 { try unsigned(.max, field) }
    package func sb1(_ field: FieldName = "sb1") throws(WireFailure) -> Int8 {
        Int8(truncatingIfNeeded: try signed(8, field))
    }
    package func sb2(_ field: FieldName = "sb2") throws(WireFailure) -> Int16 {
        Int16(truncatingIfNeeded: try signed(16, field))
    }
    package func sb4(_ field: FieldName = "sb4") throws(WireFailure) -> Int32 {
        Int32(truncatingIfNeeded: try signed(32, field))
    }
    package func sb8(_ field: FieldName = "sb8") throws(WireFailure) -> Int64 { try signed(64, field) }

    /// A count or length of the peer, as an Int and at most `limit`.
    package func count(_ limit: Int, _ field: FieldName) throws(WireFailure) -> Int {
        precondition(limit >= 0, "a limit is not negative")
        let start = offset
        let (magnitude, isNegative) = try compressed(field)
        guard !isNegative, magnitude <= UInt64(limit) else {
            throw WireFailure(field, offset: start, .tooLarge(announced: magnitude, limit: UInt64(limit)))
        }
        return Int(truncatingIfNeeded: magnitude)
    }
}
