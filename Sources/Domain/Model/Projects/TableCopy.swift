/// How far the rows of one table are.
package struct TableCopy: Hashable, Sendable, Codable {
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case waiting, planning, copying, failed, completed
    }

    /// The number of the table among the objects of its project.
    package var table: Int64
    package var state: State
    /// Copied on a lane of its own.
    package var hasLargeValues: Bool
    package var rowsEstimated: Int64?
    package var bytesEstimated: Int64?
    package var rowsWritten: Int64
    package var rowsIgnored: Int64
    package var rowsQuarantined: Int64
    /// Bytes as the source sent them.
    package var bytesRead: Int64
    package var chunksDone: Int64
    package var chunksPlanned: Int64
    /// All chunks are planned.
    package var isPlanned: Bool
    /// Values that a named rule changed, by `column rule`.
    package var losses: [String: Int64]
    package var times: CopyTimes
    package var startedAt: Timestamp?
    package var finishedAt: Timestamp?
    package var failure: Failure?

    package init(
        table: Int64, hasLargeValues: Bool = false, rowsEstimated: Int64? = nil, bytesEstimated: Int64? = nil
    ) {
        self.table = table
        self.hasLargeValues = hasLargeValues
        state = .waiting
        self.rowsEstimated = rowsEstimated
        self.bytesEstimated = bytesEstimated
        rowsWritten = 0
        rowsIgnored = 0
        rowsQuarantined = 0
        bytesRead = 0
        chunksDone = 0
        chunksPlanned = 0
        isPlanned = false
        losses = [:]
        times = CopyTimes()
    }
}

/// How far the rows of all tables of a project are.
package struct CopySums: Hashable, Sendable {
    package var tables = 0
    package var tablesCompleted = 0
    package var tablesFailed = 0
    package var rowsWritten: Int64 = 0
    package var rowsIgnored: Int64 = 0
    package var rowsQuarantined: Int64 = 0
    package var bytesRead: Int64 = 0
    /// Rows that tables which are not completed still have to give, as far as their statistics tell.
    package var rowsLeft: Int64 = 0
    /// Tables that are not completed and of which nobody knows how many rows they have.
    package var tablesUnknown = 0

    package init() {}

    package var tablesOpen: Int { tables - tablesCompleted - tablesFailed }
}

/// What holds a copy back now.
package enum SpeedReason: String, Hashable, Sendable, Codable, CaseIterable {
    case sourceRead, conversion, destinationWrite, throttle, destinationLoad, blocked, idle
}
