internal import DecoyDictionary
package import OracleSQL
package import PostgresClient

/// The values of the bind variables for one or many rows, row after row, in PostgreSQL's binary form: one piece of
/// memory and a table of places, so that a value costs no allocation.
package final class BindRows {
    @exclusivity(unchecked) package private(set) var types: [OracleType]
    @exclusivity(unchecked) private var memory = MessageWriter(capacity: 1024)
    @exclusivity(unchecked) private var places: [(offset: Int, length: Int)] = []

    package init(types: [OracleType]) { self.types = types }

    /// Rows of cells; all rows have the types of the first.
    package convenience init(_ rows: [[Cell]]) {
        self.init(types: rows.first?.map(\.type) ?? [])
        for cell in rows.joined() { append(cell.bytes) }
    }

    package var columnCount: Int { types.count }
    /// How often a statement without binds is executed.
    package var emptyRowCount = 1
    /// Complete rows; rows without columns for a statement without binds.
    package var rowCount: Int { types.isEmpty ? emptyRowCount : places.count / types.count }
    package var byteCount: Int { memory.count }

    /// Begins anew, with values of other types, in the same memory.
    package func removeAll(types: [OracleType]) {
        self.types = types
        emptyRowCount = 1
        memory.removeAll()
        // One unusually long request must not hold its memory for the life of the session.
        places.removeAll(keepingCapacity: places.count <= 1 << 18)
    }

    package func append(_ bytes: [UInt8]?) {
        guard let bytes else { return appendNull() }
        bytes.withUnsafeBytes { append($0) }
    }

    package func append(_ bytes: UnsafeRawBufferPointer) {
        places.append((memory.count, bytes.count))
        memory.append(bytes)
    }

    /// The numbers of the client's cursors that stand in the first row, by column; their values are null.
    package private(set) var cursorNumbers: [Int: UInt32] = [:]
    /// What was open under these numbers.
    package var cursors: [Int: Cursor] = [:]

    package func appendCursor(_ number: UInt32) {
        if number != 0, places.count < types.count { cursorNumbers[places.count] = number }
        appendNull()
    }

    package func appendNull() { places.append((0, -1)) }

    /// The next value: what `write` appends.
    package func append<Failure: Error>(
        _ write: (inout MessageWriter) throws(Failure) -> Void
    ) throws(Failure) {
        let start = memory.count
        try write(&memory)
        places.append((start, memory.count - start))
    }

    /// nil is NULL. Valid until something is appended.
    @inline(__always)
    package func field(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer? {
        let place = places[row * types.count + column]
        guard place.length >= 0 else { return nil }
        return UnsafeRawBufferPointer(rebasing: memory.bytes[place.offset..<place.offset + place.length])
    }

    /// The values of one column for these rows, each behind its length; -1 is NULL.
    func write(_ rows: Range<Int>, of column: Int, to message: inout MessageWriter) {
        precondition(
            column >= 0 && column < types.count && rows.lowerBound >= 0 && rows.upperBound <= rowCount,
            "rows and columns that are written were appended")
        guard let start = memory.bytes.baseAddress else { return }
        let width = types.count
        places.withUnsafeBufferPointer { places in
            for row in rows {
                let place = places[row &* width &+ column]
                let room = message.room(4 &+ max(0, place.length))
                room.storeBytes(of: Int32(clamping: place.length).bigEndian, as: Int32.self)
                if place.length > 0 {
                    (room + 4).copyMemory(from: start + place.offset, byteCount: place.length)
                }
                message.wrote(4 &+ max(0, place.length))
            }
        }
    }

    package func cell(_ row: Int, _ column: Int) -> Cell {
        Cell(types[column], field(row, column).map { Array($0) })
    }

    package func cells(_ row: Int) -> [Cell] { types.indices.map { cell(row, $0) } }
}
