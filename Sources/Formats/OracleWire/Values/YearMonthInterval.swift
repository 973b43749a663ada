/// INTERVAL YEAR TO MONTH: 5 bytes.
package struct YearMonthInterval: Sendable, Hashable {
    /// Twelve times the years and the months, with one sign.
    package var months: Int64

    package init(months: Int64) { self.months = months }

    package init(_ bytes: UnsafeRawBufferPointer) throws(WireFailure) {
        guard bytes.count == 5 else { throw WireFailure("INTERVAL YEAR TO MONTH", .wrongForm) }
        let years = Int64(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))) - 0x8000_0000
        let rest = Int64(bytes[4]) - 60
        guard years.magnitude < 1_000_000_000, rest.magnitude < 12 else {
            throw WireFailure("INTERVAL YEAR TO MONTH", .wrongForm)
        }
        months = years * 12 + rest
    }

    /// Writes five bytes.
    package func store(at place: UnsafeMutablePointer<UInt8>) {
        precondition(months.magnitude < 12_000_000_000, "an interval has at most nine digits of years")
        storeBig(UInt32(months / 12 + 0x8000_0000), at: place)
        place[4] = UInt8(months % 12 + 60)
    }
}
