/// A TIMESTAMP WITH TIME ZONE: 13 bytes. On the wire the date and time are those of UTC.
package struct OracleZonedTime: Sendable, Hashable {
    package enum Zone: Sendable, Hashable {
        /// East of Greenwich.
        case offset(minutes: Int)
        /// A number of the database's table of zones, see `ZoneTable`.
        case region(UInt16)
    }

    /// In UTC, unless `isLocal`.
    package var time: OracleDateTime
    package var zone: Zone
    /// Some old values carry the fields of their zone instead of those of UTC, and say so.
    package var isLocal = false

    package init(utc time: OracleDateTime, zone: Zone) {
        self.time = time
        self.zone = zone
    }

    package init(_ bytes: UnsafeRawBufferPointer) throws(WireFailure) {
        guard bytes.count == 13 else { throw WireFailure("TIMESTAMP WITH TIME ZONE", .wrongForm) }
        time = try OracleDateTime(UnsafeRawBufferPointer(rebasing: bytes[..<11]))
        let (first, second) = (bytes[11], bytes[12])
        if first & 0x80 != 0 {
            zone = .region(UInt16(first & 0x7F) << 6 | UInt16(second & 0xFC) >> 2)
            isLocal = second & 0x01 != 0
        } else {
            isLocal = first & 0x40 != 0
            let (hours, minutes) = (Int(first & 0x3F) - 20, Int(second) - 60)
            guard abs(hours) <= 20, abs(minutes) < 60 else { throw WireFailure("time zone", offset: 11, .wrongForm) }
            zone = .offset(minutes: hours * 60 + minutes)
        }
    }

    /// Writes 13 bytes.
    package func store(at place: UnsafeMutablePointer<UInt8>) {
        time.storeDate(at: place)
        storeBig(UInt32(time.nanosecond), at: place + 7)
        switch zone {
        case .offset(let minutes):
            precondition(abs(minutes) <= 20 * 60, "an offset of a time zone is at most twenty hours")
            place[11] = UInt8(minutes / 60 + 20) | (isLocal ? 0x40 : 0)
            place[12] = UInt8(minutes % 60 + 60)
        case .region(let number):
            precondition(number < 1 << 13, "the number of a time zone has 13 bits")
            place[11] = 0x80 | UInt8(number >> 6)
            place[12] = UInt8(number & 0x3F) << 2 | (isLocal ? 0x01 : 0)
        }
    }

    /// The fields as a clock in the zone shows them; nil for regions, whose rules are not kept here.
    package var local: OracleDateTime? {
        if isLocal { return time }
        guard case .offset(let minutes) = zone else { return nil }
        return OracleDateTime(
            secondsSinceEpoch: time.secondsSinceEpoch + Int64(minutes) * 60, nanosecond: time.nanosecond)
    }
}
