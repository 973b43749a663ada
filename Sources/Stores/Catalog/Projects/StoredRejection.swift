internal import Model

/// A rejected row with its chunk.
struct StoredRejection: StoredRow, Hashable {
    var project: ProjectID
    var table: Int64
    var chunk: Int64
    /// Where its attempt read the chunk.
    var position: Position
    /// Which attempt at the chunk left it out.
    var attempt: Int64
    var rejection: RowRejection
    var rejectedAt: Timestamp

    static let table = "row_rejection"
    static let columns = [
        "project_id", "table_number", "chunk_number", "position", "attempt", "ordinal", "content", "rejected_at",
    ]

    init(
        project: ProjectID, table: Int64, chunk: Int64, position: Position, attempt: Int64, rejection: RowRejection,
        rejectedAt: Timestamp
    ) {
        self.position = position
        self.attempt = attempt
        self.project = project
        self.table = table
        self.chunk = chunk
        self.rejection = rejection
        self.rejectedAt = rejectedAt
    }

    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "project_id", "table_number", "chunk_number", "ordinal")
        project = try reader.id("project_id", ProjectID.self)
        table = try reader.growing("table_number")
        chunk = try reader.growing("chunk_number")
        position = Position(commit: UInt64(try reader.count("position", as: Int64.self)))
        attempt = try reader.count("attempt", as: Int64.self)
        rejection = try reader.coded("content", RowRejection.self)
        guard try reader.count("ordinal") == rejection.ordinal else {
            throw reader.problem("ordinal", "another place than the rejected row has")
        }
        rejectedAt = try reader.timestamp("rejected_at")
    }

    var row: RejectedRow { RejectedRow(table: table, chunk: chunk, ordinal: rejection.ordinal) }

    var cells: [DatabaseValue] {
        [
            .text(project.rawValue), .integer(table), .integer(chunk), .integer(Int64(clamping: position.commit)),
            .integer(attempt), .integer(rejection.ordinal), .coded(rejection), .integer(rejectedAt.milliseconds),
        ]
    }
}
