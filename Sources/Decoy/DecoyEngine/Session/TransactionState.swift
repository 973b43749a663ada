/// Where the session stands in its transaction.
struct TransactionState {
    enum Isolation {
        case readCommitted
        case serializable
        case readOnly
    }

    /// BEGIN was sent.
    var isOpen = false
    /// Something was changed: the commit needs a place in the clock.
    var hasChanges = false
    /// Rows or tables are locked, or the client set the transaction's mode: it lasts until the client ends it.
    var isHeld = false
    var isolation = Isolation.readCommitted
    /// Savepoints of the client, oldest first, each with its name in the server.
    var savepoints: [(name: String, serverName: String)] = []
    /// How many blocks stand around the current statement.
    var depth = 0
    /// How many of them have a savepoint queued, and sent.
    var madeSavepoints = 0
    var sentSavepoints = 0
    /// Counts the ends of transactions.
    var generation = 0

    /// Whether a failure must leave what went before: then a statement stands under a savepoint.
    var needsSavepoint: Bool { hasChanges || isHeld || depth > 0 || !savepoints.isEmpty }

    /// After COMMIT or ROLLBACK: only the blocks around the statement stay.
    mutating func ended() {
        let (depth, generation) = (depth, generation)
        self = TransactionState()
        self.depth = depth
        self.generation = generation + 1
    }
}
