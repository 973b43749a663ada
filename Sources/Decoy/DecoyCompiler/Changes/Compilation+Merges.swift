internal import DecoyDictionary
internal import OracleSQL

/// MERGE: PostgreSQL 15 has it with nearly Oracle's meaning. What differs is DELETE WHERE, which Oracle tests on the
/// row as the UPDATE leaves it: the new values take the place of the columns in that condition.
extension Compilation {
    func merge(_ merge: Merge) throws(OracleFailure) -> CompiledChange {
        let privilege = merge.matched == nil ? "INSERT" : "UPDATE"
        let destination = try destination(merge.table, privilege)
        if merge.notMatched != nil { try check("INSERT", on: destination.table.object, at: destination.position) }
        guard destination.filter == nil else {
            throw Failures.unsupported("MERGE into a view with a condition", at: destination.position)
        }
        let scope = Scope(outer: nil)
        scope.relations = [destination.relation]
        let source = try from([merge.source], scope)
        scope.clause = .filter
        scope.usedFields = []
        let on = try condition(merge.condition, scope)
        let keys = Set(scope.usedFields.filter { $0.relation == 0 }.map(\.field))
        var sql = "MERGE INTO \(destination.sql) USING \(source.joined(separator: ", ")) ON \(on)"
        if let matched = merge.matched { sql += try self.matched(matched, keys, destination, scope) }
        if let missing = merge.notMatched { sql += try notMatched(missing, destination, scope) }
        var change = CompiledChange(kind: .merge, table: destination.table.id)
        change.sql = sql
        try finish(&change)
        return change
    }

    private func matched(
        _ matched: Merge.Matched, _ keys: Set<Int>, _ destination: Destination, _ scope: Scope
    ) throws(OracleFailure) -> String {
        for assignment in matched.assignments {
            for reference in assignment.columns {
                let name = reference.last.text
                let isKey = destination.relation.find(name).contains { keys.contains($0) }
                guard !isKey else {
                    throw Failures.make(
                        38104, "Columns referenced in the ON Clause cannot be updated: \"\(name)\"",
                        at: reference.position)
                }
            }
        }
        let sets = try assignments(matched.assignments, destination, scope)
        scope.clause = .filter
        var tests: [String] = []
        if let filter = matched.filter { tests.append(try condition(filter, scope)) }
        let when = (tests.isEmpty ? "" : " AND ") + tests.joined(separator: " AND ")
        var sql = ""
        if let deletion = matched.deleteFilter {
            for (assignment, set) in zip(matched.assignments, sets) where assignment.columns.count == 1 {
                guard let mark = set.range(ofFirst: " = ") else { continue }
                let column = try self.column(assignment.columns[0], of: destination)
                let value = "(\(set[mark...].dropFirst(3)))::\(column.type.postgresColumnType)"
                for field in destination.relation.find(column.name) { scope.overrides[field] = value }
            }
            if matched.assignments.contains(where: { $0.columns.count > 1 }) {
                throw Failures.unsupported("DELETE WHERE beside SET (a, b)", at: deletion.position)
            }
            let test = try condition(deletion, scope)
            scope.overrides = [:]
            sql += " WHEN MATCHED\(when) AND \(test) THEN DELETE"
        }
        return sql + " WHEN MATCHED\(when) THEN UPDATE SET \(SQLText.list(sets))"
    }

    private func notMatched(
        _ missing: Merge.NotMatched, _ destination: Destination, _ scope: Scope
    ) throws(OracleFailure) -> String {
        let columns =
            try missing.columns.isEmpty
            ? destination.table.visibleColumns
            : missing.columns.map { (name) throws(OracleFailure) in
                try column(name, of: destination)
            }
        guard missing.values.count >= columns.count else {
            throw OracleFailure.notEnoughValues(at: destination.position)
        }
        guard missing.values.count == columns.count else { throw OracleFailure.tooManyValues(at: destination.position) }
        // Only the source's columns can be named for a row that is not there.
        let source = Scope(outer: nil)
        source.relations = scope.relations
        source.hiddenRelation = 0
        source.clause = .values
        var values: [String] = []
        for (value, column) in zip(missing.values, columns) {
            values.append(try stored(value, in: column, of: destination.table, source, isInsert: true))
        }
        var when = ""
        if let filter = missing.filter {
            source.clause = .filter
            when = " AND \(try condition(filter, source))"
        }
        return " WHEN NOT MATCHED\(when) THEN INSERT (\(SQLText.list(columns.map(\.physicalName))))"
            + " VALUES (\(SQLText.list(values)))"
    }
}

extension String {
    fileprivate func range(ofFirst mark: String) -> String.Index? {
        var place = startIndex
        while place < endIndex {
            if self[place...].hasPrefix(mark) { return place }
            place = index(after: place)
        }
        return nil
    }
}
