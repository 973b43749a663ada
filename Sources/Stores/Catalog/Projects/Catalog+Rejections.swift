package import Model

/// Rows in quarantine.
extension Catalog {
    /// Adds rejected rows of one attempt at a chunk, before the chunk commits, so that no row can be left out at the
    /// destination without standing here. Refused when the claim has passed to another: whoever lost it must not
    /// commit.
    package func addRejections(
        _ rejections: [RowRejection], of claimed: ClaimedChunk, at position: Position, attempt: Int64,
        in project: ProjectID, under lease: Lease
    ) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            let place: [DatabaseValue] = [
                .text(project.rawValue), .integer(claimed.table), .integer(claimed.chunk.number),
            ]
            let mine = try database.count(
                StoredChunk.table,
                """
                WHERE project_id = ? AND table_number = ? AND number = ? AND state = 'claimed'
                AND claimed_lease = ? AND claimed_epoch = ?
                """, place + [.text(lease.name), .integer(lease.epoch)])
            guard mine == 1 else { throw .leaseLost(name: lease.name) }
            for rejection in rejections {
                try database.insert(
                    StoredRejection(
                        project: project, table: claimed.table, chunk: claimed.chunk.number, position: position,
                        attempt: attempt, rejection: rejection, rejectedAt: now()))
            }
            try bump(.project(project))
        }
    }

    package func rejections(
        of project: ProjectID, table: Int64? = nil, after: RejectedRow? = nil, countMax: Int = Limits.pageRowsMax
    ) throws(CatalogError) -> [(table: Int64, chunk: Int64, rejection: RowRejection)] {
        var conditions = Conditions()
        conditions.add("project_id = ?", .text(project.rawValue))
        if let table { conditions.add("table_number = ?", .integer(table)) }
        var values = conditions.values
        var place = ""
        if let after {
            place = " AND (table_number, chunk_number, ordinal) > (?, ?, ?)"
            values += [.integer(after.table), .integer(after.chunk), .integer(after.ordinal)]
        }
        return try database.select(
            StoredRejection.self,
            "\(conditions.text)\(place) ORDER BY table_number, chunk_number, ordinal, position LIMIT ?",
            values + [.integer(Int64(countMax))]
        ).map { ($0.table, $0.chunk, $0.rejection) }
    }

    /// How many rows of each project stand in quarantine, as the sums of its tables say; those without any are left
    /// out.
    package func quarantinedRows() throws(CatalogError) -> [ProjectID: Int64] {
        let rows = try database.rows(
            StoredTableCopy.table,
            """
            SELECT project_id, SUM(rows_quarantined) AS found FROM table_copy WHERE rows_quarantined > 0
            GROUP BY project_id
            """)
        var counts: [ProjectID: Int64] = [:]
        for row in rows {
            let reader = row.reader(id: "project_id")
            counts[try reader.id("project_id", ProjectID.self)] = try reader.count("found", as: Int64.self)
        }
        return counts
    }

    package func rejectionCount(of project: ProjectID, table: Int64? = nil) throws(CatalogError) -> Int {
        var conditions = Conditions()
        conditions.add("project_id = ?", .text(project.rawValue))
        if let table { conditions.add("table_number = ?", .integer(table)) }
        return try database.count("row_rejection", conditions.text, conditions.values)
    }
}

/// What became of rows in quarantine.
extension Catalog {
    package enum RejectionEnd: Hashable, Sendable {
        /// It is at the destination now.
        case written(losses: [String: Int64])
        /// The source has no such row any more, or it meets the filter no more.
        case gone
        /// The operator goes without it.
        case discarded
    }

    /// The uses of a rule are counted under these names beside the rules of columns.
    package static let goneRule = "(row) gone"
    package static let discardedRule = "(row) discarded"

    /// Rows behind `after`, in order; only those whose chunk is done, since rows of an open chunk may still change.
    package func settledRejections(
        of project: ProjectID, table: Int64? = nil, after: RejectedRow? = nil, countMax: Int = Limits.pageRowsMax
    ) throws(CatalogError) -> [(row: RejectedRow, rejection: RowRejection)] {
        var conditions = Conditions()
        conditions.add("project_id = ?", .text(project.rawValue))
        if let table { conditions.add("table_number = ?", .integer(table)) }
        var values = conditions.values
        var place = ""
        if let after {
            place = " AND (table_number, chunk_number, ordinal) > (?, ?, ?)"
            values += [.integer(after.table), .integer(after.chunk), .integer(after.ordinal)]
        }
        return try database.select(
            StoredRejection.self,
            "\(conditions.text)\(place) AND \(Self.isSettled) ORDER BY table_number, chunk_number, ordinal LIMIT ?",
            values + [.integer(Int64(countMax))]
        ).map { ($0.row, $0.rejection) }
    }

    /// Nil when it is not in quarantine, or its chunk is not done.
    package func settledRejection(
        _ row: RejectedRow, of project: ProjectID
    ) throws(CatalogError) -> RowRejection? {
        try database.select(
            StoredRejection.self, "WHERE \(Self.isThisRow) AND \(Self.isSettled)", Self.values(row, project)
        ).first?.rejection
    }

    /// Takes a row out of quarantine and moves the sums of its table; false when it was not there any more.
    @discardableResult
    package func endRejection(
        _ row: RejectedRow, of project: ProjectID, _ end: RejectionEnd
    ) throws(CatalogError) -> Bool {
        let database = try database
        return try database.write { () throws(CatalogError) in
            let removed = try database.run(
                "DELETE FROM row_rejection WHERE \(Self.isThisRow) AND \(Self.isSettled)", Self.values(row, project))
            guard removed > 0, var copy = try tableCopy(row.table, of: project) else { return false }
            copy.rowsQuarantined = max(0, copy.rowsQuarantined - 1)
            switch end {
            case .written(let losses):
                copy.rowsWritten += 1
                for (rule, count) in losses { copy.losses[rule, default: 0] += count }
            case .gone: copy.losses[Self.goneRule, default: 0] += 1
            case .discarded: copy.losses[Self.discardedRule, default: 0] += 1
            }
            try write(copy, of: project)
            try bump(.projects, .project(project))
            return true
        }
    }

    /// Keeps what was found when the row was tried once more.
    package func changeRejection(
        _ row: RejectedRow, of project: ProjectID, to rejection: RowRejection
    ) throws(CatalogError) {
        let database = try database
        var placed = rejection
        placed.ordinal = row.ordinal
        try database.write { () throws(CatalogError) in
            try database.run(
                "UPDATE row_rejection SET content = ?, rejected_at = ? WHERE \(Self.isThisRow) AND \(Self.isSettled)",
                [.coded(placed), .integer(now().milliseconds)] + Self.values(row, project))
            try bump(.project(project))
        }
    }

    private static let isThisRow = "project_id = ? AND table_number = ? AND chunk_number = ? AND ordinal = ?"
    private static let isSettled = """
        EXISTS (SELECT 1 FROM chunk c WHERE c.project_id = row_rejection.project_id
        AND c.table_number = row_rejection.table_number AND c.number = row_rejection.chunk_number
        AND c.state = 'done' AND c.position = row_rejection.position)
        """

    private static func values(_ row: RejectedRow, _ project: ProjectID) -> [DatabaseValue] {
        [.text(project.rawValue), .integer(row.table), .integer(row.chunk), .integer(row.ordinal)]
    }
}
