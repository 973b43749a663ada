internal import Model
internal import MySQLClient

/// Transactions that seekdb brings back after a crash in the middle of their commit, and that nobody ends: their rows
/// stay locked for good (docs/decisions/0011). A cluster of OceanBase ends them by itself, and other servers undo them.
enum DeadTransactions {
    /// Those that run are owned by a session and expire; those of a crash have neither.
    private static let question = """
        SELECT COUNT(*) FROM oceanbase.__all_virtual_trans_stat
        WHERE session_id = 0 AND expired_time IS NULL AND is_decided = 0 AND replay_complete = 1
        """

    static func count(_ connection: MySQLConnection) async throws(MySQLError) -> Int64 {
        guard await connection.server.product == .seekdb else { return 0 }
        do throws(MySQLError) {
            return try await connection.queryText(question).scalar?.integer ?? 0
        } catch  where error.kind == .missing || error.kind == .privilege {
            return 0
        }
    }

    /// What to say in place of a lock that was not given, where waiting is in vain.
    static func refusal(behind error: MySQLError, _ session: MySQLSession) -> DatabaseRefusal? {
        guard error.kind == .lock, session.server.product == .seekdb, !session.isLost,
            let count = try? session.queryText(question).scalar?.integer, count > 0
        else { return nil }
        return DatabaseRefusal(
            Failure(
                "MYSQL-0016",
                "Rows at \(error.place) are locked by a transaction that died with the server.",
                advice: "This engine does not end it, also not when it is started again. Begin with a new data "
                    + "directory, or migrate into another database; rows that were copied are not harmed.",
                detail: error.text),
            remedy: .stop, code: String(error.number), statement: error.statement)
    }
}
