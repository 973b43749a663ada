/// The column names of one statement, shared by its rows.
final class ColumnNames: Sendable {
    let names: [String]
    private let positions: [String: Int]

    init(_ names: [String]) {
        self.names = names
        var positions: [String: Int] = [:]
        for (position, name) in names.enumerated() { positions[name] = position }
        self.positions = positions
    }

    func position(of name: String) -> Int? { positions[name] }
}

/// One row as the database gave it: nothing in it is trusted until a `RowReader` has looked at it.
struct Row {
    let table: String
    let columns: ColumnNames
    let values: [DatabaseValue]

    subscript(column: String) -> DatabaseValue {
        guard let position = columns.position(of: column), position < values.count else {
            preconditionFailure("a query of table \(table) without its column \(column)")
        }
        return values[position]
    }

    /// A reader whose errors name the row by the columns `id`.
    func reader(id: String...) -> RowReader { RowReader(row: self, idColumns: id) }
}
