extension WireWriter {
    package func u16(_ number: UInt16) { fixed(number.bigEndian) }
    package func u32(_ number: UInt32) { fixed(number.bigEndian) }
    package func u64(_ number: UInt64) { fixed(number.bigEndian) }
    package func littleU16(_ number: UInt16) { fixed(number.littleEndian) }

    private func fixed<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) {
        withUnsafeBytes(of: number) { raw($0) }
    }

    package func flag(_ on: Bool) { u8(on ? 1 : 0) }

    /// A compressed integer. 1, 2, 4 or 8 bytes of magnitude, as the database itself writes them.
    package func ub(_ number: UInt64) { compressed(number, sign: 0) }

    package func ub(_ number: UInt32) { compressed(UInt64(number), sign: 0) }
    package func ub(_ number: UInt16) { compressed(UInt64(number), sign: 0) }
    package func ub(_ number: UInt8) { compressed(UInt64(number), sign: 0) }

    package func ub(_ number: Int) {
        precondition(number >= 0, "an unsigned field takes no negative number")
        compressed(UInt64(number), sign: 0)
    }

    /// A compressed integer with a sign.
    package func sb(_ number: Int64) { compressed(number.magnitude, sign: number < 0 ? 0x80 : 0) }

    private func compressed(_ magnitude: UInt64, sign: UInt8) {
        let length =
            magnitude == 0 ? 0 : magnitude < 0x100 ? 1 : magnitude < 0x1_0000 ? 2 : magnitude < 0x1_0000_0000 ? 4 : 8
        u8(UInt8(truncatingIfNeeded: length) | sign)
        var shift = length &* 8
        while shift > 0 {
            shift &-= 8
            u8(UInt8(truncatingIfNeeded: magnitude >> UInt64(shift)))
        }
    }
}
