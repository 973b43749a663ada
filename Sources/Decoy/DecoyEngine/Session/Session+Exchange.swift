internal import DecoyCompiler
package import OracleSQL
package import PostgresClient

// One exchange with the backend: what goes before a statement and after it.
extension Session {
    /// Receives everything that is on its way.
    func settle() throws(OracleFailure) {
        while !feeds.underWay.isEmpty {
            let answer = feeds.underWay.removeFirst()
            switch answer {
            case .ignored:
                do throws(PostgresFailure) {
                    _ = try connection.receive(into: nil)
                } catch {
                    guard error.report != nil else { throw oracle(error) }
                }
            case .portion(let feed, let hasSavepoint): try receivePortion(feed, hasSavepoint)
            }
        }
    }

    /// Queues what must go before a statement that needs a transaction: BEGIN, the settings that changed, and the
    /// savepoints of the blocks around.
    func begin() throws(OracleFailure) {
        guard !connection.isClosed else { throw OracleFailure(3114, "not connected to ORACLE") }
        try settle()
        for portal in feeds.closing where transaction.isOpen { connection.close(portal: portal) }
        feeds.closing = []
        for name in statements.closing { connection.close(statement: name) }
        statements.closing = []
        if !transaction.isOpen {
            connection.command(transaction.isolation.begin)
            transaction.isOpen = true
            transaction.madeSavepoints = 0
        }
        queueSettings()
        while transaction.madeSavepoints < transaction.depth {
            connection.command("SAVEPOINT b\(transaction.madeSavepoints)")
            transaction.madeSavepoints += 1
        }
    }

    private func queueSettings() {
        for (name, value) in settings.takePending().sorted(by: { $0.key < $1.key }) {
            connection.parse("", sql: "SELECT set_config($1, $2, false)", parameters: [.text, .text])
            connection.bind("", [.text("ora.\(name)"), .text(value)])
            connection.execute(keepsRows: false)
        }
    }

    /// Runs one statement: `queue` adds its messages between a savepoint and its release, where one is needed. The
    /// failure of the statement rolls it back alone.
    func exchange(
        into rows: PostgresRows?, needsSavepoint: Bool? = nil, _ queue: () throws(OracleFailure) -> Void,
        after: () -> Void = {}
    ) throws(OracleFailure) -> (answer: PostgresAnswer, first: Int) {
        try begin()
        let isSaved = needsSavepoint ?? (transaction.needsSavepoint || !feeds.open.isEmpty)
        if isSaved { connection.command("SAVEPOINT s") }
        let first = connection.queuedExecutionCount
        running.firstStep = first
        do throws(OracleFailure) {
            try queue()
        } catch {
            connection.abandonQueued()
            transaction.isOpen = connection.status != .idle
            settings.rolledBack()
            transaction.madeSavepoints = min(transaction.madeSavepoints, transaction.sentSavepoints)
            throw error
        }
        if isSaved { connection.command("RELEASE s") }
        after()
        do throws(PostgresFailure) {
            try connection.sync()
            let answer = try connection.receive(into: rows)
            transaction.sentSavepoints = transaction.madeSavepoints
            return (answer, first)
        } catch {
            throw try recover(error, isSaved: isSaved)
        }
    }

    /// Brings the transaction back to where it was before the failed statement.
    func recover(_ failure: PostgresFailure, isSaved: Bool) throws(OracleFailure) -> OracleFailure {
        let oracle = oracle(failure)
        guard let report = failure.report else { return oracle }
        running.failedStep = report.step
        if oracle.code == 14_400 { running.unplacedKey = report.detail }
        if connection.status == .idle {
            forgetTransaction()
        } else if isSaved {
            try send("ROLLBACK TO s")
            try send("RELEASE s")
        } else {
            try send("ROLLBACK")
            forgetTransaction()
        }
        return oracle
    }

    /// The transaction is over and nothing of it is left.
    func forgetTransaction() {
        settings.rolledBack()
        transaction.ended()
    }

    /// One command of the session's own, at once.
    func send(_ command: String) throws(OracleFailure) {
        do throws(PostgresFailure) {
            connection.command(command)
            try connection.sync()
            _ = try connection.receive(into: nil)
        } catch {
            throw oracle(error)
        }
    }

    /// A statement of the engine itself inside of the session's transaction: definitions, locks, dictionary rows. It
    /// counts as a change when it is said to be one.
    package func command(
        _ sql: String, _ values: [PostgresValue] = [], isChange: Bool = true
    ) throws(OracleFailure) {
        _ = try query(sql, values, isChange: isChange)
    }

    /// The same with rows; not for large results.
    package func query(
        _ sql: String, _ values: [PostgresValue] = [], isChange: Bool = false
    ) throws(OracleFailure) -> PostgresRows {
        let rows = PostgresRows()
        _ = try exchange(into: rows) { () throws(OracleFailure) in
            connection.parse("", sql: sql, parameters: values.map(\.type))
            connection.bind("", values)
            connection.execute()
        }
        if isChange { transaction.hasChanges = true } else { try endReading() }
        return rows
    }

    /// A failure of the backend in Oracle's words.
    package func oracle(_ failure: PostgresFailure) -> OracleFailure {
        switch failure {
        case .refused(let report): FailureTable(dictionary: dictionary, kind: running.kind).failure(for: report)
        case .disconnected, .malformed: OracleFailure(3113, "end-of-file on communication channel")
        }
    }
}

extension TransactionState.Isolation {
    var begin: String {
        switch self {
        case .readCommitted: "BEGIN"
        case .serializable: "BEGIN ISOLATION LEVEL REPEATABLE READ"
        // Sequences and the clock advance in a transaction that only reads, too.
        case .readOnly: "BEGIN ISOLATION LEVEL REPEATABLE READ"
        }
    }
}
