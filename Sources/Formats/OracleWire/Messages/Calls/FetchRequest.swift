/// Function 5: the next rows of an open cursor.
package struct FetchRequest: WireCall, Sendable, Hashable {
    package static var function: FunctionCode { .fetch }
    package var cursor: UInt32
    package var rows: UInt32

    package init(cursor: UInt32, rows: UInt32) {
        self.cursor = cursor
        self.rows = rows
    }

    package init(from reader: WireReader) throws(WireFailure) {
        cursor = try reader.ub4("cursor")
        rows = try reader.ub4("rows")
    }

    package func encode(to writer: WireWriter) {
        writer.ub(cursor)
        writer.ub(rows)
    }
}
