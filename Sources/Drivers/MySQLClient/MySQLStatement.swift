internal import CMariaDB

/// A prepared statement; it lives on its session and ends with it.
package final class MySQLStatement {
    package let parameterCount: Int
    private let session: MySQLSession
    private let statement: UnsafeMutablePointer<MYSQL_STMT>
    private let outline: String
    private let receiver: BinaryRowReceiver

    init(_ session: MySQLSession, _ statement: UnsafeMutablePointer<MYSQL_STMT>, outline: String) {
        self.session = session
        self.statement = statement
        self.outline = outline
        parameterCount = Int(clamping: mysql_stmt_param_count(statement))
        receiver = BinaryRowReceiver(statement)
    }

    deinit { session.retire(.statement(statement), generation: 0) }

    /// Rows that it may give are dropped.
    @discardableResult
    package func execute(_ parameters: [MySQLValue] = []) throws(MySQLError) -> MySQLOutcome {
        try session.withHandle { (handle) throws(MySQLError) in
            try send(parameters)
            if mysql_stmt_field_count(statement) > 0 { mysql_stmt_free_result(statement) }
            guard mysql_stmt_errno(statement) == 0 else { throw session.failure(of: statement, outline) }
            return MySQLOutcome(
                affectedRows: mysql_stmt_affected_rows(statement), insertID: mysql_stmt_insert_id(statement),
                warningCount: Int(mysql_warning_count(handle)), report: nil)
        }
    }

    /// Streams the rows in the binary protocol.
    package func open(_ parameters: [MySQLValue] = []) throws(MySQLError) -> MySQLCursor {
        try session.withHandle { (_) throws(MySQLError) in
            try send(parameters)
            let count = mysql_stmt_field_count(statement)
            guard count > 0 else { throw session.own(MySQLError.Own.noResult, "the statement gives no rows") }
            let columns = describe(mariadb_stmt_fetch_fields(statement), count)
            receiver.expect(columns.map(\.type.binaryForm))
            return MySQLCursor(session, self, columns: columns)
        }
    }

    package func query(_ parameters: [MySQLValue] = []) throws(MySQLError) -> MySQLTable {
        try session.withHandle { (_) throws(MySQLError) in try send(parameters) }
        let count = mysql_stmt_field_count(statement)
        guard count > 0 else { return MySQLTable(columns: []) }
        let columns = describe(mariadb_stmt_fetch_fields(statement), count)
        receiver.expect(columns.map(\.type.binaryForm))
        return try MySQLCursor(session, self, columns: columns).readAll()
    }

    private func send(_ parameters: [MySQLValue]) throws(MySQLError) {
        guard parameters.count == parameterCount else {
            throw session.own(
                MySQLError.Own.parameterCount,
                "the statement takes \(parameterCount) parameters and was given \(parameters.count)")
        }
        guard statement.pointee.mysql != nil else {
            throw session.own(MySQLError.Own.notConnected, "the prepared statement ended with its connection")
        }
        let wasInTransaction = session.isInTransaction
        let bound = BoundParameters(parameters)
        let failed = bound.withBindings { binds -> Bool in
            if let first = binds.baseAddress, mysql_stmt_bind_param(statement, first) != 0 { return true }
            for part in bound.longData {
                let start = part.start.assumingMemoryBound(to: CChar.self)
                if mysql_stmt_send_long_data(statement, part.parameter, start, UInt(part.count)) != 0 { return true }
            }
            return mysql_stmt_execute(statement) != 0
        }
        if failed { throw session.failure(of: statement, outline, wasInTransaction: wasInTransaction) }
    }

    /// Fills a batch; true when the rows have come to their end.
    func fill(
        _ batch: MySQLRowBatch, _ handle: UnsafeMutablePointer<MYSQL>, wasInTransaction: Bool
    ) throws(MySQLError) -> Bool {
        receiver.receive(into: batch)
        defer { receiver.receive(into: nil) }
        while !batch.isFull {
            let answer = mysql_stmt_fetch(statement)
            if answer == MYSQL_NO_DATA {
                mysql_stmt_free_result(statement)
                return true
            }
            guard answer == 0 else {
                throw session.failure(of: statement, outline, wasInTransaction: wasInTransaction)
            }
            switch receiver.complaint {
            case .none: batch.memory.pointee.endRow()
            case .tooLarge: throw session.own(MySQLError.Own.rowTooLarge, "a row is larger than 2 GiB")
            case .malformed: throw session.own(MySQLError.Own.malformedRow, "a row ends before its last column")
            }
        }
        return false
    }
}
