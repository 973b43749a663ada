internal import Bytes
internal import Catalog
internal import ConnectorKit
internal import Model

/// Tries one row of quarantine once more, in a transaction of its own with a mark of its own.
struct RejectionRetry: Sendable {
    let project: Project
    let catalog: Catalog
    let ends: CopyEnds

    func run(_ row: RejectedRow, _ rejection: RowRejection) async throws -> RejectionOrders.End.Outcome {
        guard let plan = try await catalog.object(row.table, of: project.id)?.converted?.copy,
            let range = ends.source.range(of: rejection, plan), let mark = Self.markNumber(of: row)
        else { return .refused(Self.nameless) }
        do {
            // Who tried it before may have died between the commit and the catalog.
            if try await isMarked(mark, row.table) { return try await end(row, .written(losses: [:]), .written) }
            // Where rows may move, another row may live at the address meanwhile, or none although the row is there.
            if !plan.addressColumns.isEmpty, try await ends.source.mayMoveRows(plan) { return .refused(Self.nameless) }
            return try await write(row, rejection, plan, range, mark)
        } catch let refusal as DatabaseRefusal {
            switch refusal.remedy {
            case .retry, .reconnect: throw refusal.failure
            case .askOperator, .stop, .bug: return .refused(refusal.failure)
            }
        }
    }

    /// Marks of single rows count downwards from -1, beside those of chunks.
    static func markNumber(of row: RejectedRow) -> Int64? {
        guard row.chunk > 0, row.chunk < 1 << 30, row.ordinal >= 0, row.ordinal < 1 << 32 else { return nil }
        return -(row.chunk << 32 | row.ordinal) - 1
    }

    private func isMarked(_ number: Int64, _ table: Int64) async throws -> Bool {
        try await ends.destination.marks(of: project.id, table: table).contains { $0.chunk == number }
    }

    private func write(
        _ row: RejectedRow, _ rejection: RowRejection, _ plan: CopyPlan, _ range: ChunkRange, _ mark: Int64
    ) async throws -> RejectionOrders.End.Outcome {
        let stream = try await ends.source.read(range, of: plan, rowsMax: 2)
        do {
            let outcome = try await write(row, rejection, plan, stream, mark)
            await stream.close()
            return outcome
        } catch {
            await stream.close()
            throw error
        }
    }

    private func write(
        _ row: RejectedRow, _ rejection: RowRejection, _ plan: CopyPlan, _ stream: any RowStream, _ mark: Int64
    ) async throws -> RejectionOrders.End.Outcome {
        // One row at most: its pages may be held together.
        var pages: [RowPage] = []
        while let page = try await stream.next() {
            if page.rows.rowCount > 0 { pages.append(page) }
            if pages.reduce(0, { $0 + $1.rows.rowCount }) > 1 { return .refused(Self.notAlone) }
        }
        guard let page = pages.first else { return try await end(row, .gone, .gone) }
        var settings = WriteSettings(rowsPerStatement: 1)
        settings.checksReferences = true
        let writer = try await ends.destination.openWriter(plan, forms: stream.forms, settings)
        do {
            let outcome = try await write(row, rejection, page, writer, mark, stream.position)
            await writer.close()
            return outcome
        } catch {
            await writer.rollback()
            await writer.close()
            throw error
        }
    }

    private func write(
        _ row: RejectedRow, _ rejection: RowRejection, _ page: RowPage, _ writer: any ChunkWriter, _ mark: Int64,
        _ position: Position
    ) async throws -> RejectionOrders.End.Outcome {
        try await writer.begin()
        let outcome = try await writer.write(page)
        if let refused = outcome.rejections.first {
            await writer.rollback()
            // Another who tried it at the same time may have been faster: then it is the row itself that is in the way.
            if try await isMarked(mark, row.table) { return try await end(row, .written(losses: [:]), .written) }
            try await catalog.changeRejection(row, of: project.id, to: refused)
            return .refused(refused.reason)
        }
        do {
            try await writer.commit(
                ChunkMark(
                    project: project.id, table: row.table, chunk: mark, position: position, rows: outcome.rowsWritten))
        } catch let refusal {
            guard refusal.isChunkThere else { throw refusal }
            return try await end(row, .written(losses: [:]), .written)
        }
        return try await end(row, .written(losses: outcome.losses), .written)
    }

    private func end(
        _ row: RejectedRow, _ end: Catalog.RejectionEnd, _ outcome: RejectionOrders.End.Outcome
    ) async throws -> RejectionOrders.End.Outcome {
        try await catalog.endRejection(row, of: project.id, end)
        return outcome
    }

    private static let nameless = Failure(
        "QUARANTINE-0002", "Nothing that is kept of the row names it exactly at the source.",
        advice: "Tables need a key, or columns with the address of each row (rowAddress) and no ROW MOVEMENT, for "
            + "single rows to be found again. Copy the table anew, write the row by hand, or discard it.")

    private static let notAlone = Failure(
        "QUARANTINE-0003", "The source has more than one row with this key.",
        advice: "Its key is not enforced there: mend the rows at the source, or copy the table anew.")
}
