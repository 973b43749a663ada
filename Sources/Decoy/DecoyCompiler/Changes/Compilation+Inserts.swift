internal import DecoyDictionary
internal import OracleSQL

/// INSERT of values and of queries.
extension Compilation {
    func insert(_ insert: Insert) throws(OracleFailure) -> CompiledChange {
        let destination = try destination(insert.table, "INSERT")
        let columns = try self.columns(insert.columns, of: destination.table)
        let names = SQLText.list(columns.map(\.physicalName))
        let head = "INSERT INTO \(destination.sql) (\(names))"
        var change = CompiledChange(kind: .insert, table: destination.table.id)
        switch insert.content {
        case .values(let rows):
            change.sql = "\(head) \(try values(rows, columns, destination))"
            change.returnsRowID = true
            if rows.count == 1 {
                addArrayForm(insert, rows[0], columns, destination, head, &change)
            }
        case .query(let query):
            change.sql = "\(head) \(try rows(of: query, columns, destination.table, at: insert.position))"
        case .record(let record): throw Failures.unsupported("VALUES of a record", at: record.position)
        }
        try addReturning(insert.returning, destination, &change)
        try addTriggeredInsert(insert, columns, destination, &change)
        try finish(&change)
        return change
    }

    /// The columns that are filled: those that were named, else all visible ones.
    func columns(_ names: [Name], of table: Table) throws(OracleFailure) -> [Column] {
        guard !names.isEmpty else { return table.visibleColumns }
        var columns: [Column] = []
        var seen: Set<Int> = []
        for name in names {
            let column = try self.column(name, of: table)
            guard seen.insert(column.number).inserted else {
                throw Failures.make(957, "duplicate column name", at: name.position)
            }
            columns.append(column)
        }
        return columns
    }

    func values(
        _ rows: [[Expression]], _ columns: [Column], _ destination: Destination
    ) throws(OracleFailure) -> String {
        var texts: [String] = []
        for row in rows {
            texts.append("(\(SQLText.list(try stored(row, columns, destination, at: destination.position))))")
        }
        return "VALUES \(SQLText.list(texts))"
    }

    func stored(
        _ row: [Expression], _ columns: [Column], _ destination: Destination, at place: Position
    ) throws(OracleFailure) -> [String] {
        guard row.count >= columns.count else { throw OracleFailure.notEnoughValues(at: place) }
        guard row.count == columns.count else { throw OracleFailure.tooManyValues(at: place) }
        let scope = Scope(outer: nil)
        scope.clause = .values
        var values: [String] = []
        values.reserveCapacity(row.count)
        for (value, column) in zip(row, columns) {
            values.append(try stored(value, in: column, of: destination.table, scope, isInsert: true))
        }
        return values
    }

    /// A query as rows for these columns.
    func rows(
        of query: Query, _ columns: [Column], _ table: Table, at place: Position
    ) throws(OracleFailure) -> String {
        let block = try block(query, outer: nil)
        guard block.columns.count >= columns.count else { throw OracleFailure.notEnoughValues(at: place) }
        guard block.columns.count == columns.count else { throw OracleFailure.tooManyValues(at: place) }
        let alias = nextAlias("q")
        var texts: [String] = []
        for (number, column) in columns.enumerated() {
            try checkWritable(column, at: place, isInsert: true)
            let given = block.columns[number]
            var value = TypedExpression("\(alias).o\(number)", given.type, nullable: given.nullable)
            if given.type == .nullText { value.constant = .null }
            var text = try assigned(value, to: column.type, column: column, at: place).sql
            if column.isDefaultOnNull || column.identity?.isOnNull == true {
                text = "coalesce(\(text), \(try defaultValue(of: column, table, at: place)))"
            }
            texts.append(text)
        }
        return "SELECT \(SQLText.list(texts)) FROM (\(block.sql)) AS \(alias)"
    }

    /// The same row many times, its binds as arrays: `INSERT … SELECT … FROM (SELECT unnest($1) AS p1, …)`. Functions
    /// of the select list advance together and give their rows at once; those of FROM would be written aside first.
    private func addArrayForm(
        _ insert: Insert, _ row: [Expression], _ columns: [Column], _ destination: Destination, _ head: String,
        _ change: inout CompiledChange
    ) {
        let arrays = Compilation(dictionary, context, binds: bindTypes)
        arrays.arrayAlias = "b"
        // What compiles as a row and not here names a variable or a routine of PL/SQL, whose values are no arrays.
        let found = Result { () throws(OracleFailure) in
            try arrays.stored(row, columns, destination, at: destination.position)
        }
        guard let values = try? found.get(), !arrays.parameters.isEmpty else { return }
        var lists: [String] = []
        for (place, parameter) in arrays.parameters.enumerated() {
            guard case .bind(_, let representation) = parameter else { return }
            lists.append("unnest($\(place + 1)::\(representation.postgresType)[]) AS p\(place + 1)")
        }
        change.arraySQL = "\(head) SELECT \(SQLText.list(values)) FROM (SELECT \(SQLText.list(lists))) AS b"
        change.arrayParameters = arrays.parameters
    }

    // MARK: RETURNING

    func addReturning(
        _ returning: Returning?, _ destination: Destination, _ change: inout CompiledChange
    ) throws(OracleFailure) {
        var texts: [String] = []
        if change.returnsRowID || returning != nil {
            change.columns.append(ResultColumn(name: "ROWID", type: .rowid, nullable: false, hidden: true))
            texts.append("\(destination.relation.alias).rid")
        }
        if let returning {
            let scope = Scope(outer: nil)
            scope.relations = [destination.relation]
            scope.clause = .filter
            guard returning.values.count == returning.into.count else {
                throw returning.into.count < returning.values.count
                    ? OracleFailure.notEnoughValues(at: returning.position)
                    : OracleFailure.tooManyValues(at: returning.position)
            }
            for (value, into) in zip(returning.values, returning.into) {
                let typed = try expression(value, scope)
                var column = ResultColumn(name: "RETURNED", type: typed.type, nullable: true)
                column.place = largeValue(typed, of: destination)
                change.returning.append(CompiledChange.Returned(bind: try place(of: into), column: column))
                change.columns.append(column)
                texts.append(typed.sql)
            }
        }
        guard !texts.isEmpty else { return }
        let clause = " RETURNING \(SQLText.list(texts))"
        change.sql += clause
        change.returningSQL = clause
        guard let arraySQL = change.arraySQL else { return }
        // Where rows are numbered by one sequence, the number of the last one can be asked for alone.
        let table = destination.table
        if returning == nil, table.partitioning == nil, !table.kind.isTemporary {
            change.arrayNumbersRows = true
        } else {
            change.arraySQL = arraySQL + clause
        }
    }

    /// Where a returned LOB lies: its locator can be written through.
    private func largeValue(_ value: TypedExpression, of destination: Destination) -> LargeValuePlace? {
        guard value.type.isWrittenInPlace else { return nil }
        let column = destination.table.columns.first {
            "\(destination.relation.alias).\($0.physicalName)" == value.sql && !$0.isVirtual
        }
        return column.map { LargeValuePlace(table: destination.table.id, column: $0.number, rowID: 0) }
    }

    private func place(of into: Expression) throws(OracleFailure) -> Int {
        if let variable = variables?.variable(for: into) { return variable.index }
        guard case .bind(let bind) = into else {
            throw Failures.unsupported("RETURNING INTO something else than a variable", at: into.position)
        }
        return bind.index
    }

    func finish(_ change: inout CompiledChange) throws(OracleFailure) {
        guard rowRoutines.isEmpty else {
            throw Failures.unsupported("stored function of columns in a change", at: Position(0))
        }
        change.parameters = parameters
        change.flashbacks = flashbacks
        change.objects = objects.sorted()
    }

    // MARK: several tables

    /// `INSERT ALL` and `INSERT FIRST`: the rows of the query once, and an INSERT for each table in one statement.
    func multiInsert(_ insert: MultiInsert) throws(OracleFailure) -> CompiledChange {
        let block = try block(insert.query, outer: nil)
        let rows = nextAlias("q")
        let scope = Scope(outer: nil)
        scope.relations = [
            Relation(name: nil, alias: rows, fields: Self.fields(of: block), sql: rows, position: insert.position)
        ]
        var change = CompiledChange(kind: .multiInsert, table: 0)
        var texts: [String] = []
        var earlier: [String] = []
        for branch in insert.branches {
            scope.clause = .filter
            var tests: [String] = insert.isFirst ? earlier.map { "(\($0)) IS NOT TRUE" } : []
            if let condition = branch.condition {
                let text = try self.condition(condition, scope)
                tests.append(text)
                earlier.append(text)
            }
            for destination in branch.destinations {
                texts.append(try part(destination, rows, tests, block, scope, &change))
            }
        }
        for destination in insert.otherwise {
            let tests = earlier.map { "(\($0)) IS NOT TRUE" }
            texts.append(try part(destination, rows, tests, block, scope, &change))
        }
        let names = texts.indices.map { "i\($0)" }
        let parts = zip(names, texts).map { "\($0) AS (\($1) RETURNING 1)" }
        let counts = names.map { "(SELECT count(*) FROM \($0))" }
        change.sql =
            "WITH \(rows) AS MATERIALIZED (\(block.sql)), \(SQLText.list(parts))"
            + " SELECT \(counts.joined(separator: " + ")) AS changed"
        change.countsInResult = true
        try finish(&change)
        return change
    }

    private func part(
        _ part: MultiInsert.Destination, _ rows: String, _ tests: [String], _ block: CompiledBlock, _ scope: Scope,
        _ change: inout CompiledChange
    ) throws(OracleFailure) -> String {
        let destination = try destination(part.table, "INSERT")
        if change.table == 0 { change.table = destination.table.id }
        change.tables.append(destination.table.id)
        let columns = try self.columns(part.columns, of: destination.table)
        scope.clause = .values
        var values: [String] = []
        if let given = part.values {
            guard given.count >= columns.count else { throw OracleFailure.notEnoughValues(at: destination.position) }
            guard given.count == columns.count else { throw OracleFailure.tooManyValues(at: destination.position) }
            for (value, column) in zip(given, columns) {
                values.append(try stored(value, in: column, of: destination.table, scope, isInsert: true))
            }
        } else {
            guard block.columns.count >= columns.count else {
                throw OracleFailure.notEnoughValues(at: destination.position)
            }
            guard block.columns.count == columns.count else {
                throw OracleFailure.tooManyValues(at: destination.position)
            }
            for (number, column) in columns.enumerated() {
                let value = TypedExpression("\(rows).o\(number)", block.columns[number].type)
                values.append(try assigned(value, to: column.type, column: column, at: destination.position).sql)
            }
        }
        let filter = tests.isEmpty ? "" : " WHERE \(tests.joined(separator: " AND "))"
        return "INSERT INTO \(destination.physicalName) (\(SQLText.list(columns.map(\.physicalName))))"
            + " SELECT \(SQLText.list(values)) FROM \(rows)\(filter)"
    }
}
