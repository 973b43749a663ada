package import Model

/// How far the rows of the tables of a project are.
extension Catalog {
    /// Adds copies that are not there yet; those that exist keep what they have.
    package func addTableCopies(_ copies: [TableCopy], of project: ProjectID) throws(CatalogError) {
        guard let first = copies.map(\.table).min(), let last = copies.map(\.table).max() else { return }
        let database = try database
        try database.write { () throws(CatalogError) in
            // Of the numbers at hand alone: ten thousand tables come in fifty pages.
            let rows = try database.rows(
                StoredTableCopy.table,
                "SELECT table_number FROM table_copy WHERE project_id = ? AND table_number BETWEEN ? AND ?",
                [.text(project.rawValue), .integer(first), .integer(last)])
            var known: Set<Int64> = []
            for row in rows { known.insert(try row.reader(id: "table_number").growing("table_number")) }
            for copy in copies where !known.contains(copy.table) {
                try database.insert(StoredTableCopy(project: project, copy: copy))
            }
            try bump(.project(project))
        }
    }

    package func tableCopies(of project: ProjectID) throws(CatalogError) -> [TableCopy] {
        try database.select(
            StoredTableCopy.self, "WHERE project_id = ? ORDER BY table_number", [.text(project.rawValue)]
        ).map(\.copy)
    }

    package func tableCopy(_ table: Int64, of project: ProjectID) throws(CatalogError) -> TableCopy? {
        try database.select(
            StoredTableCopy.self, "WHERE project_id = ? AND table_number = ?",
            [.text(project.rawValue), .integer(table)]
        ).first?.copy
    }

    /// Changes one copy, as `change` says, in one transaction.
    @discardableResult
    package func changeTableCopy(
        _ table: Int64, of project: ProjectID, _ change: (inout TableCopy) throws(CatalogError) -> Void
    ) throws(CatalogError) -> TableCopy {
        let database = try database
        return try database.write { () throws(CatalogError) in
            guard var copy = try tableCopy(table, of: project) else {
                throw .refused(reason: "Project \(project) copies no table \(table).")
            }
            try change(&copy)
            // A table that failed with its last chunk done has nothing left to do.
            complete(&copy)
            try write(copy, of: project)
            try bump(.project(project))
            return copy
        }
    }

    /// Forgets the chunks and rejected rows of a table and begins anew. Its marks at the destination must be gone too.
    /// With `failing` it is given up until somebody says that it may begin.
    package func resetTableCopy(
        _ table: Int64, of project: ProjectID, failing failure: Failure? = nil
    ) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            guard let copy = try tableCopy(table, of: project) else { return }
            for name in [StoredChunk.table, StoredRejection.table] {
                try database.run(
                    "DELETE FROM \(name) WHERE project_id = ? AND table_number = ?",
                    [.text(project.rawValue), .integer(table)])
            }
            var fresh = TableCopy(
                table: table, hasLargeValues: copy.hasLargeValues, rowsEstimated: copy.rowsEstimated,
                bytesEstimated: copy.bytesEstimated)
            if let failure {
                fresh.state = .failed
                fresh.failure = failure
            }
            try write(fresh, of: project)
            if copy.rowsQuarantined > 0 { try bump(.projects) }
            try bump(.project(project))
        }
    }

    func write(_ copy: TableCopy, of project: ProjectID) throws(CatalogError) {
        let claims = StoredTableCopy.plannerColumns.count
        let columns = StoredTableCopy.columns.dropLast(claims)
        let cells = try StoredTableCopy(project: project, copy: copy).readableCells().dropLast(claims)
        try database.run(
            """
            UPDATE table_copy SET \(columns.map { "\($0) = ?" }.joined(separator: ", "))
            WHERE project_id = ? AND table_number = ?
            """,
            Array(cells) + [.text(project.rawValue), .integer(copy.table)])
    }
}

extension Catalog {
    /// How many tables have rows left to copy.
    package func openCopies(of project: ProjectID) throws(CatalogError) -> Int {
        try database.count(
            "table_copy", "WHERE project_id = ? AND state NOT IN ('completed', 'failed')", [.text(project.rawValue)])
    }

    /// The tables at work with the most rows left; those of which nobody knows how many come first.
    package func largestOpenCopies(of project: ProjectID, countMax: Int) throws(CatalogError) -> [TableCopy] {
        try database.select(
            StoredTableCopy.self,
            """
            WHERE project_id = ? AND state IN ('copying', 'planning')
            ORDER BY rows_estimated IS NOT NULL, rows_estimated - rows_written DESC, table_number LIMIT ?
            """, [.text(project.rawValue), .integer(Int64(countMax))]
        ).map(\.copy)
    }

    /// Gives a table up, unless it has come to its end meanwhile.
    package func failTableCopy(
        _ table: Int64, of project: ProjectID, _ failure: Failure, under lease: Lease
    ) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            guard try holds(lease) else { throw .leaseLost(name: lease.name) }
            guard var copy = try tableCopy(table, of: project), copy.state != .completed else { return }
            copy.state = .failed
            copy.failure = failure
            try write(copy, of: project)
            try bump(.project(project))
        }
    }

    /// Gives all tables up that are not completed: nothing more of the project is copied.
    package func failOpenCopies(
        of project: ProjectID, _ failure: Failure, under lease: Lease
    ) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            guard try holds(lease) else { throw .leaseLost(name: lease.name) }
            let open = try database.select(
                StoredTableCopy.self, "WHERE project_id = ? AND state NOT IN ('completed', 'failed')",
                [.text(project.rawValue)])
            for stored in open {
                var copy = stored.copy
                copy.state = .failed
                copy.failure = failure
                try write(copy, of: project)
            }
            try bump(.project(project))
        }
    }

    /// What a step shows and a watcher decides by: one question, whatever the number of tables.
    package func copySums(of project: ProjectID) throws(CatalogError) -> CopySums {
        let rows = try database.rows(
            StoredTableCopy.table,
            """
            SELECT COUNT(*) AS tables, SUM(state = 'completed') AS completed, SUM(state = 'failed') AS failed,
            SUM(rows_written) AS written, SUM(rows_ignored) AS ignored, SUM(rows_quarantined) AS quarantined,
            SUM(bytes_read) AS bytes, SUM(CASE WHEN state = 'completed' THEN 0
            WHEN rows_estimated > rows_written + rows_ignored THEN rows_estimated - rows_written - rows_ignored
            ELSE 0 END) AS rows_left,
            SUM(CASE WHEN rows_estimated IS NULL AND state NOT IN ('completed', 'failed') THEN 1 ELSE 0 END) AS unknown
            FROM table_copy WHERE project_id = ?
            """, [.text(project.rawValue)])
        var sums = CopySums()
        guard let reader = rows.first?.reader(id: "tables") else { return sums }
        sums.tables = try reader.count("tables")
        guard sums.tables > 0 else { return sums }
        sums.tablesCompleted = try reader.count("completed")
        sums.tablesFailed = try reader.count("failed")
        sums.rowsWritten = try reader.count("written")
        sums.rowsIgnored = try reader.count("ignored")
        sums.rowsQuarantined = try reader.count("quarantined")
        sums.bytesRead = try reader.count("bytes")
        sums.rowsLeft = try reader.count("rows_left")
        sums.tablesUnknown = try reader.count("unknown")
        return sums
    }
}
