internal import Net

/// A session for control code: an actor on a thread of its own, so that its blocking calls hold nobody else up.
/// Cancelling a task ends its call at once and loses the connection, since nobody knows what of it was done.
package actor MySQLConnection {
    private let thread: ThreadExecutor
    private let session: MySQLSession

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private init(_ session: MySQLSession, on thread: ThreadExecutor) {
        self.session = session
        self.thread = thread
    }

    /// Connects within `deadline`, whatever the network does: name resolution, connecting, handshake, preparation.
    package static func open(
        _ endpoint: MySQLEndpoint, within deadline: Duration = .seconds(15)
    ) async throws(MySQLError) -> MySQLConnection {
        let opened: Result<MySQLSession, MySQLError>?
        do {
            opened = try await onThread("mysql-connect", within: deadline) {
                Result { () throws(MySQLError) in try MySQLSession.open(endpoint) }
            }
        } catch {
            throw MySQLError(number: 2008, text: "no thread to connect on: \(error)", place: endpoint.place)
        }
        guard let opened else {
            let isCancelled = Task.isCancelled
            throw MySQLError(
                number: isCancelled ? MySQLError.Own.interrupted : MySQLError.Own.deadline,
                text: isCancelled ? "interrupted" : "no connection within \(deadline)", place: endpoint.place)
        }
        return MySQLConnection(try opened.get(), on: ThreadExecutor(name: "mysql-connection"))
    }

    package var server: ServerIdentity { session.server }
    package var isInTransaction: Bool { session.isInTransaction }
    package nonisolated var isLost: Bool { session.isLost }

    package func query(
        _ statement: String, _ parameters: [MySQLValue] = []
    ) async throws(MySQLError) -> MySQLTable {
        try await interruptible { (session) throws(MySQLError) in try session.query(statement, parameters) }
    }

    package func queryText(_ statement: String) async throws(MySQLError) -> MySQLTable {
        try await interruptible { (session) throws(MySQLError) in try session.queryText(statement) }
    }

    @discardableResult
    package func execute(
        _ statement: String, _ parameters: [MySQLValue] = []
    ) async throws(MySQLError) -> MySQLOutcome {
        try await interruptible { (session) throws(MySQLError) in
            if parameters.isEmpty { return try session.execute(statement) }
            return try session.prepare(statement).execute(parameters)
        }
    }

    package func begin() async throws(MySQLError) { try await execute("START TRANSACTION") }
    package func commit() async throws(MySQLError) { try await execute("COMMIT") }
    package func rollback() async throws(MySQLError) { try await execute("ROLLBACK") }

    package func ping() async throws(MySQLError) {
        try await interruptible { (session) throws(MySQLError) in try session.ping() }
    }

    package func warnings() async throws(MySQLError) -> [MySQLWarning] {
        try await interruptible { (session) throws(MySQLError) in try session.warnings() }
    }

    package func reconnect() async throws(MySQLError) {
        try await interruptible { (session) throws(MySQLError) in try session.reconnect() }
    }

    package func close() { session.close() }

    /// A task that is cancelled already does not touch the connection.
    private func interruptible<Value: Sendable>(
        _ body: (MySQLSession) throws(MySQLError) -> Value
    ) async throws(MySQLError) -> Value {
        guard !Task.isCancelled else { throw session.own(MySQLError.Own.interrupted, "cancelled before it began") }
        let session = session
        let outcome = await withTaskCancellationHandler {
            // Only a closure that captures `self` stays on the actor's thread; without it the call would block a
            // thread of the cooperative pool.
            Result { () throws(MySQLError) in try body(self.session) }
        } onCancel: {
            session.interrupt()
        }
        return try outcome.get()
    }
}
