package import Model

/// Rows in quarantine.
extension Catalog {
    /// Adds rejected rows of one attempt at a chunk, before the chunk commits, so that no row can be left out at the
    /// destination without standing here. `isFirst` forgets what an earlier attempt at the same position left. Refused
    /// when the claim has passed to another: whoever lost it must not commit.
    package func addRejections(
        _ rejections: [RowRejection], of claimed: ClaimedChunk, at position: Position, isFirst: Bool,
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
            if isFirst {
                try database.run(
                    """
                    DELETE FROM row_rejection
                    WHERE project_id = ? AND table_number = ? AND chunk_number = ? AND position = ?
                    """, place + [.integer(Int64(clamping: position.commit))])
            }
            for rejection in rejections {
                try database.insert(
                    StoredRejection(
                        project: project, table: claimed.table, chunk: claimed.chunk.number, position: position,
                        rejection: rejection, rejectedAt: now()))
            }
            try bump(.project(project))
        }
    }

    package func rejections(
        of project: ProjectID, table: Int64? = nil, countMax: Int = Limits.pageRowsMax
    ) throws(CatalogError) -> [(table: Int64, chunk: Int64, rejection: RowRejection)] {
        var conditions = Conditions()
        conditions.add("project_id = ?", .text(project.rawValue))
        if let table { conditions.add("table_number = ?", .integer(table)) }
        return try database.select(
            StoredRejection.self,
            "\(conditions.text) ORDER BY table_number, chunk_number, position, ordinal LIMIT ?",
            conditions.values + [.integer(Int64(countMax))]
        ).map { ($0.table, $0.chunk, $0.rejection) }
    }

    package func rejectionCount(of project: ProjectID) throws(CatalogError) -> Int {
        try database.count("row_rejection", "WHERE project_id = ?", [.text(project.rawValue)])
    }
}
