package import DecoyDictionary
internal import OracleSQL

/// Changes of tables with row triggers.
extension Compilation {
    /// The table of the dictionary when one of its row triggers fires for this event.
    func triggeredTable(
        _ destination: Destination, assigned: [Int] = [], _ event: (Trigger) -> Bool
    ) -> Table? {
        guard let table = dictionary.tables[destination.table.id], !table.triggerIDs.isEmpty else { return nil }
        let fires = dictionary.triggers(on: table).contains { trigger in
            trigger.isEachRow && event(trigger) && trigger.concerns(assigned, of: table)
        }
        return fires ? table : nil
    }

    func addTriggeredInsert(
        _ insert: Insert, _ columns: [Column], _ destination: Destination, _ change: inout CompiledChange
    ) throws(OracleFailure) {
        guard let table = triggeredTable(destination, { $0.onInsert }) else { return }
        let shown = table.triggerColumns
        var sources: [String] = []
        var given: [String] = []
        switch insert.content {
        case .values(let rows):
            given = columns.indices.map { "v\($0)" }
            for row in rows {
                let values = try stored(row, columns, destination, at: destination.position)
                let named = zip(values, zip(given, columns)).map {
                    "(\($0))::\($1.1.type.postgresColumnType) AS \($1.0)"
                }
                sources.append("SELECT \(SQLText.list(named))")
            }
        case .query(let query):
            given = columns.indices.map { "v\($0)" }
            let rows = try rows(of: query, columns, destination.table, at: insert.position)
            sources = ["SELECT * FROM (\(rows)) AS rows(\(SQLText.list(given)))"]
        case .record: return
        }
        var values: [String] = []
        for column in shown {
            let value: String
            if let place = columns.firstIndex(where: { $0.physicalName == column.physicalName }) {
                value = "given.v\(place)"
            } else if column.isVirtual {
                value = "NULL"
            } else {
                value = try defaultValue(of: column, table, at: destination.position)
            }
            values.append("(\(value))::\(column.type.postgresColumnType)")
        }
        let written = shown.indices.filter { !shown[$0].isVirtual }
        change.triggered = TriggeredRows(
            findSQL: "SELECT \(SQLText.list(values)) FROM (\(sources.joined(separator: " UNION ALL "))) AS given",
            columns: shown,
            writeSQL: Self.insertText(destination, shown, written) + (try returned(change, insert.returning)),
            written: written)
    }

    private static func insertText(_ destination: Destination, _ columns: [Column], _ written: [Int]) -> String {
        let arrays = written.enumerated().map { "$\($0 + 1)::\(columns[$1].representation.postgresType)[]" }
        let names = written.map { columns[$0].physicalName }
        return "INSERT INTO \(destination.sql) (\(SQLText.list(names)))"
            + " SELECT * FROM unnest(\(SQLText.list(arrays))) AS b(\(SQLText.list(names)))"
    }

    func addTriggeredUpdate(
        _ update: Update, _ destination: Destination, _ scope: Scope, filter: String, isNumbered: Bool,
        _ change: inout CompiledChange
    ) throws(OracleFailure) {
        guard let table = triggeredTable(destination, assigned: change.assigned, { $0.onUpdate }) else { return }
        let shown = table.triggerColumns
        let alias = destination.relation.alias
        let old = shown.map { "\(alias).\($0.physicalName)" }
        var new = old
        // A scope of its own: in the other one NEXTVAL was taken already.
        let fresh = Scope(outer: nil)
        fresh.relations = scope.relations
        fresh.rowNumberSQL = scope.rowNumberSQL
        for (column, value) in try values(update.assignments, destination, fresh) {
            guard let place = shown.firstIndex(where: { $0.physicalName == column.physicalName }) else { continue }
            new[place] = "(\(value))::\(column.type.postgresColumnType)"
        }
        let rid = "\(alias).rid"
        var find = "SELECT \(SQLText.list([rid] + old + new)) FROM \(destination.sql)"
        if isNumbered {
            find +=
                ", (SELECT \(rid), row_number() OVER () AS rn FROM \(destination.sql)\(filter)) AS numbered"
                + " WHERE \(rid) = numbered.rid"
        } else {
            find += filter
        }
        let written = shown.indices.filter { !shown[$0].isVirtual }
        let arrays = written.enumerated().map { "$\($0 + 2)::\(shown[$1].representation.postgresType)[]" }
        let names = written.map { shown[$0].physicalName }
        let sets = names.map { "\($0) = b.\($0)" } + [Self.newVersion]
        let write =
            "UPDATE \(destination.sql) SET \(SQLText.list(sets))"
            + " FROM unnest(\(SQLText.list(["$1::int8[]"] + arrays))) AS b(\(SQLText.list(["rid"] + names)))"
            + " WHERE \(rid) = b.rid"
        change.triggered = TriggeredRows(
            findSQL: find + " FOR UPDATE OF \(alias)", columns: shown,
            writeSQL: write + (try returned(change, update.returning)), written: written)
    }

    func addTriggeredDelete(
        _ delete: Delete, _ destination: Destination, filter: String, _ change: inout CompiledChange
    ) throws(OracleFailure) {
        guard let table = triggeredTable(destination, { $0.onDelete }) else { return }
        let shown = table.triggerColumns
        let alias = destination.relation.alias
        let texts = ["\(alias).rid"] + shown.map { "\(alias).\($0.physicalName)" }
        change.triggered = TriggeredRows(
            findSQL: "SELECT \(SQLText.list(texts)) FROM \(destination.sql)\(filter) FOR UPDATE OF \(alias)",
            columns: shown,
            writeSQL: "DELETE FROM \(destination.sql) WHERE \(alias).rid = ANY ($1::int8[])"
                + (try returned(change, delete.returning)), written: [])
    }

    /// The clause of the change itself. Its text names no parameters: those of the writing text are others.
    private func returned(_ change: CompiledChange, _ returning: Returning?) throws(OracleFailure) -> String {
        guard !change.returningSQL.contains("$") else {
            throw Failures.unsupported(
                "RETURNING of an expression with variables from a table with triggers",
                at: returning?.position ?? Position(0))
        }
        return change.returningSQL
    }

    /// What the assignments of SET give, column by column.
    private func values(
        _ assignments: [Assignment], _ destination: Destination, _ scope: Scope
    ) throws(OracleFailure) -> [(Column, String)] {
        var values: [(Column, String)] = []
        scope.clause = .values
        for assignment in assignments {
            var columns: [Column] = []
            for reference in assignment.columns { columns.append(try column(reference, of: destination)) }
            if columns.count == 1, assignment.value.isNotSubqueryList {
                let value = try stored(
                    assignment.value, in: columns[0], of: destination.table, scope, isInsert: false)
                values.append((columns[0], value))
                continue
            }
            guard case .subquery(let query, let place) = assignment.value else { continue }
            let block = try block(query, outer: scope)
            for (number, column) in columns.enumerated() {
                let alias = nextAlias("q")
                let value = TypedExpression("\(alias).o\(number)", block.columns[number].type)
                let text = try assigned(value, to: column.type, column: column, at: place).sql
                values.append((column, "(SELECT \(text) FROM (\(block.sql)) AS \(alias))"))
            }
        }
        return values
    }
}

extension Table {
    /// What `:OLD` and `:NEW` have: every column that a statement may name.
    package var triggerColumns: [Column] { columns.filter { !$0.isUnused && !$0.isHidden } }
}

extension Trigger {
    /// UPDATE OF names columns: the trigger fires when one of them is assigned, whatever its value.
    package func concerns(_ assigned: [Int], of table: Table) -> Bool {
        guard !assigned.isEmpty, !updateColumns.isEmpty else { return true }
        return table.columns.contains { assigned.contains($0.number) && updateColumns.contains($0.name) }
    }
}
