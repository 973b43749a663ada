/// Where a persistent LOB lives: a column of a row.
package struct LOBPlace: Hashable, Sendable {
    package var table: Int
    package var column: Int
    package var rid: Int64

    package init(table: Int, column: Int, rid: Int64) {
        self.table = table
        self.column = column
        self.rid = rid
    }
}
