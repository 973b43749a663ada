/// The composite `ora.tstz (u numeric, z text)` in binary form.
struct ZonedField {
    let moment: NumericField
    let zone: UnsafeRawBufferPointer

    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 4, Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)) == 2 else { return nil }
        var at = 4
        guard let first = Self.part(bytes, &at), let moment = NumericField(first), let zone = Self.part(bytes, &at)
        else { return nil }
        self.moment = moment
        self.zone = zone
    }

    /// A part: its type, its length, its bytes.
    private static func part(_ bytes: UnsafeRawBufferPointer, _ at: inout Int) -> UnsafeRawBufferPointer? {
        guard bytes.count - at >= 8 else { return nil }
        let length = Int(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: at + 4, as: Int32.self)))
        at += 8
        guard length >= 0, length <= bytes.count - at else { return nil }
        defer { at += length }
        return UnsafeRawBufferPointer(rebasing: bytes[at..<at + length])
    }
}
