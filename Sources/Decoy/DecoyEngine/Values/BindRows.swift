internal import DecoyDictionary
package import OracleSQL
package import PostgresClient

/// The values of the bind variables for one or many rows, row after row, in PostgreSQL's binary form: one piece of
/// memory and a table of places, so that a value costs no allocation.
package final class BindRows {
    package let types: [OracleType]
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

    package func removeAll() {
        memory.removeAll()
        places.removeAll(keepingCapacity: true)
    }

    package func append(_ bytes: [UInt8]?) {
        guard let bytes else { return appendNull() }
        bytes.withUnsafeBytes { append($0) }
    }

    package func append(_ bytes: UnsafeRawBufferPointer) {
        places.append((memory.count, bytes.count))
        memory.append(bytes)
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

    package func cell(_ row: Int, _ column: Int) -> Cell {
        Cell(types[column], field(row, column).map { Array($0) })
    }

    package func cells(_ row: Int) -> [Cell] { types.indices.map { cell(row, $0) } }
}
