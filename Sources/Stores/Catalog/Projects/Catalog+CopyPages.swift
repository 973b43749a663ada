package import Model

/// Which copies of tables a page shows, and in which order.
package struct CopyPageFilter: Hashable, Sendable {
    package enum Order: String, Hashable, Sendable, CaseIterable {
        /// By the numbers of the tables.
        case number
        /// What failed first, then what is being copied, what waits, what is done.
        case state
        case source
        /// The most rows first.
        case rows
        /// Those that have the most rows left first.
        case left
    }

    package var states: [TableCopy.State] = []
    /// Part of a name at either end.
    package var text = ""
    package var order = Order.number

    package init() {}
}

/// A table's copy with its names.
package struct NamedCopy: Hashable, Sendable {
    package var copy: TableCopy
    package var source: ObjectName
    package var destination: ObjectName
}

extension Catalog {
    /// Copies with their names. In the order of their numbers a page begins behind the number `after`; in another order
    /// `after` is how many come before it.
    package func tableCopyPage(
        of project: ProjectID, _ filter: CopyPageFilter = CopyPageFilter(), after: Int64 = 0,
        countMax: Int = Limits.pageRowsMax
    ) throws(CatalogError) -> [NamedCopy] {
        var conditions = Self.conditions(of: filter, project)
        conditions.oneOf(filter.states.map(\.rawValue), in: "t.state")
        let isByNumber = filter.order == .number
        if isByNumber { conditions.add("t.table_number > ?", .integer(after)) }
        return try named(
            "\(conditions.text) ORDER BY \(Self.text(of: filter.order)) LIMIT ? OFFSET ?",
            conditions.values + [rowLimit(countMax), .integer(isByNumber ? 0 : after)])
    }

    /// Some copies by the numbers of their tables.
    package func tableCopies(
        _ numbers: [Int64], of project: ProjectID
    ) throws(CatalogError) -> [NamedCopy] {
        guard !numbers.isEmpty else { return [] }
        var conditions = Self.conditions(of: CopyPageFilter(), project)
        conditions.oneOf(numbers, in: "t.table_number")
        return try named("\(conditions.text) ORDER BY t.table_number", conditions.values)
    }

    /// How many copies with this text in their names are in each state.
    package func copyCounts(
        of project: ProjectID, matching text: String = ""
    ) throws(CatalogError) -> [TableCopy.State: Int] {
        var filter = CopyPageFilter()
        filter.text = text
        let conditions = Self.conditions(of: filter, project)
        let rows = try database.rows(
            StoredTableCopy.table,
            "SELECT t.state AS state, COUNT(*) AS found \(Self.tables) \(conditions.text) GROUP BY t.state",
            conditions.values)
        var counts: [TableCopy.State: Int] = [:]
        for row in rows {
            let reader = row.reader(id: "state")
            counts[try reader.name("state", TableCopy.State.self)] = try reader.count("found")
        }
        return counts
    }

    /// What moves while rows are copied, of every table: enough to see which have changed since the last look.
    package func copyPulses(of project: ProjectID) throws(CatalogError) -> [Int64: CopyPulse] {
        let rows = try database.rows(
            StoredTableCopy.table,
            """
            SELECT table_number, state, rows_written, rows_ignored, rows_quarantined, chunks_done, chunks_planned
            FROM table_copy WHERE project_id = ?
            """, [.text(project.rawValue)])
        var pulses: [Int64: CopyPulse] = [:]
        pulses.reserveCapacity(rows.count)
        for row in rows {
            let reader = row.reader(id: "table_number")
            pulses[try reader.growing("table_number")] = CopyPulse(
                state: try reader.text("state"), rows: try reader.integer("rows_written"),
                others: try reader.integer("rows_ignored") &+ reader.integer("rows_quarantined"),
                chunks: try reader.integer("chunks_done") &+ reader.integer("chunks_planned"))
        }
        return pulses
    }

    /// The number of the last write of every object: two looks that find another number have missed a change.
    package func objectChanges(of project: ProjectID) throws(CatalogError) -> [Int64: Int64] {
        let rows = try database.rows(
            StoredProjectObject.table,
            "SELECT number, change_number FROM project_object WHERE project_id = ? ORDER BY number",
            [.text(project.rawValue)])
        var changes: [Int64: Int64] = [:]
        changes.reserveCapacity(rows.count)
        for row in rows {
            let reader = row.reader(id: "number")
            changes[try reader.growing("number")] = try reader.count("change_number", as: Int64.self)
        }
        return changes
    }

    /// Lets these tables be copied before all others that wait; the last ones named so come first.
    package func prioritizeCopies(_ numbers: [Int64], of project: ProjectID) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            let rows = try database.rows(
                StoredTableCopy.table,
                "SELECT MAX(priority) AS priority FROM table_copy WHERE project_id = ?", [.text(project.rawValue)])
            guard let reader = rows.first?.reader(id: "priority"), !reader.isNull("priority") else { return }
            let next = try reader.growing("priority") + 1
            for number in numbers {
                try database.run(
                    "UPDATE table_copy SET priority = ? WHERE project_id = ? AND table_number = ?",
                    [.integer(next), .text(project.rawValue), .integer(number)])
            }
            try bump(.project(project))
        }
    }

    // MARK: Questions

    private static let tables = """
        FROM table_copy t JOIN project_object o ON o.project_id = t.project_id AND o.number = t.table_number
        """

    private nonisolated static func conditions(of filter: CopyPageFilter, _ project: ProjectID) -> Conditions {
        var conditions = Conditions()
        conditions.add("t.project_id = ?", .text(project.rawValue))
        conditions.containing(
            filter.text, in: ["o.source_schema", "o.source_name", "o.destination_schema", "o.destination_name"])
        return conditions
    }

    private nonisolated static func text(of order: CopyPageFilter.Order) -> String {
        switch order {
        case .number: "t.table_number"
        case .state:
            """
            CASE t.state WHEN 'failed' THEN 0 WHEN 'copying' THEN 1 WHEN 'planning' THEN 2 WHEN 'waiting' THEN 3
            ELSE 4 END, t.table_number
            """
        case .source: "o.source_schema, o.source_name, t.table_number"
        case .rows: "t.rows_written DESC, t.table_number"
        case .left:
            """
            CASE WHEN t.state = 'completed' THEN -1 WHEN t.rows_estimated IS NULL THEN 0
            ELSE t.rows_estimated - t.rows_written END DESC, t.table_number
            """
        }
    }

    private func named(_ rest: String, _ values: [DatabaseValue]) throws(CatalogError) -> [NamedCopy] {
        let columns = StoredTableCopy.columns.map { "t.\($0) AS \($0)" }.joined(separator: ", ")
        let rows = try database.rows(
            StoredTableCopy.table,
            """
            SELECT \(columns), o.source_schema AS source_schema, o.source_name AS source_name,
            o.destination_schema AS destination_schema, o.destination_name AS destination_name \(Self.tables) \(rest)
            """, values)
        return try rows.map { row throws(CatalogError) in
            let reader = row.reader(id: "project_id", "table_number")
            return NamedCopy(
                copy: try StoredTableCopy(row: row).copy,
                source: ObjectName(try reader.text("source_schema"), try reader.text("source_name")),
                destination: ObjectName(try reader.text("destination_schema"), try reader.text("destination_name")))
        }
    }
}

/// Two of these differ when something of the copy has moved.
package struct CopyPulse: Hashable, Sendable {
    let state: String
    let rows: Int64
    let others: Int64
    let chunks: Int64
}
