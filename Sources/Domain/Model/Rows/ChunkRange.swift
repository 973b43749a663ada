/// Which rows of a table a chunk holds.
package indirect enum ChunkRange: Hashable, Sendable, Codable {
    /// All rows whose address is between these, both included.
    case rowAddresses(first: String, last: String)
    /// All rows whose key is above `after` and not above `upTo`; nil is open. The values are literals of the source,
    /// one per key column.
    case keys(columns: [String], after: [String]?, upTo: [String]?)
    /// The row with this key; the values are literals of the source.
    case row(columns: [String], values: [String])
    /// The rows of this range at one given position: all chunks of the table are read there, because its rows may move
    /// from one range to another.
    case asOf(Position, ChunkRange)

    /// The given position; nil when the chunk is read at the position of its time.
    package var position: Position? {
        if case .asOf(let position, _) = self { return position }
        return nil
    }

    /// The range without its position.
    package var plain: ChunkRange {
        if case .asOf(_, let range) = self { return range.plain }
        return self
    }

    package func at(_ position: Position?) -> ChunkRange { position.map { .asOf($0, plain) } ?? plain }
    case whole
}

/// A chunk as it is planned: a range of one table that is read at one position and written as one unit of progress.
package struct Chunk: Hashable, Sendable, Codable {
    /// Counts from 1 within its table, in the order of planning.
    package var number: Int64
    package var range: ChunkRange
    package var rowsEstimated: Int64?
    package var bytesEstimated: Int64?

    package init(number: Int64, range: ChunkRange, rowsEstimated: Int64? = nil, bytesEstimated: Int64? = nil) {
        self.number = number
        self.range = range
        self.rowsEstimated = rowsEstimated
        self.bytesEstimated = bytesEstimated
    }
}

/// What the destination itself keeps about a chunk, committed together with its rows: the truth about what is there.
package struct ChunkMark: Hashable, Sendable, Codable {
    package var project: ProjectID
    package var table: Int64
    package var chunk: Int64
    package var position: Position
    package var rows: Int64
    /// What else the engine wants to know of the chunk when all it has is this mark; the destination only keeps it.
    package var summary: String

    package init(
        project: ProjectID, table: Int64, chunk: Int64, position: Position, rows: Int64, summary: String = ""
    ) {
        self.project = project
        self.table = table
        self.chunk = chunk
        self.position = position
        self.rows = rows
        self.summary = summary
    }
}

/// A chunk that a Checker has taken.
package struct ClaimedChunk: Hashable, Sendable {
    package var table: Int64
    package var chunk: Chunk
    /// How often it was taken, this time included. Above 1 its mark may be at the destination already.
    package var attempts: Int64

    package init(table: Int64, chunk: Chunk, attempts: Int64) {
        self.table = table
        self.chunk = chunk
        self.attempts = attempts
    }
}

/// What came of a chunk.
package struct ChunkResult: Hashable, Sendable {
    package var table: Int64
    package var chunk: Int64
    package var position: Position
    /// Which attempt committed: of the rows in quarantine its own stay.
    package var attempt: Int64
    package var rowsWritten: Int64
    package var rowsIgnored: Int64
    package var rowsQuarantined: Int64
    package var bytesRead: Int64
    package var losses: [String: Int64]
    package var times: CopyTimes

    package init(
        table: Int64, chunk: Int64, position: Position, attempt: Int64 = 0, rowsWritten: Int64,
        rowsIgnored: Int64 = 0, rowsQuarantined: Int64 = 0, bytesRead: Int64 = 0, losses: [String: Int64] = [:],
        times: CopyTimes = CopyTimes()
    ) {
        self.table = table
        self.chunk = chunk
        self.position = position
        self.attempt = attempt
        self.rowsWritten = rowsWritten
        self.rowsIgnored = rowsIgnored
        self.rowsQuarantined = rowsQuarantined
        self.bytesRead = bytesRead
        self.losses = losses
        self.times = times
    }
}

/// A page of chunks of one table as its planner found them.
package struct PlannedPage: Hashable, Sendable {
    package var table: Int64
    package var chunks: [Chunk]
    /// Nothing lies behind these chunks.
    package var isLast: Bool
    package var planMilliseconds: Int64

    package init(table: Int64, chunks: [Chunk], isLast: Bool, planMilliseconds: Int64 = 0) {
        self.table = table
        self.chunks = chunks
        self.isLast = isLast
        self.planMilliseconds = planMilliseconds
    }
}
