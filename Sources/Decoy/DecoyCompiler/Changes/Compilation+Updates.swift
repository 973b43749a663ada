internal import DecoyDictionary
internal import OracleSQL

/// UPDATE and DELETE.
extension Compilation {
    func update(_ update: Update) throws(OracleFailure) -> CompiledChange {
        let destination = try destination(update.table, "UPDATE")
        let scope = Scope(outer: nil)
        scope.relations = [destination.relation]
        var change = CompiledChange(kind: .update, table: destination.table.id)
        let isNumbered = update.assignments.contains { $0.value.namesRowNumber }
        if isNumbered { scope.rowNumberSQL = "numbered.rn::numeric" }
        let sets = try assignments(update.assignments, destination, scope)
        let filter = try filter(update.filter, destination, scope)
        change.sql = "UPDATE \(destination.sql) SET \(SQLText.list(sets))"
        if isNumbered {
            let rid = "\(destination.relation.alias).rid"
            change.sql +=
                " FROM (SELECT \(rid), row_number() OVER () AS rn FROM \(destination.sql)\(filter)) AS numbered"
                + " WHERE \(rid) = numbered.rid"
        } else {
            change.sql += filter
        }
        change.returnsRowID = true
        for assignment in update.assignments {
            for reference in assignment.columns {
                change.assigned.append(try column(reference, of: destination).number)
            }
        }
        try addReturning(update.returning, destination, &change)
        try addTriggeredUpdate(update, destination, scope, filter: filter, isNumbered: isNumbered, &change)
        try finish(&change)
        return change
    }

    func delete(_ delete: Delete) throws(OracleFailure) -> CompiledChange {
        let destination = try destination(delete.table, "DELETE")
        let scope = Scope(outer: nil)
        scope.relations = [destination.relation]
        var change = CompiledChange(kind: .delete, table: destination.table.id)
        let filter = try filter(delete.filter, destination, scope)
        change.sql = "DELETE FROM \(destination.sql)\(filter)"
        try addReturning(delete.returning, destination, &change)
        try addTriggeredDelete(delete, destination, filter: filter, &change)
        try finish(&change)
        return change
    }

    /// Every UPDATE gives the row a new version: `born` is the transaction that made it.
    static let newVersion = "born = pg_current_xact_id()"

    func assignments(
        _ assignments: [Assignment], _ destination: Destination, _ scope: Scope
    ) throws(OracleFailure) -> [String] {
        var sets: [String] = []
        var seen: Set<Int> = []
        for assignment in assignments {
            scope.clause = .values
            var columns: [Column] = []
            for reference in assignment.columns {
                let column = try self.column(reference, of: destination)
                guard seen.insert(column.number).inserted else {
                    throw Failures.make(957, "duplicate column name", at: reference.position)
                }
                try checkWritable(column, at: reference.position, isInsert: false)
                columns.append(column)
            }
            guard let first = columns.first else {
                throw Failures.unsupported("SET ROW", at: assignment.position)
            }
            if columns.count == 1, assignment.value.isNotSubqueryList {
                let value = try stored(
                    assignment.value, in: first, of: destination.table, scope, isInsert: false)
                sets.append("\(first.physicalName) = \(value)")
                continue
            }
            sets.append(try tuple(assignment, columns, scope))
        }
        sets.append(Self.newVersion)
        return sets
    }

    /// `(a, b) = (SELECT …)`: NULLs when the subquery gives no row.
    private func tuple(
        _ assignment: Assignment, _ columns: [Column], _ scope: Scope
    ) throws(OracleFailure) -> String {
        guard case .subquery(let query, let place) = assignment.value else {
            throw Failures.make(1767, "UPDATE ... SET expression must be a subquery", at: assignment.position)
        }
        let block = try block(query, outer: scope)
        guard block.columns.count >= columns.count else { throw OracleFailure.notEnoughValues(at: place) }
        guard block.columns.count == columns.count else { throw OracleFailure.tooManyValues(at: place) }
        let alias = nextAlias("q")
        var values: [String] = []
        for (number, column) in columns.enumerated() {
            let value = TypedExpression("\(alias).o\(number)", block.columns[number].type)
            values.append(try assigned(value, to: column.type, column: column, at: place).sql)
        }
        return "(\(SQLText.list(columns.map(\.physicalName)))) = (SELECT \(SQLText.list(values))"
            + " FROM (\(block.sql)) AS \(alias))"
    }

    /// WHERE of a change; with ROWNUM the rows are chosen first, by their rids.
    private func filter(
        _ filter: Expression?, _ destination: Destination, _ scope: Scope
    ) throws(OracleFailure) -> String {
        guard filter != nil || destination.filter != nil else { return "" }
        scope.clause = .filter
        var texts = destination.filter.map { [$0] } ?? []
        var counted: [Expression] = []
        for part in filter?.conjuncts ?? [] {
            if part.namesRowNumber {
                counted.append(part)
            } else {
                texts.append(try condition(part, scope))
            }
        }
        let plain = texts.isEmpty ? "" : " WHERE \(texts.joined(separator: " AND "))"
        guard !counted.isEmpty else { return plain }
        let rid = "\(destination.relation.alias).rid"
        let limit = try rowLimit(counted, scope)
        return " WHERE \(rid) = ANY (ARRAY(SELECT \(rid) FROM \(destination.sql)\(plain) LIMIT \(limit)))"
    }
}

extension Expression {
    var isNotSubqueryList: Bool {
        if case .list = self { return false }
        return true
    }
}
