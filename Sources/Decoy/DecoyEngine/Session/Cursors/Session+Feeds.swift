internal import OracleSQL
internal import PostgresClient

// Cursors whose rows the server holds.
extension Session {
    /// Asks for the next portion of a cursor and does not wait for it.
    func requestPortion(_ feed: CursorFeed) throws(OracleFailure) {
        try settle()
        guard feed.isSuspended else { return }
        let isSaved = transaction.needsSavepoint || feeds.open.count > 1
        if isSaved { connection.command("SAVEPOINT s") }
        connection.execute(portal: feed.portal, rowLimit: feed.rowLimit)
        if isSaved { connection.command("RELEASE s") }
        do throws(PostgresFailure) {
            try connection.sync()
        } catch {
            throw oracle(error)
        }
        feed.isUnderWay = true
        feeds.underWay.append(.portion(feed, hasSavepoint: isSaved))
    }

    func receivePortion(_ feed: CursorFeed, _ hasSavepoint: Bool) throws(OracleFailure) {
        let rows = feed.takeSpare()
        feed.isUnderWay = false
        do throws(PostgresFailure) {
            let answer = try connection.receive(into: rows)
            guard !feed.isClosed else { return }
            feed.received(rows, isSuspended: answer.isSuspended)
            if !answer.isSuspended { finished(feed) }
        } catch {
            feed.received(rows, isSuspended: false)
            feeds.open.removeAll { $0 === feed }
            feed.failure = try recover(error, isSaved: hasSavepoint)
        }
    }

    /// All rows of a cursor are here: its portal is no longer needed.
    func finished(_ feed: CursorFeed) {
        feeds.open.removeAll { $0 === feed }
        feeds.closing.append(feed.portal)
    }

    func closeFeed(_ feed: CursorFeed) {
        guard feeds.open.contains(where: { $0 === feed }) else { return }
        feed.isClosed = true
        feed.isSuspended = false
        finished(feed)
        // Nobody waits for the failure of a cursor that is closed; a lost connection shows at the next statement.
        try? settle()
        try? endReading()
    }

    /// Takes all rows of the open cursors, because the transaction that holds them ends or goes back.
    func drainFeeds() throws(OracleFailure) {
        try settle()
        for feed in feeds.open {
            while feed.isSuspended {
                feed.growLimit()
                try requestPortion(feed)
                try settle()
            }
        }
    }

    /// Ends a transaction that only read as soon as no cursor needs it: it would keep definitions of others waiting.
    func endReading() throws(OracleFailure) {
        guard transaction.isOpen, transaction.depth == 0, !transaction.needsSavepoint, feeds.open.isEmpty,
            transaction.isolation == .readCommitted, !connection.isClosed
        else { return }
        try settle()
        guard transaction.isOpen else { return }
        connection.command("COMMIT")
        do throws(PostgresFailure) {
            try connection.sync()
        } catch {
            throw oracle(error)
        }
        feeds.underWay.append(.ignored)
        feeds.closing = []
        settings.committed()
        transaction.ended()
    }
}
