package import Model

/// Chunks. Any number of Checkers take and finish them at once:
///
/// 1. A claim names the lease of its Checker and the lease's epoch. It is worth nothing once that lease has ended, and
///    the chunk may then be taken again: whoever takes it asks the destination for its mark before writing.
/// 2. A result counts once: it is taken from whoever holds the claim, and only while the chunk is not done.
/// 3. A table is completed when all its chunks are planned and done, in the transaction that made it so.
extension Catalog {
    /// Takes chunks that nobody holds, of tables that have not failed: as many as fit `bytesMax` by their estimates,
    /// one at least.
    package func claimChunks(
        of project: ProjectID, under lease: Lease, largeValues: Bool, countMax: Int, bytesMax: Int64 = .max
    ) throws(CatalogError) -> [ClaimedChunk] {
        let database = try database
        // An idle Checker asks often: it should not keep writers waiting for nothing.
        guard try !claimable(of: project, largeValues: largeValues, countMax: 1).isEmpty else { return [] }
        return try database.write { () throws(CatalogError) in
            guard try isGood(lease) else { return [] }
            var taken: [ClaimedChunk] = []
            var bytes: Int64 = 0
            for stored in try claimable(of: project, largeValues: largeValues, countMax: countMax) {
                let (sum, overflow) = bytes.addingReportingOverflow(stored.chunk.bytesEstimated ?? bytesMax)
                if !taken.isEmpty, overflow || sum > bytesMax { break }
                bytes = overflow ? .max : sum
                try database.run(
                    """
                    UPDATE chunk SET state = 'claimed', claimed_lease = ?, claimed_epoch = ?, attempts = attempts + 1
                    WHERE project_id = ? AND table_number = ? AND number = ?
                    """,
                    [
                        .text(lease.name), .integer(lease.epoch), .text(project.rawValue), .integer(stored.table),
                        .integer(stored.chunk.number),
                    ])
                taken.append(
                    ClaimedChunk(table: stored.table, chunk: stored.chunk, attempts: stored.attempts + 1))
            }
            return taken
        }
    }

    /// Inside a transaction: whether a claim under this lease is worth anything now. A lease that was only not renewed
    /// in time gives nothing until it is; one that is another's is lost.
    func isGood(_ lease: Lease) throws(CatalogError) -> Bool {
        guard try holds(lease) else { throw .leaseLost(name: lease.name) }
        return try self.lease(lease.name).map { $0.expires > now() } ?? false
    }

    /// Chunks that wait come first; those that somebody left behind come when there are not enough of them.
    private func claimable(
        of project: ProjectID, largeValues: Bool, countMax: Int
    ) throws(CatalogError) -> [StoredChunk] {
        let columns = StoredChunk.columns.map { "c.\($0) AS \($0)" }.joined(separator: ", ")
        let question = """
            SELECT \(columns) FROM chunk c, table_copy t
            WHERE c.project_id = ? AND c.state = ? AND t.project_id = c.project_id AND t.table_number = c.table_number
            AND t.state = 'copying' AND t.has_large_values = ?
            """
        let order = " ORDER BY c.table_number, c.number LIMIT ?"
        let project = DatabaseValue.text(project.rawValue)
        var rows = try urgent(project, largeValues, countMax)
        if rows.count < countMax {
            let others = try database.rows(
                StoredChunk.table, question + order,
                [project, .text("ready"), .flag(largeValues), .integer(Int64(countMax))])
            let known = Set(rows.map { [$0["table_number"], $0["number"]] })
            rows += others.filter { !known.contains([$0["table_number"], $0["number"]]) }.prefix(countMax - rows.count)
        }
        if rows.count < countMax {
            rows += try database.rows(
                StoredChunk.table,
                question
                    + """
                     AND NOT EXISTS (SELECT 1 FROM lease l WHERE l.name = c.claimed_lease
                    AND l.epoch = c.claimed_epoch AND l.holder <> '' AND l.expires_at > ?)
                    """ + order,
                [
                    project, .text("claimed"), .flag(largeValues), .integer(now().milliseconds),
                    .integer(Int64(countMax - rows.count)),
                ])
        }
        return try rows.map { row throws(CatalogError) in try StoredChunk(row: row) }
    }

    /// Chunks that wait, of tables that a person wants sooner. There are few of these, and mostly none.
    private func urgent(
        _ project: DatabaseValue, _ largeValues: Bool, _ countMax: Int
    ) throws(CatalogError) -> [Row] {
        let tables = try database.rows(
            StoredTableCopy.table,
            """
            SELECT table_number FROM table_copy WHERE project_id = ? AND priority > 0 AND state = 'copying'
            AND has_large_values = ? ORDER BY priority DESC, table_number LIMIT 100
            """, [project, .flag(largeValues)])
        var rows: [Row] = []
        for table in tables where rows.count < countMax {
            rows += try database.rows(
                StoredChunk.table,
                """
                SELECT \(StoredChunk.columnList) FROM chunk
                WHERE project_id = ? AND state = 'ready' AND table_number = ? ORDER BY number LIMIT ?
                """, [project, table["table_number"], .integer(Int64(countMax - rows.count))])
        }
        return rows
    }

    /// Gives chunks back that were not written. Chunks that were never begun have had no attempt.
    package func releaseChunks(
        _ chunks: [ClaimedChunk], of project: ProjectID, under lease: Lease, begun: Bool = true
    ) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            for claimed in chunks {
                try database.run(
                    """
                    UPDATE chunk SET state = 'ready', claimed_lease = NULL, claimed_epoch = NULL,
                    attempts = attempts - ?
                    WHERE project_id = ? AND table_number = ? AND number = ? AND state = 'claimed'
                    AND claimed_lease = ? AND claimed_epoch = ?
                    """,
                    [
                        .integer(begun ? 0 : 1), .text(project.rawValue), .integer(claimed.table),
                        .integer(claimed.chunk.number), .text(lease.name), .integer(lease.epoch),
                    ])
            }
        }
    }

    /// Records chunks as done and moves the sums of their tables. Results of chunks that are done already, or whose
    /// claim has passed to another, count nothing.
    package func finishChunks(
        _ results: [ChunkResult], of project: ProjectID, under lease: Lease
    ) throws(CatalogError) {
        guard !results.isEmpty else { return }
        let database = try database
        try database.write { () throws(CatalogError) in
            var copies: [Int64: TableCopy] = [:]
            var hasRejections = false
            for result in results where try markDone(result, of: project, under: lease) {
                let known = copies[result.table]
                guard var copy = known != nil ? known : try tableCopy(result.table, of: project) else { continue }
                copy.chunksDone += 1
                copy.rowsWritten += result.rowsWritten
                copy.rowsIgnored += result.rowsIgnored
                copy.rowsQuarantined += result.rowsQuarantined
                hasRejections = hasRejections || result.rowsQuarantined > 0
                copy.bytesRead += result.bytesRead
                copy.times += result.times
                for (rule, count) in result.losses { copy.losses[rule, default: 0] += count }
                copies[result.table] = copy
            }
            for var copy in copies.values.sorted(by: { $0.table < $1.table }) {
                complete(&copy)
                try write(copy, of: project)
            }
            // The list of projects tells of quarantine; of rows that arrive it does not.
            if hasRejections { try bump(.projects) }
            try bump(.project(project))
        }
    }

    /// Inside a transaction: false when the chunk is done already or is another's. Of the rejected rows those stay that
    /// belong to the attempt that committed.
    func markDone(_ result: ChunkResult, of project: ProjectID, under lease: Lease) throws(CatalogError) -> Bool {
        let position = DatabaseValue.integer(Int64(clamping: result.position.commit))
        let place: [DatabaseValue] = [.text(project.rawValue), .integer(result.table), .integer(result.chunk)]
        let changed = try database.run(
            """
            UPDATE chunk SET state = 'done', position = ?, row_count = ?, finished_at = ?
            WHERE project_id = ? AND table_number = ? AND number = ? AND state = 'claimed'
            AND claimed_lease = ? AND claimed_epoch = ?
            """,
            [position, .integer(result.rowsWritten), .integer(now().milliseconds)] + place
                + [.text(lease.name), .integer(lease.epoch)])
        guard changed == 1 else { return false }
        try database.run(
            """
            DELETE FROM row_rejection WHERE project_id = ? AND table_number = ? AND chunk_number = ?
            AND (position <> ? OR attempt <> ?)
            """, place + [position, .integer(result.attempt)])
        return true
    }

    /// The position at which each chunk that is done was read, for whoever must know what its rows contain.
    package func chunkPositions(
        of table: Int64, in project: ProjectID
    ) throws(CatalogError) -> [(chunk: Chunk, position: Position, rows: Int64)] {
        try database.select(
            StoredChunk.self, "WHERE project_id = ? AND table_number = ? AND state = 'done' ORDER BY number",
            [.text(project.rawValue), .integer(table)]
        ).compactMap { stored in
            stored.position.map { (stored.chunk, $0, stored.rowCount ?? 0) }
        }
    }

    func complete(_ copy: inout TableCopy) {
        guard copy.isPlanned, copy.chunksDone >= copy.chunksPlanned, copy.state == .copying else { return }
        copy.state = .completed
        copy.finishedAt = now()
    }
}
