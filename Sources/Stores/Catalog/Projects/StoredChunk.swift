internal import Model

/// A chunk with its claim and its result.
struct StoredChunk: StoredRow, Hashable {
    enum State: String, CaseIterable {
        case ready, claimed, done
    }

    var project: ProjectID
    var table: Int64
    var chunk: Chunk
    var state: State
    var claimedLease: String?
    var claimedEpoch: Int64?
    var attempts: Int64
    var position: Position?
    var rowCount: Int64?
    var finishedAt: Timestamp?
    /// The chunk whose half this one is.
    var splitFrom: Int64?

    static let table = "chunk"
    static let columns = [
        "project_id", "table_number", "number", "chunk_range", "rows_estimated", "bytes_estimated", "state",
        "claimed_lease", "claimed_epoch", "attempts", "position", "row_count", "finished_at",
        "split_from",
    ]

    init(project: ProjectID, table: Int64, chunk: Chunk, splitFrom: Int64? = nil) {
        self.splitFrom = splitFrom
        self.project = project
        self.table = table
        self.chunk = chunk
        state = .ready
        attempts = 0
    }

    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "project_id", "table_number", "number")
        project = try reader.id("project_id", ProjectID.self)
        table = try reader.growing("table_number")
        chunk = Chunk(
            number: try reader.growing("number"), range: try reader.coded("chunk_range", ChunkRange.self),
            rowsEstimated: try reader.optionalCount("rows_estimated"),
            bytesEstimated: try reader.optionalCount("bytes_estimated"))
        state = try reader.name("state", State.self)
        claimedLease = try reader.optionalText("claimed_lease")
        claimedEpoch = try reader.optionalCount("claimed_epoch")
        attempts = try reader.growing("attempts")
        position = try reader.optionalCount("position").map { Position(commit: UInt64($0)) }
        rowCount = try reader.optionalCount("row_count")
        finishedAt = try reader.optionalTimestamp("finished_at")
        splitFrom = try reader.optionalCount("split_from")
    }

    var cells: [DatabaseValue] {
        [
            .text(project.rawValue), .integer(table), .integer(chunk.number), .coded(chunk.range),
            .optional(chunk.rowsEstimated), .optional(chunk.bytesEstimated), .text(state.rawValue),
            .optional(claimedLease), .optional(claimedEpoch), .integer(attempts),
            .optional(position.map { Int64(clamping: $0.commit) }), .optional(rowCount),
            .optional(finishedAt?.milliseconds), .optional(splitFrom),
        ]
    }
}
