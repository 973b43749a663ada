internal import Catalog
internal import ConnectorKit
internal import Model
internal import Processes

/// One lane: takes a chunk, copies it, takes the next. It keeps one writer open, for the table it copied last.
struct CopyLane: Sendable {
    private let work: CopyRun
    private let number: Int
    private let largeValues: Bool

    init(_ work: CopyRun, number: Int, largeValues: Bool) {
        self.work = work
        self.number = number
        self.largeValues = largeValues
    }

    func run() async throws {
        let writers = LaneWriters(work)
        do {
            try await copyChunks(writers)
        } catch {
            await writers.close()
            throw error
        }
        await writers.close()
    }

    private func copyChunks(_ writers: LaneWriters) async throws {
        while await !work.watch.isDone {
            try Task.checkCancellation()
            // A lane beyond the present speed ends; the chunks it would have taken go to the others.
            let lanes = largeValues ? await work.throttle.largeLanes : await work.throttle.lanes
            if number > lanes { break }
            let bytesMax = await work.throttle.chunkBytes
            guard let chunk = try await work.supply.next(largeValues: largeValues, bytesMax: bytesMax) else {
                // The end of a table should not wait for a group to be full.
                try await work.ledger.flush()
                await work.ledger.note(.idle, .milliseconds(20))
                try await work.clock.wait(.milliseconds(20))
                continue
            }
            try await copy(chunk, writers)
        }
    }

    /// Tries until the chunk is at the destination, or its table is given up.
    private func copy(_ claimed: ClaimedChunk, _ writers: LaneWriters) async throws {
        let plan: CopyPlan
        do {
            plan = try await work.plans.plan(of: claimed.table)
        } catch let failure as Failure {
            try await giveUp(claimed, failure)
            return
        }
        var mayBeThere = claimed.attempts > 1
        var retry = CopyRetry()
        while true {
            let begun = work.clock.now()
            do {
                if mayBeThere, try await isSettled(claimed, plan) { return }
                try await work.ledger.finish(try await ChunkCopy(work, claimed, plan, writers).run())
                return
            } catch let refusal as DatabaseRefusal {
                try Task.checkCancellation()
                await writers.rollback(isLost: refusal.remedy == .reconnect)
                // Nobody knows what of a commit was done when its connection broke: the mark tells.
                mayBeThere = true
                await work.ledger.note(.blocked, work.clock.now() - begun)
                if try await isOver(claimed, plan, refusal, &retry) { return }
            }
        }
    }

    /// What follows a refusal; true when this lane has nothing more to do with the chunk.
    private func isOver(
        _ claimed: ClaimedChunk, _ plan: CopyPlan, _ refusal: DatabaseRefusal, _ retry: inout CopyRetry
    ) async throws -> Bool {
        work.context.logger(
            .warning, "a chunk is tried again",
            ["table": "\(plan.source)", "chunk": "\(claimed.chunk.number)", "cause": "\(refusal)"])
        if refusal.isPastGone, retry.isPastGoneAgain, let position = claimed.chunk.range.position {
            try await giveUp(claimed, Self.positionGone(position, plan, refusal))
            return true
        }
        switch retry.next(after: refusal) {
        case .again(let delay): try await work.pause(delay)
        case .split:
            do {
                if try await split(claimed, plan) { return true }
                retry.cannotSplit()
            } catch let refused as DatabaseRefusal {
                try Task.checkCancellation()
                // A source that refuses to split the range may still show it whole at a later position.
                guard case .again(let delay) = retry.next(after: refused) else {
                    retry.cannotSplit()
                    return false
                }
                try await work.pause(delay)
            }
        case .giveUp:
            try await giveUp(claimed, refusal.failure)
            return true
        case .askEnds:
            // Ends that answer are not to blame: it is the rows of this chunk that break connections.
            guard await work.ends.answer() else { throw refusal.failure }
            try await giveUp(claimed, refusal.failure)
            return true
        }
        return false
    }

    /// A later position is no way out for a chunk whose neighbours were read at this one.
    private static func positionGone(_ position: Position, _ plan: CopyPlan, _ refusal: DatabaseRefusal) -> Failure {
        Failure(
            "CHECKER-0007",
            "The source cannot show position \(position) any more, at which all chunks of \(plan.source) are read.",
            advice: "Raise UNDO_RETENTION, or copy when less is changed, and copy the table anew; consistentCopy says "
                + "which tables are read at one position. A table that is copied anew is read at a later one, "
                + "apart from the others.",
            detail: refusal.failure.detail ?? refusal.failure.message)
    }

    /// Whether an earlier attempt, of whomever, has come to its end after all.
    private func isSettled(_ claimed: ClaimedChunk, _ plan: CopyPlan) async throws -> Bool {
        let mark = try await work.ends.destination.mark(
            of: work.project.id, table: claimed.table, chunk: claimed.chunk.number)
        guard let mark else { return false }
        if ChunkSummary(mark).isSplit {
            try await addParts(of: claimed, plan)
        } else {
            try await work.ledger.finish(ChunkResult(mark))
        }
        return true
    }

    /// Puts parts in the place of a chunk. Its mark is written first, so that nobody who began it earlier can still
    /// commit it; false when it cannot be split.
    private func split(_ claimed: ClaimedChunk, _ plan: CopyPlan) async throws -> Bool {
        let parts = try await parts(of: claimed, plan)
        guard parts.count > 1 else { return false }
        try await work.ends.destination.write(
            ChunkMark(
                project: work.project.id, table: claimed.table, chunk: claimed.chunk.number,
                position: Position(commit: 0), rows: 0, summary: ChunkSummary.split.text))
        try await add(parts, of: claimed)
        return true
    }

    /// Whoever wrote the mark of a split died before the catalog knew: the parts are found again.
    private func addParts(of claimed: ClaimedChunk, _ plan: CopyPlan) async throws {
        let parts = try await parts(of: claimed, plan)
        try await add(parts.isEmpty ? [claimed.chunk.range] : parts, of: claimed)
    }

    private func parts(of claimed: ClaimedChunk, _ plan: CopyPlan) async throws -> [ChunkRange] {
        let range = claimed.chunk.range
        let position = try await work.positions.ofParts(of: range, plan)
        return try await work.ends.source.parts(of: range.plain, plan).map { $0.at(position) }
    }

    private func add(_ parts: [ChunkRange], of claimed: ClaimedChunk) async throws {
        _ = try await work.context.catalog.splitChunk(
            claimed, into: parts, of: work.project.id, under: work.context.lease)
    }

    private func giveUp(_ claimed: ClaimedChunk, _ failure: Failure) async throws {
        try await work.giveUp(claimed.table, failure)
        try await work.context.catalog.releaseChunks([claimed], of: work.project.id, under: work.context.lease)
    }
}
