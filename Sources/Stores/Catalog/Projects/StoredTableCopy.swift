internal import Model

/// A table's copy with the project's id.
struct StoredTableCopy: StoredRow, Hashable {
    var project: ProjectID
    var copy: TableCopy
    /// Who plans its chunks now.
    var plannerLease: String?
    var plannerEpoch: Int64?

    static let table = "table_copy"
    static let columns =
        [
            "project_id", "table_number", "state", "has_large_values", "rows_estimated", "bytes_estimated",
            "rows_written",
            "rows_ignored", "rows_quarantined", "bytes_read", "chunks_done", "chunks_planned", "is_planned", "losses",
            "times", "started_at", "finished_at", "failure",
        ] + plannerColumns
    /// Written by claims of planners alone: no change of the copy touches them.
    static let plannerColumns = ["planner_lease", "planner_epoch"]

    init(project: ProjectID, copy: TableCopy) {
        self.project = project
        self.copy = copy
    }

    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "project_id", "table_number")
        project = try reader.id("project_id", ProjectID.self)
        copy = TableCopy(
            table: try reader.growing("table_number"), hasLargeValues: try reader.flag("has_large_values"),
            rowsEstimated: try reader.optionalCount("rows_estimated"),
            bytesEstimated: try reader.optionalCount("bytes_estimated"))
        copy.state = try reader.name("state", TableCopy.State.self)
        copy.rowsWritten = try reader.growing("rows_written")
        copy.rowsIgnored = try reader.growing("rows_ignored")
        copy.rowsQuarantined = try reader.growing("rows_quarantined")
        copy.bytesRead = try reader.growing("bytes_read")
        copy.chunksDone = try reader.growing("chunks_done")
        copy.chunksPlanned = try reader.growing("chunks_planned")
        copy.isPlanned = try reader.flag("is_planned")
        copy.losses = try reader.coded("losses", [String: Int64].self)
        copy.times = try reader.coded("times", CopyTimes.self)
        copy.startedAt = try reader.optionalTimestamp("started_at")
        copy.finishedAt = try reader.optionalTimestamp("finished_at")
        plannerLease = try reader.optionalText("planner_lease")
        plannerEpoch = try reader.optionalCount("planner_epoch")
        copy.failure = try reader.optionalStored("failure", Failure.self)
    }

    var cells: [DatabaseValue] {
        [
            .text(project.rawValue), .integer(copy.table), .text(copy.state.rawValue), .flag(copy.hasLargeValues),
            .optional(copy.rowsEstimated), .optional(copy.bytesEstimated), .integer(copy.rowsWritten),
            .integer(copy.rowsIgnored), .integer(copy.rowsQuarantined), .integer(copy.bytesRead),
            .integer(copy.chunksDone), .integer(copy.chunksPlanned), .flag(copy.isPlanned), .coded(copy.losses),
            .coded(copy.times),
            .optional(copy.startedAt?.milliseconds), .optional(copy.finishedAt?.milliseconds),
            copy.failure?.cell ?? .null, .optional(plannerLease), .optional(plannerEpoch),
        ]
    }
}
