package import Model

/// Planning: who cuts a table into chunks, and the chunks that come of it. A table is planned by one Checker at a time:
/// it looks at the destination's table, and may empty it, before the first chunk exists. Its claim is worth as much as
/// its lease.
extension Catalog {
    /// Takes tables whose chunks are not all planned and that nobody else plans.
    package func claimPlanning(
        of project: ProjectID, under lease: Lease, largeValues: Bool, countMax: Int
    ) throws(CatalogError) -> [TableCopy] {
        let open = """
            WHERE project_id = ? AND is_planned = 0 AND has_large_values = ? AND state NOT IN ('completed', 'failed')
            AND NOT EXISTS (SELECT 1 FROM lease l WHERE l.name = planner_lease AND l.epoch = planner_epoch
            AND l.holder <> '' AND l.expires_at > ?)
            """
        let database = try database
        let values: [DatabaseValue] = [
            .text(project.rawValue), .flag(largeValues), .integer(now().milliseconds),
        ]
        // Most questions find nothing, and those should not keep writers waiting.
        let any = "SELECT table_number FROM table_copy \(open) LIMIT 1"
        guard try !database.rows(StoredTableCopy.table, any, values).isEmpty else { return [] }
        return try database.write { () throws(CatalogError) in
            guard try isGood(lease) else { return [] }
            let copies = try database.select(
                StoredTableCopy.self, open + " ORDER BY priority DESC, table_number LIMIT ?",
                values + [.integer(Int64(countMax))]
            ).map(\.copy)
            for copy in copies { try writePlanner(lease, of: copy.table, in: project) }
            return copies
        }
    }

    /// Gives tables back whose planning did not come to its end.
    package func releasePlanning(_ tables: [Int64], of project: ProjectID, under lease: Lease) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            for table in tables where try isPlanner(lease, of: table, in: project) {
                try writePlanner(nil, of: table, in: project)
            }
        }
    }

    /// Adds pages of chunks behind what is planned of their tables, and gives the tables back. Their numbers are given
    /// here, without gaps. Pages of tables whose planning has passed to another count nothing.
    package func addChunks(_ pages: [PlannedPage], of project: ProjectID, under lease: Lease) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            for page in pages {
                guard try isPlanner(lease, of: page.table, in: project),
                    var copy = try tableCopy(page.table, of: project), !copy.isPlanned
                else { continue }
                for var chunk in page.chunks {
                    copy.chunksPlanned += 1
                    chunk.number = copy.chunksPlanned
                    try database.insert(StoredChunk(project: project, table: page.table, chunk: chunk))
                }
                copy.isPlanned = page.isLast
                copy.times.planning += page.planMilliseconds
                copy.startedAt = copy.startedAt ?? now()
                if copy.state == .waiting || copy.state == .planning { copy.state = .copying }
                complete(&copy)
                try write(copy, of: project)
                try writePlanner(nil, of: page.table, in: project)
            }
            if !pages.isEmpty { try bump(.project(project)) }
        }
    }

    /// The last planned chunk of a table, as it was planned: planning goes on behind it. Halves of split chunks lie
    /// within the chunks that they come from.
    package func lastChunk(of table: Int64, in project: ProjectID) throws(CatalogError) -> Chunk? {
        try database.select(
            StoredChunk.self,
            "WHERE project_id = ? AND table_number = ? AND split_from IS NULL ORDER BY number DESC LIMIT 1",
            [.text(project.rawValue), .integer(table)]
        ).first?.chunk
    }

    /// How many chunks wait for a lane that may take them.
    package func readyChunks(of project: ProjectID, largeValues: Bool) throws(CatalogError) -> Int {
        try database.count(
            "chunk c, table_copy t",
            """
            WHERE c.project_id = ? AND c.state = 'ready' AND t.project_id = c.project_id
            AND t.table_number = c.table_number AND t.state = 'copying' AND t.has_large_values = ?
            """, [.text(project.rawValue), .flag(largeValues)])
    }

    /// Replaces a chunk that cannot be read in one go by parts of it. The chunk itself is done, without rows; the
    /// destination must hold its mark already, so that nobody can write it any more. False when its claim has passed
    /// to another.
    package func splitChunk(
        _ claimed: ClaimedChunk, into ranges: [ChunkRange], of project: ProjectID, under lease: Lease
    ) throws(CatalogError) -> Bool {
        let database = try database
        return try database.write { () throws(CatalogError) in
            let result = ChunkResult(
                table: claimed.table, chunk: claimed.chunk.number, position: Position(commit: 0), rowsWritten: 0)
            guard try markDone(result, of: project, under: lease),
                var copy = try tableCopy(claimed.table, of: project)
            else { return false }
            try database.run(
                "UPDATE chunk SET position = NULL WHERE project_id = ? AND table_number = ? AND number = ?",
                [.text(project.rawValue), .integer(claimed.table), .integer(claimed.chunk.number)])
            let parts = Int64(ranges.count)
            for range in ranges {
                copy.chunksPlanned += 1
                let chunk = Chunk(
                    number: copy.chunksPlanned, range: range,
                    rowsEstimated: claimed.chunk.rowsEstimated.map { $0 / parts },
                    bytesEstimated: claimed.chunk.bytesEstimated.map { $0 / parts })
                try database.insert(
                    StoredChunk(project: project, table: claimed.table, chunk: chunk, splitFrom: claimed.chunk.number))
            }
            copy.chunksDone += 1
            try write(copy, of: project)
            try bump(.project(project))
            return true
        }
    }

    private func isPlanner(_ lease: Lease, of table: Int64, in project: ProjectID) throws(CatalogError) -> Bool {
        try database.count(
            StoredTableCopy.table,
            "WHERE project_id = ? AND table_number = ? AND planner_lease = ? AND planner_epoch = ?",
            [.text(project.rawValue), .integer(table), .text(lease.name), .integer(lease.epoch)]) == 1
    }

    private func writePlanner(_ lease: Lease?, of table: Int64, in project: ProjectID) throws(CatalogError) {
        try database.run(
            "UPDATE table_copy SET planner_lease = ?, planner_epoch = ? WHERE project_id = ? AND table_number = ?",
            [.optional(lease?.name), .optional(lease?.epoch), .text(project.rawValue), .integer(table)])
    }
}
