/// What is known of an exchange whose answer has not come: how many executions it has and whose rows are kept.
struct PostgresExchange {
    var executionCount = 0
    /// Rows of executions outside are read over.
    var kept = 0..<0
    /// Whether anything was queued at all.
    var messageCount = 0

    var isEmpty: Bool { messageCount == 0 }
}

/// The answer to one exchange.
package struct PostgresAnswer: Sendable {
    /// The number of rows that each execution touched or returned.
    package var counts: [Int] = []
    /// Whether an execution stopped at its limit of rows.
    package var isSuspended = false
    /// The columns of the last description that was asked for.
    package var columns: [PostgresColumn] = []
    /// The parameters of the last statement that was described.
    package var parameters: [PostgresType] = []
}

package struct PostgresColumn: Hashable, Sendable {
    package var name: String
    package var type: PostgresType
    /// The modifier of the type, as `numeric(10,2)` has one; -1 for none.
    package var modifier: Int32
}
