internal import DecoyCompiler
package import OracleSQL
internal import PostgresClient

// Running statements.
extension Session {
    /// Runs a prepared statement for every row of binds.
    package func execute(
        _ prepared: Prepared, _ binds: BindRows = BindRows(types: []), _ options: ExecuteOptions = ExecuteOptions()
    ) throws(OracleFailure) -> Outcome {
        guard binds.columnCount >= prepared.neededBinds else { throw OracleFailure.missingBind() }
        running.failedRow = nil
        running.rowCountBeforeFailure = 0
        running.rowCountsBeforeFailure = []
        let outerKind = running.kind
        running.kind = prepared.kind
        if outerKind == nil {
            canceller.begin()
            connection.deadline = options.limit.map { .now + $0 }
        }
        defer {
            running.kind = outerKind
            if outerKind == nil {
                canceller.end()
                connection.deadline = nil
            }
        }
        return try run(prepared, binds, options)
    }

    package func execute(
        _ prepared: Prepared, rows: [[Cell]], _ options: ExecuteOptions = ExecuteOptions()
    ) throws(OracleFailure) -> Outcome {
        try execute(prepared, BindRows(rows), options)
    }

    /// For parts of the engine: text and cells at once.
    package func run(_ text: String, _ cells: [Cell] = []) throws(OracleFailure) -> Outcome {
        let prepared = try prepare(text, cells.map { BindType($0.type) })
        return try execute(prepared, rows: cells.isEmpty ? [] : [cells])
    }

    private func run(
        _ prepared: Prepared, _ binds: BindRows, _ options: ExecuteOptions
    ) throws(OracleFailure) -> Outcome {
        let binds = try withCalls(prepared, binds)
        switch prepared.compiled {
        case .query(let query)?:
            showCounters(for: prepared)
            var outcome = Outcome()
            outcome.cursor = try open(query, prepared, binds, firstRows: options.firstRows)
            return outcome
        case .change(let change)?:
            guard transaction.isolation != .readOnly else {
                throw OracleFailure(
                    1456, "may not perform insert/delete/update operation inside a READ ONLY transaction")
            }
            try refuseMutating(change.objects)
            guard nesting.queryCallDepth == 0 else {
                throw OracleFailure(14_551, "cannot perform a DML operation inside a query ")
            }
            if let triggers = try TriggerSet(change, dictionary) {
                return try placingRows(of: change.table) { () throws(OracleFailure) in
                    var run = try TriggeredChange(self, prepared, change, triggers, binds, options)
                    return try run.run()
                }
            }
            return try placingRows(of: change.table) { () throws(OracleFailure) in
                var run = try ChangeRun(self, prepared, change, binds, options)
                return try run.run()
            }
        case nil:
            let outcome = try control(prepared, binds, options)
            if options.commits, prepared.kind == .block || prepared.kind == .call { try commit() }
            return outcome
        }
    }

    /// Opens a cursor over a compiled query, for PL/SQL also without a statement of a client's.
    func open(
        _ query: CompiledQuery, _ prepared: Prepared, _ binds: BindRows, firstRows: Int
    ) throws(OracleFailure) -> Cursor {
        try refuseMutating(query.objects)
        guard query.rowRoutines.isEmpty else { return try openWithCalls(query, prepared, binds) }
        return try openPlain(query, prepared, binds, firstRows: firstRows)
    }

    /// A query that calls stored functions is read to its end at once: their results stay only so long.
    private func openWithCalls(
        _ query: CompiledQuery, _ prepared: Prepared, _ binds: BindRows
    ) throws(OracleFailure) -> Cursor {
        let wasHeld = transaction.isHeld
        transaction.isHeld = true
        defer { if transaction.isHeld { transaction.isHeld = wasHeld } }
        try evaluateCalls(of: query, prepared, binds)
        try command("SET LOCAL ora.calls_are_final = 'on'", isChange: false)
        let cursor = try openPlain(query, prepared, binds, firstRows: 100)
        try drainFeeds()
        try command("SET LOCAL ora.calls_are_final = ''", isChange: false)
        return cursor
    }

    private func openPlain(
        _ query: CompiledQuery, _ prepared: Prepared, _ binds: BindRows, firstRows: Int
    ) throws(OracleFailure) -> Cursor {
        let moments = try moments(query.flashbacks, binds)
        let feed = CursorFeed(session: self, portal: feeds.makeName(), firstRows: firstRows)
        let rows = feed.takeSpare()
        let writer = ParameterWriter(parameters: query.parameters, binds: binds, moments: moments, types: engine.types)
        let name = serverName(prepared, query.sql)
        do throws(OracleFailure) {
            let (answer, _) = try exchange(into: rows) { () throws(OracleFailure) in
                if let wait = query.lockWaitSeconds, wait > 0 {
                    connection.command("SET LOCAL lock_timeout = '\(wait)s'")
                }
                if name.isNew { connection.parse(name.text, sql: query.sql, parameters: writer.postgresTypes) }
                try connection.bind(name.text, portal: feed.portal, parameterCount: writer.count) {
                    (message: inout MessageWriter) throws(OracleFailure) in try writer.write(row: 0, to: &message)
                }
                connection.execute(portal: feed.portal, rowLimit: query.locks ? 0 : firstRows)
                if let wait = query.lockWaitSeconds, wait > 0 { connection.command("SET LOCAL lock_timeout = 0") }
            }
            feed.received(rows, isSuspended: answer.isSuspended)
        } catch {
            if name.isNew { statements.closing.append(name.text) }
            throw query.locks ? error.afterWaiting(query.lockWaitSeconds) : error
        }
        prepared.serverNames[query.sql] = name.text
        if feed.isSuspended { feeds.open.append(feed) } else { feeds.closing.append(feed.portal) }
        if query.locks { transaction.isHeld = true } else if !feed.isSuspended { try endReading() }
        return Cursor(columns: query.columns, feed: feed)
    }

    /// The name of a text in the server, a new one if it has none.
    func serverName(_ prepared: Prepared, _ sql: String) -> (text: String, isNew: Bool) {
        if let known = prepared.serverNames[sql] { return (known, false) }
        return (statements.makeName(), true)
    }
}

extension Prepared {
    /// Values for RETURNING come back; they need not be sent.
    var neededBinds: Int {
        let outward = Set(returning.map(\.bind))
        return (variables.indices.last { !outward.contains($0) } ?? -1) + 1
    }
}

extension OracleFailure {
    /// FOR UPDATE WAIT n has a number of its own for a lock that did not come.
    func afterWaiting(_ seconds: Int?) -> OracleFailure {
        guard code == 54, let seconds, seconds > 0 else { return self }
        return OracleFailure(30006, "resource busy; acquire with WAIT timeout expired")
    }
}
