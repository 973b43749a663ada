package import OracleSQL
internal import PostgresClient

// The client's transaction.
extension Session {
    package func commit() throws(OracleFailure) {
        guard transaction.isOpen else {
            transaction.ended()
            return
        }
        try drainFeeds()
        try begin()
        queueCommit()
        do throws(PostgresFailure) {
            try connection.sync()
            _ = try connection.receive(into: nil)
        } catch {
            guard error.report != nil else { throw oracle(error) }
            if connection.status != .idle { try send("ROLLBACK") }
            forgetTransaction()
            let reason = oracle(error)
            throw OracleFailure(
                code: 2091, message: "ORA-02091: transaction rolled back\n" + reason.message)
        }
        committed()
    }

    /// COMMIT with a place in the clock, if something was changed. Nothing may come between the two.
    func queueCommit() {
        if transaction.hasChanges || running.kind?.isChange == true {
            connection.command("SELECT clock.seal()")
        }
        connection.command("COMMIT")
    }

    func committed() {
        settings.committed()
        transaction.ended()
        feeds.closing = []
    }

    /// Whether a statement and the commit can go in one exchange.
    var canCommitAtOnce: Bool { transaction.depth == 0 && feeds.open.isEmpty }

    package func rollback() throws(OracleFailure) {
        guard transaction.isOpen else {
            transaction.ended()
            return
        }
        try drainFeeds()
        if transaction.isOpen { try send("ROLLBACK") }
        forgetTransaction()
        feeds.closing = []
    }

    package func savepoint(_ name: String) throws(OracleFailure) {
        let serverName = "u\(transaction.savepoints.count)_\(transaction.generation)"
        // One of the same name moves: the old one is forgotten, and its place in the server goes with the transaction.
        transaction.savepoints.removeAll { $0.name == name }
        nesting.savepointCount += 1
        _ = try exchange(into: nil, needsSavepoint: false) { () throws(OracleFailure) in
            connection.command("SAVEPOINT \(serverName)_\(nesting.savepointCount)")
        }
        transaction.savepoints.append((name, "\(serverName)_\(nesting.savepointCount)"))
    }

    package func rollback(to name: String) throws(OracleFailure) {
        guard let index = transaction.savepoints.lastIndex(where: { $0.name == name }) else {
            throw OracleFailure(1086, "savepoint '\(name)' never established in this session or is invalid")
        }
        try drainFeeds()
        try send("ROLLBACK TO \(transaction.savepoints[index].serverName)")
        transaction.savepoints.removeSubrange((index + 1)...)
        settings.rolledBack()
    }

    func setTransaction(_ mode: TransactionMode) throws(OracleFailure) {
        switch mode {
        case .named: return
        case .readOnly, .readWrite, .serializable, .readCommitted:
            guard !isInTransaction else {
                throw OracleFailure(1453, "SET TRANSACTION must be first statement of transaction")
            }
            if transaction.isOpen { try rollback() }
            switch mode {
            case .readOnly: transaction.isolation = .readOnly
            case .serializable: transaction.isolation = .serializable
            default: transaction.isolation = .readCommitted
            }
        }
        if transaction.isolation != .readCommitted {
            // The state that the transaction sees is that of this moment.
            _ = try exchange(into: nil, needsSavepoint: false) { () throws(OracleFailure) in
                connection.command("SELECT 1")
            }
        }
        transaction.isHeld = true
    }

    /// Runs a block: what it changed is rolled back when it fails, up to its last commit.
    package func withinBlock<Value>(_ body: () throws(OracleFailure) -> Value) throws(OracleFailure) -> Value {
        let level = transaction.depth
        transaction.depth += 1
        do throws(OracleFailure) {
            let value = try body()
            transaction.depth = level
            if transaction.madeSavepoints > level {
                try settle()
                try send("RELEASE b\(level)")
                transaction.madeSavepoints = level
            }
            if level == 0 { try endReading() }
            return value
        } catch {
            transaction.depth = level
            guard transaction.madeSavepoints > level, !connection.isClosed else { throw error }
            try drainFeeds()
            try send("ROLLBACK TO b\(level)")
            try send("RELEASE b\(level)")
            transaction.madeSavepoints = level
            settings.rolledBack()
            if level == 0 { try endReading() }
            throw error
        }
    }
}
