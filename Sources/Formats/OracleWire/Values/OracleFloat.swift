/// BINARY_FLOAT and BINARY_DOUBLE: IEEE numbers in big-endian order, changed so that their bytes sort as the numbers
/// do: the sign bit is turned around, and all others too when the number is negative.
package enum OracleFloat {
    package static func double(_ bytes: UnsafeRawBufferPointer) throws(WireFailure) -> Double {
        guard bytes.count == 8 else { throw WireFailure("BINARY_DOUBLE", .wrongForm) }
        let sorted = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
        return Double(bitPattern: sorted >> 63 == 1 ? sorted ^ (1 << 63) : ~sorted)
    }

    package static func float(_ bytes: UnsafeRawBufferPointer) throws(WireFailure) -> Float {
        guard bytes.count == 4 else { throw WireFailure("BINARY_FLOAT", .wrongForm) }
        let sorted = UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self))
        return Float(bitPattern: sorted >> 31 == 1 ? sorted ^ (1 << 31) : ~sorted)
    }

    /// Writes eight bytes. Every NaN is written as the one that the database has.
    package static func store(_ number: Double, at place: UnsafeMutablePointer<UInt8>) {
        let bits = number.isNaN ? 0x7FF8_0000_0000_0000 : number.bitPattern
        let sorted = bits >> 63 == 1 ? ~bits : bits ^ (1 << 63)
        UnsafeMutableRawPointer(place).storeBytes(of: sorted.bigEndian, as: UInt64.self)
    }

    /// Writes four bytes.
    package static func store(_ number: Float, at place: UnsafeMutablePointer<UInt8>) {
        let bits = number.isNaN ? 0x7FC0_0000 : number.bitPattern
        storeBig(bits >> 31 == 1 ? ~bits : bits ^ (1 << 31), at: place)
    }
}

/// BOOLEAN: the last of its bytes counts.
package enum OracleBoolean {
    package static func value(_ bytes: UnsafeRawBufferPointer) throws(WireFailure) -> Bool {
        guard let last = bytes.last else { throw WireFailure("BOOLEAN", .wrongForm) }
        return last != 0
    }

    package static func bytes(_ value: Bool) -> [UInt8] { [1, value ? 1 : 0] }
}
