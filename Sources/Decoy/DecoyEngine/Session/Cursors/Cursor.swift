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
    /// The rows taken so far, for a cursor that goes back to them.
    private var kept: KeptRows?

    init(columns: [ResultColumn], feed: CursorFeed?) {
        self.columns = columns.filter { !$0.hidden }
        self.feed = feed
    }

    /// Over rows that are here already.
    private init(columns: [ResultColumn], rows: PostgresRows) {
        self.columns = columns
        self.rows = rows
    }

    /// The cursor that a CURSOR expression has in the current row; nil for other columns.
    package func nested(_ column: Int) throws(OracleFailure) -> Cursor? {
        guard let columns = columns[column].nested, let field = field(column) else { return nil }
        do throws(PostgresFailure) {
            return Cursor(columns: columns, rows: try PostgresRows.records(field))
        } catch {
            throw OracleFailure(600, "internal error code, arguments: [decoy], [\(error)]")
        }
    }

    /// Moves to the next row; false behind the last one.
    package func next() throws(OracleFailure) -> Bool {
        if kept != nil { return try moveToKept(rowNumber + 1) }
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

    package var isScrollable: Bool { kept != nil }

    /// Before the first row: all rows are kept, so that the cursor can go to any of them.
    package func makeScrollable() {
        precondition(rowNumber == 0, "a cursor becomes scrollable before its first row")
        kept = KeptRows()
    }

    /// The next row will be this one, counted from 1; nil is the last one.
    package func scroll(to row: Int?) throws(OracleFailure) {
        guard kept != nil else { throw OracleFailure(24_391, "invalid fetch operation") }
        if let row {
            rowNumber = max(0, row - 1)
        } else {
            while try keepMore() {}
            rowNumber = max(0, (kept?.count ?? 0) - 1)
        }
    }

    private func moveToKept(_ row: Int) throws(OracleFailure) -> Bool {
        while row > kept?.count ?? 0, try keepMore() {}
        guard let (found, place) = kept?.portion(of: row - 1) else { return false }
        (rows, at) = (found, place)
        rowNumber = row
        return true
    }

    private func keepMore() throws(OracleFailure) -> Bool {
        var portion = PostgresRows()
        guard let feed, try feed.take(&portion), !portion.isEmpty else { return false }
        kept?.append(portion)
        return true
    }

    /// The PostgreSQL bytes of a visible column of the current row; nil is NULL. Valid until `next`.
    @inline(__always)
    package func field(_ column: Int) -> UnsafeRawBufferPointer? { rows.field(at, column) }

    /// Where the large value of a column lies, when the query says so.
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

/// Portions of rows in order.
private struct KeptRows {
    private var portions: [(first: Int, rows: PostgresRows)] = []
    private(set) var count = 0

    mutating func append(_ rows: PostgresRows) {
        portions.append((count, rows))
        count += rows.rowCount
    }

    /// Where a row lies, counted from 0.
    func portion(of row: Int) -> (rows: PostgresRows, place: Int)? {
        guard row >= 0, row < count, let found = portions.last(where: { $0.first <= row }) else { return nil }
        return (found.rows, row - found.first)
    }
}

extension Int64 {
    /// PostgreSQL's int8; nil for NULL.
    fileprivate init?(bigEndian field: UnsafeRawBufferPointer?) {
        guard let field, field.count == 8 else { return nil }
        self = Int64(bigEndian: field.loadUnaligned(as: Int64.self))
    }
}
