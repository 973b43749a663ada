/// A whole result on the control path.
package struct MySQLTable: Sendable {
    package let columns: [MySQLColumn]
    package internal(set) var rows: [[MySQLValue]]

    package init(columns: [MySQLColumn], rows: [[MySQLValue]] = []) {
        self.columns = columns
        self.rows = rows
    }

    /// The value in a row by the column's name, whatever its case; nil if there is no such row or column.
    package subscript(row: Int, name: String) -> MySQLValue? {
        guard rows.indices.contains(row),
            let column = columns.firstIndex(where: { $0.name.lowercased() == name.lowercased() })
        else { return nil }
        return rows[row][column]
    }

    /// The first value of the first row.
    package var scalar: MySQLValue? { rows.first?.first }
}

/// What a statement without rows did.
package struct MySQLOutcome: Hashable, Sendable {
    package let affectedRows: UInt64
    package let insertID: UInt64
    package let warningCount: Int
    /// `Records: 3  Duplicates: 0  Warnings: 0`, when the server says so.
    package let report: String?
}

/// A line of SHOW WARNINGS.
package struct MySQLWarning: Hashable, Sendable {
    /// Note, Warning or Error.
    package let level: String
    package let number: Int
    /// May quote values.
    package let textWithValues: String
}
