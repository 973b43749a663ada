internal import Bytes
internal import Catalog
internal import ConnectorKit
internal import Model

/// Copies one chunk: reads its rows at one position and writes them in one transaction with the mark. While a block is
/// being written the next one is read, and no more than these two are in memory.
struct ChunkCopy: Sendable {
    private let work: CopyRun
    private let claimed: ClaimedChunk
    private let plan: CopyPlan
    private let writers: LaneWriters

    init(_ work: CopyRun, _ claimed: ClaimedChunk, _ plan: CopyPlan, _ writers: LaneWriters) {
        self.work = work
        self.claimed = claimed
        self.plan = plan
        self.writers = writers
    }

    func run() async throws -> ChunkResult {
        await work.ledger.note(.destinationLoad, try await work.throttle.waitForRoom())
        let rowsMax = await work.throttle.blockRowsMax
        let (stream, opening) = try await work.clock.timed {
            try await work.ends.source.read(claimed.chunk.range, of: plan, rowsMax: rowsMax)
        }
        do {
            let result = try await copy(stream, opening)
            await stream.close()
            return result
        } catch {
            await stream.close()
            throw error
        }
    }

    private func copy(_ stream: any RowStream, _ opening: Duration) async throws -> ChunkResult {
        var attempt = ChunkAttempt(work, claimed, stream.position)
        var block = try await read(stream)
        await attempt.waited(opening + block.time, for: block.page?.rows)
        let writer = try await writers.writer(claimed.table, plan, stream.forms)
        var hasBegun = false
        while let page = block.page {
            try Task.checkCancellation()
            try await pass(rows: page.rows.rowCount, bytes: page.rows.byteCount)
            if !hasBegun { try await writer.begin() }
            hasBegun = true
            async let following = read(stream)
            let outcome: WriteOutcome
            do {
                outcome = try await writer.write(page)
            } catch {
                _ = try? await following
                throw error
            }
            try await attempt.wrote(outcome, of: page.rows)
            if outcome.bytesFollowed > 0 { try await pass(rows: 0, bytes: Int(outcome.bytesFollowed)) }
            let written = work.clock.now()
            block = try await following
            await attempt.waited(work.clock.now() - written, for: block.page?.rows, took: block.time)
        }
        if !hasBegun { try await writer.begin() }
        let result = attempt.result
        let (_, committing) = try await work.clock.timed { try await writer.commit(result.mark(of: work.project.id)) }
        await work.ledger.note(.destinationWrite, committing)
        return result
    }

    private func read(_ stream: any RowStream) async throws -> (page: RowPage?, time: Duration) {
        let (page, time) = try await work.clock.timed { try await stream.next() }
        return (page, time)
    }

    private func pass(rows: Int, bytes: Int) async throws {
        await work.ledger.note(.throttle, try await work.throttle.pass(rows: rows, bytes: bytes))
    }
}

/// What one attempt at a chunk has done so far. Rejected rows go to the catalog as they come, in pages.
private struct ChunkAttempt {
    private static let rejectionsPerPage = 200
    /// Numbers that JSON keeps exactly.
    private static let numbers: ClosedRange<Int64> = 1...(1 << 53)

    private let work: CopyRun
    private let claimed: ClaimedChunk
    private(set) var result: ChunkResult
    private var rowsBefore: Int64 = 0

    init(_ work: CopyRun, _ claimed: ClaimedChunk, _ position: Position) {
        self.work = work
        self.claimed = claimed
        result = ChunkResult(
            table: claimed.table, chunk: claimed.chunk.number, position: position, attempt: .random(in: Self.numbers),
            rowsWritten: 0)
    }

    /// A block was waited for; reading it may have taken longer, beside the writing.
    mutating func waited(_ time: Duration, for rows: RowBlock?, took: Duration? = nil) async {
        result.times.read += time.wholeMilliseconds
        await work.ledger.noteRead(rows, waited: time, took: took ?? time)
    }

    mutating func wrote(_ outcome: WriteOutcome, of rows: RowBlock) async throws {
        await work.ledger.note(outcome)
        result.rowsWritten += outcome.rowsWritten
        result.rowsIgnored += outcome.rowsIgnored
        result.bytesRead += Int64(rows.byteCount) + outcome.bytesFollowed
        result.times.read += outcome.reading.wholeMilliseconds
        result.times.conversion += outcome.conversion.wholeMilliseconds
        result.times.write += outcome.execution.wholeMilliseconds
        for (rule, count) in outcome.losses { result.losses[rule, default: 0] += count }
        try await keep(outcome.rejections)
        rowsBefore += Int64(rows.rowCount)
    }

    /// Before the commit: a row that is left out at the destination stands in quarantine, whoever dies now.
    private mutating func keep(_ rejections: [RowRejection]) async throws {
        guard !rejections.isEmpty else { return }
        // An earlier attempt may have committed after all: then each of its rows is refused as a duplicate, and the
        // mark that came with them says so.
        let destination = work.ends.destination
        if try await destination.mark(of: work.project.id, table: claimed.table, chunk: claimed.chunk.number) != nil {
            throw DatabaseRefusal.chunkIsThere()
        }
        let sorted = rejections.sorted { $0.ordinal < $1.ordinal }
        for start in stride(from: 0, to: sorted.count, by: Self.rejectionsPerPage) {
            let page = sorted[start..<min(start + Self.rejectionsPerPage, sorted.count)].map { rejection in
                var placed = rejection
                placed.ordinal += rowsBefore
                return placed
            }
            try await work.context.catalog.addRejections(
                page, of: claimed, at: result.position, attempt: result.attempt, in: work.project.id,
                under: work.context.lease)
            result.rowsQuarantined += Int64(page.count)
        }
        try await work.watch.checkQuarantine(adding: result.rowsQuarantined)
    }
}
