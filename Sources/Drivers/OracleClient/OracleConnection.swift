internal import Net
internal import OracleWire
internal import Sockets

/// A connection to an Oracle database: an actor on a thread of its own, so that its blocking calls hold nobody else up.
///
/// Cancelling a task breaks its call on the server (ORA-01013) and leaves the connection of use; the transaction stays
/// open. Only a server that does not answer to the break within ten seconds loses the connection.
package actor OracleConnection {
    private let thread: ThreadExecutor
    let session: OracleSession

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private init(_ session: OracleSession, on thread: ThreadExecutor) {
        self.session = session
        self.thread = thread
    }

    /// Connects and signs in: the addresses of the descriptor in order, with its retries and time-outs.
    package static func open(_ endpoint: OracleEndpoint) async throws(OracleError) -> OracleConnection {
        let signal = WakeSignal()
        let opened: Result<OracleSession, OracleError>
        do {
            opened = try await onThread("oracle-connect", interrupt: { signal.raise() }) {
                Result { () throws(OracleError) in try OracleSession.open(endpoint, signal: signal) }
            }
        } catch {
            throw OracleError(number: 12_547, text: "no thread to connect on: \(error)", place: endpoint.place)
        }
        return OracleConnection(try opened.get(), on: ThreadExecutor(name: "oracle-connection"))
    }

    // MARK: What it is

    package nonisolated var server: ServerIdentity { session.server }
    /// What the server warned of at the logon: a password that will expire (28002).
    package nonisolated var warnings: [OracleError] { session.warnings }
    package nonisolated var isLost: Bool { session.isLost }
    package nonisolated var place: String { session.place }
    package var isInTransaction: Bool { session.isInTransaction }

    /// How long one call may take; then it is broken off with ORA-03156 and the connection stays of use.
    package var callTimeout: Duration? {
        get { session.callTimeout }
        set { session.callTimeout = newValue }
    }

    package func setCallTimeout(_ timeout: Duration?) { session.callTimeout = timeout }

    // MARK: Statements

    /// Runs a query; its rows are read batch by batch.
    package func query(
        _ sql: String, _ binds: OracleBinds = [], options: OracleFetchOptions = OracleFetchOptions()
    ) async throws(OracleError) -> OracleRows {
        let text = StatementText(sql)
        return try await interruptible { (session) throws(OracleError) in
            var run = OracleSession.Run(text)
            run.columns = try session.columns([try binds.placed(text, place: session.place)], of: text)
            run.fetch = options
            let done = try session.run(run)
            guard text.kind == .query else {
                throw session.own(OracleError.Own.binds, "the statement gives no rows; execute it")
            }
            return OracleRows(
                ServerCursor(
                    session, number: done.cursor, columns: done.columns, response: done.response, sql: sql,
                    binds: done.binds, options: options), self)
        }
    }

    /// A query whose result is small, whole.
    package func table(_ sql: String, _ binds: OracleBinds = []) async throws(OracleError) -> OracleTable {
        try await query(sql, binds).readAll()
    }

    /// Runs a statement that gives no rows: DML, DDL, PL/SQL.
    @discardableResult
    package func execute(_ sql: String, _ binds: OracleBinds = []) async throws(OracleError) -> OracleOutcome {
        let text = StatementText(sql)
        return try await interruptible { (session) throws(OracleError) in
            let row = try binds.placed(text, place: session.place)
            return try self.outcome(text, try session.columns([row], of: text), 1, OracleArrayOptions())
        }
    }

    /// Runs a statement once for each row of binds, in one round trip. An error stops at its row, whose number is
    /// the count of rows that were done, unless the options go on.
    @discardableResult
    package func execute(
        _ sql: String, rows: [[OracleValue]], options: OracleArrayOptions = OracleArrayOptions()
    ) async throws(OracleError) -> OracleOutcome {
        let text = StatementText(sql)
        return try await interruptible { (session) throws(OracleError) in
            guard !rows.isEmpty else { return OracleOutcome(names: []) }
            let width = text.binds.count
            guard rows.allSatisfy({ $0.count == width }) else {
                throw OracleError(
                    number: OracleError.Own.binds, text: "every row needs \(width) values",
                    statement: outline(of: sql), place: session.place)
            }
            return try self.outcome(text, try session.columns(rows, of: text), rows.count, options)
        }
    }

    /// The columns of a query, without running it.
    package func describe(_ sql: String) async throws(OracleError) -> [OracleColumn] {
        let text = StatementText(sql)
        return try await interruptible { (session) throws(OracleError) in
            var run = OracleSession.Run(text)
            run.describesOnly = true
            let done = try session.run(run)
            session.retire(cursor: done.cursor)
            return done.columns.map { OracleColumn($0) }
        }
    }

    private func outcome(
        _ text: StatementText, _ columns: [BindColumn], _ iterations: Int, _ options: OracleArrayOptions
    ) throws(OracleError) -> OracleOutcome {
        var run = OracleSession.Run(text)
        run.columns = columns
        run.iterations = iterations
        run.array = options
        var outcome = OracleOutcome(names: text.binds.map(\.name))
        let done = try session.run(run)
        fill(&outcome, done.response)
        outcome.returned = try returned(done, places: text.binds.count)
        for result in done.response.implicit {
            outcome.results.append(OracleRows(session.refCursor(result.cursor, result.body), self))
        }
        if text.kind == .query {
            session.retire(cursor: done.cursor)
        } else if text.kind != .definition {
            session.cache.put(
                text.sql, StatementCache.Entry(cursor: done.cursor, columns: [], binds: done.binds))
        } else {
            session.retire(cursor: done.cursor)
        }
        return outcome
    }

    private func fill(_ outcome: inout OracleOutcome, _ response: Response) {
        guard let end = response.end else { return }
        outcome.rowCount = end.rowCount
        outcome.lastRowid = end.rowid?.text
        outcome.rowCounts = response.returnParameters?.rowCounts ?? []
        outcome.isCompiledWithErrors = end.warnings & CallEnd.compiledWithErrors != 0
        outcome.failedRows = end.batchErrors.map { failed in
            OracleFailedRow(
                row: Int(failed.row),
                error: OracleError(number: Int(failed.code), text: failed.message, place: session.place))
        }
    }

    /// What came back, place by place. RETURNING brings a list per iteration and bind; they are joined.
    private func returned(_ done: OracleSession.Executed, places: Int) throws(OracleError) -> [[OracleValue]?] {
        let response = done.response
        var all = [[OracleValue]?](repeating: nil, count: places)
        let width = response.returnedPlaces.count
        guard width > 0 else { return all }
        for list in 0..<response.out.listCount {
            let place = response.returnedPlaces[list % width]
            let bind = done.binds[place]
            var values = all[place] ?? []
            for at in 0..<response.out.count(list) {
                values.append(try outValue(response.out.value(list, at), bind, response))
            }
            all[place] = values
        }
        return all
    }

    private func outValue(
        _ bytes: UnsafeRawBufferPointer?, _ bind: BindMetadata, _ response: Response
    ) throws(OracleError) -> OracleValue {
        do throws(WireFailure) {
            if let bytes, bind.type.isLob {
                let kind: OracleLOB.Kind = bind.type == .blob ? .blob : bind.form == .national ? .nclob : .clob
                let value = try LobValue(bytes)
                return .lob(
                    OracleLOB(
                        kind, locator: Array(value.locator), length: value.size.map { Int64(clamping: $0) },
                        connection: self, session: session))
            }
            if let bytes, bind.type == .refCursor {
                let at = bytes.reduce(0) { $0 << 8 | Int($1) }
                guard at < response.out.cursors.count else { throw WireFailure("REF CURSOR", .wrongForm) }
                let (body, number) = response.out.cursors[at]
                return .rows(OracleRows(session.refCursor(number, body), self))
            }
            return try OracleValue(bytes, type: bind.type, form: bind.form)
        } catch {
            throw session.own(OracleError.Own.valueNotExpressible, "a value that came back: \(error)")
        }
    }

    // MARK: Transactions and small things

    package func commit() async throws(OracleError) { try await plain(.commit) }
    package func rollback() async throws(OracleError) { try await plain(.rollback) }
    /// One round trip, to see that the server is there.
    package func ping() async throws(OracleError) { try await plain(.ping) }

    /// The server's own words about its version.
    package func serverBanner() async throws(OracleError) -> String {
        try await interruptible { (session) throws(OracleError) in try session.serverVersionText() }
    }

    /// What V$SESSION shows; nil leaves a value as it is. Sent with the next call.
    package func setAttributes(module: String? = nil, action: String? = nil, clientIdentifier: String? = nil) {
        var values = EndToEnd()
        values.module = module
        values.action = action
        values.clientIdentifier = clientIdentifier
        session.setEndToEnd(values)
    }

    /// The schema in which names without one are looked for. Sent with the next call.
    package func setCurrentSchema(_ name: String) { session.setSchema(name) }

    package func changePassword(from oldPassword: String, to newPassword: String) async throws(OracleError) {
        try await interruptible { (session) throws(OracleError) in
            try session.changePassword(to: newPassword, from: oldPassword)
        }
    }

    /// A new large object that lives until it goes away here. Bind it, or write it into a row.
    package func createTemporary(_ kind: OracleLOB.Kind) async throws(OracleError) -> OracleLOB {
        try await interruptible { (session) throws(OracleError) in
            let locator = try session.createTemporary(kind)
            return OracleLOB(kind, locator: locator, connection: self, session: session)
        }
    }

    /// Rolls back, says goodbye and closes.
    package func close() { session.close() }

    /// From anywhere: ends the connection at once, whatever it does.
    package nonisolated func cut() { session.cut() }

    // MARK: For rows and large objects

    func nextRows(
        _ cursor: ServerCursor, reusing spent: OracleRowBatch?
    ) async throws(OracleError) -> OracleRowBatch? {
        try await interruptible { (_) throws(OracleError) in
            guard let rows = try cursor.next(reusing: spent?.rows) else { return nil }
            return OracleRowBatch(rows, cursor, self)
        }
    }

    func close(_ cursor: ServerCursor) { cursor.close() }

    func lob(_ request: LobRequest) async throws(OracleError) -> (reply: LobReply, data: [UInt8]) {
        try await interruptible { (session) throws(OracleError) in try session.lob(request) }
    }

    private func plain(_ function: FunctionCode) async throws(OracleError) {
        try await interruptible { (session) throws(OracleError) in try session.plain(function) }
    }

    /// A task that is cancelled already does not touch the connection.
    private func interruptible<Value: Sendable>(
        _ body: (OracleSession) throws(OracleError) -> Value
    ) async throws(OracleError) -> Value {
        guard !Task.isCancelled else { throw session.own(1013, "cancelled before it began") }
        let session = session
        let outcome = await withTaskCancellationHandler {
            // Only a closure that captures `self` stays on the actor's thread; without it the call would block a
            // thread of the cooperative pool.
            Result { () throws(OracleError) in try body(self.session) }
        } onCancel: {
            session.interrupt()
        }
        session.forgetInterrupt()
        return try outcome.get()
    }
}
