package import DecoyCompiler
package import OracleSQL
internal import PostgresClient

/// The rows of a query, one after the other. They stay in the order and the state of the moment when the query was
/// executed, whatever happens in the session; a rollback to before that moment does not close it.
package final class Cursor {
    /// The columns that the client sees.
    package let columns: [ResultColumn]
    /// Rows given so far.
    package private(set) var rowNumber = 0
    var feed: CursorFeed?
    private var rows = PostgresRows()
    private var at = -1

    init(columns: [ResultColumn], feed: CursorFeed?) {
        self.columns = columns.filter { !$0.hidden }
        self.feed = feed
    }

    /// Moves to the next row; false behind the last one.
    package func next() throws(OracleFailure) -> Bool {
        at += 1
        if at >= rows.rowCount {
            guard let feed, try feed.take(&rows), !rows.isEmpty else {
                at = rows.rowCount
                return false
            }
            at = 0
        }
        rowNumber += 1
        return true
    }

    /// The PostgreSQL bytes of a visible column of the current row; nil is NULL. Valid until `next`.
    @inline(__always)
    package func field(_ column: Int) -> UnsafeRawBufferPointer? { rows.field(at, column) }

    /// Where the large value of a column lies, when its row is locked by the query.
    package func place(_ column: Int) -> LOBPlace? {
        guard let place = columns[column].place, let rid = Int64(bigEndian: rows.field(at, place.rowID)) else {
            return nil
        }
        return LOBPlace(table: place.table, column: place.column, rid: rid)
    }

    /// A copy of a field, for PL/SQL.
    package func cell(_ column: Int) -> Cell { Cell(columns[column].type, field(column).map { Array($0) }) }

    /// Ends it; further rows are not wanted.
    package func close() {
        feed?.close()
        feed = nil
    }
}

extension Int64 {
    /// PostgreSQL's int8; nil for NULL.
    fileprivate init?(bigEndian field: UnsafeRawBufferPointer?) {
        guard let field, field.count == 8 else { return nil }
        self = Int64(bigEndian: field.loadUnaligned(as: Int64.self))
    }
}
