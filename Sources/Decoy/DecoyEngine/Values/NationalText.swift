internal import OracleWire

/// Texts of the national character set: UTF-16, big endian, on the wire.
enum NationalText {
    static func write(_ field: UnsafeRawBufferPointer, to writer: WireWriter) {
        withUnsafeTemporaryAllocation(byteCount: max(2, field.count * 2), alignment: 2) { room in
            let count = units(field, room)
            writer.clr(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(room)[..<count]))
        }
    }

    /// UTF-8 to UTF-16: never more than two bytes for one.
    private static func units(_ field: UnsafeRawBufferPointer, _ room: UnsafeMutableRawBufferPointer) -> Int {
        var count = 0
        _ = transcode(field.makeIterator(), from: UTF8.self, to: UTF16.self, stoppingOnError: false) { unit in
            // A broken byte becomes one unit, so that the room is always enough.
            guard count + 2 <= room.count else { return }
            room[count] = UInt8(truncatingIfNeeded: unit >> 8)
            room[count + 1] = UInt8(truncatingIfNeeded: unit)
            count += 2
        }
        return count
    }

    /// UTF-16 of the wire as UTF-8; half a unit or half a pair becomes the sign for what is unreadable.
    static func utf8(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for at in stride(from: 0, to: bytes.count - 1, by: 2) {
            units.append(UInt16(bytes[at]) << 8 | UInt16(bytes[at + 1]))
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
