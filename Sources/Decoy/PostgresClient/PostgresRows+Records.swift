internal import Bytes

// Rows that came as one value: an array of records.
extension PostgresRows {
    /// The elements of an array of records as rows of their own, with a copy of their bytes.
    package static func records(_ array: UnsafeRawBufferPointer) throws(PostgresFailure) -> PostgresRows {
        do throws(DecodingFailure) {
            return try decoded(array)
        } catch {
            throw .malformed(error)
        }
    }

    private static func decoded(_ array: UnsafeRawBufferPointer) throws(DecodingFailure) -> PostgresRows {
        let rows = PostgresRows(bufferCapacity: max(array.count, 1), placeCapacity: 16)
        rows.copy(array)
        var at = 0
        func number(_ field: DecodingFailure.StaticName) throws(DecodingFailure) -> Int {
            guard array.count - at >= 4 else {
                throw DecodingFailure(field, offset: at, .short(needed: 4, available: array.count - at))
            }
            defer { at += 4 }
            return Int(Int32(bigEndian: array.loadUnaligned(fromByteOffset: at, as: Int32.self)))
        }
        let dimensions = try number("dimensions")
        at += 8
        guard dimensions == 1 else {
            guard dimensions == 0 else { throw DecodingFailure("dimensions", offset: 0, .wrongForm) }
            return rows
        }
        let count = try number("records")
        _ = try number("lower bound")
        for _ in 0..<max(0, count) {
            let end = try number("length of a record") + at
            let fieldCount = try number("fields of a record")
            try rows.beginRow(fieldCount, at: at)
            for _ in 0..<fieldCount {
                _ = try number("type of a field")
                let length = try number("length of a field")
                try rows.note(length, at: at, end: min(end, array.count))
                at += max(0, length)
            }
            guard at == end else { throw DecodingFailure("record", offset: at, .wrongForm) }
        }
        return rows
    }
}
