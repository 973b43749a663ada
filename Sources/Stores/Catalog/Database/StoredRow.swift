/// A value that is one row of one table: how it is written and how it is read back are declared side by side.
protocol StoredRow {
    static var table: String { get }
    static var columns: [String] { get }
    init(row: Row) throws(CatalogError)
    /// One value for each of `columns`, in that order.
    var cells: [DatabaseValue] { get }
}

extension StoredRow {
    static var columnList: String { columns.joined(separator: ", ") }

    /// The cells, after proof that they can be read back: nothing is written that would be refused later.
    func readableCells() throws(CatalogError) -> [DatabaseValue] {
        let cells = cells
        do throws(CatalogError) {
            _ = try Self(row: Row(table: Self.table, columns: ColumnNames(Self.columns), values: cells))
        } catch .unreadable(let table, let column, _, let problem) {
            throw .refused(reason: "The column \(column) of \(table) cannot hold \(problem).")
        }
        return cells
    }
}

extension Database {
    func insert<Stored: StoredRow>(_ value: Stored) throws(CatalogError) {
        let marks = Stored.columns.map { _ in "?" }.joined(separator: ", ")
        try run("INSERT INTO \(Stored.table) (\(Stored.columnList)) VALUES (\(marks))", value.readableCells())
    }

    /// Writes the named columns of the row whose first column (its key) is that of `value`; the number of rows changed.
    @discardableResult
    func update<Stored: StoredRow>(_ value: Stored, columns: [String]) throws(CatalogError) -> Int {
        let cells = try value.readableCells()
        let names = Stored.columns
        let settings = columns.map { "\($0) = ?" }.joined(separator: ", ")
        let values = columns.map { column in
            guard let position = names.firstIndex(of: column) else {
                preconditionFailure("\(column) is no column of \(Stored.table)")
            }
            return cells[position]
        }
        return try run("UPDATE \(Stored.table) SET \(settings) WHERE \(names[0]) = ?", values + [cells[0]])
    }

    /// The rows of a table; `rest` is what follows its name: `WHERE name = ? ORDER BY …`.
    func select<Stored: StoredRow>(
        _ type: Stored.Type, _ rest: String = "", _ values: [DatabaseValue] = []
    ) throws(CatalogError) -> [Stored] {
        let rows = try rows(Stored.table, "SELECT \(Stored.columnList) FROM \(Stored.table) \(rest)", values)
        return try rows.map { row throws(CatalogError) in try Stored(row: row) }
    }

    func count(_ table: String, _ rest: String = "", _ values: [DatabaseValue] = []) throws(CatalogError) -> Int {
        let rows = try rows(table, "SELECT COUNT(*) AS found FROM \(table) \(rest)", values)
        return try rows.first?.reader(id: "found").count("found") ?? 0
    }
}
