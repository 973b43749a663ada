// Queuing of messages. Nothing is sent before `sync`.
extension PostgresConnection {
    package func parse(_ statement: String, sql: String, parameters: [PostgresType] = []) {
        precondition(parameters.count <= Int(UInt16.max), "a statement has at most 65,535 parameters")
        queued.messageCount += 1
        outgoing.beginMessage("P")
        outgoing.append(zeroTerminated: statement)
        outgoing.append(zeroTerminated: sql)
        outgoing.append(UInt16(parameters.count))
        for parameter in parameters { outgoing.append(parameter.oid) }
        outgoing.endMessage()
    }

    /// Binds values in binary form; `write` appends `parameterCount` fields, each a 32-bit length and its bytes
    /// (-1 for NULL). Results are binary too.
    package func bind<Failure: Error>(
        _ statement: String, portal: String = "", parameterCount: Int,
        _ write: (inout MessageWriter) throws(Failure) -> Void
    ) throws(Failure) {
        precondition(parameterCount <= Int(UInt16.max), "a statement has at most 65,535 parameters")
        outgoing.beginMessage("B")
        outgoing.append(zeroTerminated: portal)
        outgoing.append(zeroTerminated: statement)
        outgoing.append(UInt16(1))
        outgoing.append(UInt16(1))
        outgoing.append(UInt16(parameterCount))
        do {
            try write(&outgoing)
        } catch {
            outgoing.abandonMessage()
            throw error
        }
        outgoing.append(UInt16(1))
        outgoing.append(UInt16(1))
        outgoing.endMessage()
        queued.messageCount += 1
    }

    package func bind(_ statement: String, portal: String = "") {
        bind(statement, portal: portal, parameterCount: 0) { _ in }
    }

    package func bind(_ statement: String, portal: String = "", _ values: [PostgresValue]) {
        bind(statement, portal: portal, parameterCount: values.count) { writer in
            for value in values { value.write(to: &writer) }
        }
    }

    /// `rowLimit` 0 is all rows. Rows go to the buffer given to `receive` when `keepsRows`.
    package func execute(portal: String = "", rowLimit: Int = 0, keepsRows: Bool = true) {
        outgoing.beginMessage("E")
        outgoing.append(zeroTerminated: portal)
        outgoing.append(Int32(clamping: max(0, rowLimit)))
        outgoing.endMessage()
        if keepsRows {
            let place = queued.executionCount
            queued.kept = queued.kept.isEmpty ? place..<place + 1 : queued.kept.lowerBound..<place + 1
        }
        queued.executionCount += 1
        queued.messageCount += 1
    }

    /// A statement without parameters whose rows are forgotten: savepoints, BEGIN, COMMIT and settings.
    package func command(_ sql: String) {
        parse("", sql: sql)
        bind("")
        execute(keepsRows: false)
    }

    package func describe(statement: String) { named("D", "S", statement) }
    package func describe(portal: String) { named("D", "P", portal) }
    package func close(statement: String) { named("C", "S", statement) }
    package func close(portal: String) { named("C", "P", portal) }

    private func named(_ message: Character, _ kind: Character, _ name: String) {
        outgoing.beginMessage(message)
        outgoing.append(kind.asciiValue ?? 0)
        outgoing.append(zeroTerminated: name)
        outgoing.endMessage()
        queued.messageCount += 1
    }

    package var queuedExecutionCount: Int { queued.executionCount }

    /// Ends the exchange and sends it.
    package func sync() throws(PostgresFailure) {
        outgoing.beginMessage("S")
        outgoing.endMessage()
        underWay.append(queued)
        queued = PostgresExchange()
        try send()
    }

    /// Sends what was queued and leaves the exchange open, so that the server begins while more is written. What was
    /// sent cannot be abandoned: nothing that is queued behind it may fail.
    package func sendQueued() throws(PostgresFailure) { try send() }

    /// Forgets what was queued since the last `sync`.
    package func abandonQueued() {
        queued = PostgresExchange()
        outgoing.removeAll()
    }
}
