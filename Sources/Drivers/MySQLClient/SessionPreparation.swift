/// What is said to a server before anything else. Without it OceanBase ends statements, and results that are read
/// slowly, after ten seconds, and answers in the time zone +08:00; MySQL and MariaDB end a slow reader after a minute.
enum SessionPreparation {
    struct Statement: Hashable {
        let text: String
        /// Whether a server may lack the variable (error 1193).
        let isOptional: Bool

        init(_ text: String, isOptional: Bool = false) {
            self.text = text
            self.isOptional = isOptional
        }
    }

    static let question = "SELECT version(), @@version_comment, @@max_allowed_packet"

    static func statements(for product: ServerIdentity.Product, _ settings: MySQLSettings) -> [Statement] {
        let all = ["time_zone='+00:00'", "sql_mode='\(settings.sqlMode)'", "autocommit=1"]
        let names = Statement("SET NAMES utf8mb4")
        let lockMicroseconds = settings.lockTimeout.wholeMicroseconds
        let statementMicroseconds = settings.statementTimeout.wholeMicroseconds
        switch product {
        case .oceanBase, .seekdb:
            let own = [
                "ob_query_timeout=\(statementMicroseconds)", "ob_trx_timeout=\(statementMicroseconds)",
                "ob_trx_lock_timeout=\(lockMicroseconds)",
            ]
            return [names, Statement("SET " + (all + own).joined(separator: ", "))]
        case .mySQL, .mariaDB:
            let seconds = settings.statementTimeout.wholeSeconds
            let own = [
                "net_read_timeout=\(seconds)", "net_write_timeout=\(seconds)", "wait_timeout=\(seconds)",
                "innodb_lock_wait_timeout=\(settings.lockTimeout.wholeSeconds)",
            ]
            // A server-wide bound on statements would cut long reads; each product has its own name for it.
            let bound =
                product == .mariaDB
                ? "SET max_statement_time=\(seconds)"
                : "SET max_execution_time=\(min(UInt64(seconds) * 1000, 4_294_967_295))"
            return [
                names, Statement("SET " + (all + own).joined(separator: ", ")), Statement(bound, isOptional: true),
            ]
        }
    }
}
