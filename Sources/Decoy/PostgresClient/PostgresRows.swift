internal import Bytes

/// The rows of one answer: the bytes as they were received and a table of where each field lies. The memory is kept
/// and used again for the next answer that is received into it.
package final class PostgresRows {
    /// Where a field lies; a length below zero is NULL.
    struct Place {
        var offset: UInt32
        var length: Int32
    }

    private(set) var buffer: ReceiveBuffer
    private var places: UnsafeMutablePointer<Place>
    private var placeCapacity: Int
    private var placeCount = 0
    /// Columns of every row; 0 while there is no row.
    package private(set) var columnCount = 0
    package private(set) var rowCount = 0

    package convenience init() { self.init(bufferCapacity: 65_536, placeCapacity: 256) }

    init(bufferCapacity: Int, placeCapacity: Int) {
        buffer = ReceiveBuffer(capacity: bufferCapacity)
        self.placeCapacity = placeCapacity
        places = .allocate(capacity: placeCapacity)
    }

    deinit { places.deallocate() }

    package var isEmpty: Bool { rowCount == 0 }

    /// Bytes of all rows, for choosing how many to ask for next.
    package var byteCount: Int { buffer.end }

    /// The bytes of a field, valid until the rows are used again; nil is NULL.
    @inline(__always)
    package func field(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer? {
        precondition(
            row >= 0 && row < rowCount && column >= 0 && column < columnCount, "a field lies inside the answer")
        let place = places[row &* columnCount &+ column]
        guard place.length >= 0 else { return nil }
        return UnsafeRawBufferPointer(start: buffer.memory + Int(place.offset), count: Int(place.length))
    }

    package func removeAll() {
        rowCount = 0
        columnCount = 0
        placeCount = 0
        buffer.removeAll()
    }

    /// Notes the fields of a DataRow whose body lies at these bytes of the buffer that will be adopted.
    func note(_ body: UnsafeRawBufferPointer, at offset: Int) throws(DecodingFailure) {
        guard body.count >= 2 else {
            throw DecodingFailure("row", offset: offset, .short(needed: 2, available: body.count))
        }
        let count = Int(UInt16(bigEndian: body.loadUnaligned(fromByteOffset: 0, as: UInt16.self)))
        if rowCount == 0 {
            columnCount = count
        } else if count != columnCount {
            throw DecodingFailure("number of fields of a row", offset: offset, .wrongForm)
        }
        reserve(count)
        var at = 2
        for _ in 0..<count {
            guard body.count - at >= 4 else {
                throw DecodingFailure(
                    "length of a field", offset: offset + at, .short(needed: 4, available: body.count - at))
            }
            let length = Int32(bigEndian: body.loadUnaligned(fromByteOffset: at, as: Int32.self))
            at += 4
            guard length >= -1, max(0, Int(length)) <= body.count - at else {
                throw DecodingFailure(
                    "field", offset: offset + at, .short(needed: Int(length), available: body.count - at))
            }
            guard let place = UInt32(exactly: offset + at) else {
                throw DecodingFailure("rows of more than 4 GiB", offset: offset + at, .wrongForm)
            }
            places[placeCount] = Place(offset: place, length: length)
            placeCount &+= 1
            at += max(0, Int(length))
        }
        guard at == body.count else {
            throw DecodingFailure("row", offset: offset + at, .excess(body.count - at))
        }
        rowCount &+= 1
    }

    private func reserve(_ count: Int) { if placeCapacity - placeCount < count { grow(count) } }

    // MARK: Rows out of a value

    func copy(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress, bytes.count > 0 else { return }
        buffer.room(bytes.count).baseAddress?.copyMemory(from: base, byteCount: bytes.count)
        buffer.received(bytes.count)
    }

    /// A row whose fields are noted next, one by one.
    func beginRow(_ count: Int, at offset: Int) throws(DecodingFailure) {
        guard count >= 0, count <= 1664, rowCount == 0 || count == columnCount else {
            throw DecodingFailure("number of fields of a record", offset: offset, .wrongForm)
        }
        columnCount = count
        reserve(count)
        rowCount &+= 1
    }

    func note(_ length: Int, at offset: Int, end: Int) throws(DecodingFailure) {
        guard length >= -1, max(0, length) <= end - offset, let place = UInt32(exactly: offset),
            let length = Int32(exactly: length), placeCount < placeCapacity
        else {
            throw DecodingFailure("field of a record", offset: offset, .wrongForm)
        }
        places[placeCount] = Place(offset: place, length: length)
        placeCount &+= 1
    }

    /// Takes the buffer that holds the noted rows and gives its own old one for further use.
    func adopt(_ filled: ReceiveBuffer) -> ReceiveBuffer {
        let old = buffer
        buffer = filled
        return old
    }

    private func grow(_ more: Int) {
        let larger = max(placeCapacity * 2, placeCount + more)
        let moved = UnsafeMutablePointer<Place>.allocate(capacity: larger)
        moved.update(from: places, count: placeCount)
        places.deallocate()
        places = moved
        placeCapacity = larger
    }
}
