/// What a session knows of the statement that it runs, and of what went wrong in it.
struct RunningStatement {
    /// Some failures have another number in another kind of statement.
    var kind: Prepared.Kind?
    /// What PostgreSQL said of the key of a row that no partition takes.
    var unplacedKey: String?
    /// The first execution of the last exchange, and the one that failed.
    var firstStep = 0
    var failedStep: Int?
    /// The row of binds (0-based) that failed, and how many rows those before it changed.
    var failedRow: Int?
    var rowCountBeforeFailure = 0
    var rowCountsBeforeFailure: [Int] = []
}
