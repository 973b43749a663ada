/// A `numeric` of PostgreSQL in binary form: a head and digits of base 10,000. Reads never go beyond the bytes.
struct NumericField {
    let bytes: UnsafeRawBufferPointer
    let digitCount: Int
    /// The first digit counts 10,000 to this power.
    let weight: Int
    let sign: UInt16

    static let negative: UInt16 = 0x4000
    static let infinity: UInt16 = 0xD000
    static let negativeInfinity: UInt16 = 0xF000

    /// nil when the bytes are no numeric.
    @inline(__always)
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 8 else { return nil }
        digitCount = Int(UInt16(bigEndian: bytes.loadUnaligned(as: UInt16.self)))
        guard bytes.count == 8 &+ digitCount &* 2 else { return nil }
        weight = Int(Int16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: Int16.self)))
        sign = UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt16.self))
        self.bytes = bytes
    }

    @inline(__always)
    func digit(_ index: Int) -> Int {
        let digit = UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 8 &+ index &* 2, as: UInt16.self))
        return Int(digit) % 10_000
    }

    var isSpecial: Bool { sign & 0xC000 == 0xC000 }
    var isNegative: Bool { sign == Self.negative }

    /// Whole seconds and the nanoseconds above them; nil outside of what 64 bits hold.
    @inline(__always)
    var secondsAndNanoseconds: (seconds: Int64, nanoseconds: Int32)? {
        guard !isSpecial, weight <= 3 else { return nil }
        var whole: Int64 = 0
        var fraction: Int64 = 0
        var place = weight
        if weight >= 0 {
            for index in 0...weight { whole = whole &* 10_000 &+ Int64(index < digitCount ? digit(index) : 0) }
            place = -1
        }
        while place >= -3 {
            let index = weight &- place
            let digit = index >= 0 && index < digitCount ? Int64(digit(index)) : 0
            switch place {
            case -1: fraction = digit &* 100_000
            case -2: fraction &+= digit &* 10
            case -3: fraction &+= digit / 1000
            default: break
            }
            place &-= 1
        }
        guard isNegative else { return (whole, Int32(truncatingIfNeeded: fraction)) }
        if fraction == 0 { return (-whole, 0) }
        return (-whole &- 1, Int32(truncatingIfNeeded: 1_000_000_000 &- fraction))
    }
}
