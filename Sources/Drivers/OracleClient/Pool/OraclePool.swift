/// Connections that are used by one after the other. Broken ones are replaced; what is given back with an open
/// transaction is rolled back first. Settings of a session (its time-out, module, schema) stay with the connection.
package actor OraclePool {
    package struct Options: Hashable, Sendable {
        /// Kept open even when nobody needs them.
        package var connectionsMin = 0
        package var connectionsMax = 4
        /// How long to wait for a connection when all are in use.
        package var waitTimeout = Duration.seconds(30)
        /// A connection that was idle for longer is asked whether it is still there before it is given out.
        package var checkAfterIdle = Duration.seconds(30)
        /// How long that may take.
        package var checkTimeout = Duration.seconds(5)
        /// What is idle for longer and not needed for the minimum is closed.
        package var closeAfterIdle = Duration.seconds(300)
        /// Run on every new connection before it is used: settings of the session.
        package var sessionStatements: [String] = []

        package init() {}
    }

    private struct Idle {
        let connection: OracleConnection
        let since: ContinuousClock.Instant
    }

    private let endpoint: OracleEndpoint
    private let options: Options
    private var idle: [Idle] = []
    /// Open or being opened, idle or in use.
    private var count = 0
    private var waiting: [(ticket: Int, continuation: CheckedContinuation<Handover, Never>)] = []
    private var tickets = 0
    private var isClosed = false

    private enum Handover {
        case connection(OracleConnection)
        /// There may be room now.
        case tryAgain
        case timeout
        case cancelled
    }

    package init(_ endpoint: OracleEndpoint, options: Options = Options()) {
        precondition(
            options.connectionsMax > 0 && options.connectionsMin >= 0
                && options.connectionsMin <= options.connectionsMax,
            "a pool holds at least one connection, and its minimum fits its maximum")
        self.endpoint = endpoint
        self.options = options
    }

    package var connectionCount: Int { count }
    package var idleCount: Int { idle.count }

    /// Opens the minimum, so that a wrong password is known before the first use.
    package func open() async throws(OracleError) {
        var opened: [OracleConnection] = []
        while count < options.connectionsMin { opened.append(try await openOne()) }
        for connection in opened { giveBack(connection, at: .now) }
    }

    /// Runs `body` with a connection of its own.
    package func withConnection<Value: Sendable>(
        _ body: @Sendable (OracleConnection) async throws -> Value
    ) async throws -> Value {
        let connection = try await take()
        do {
            let value = try await body(connection)
            await give(connection)
            return value
        } catch {
            await give(connection)
            throw error
        }
    }

    /// A connection that must be given back with `give`.
    package func take() async throws(OracleError) -> OracleConnection {
        let deadline = ContinuousClock.now + options.waitTimeout
        while true {
            guard !isClosed else { throw failure("the pool is closed") }
            guard !Task.isCancelled else {
                throw OracleError(number: 1013, text: "cancelled while waiting", place: endpoint.place)
            }
            if let found = idle.popLast() {
                if await isUsable(found) { return found.connection }
                await drop(found.connection)
                continue
            }
            if count < options.connectionsMax { return try await openOne() }
            switch await wait(until: deadline) {
            case .connection(let connection): return connection
            case .tryAgain: continue
            case .cancelled: throw OracleError(number: 1013, text: "cancelled while waiting", place: endpoint.place)
            case .timeout:
                throw failure(
                    "none of \(options.connectionsMax) connections was free within \(options.waitTimeout)")
            }
        }
    }

    package func give(_ connection: OracleConnection) async {
        if !connection.isLost, await connection.isInTransaction {
            // A cancelled task must not leave its work to the next one.
            let rolled = Task { try await connection.rollback() }
            _ = await rolled.result
        }
        guard !connection.isLost, !isClosed else { return await drop(connection) }
        if !waiting.isEmpty {
            waiting.removeFirst().continuation.resume(returning: .connection(connection))
            return
        }
        giveBack(connection, at: .now)
        await closeSuperfluous()
    }

    /// Closes what is idle now and the others when they come back; who waits is told.
    package func close() async {
        isClosed = true
        for waiter in waiting { waiter.continuation.resume(returning: .tryAgain) }
        waiting = []
        let all = idle
        idle = []
        count -= all.count
        for one in all { await one.connection.close() }
    }

    private func giveBack(_ connection: OracleConnection, at moment: ContinuousClock.Instant) {
        idle.append(Idle(connection: connection, since: moment))
    }

    private func openOne() async throws(OracleError) -> OracleConnection {
        count += 1
        do throws(OracleError) {
            let connection = try await OracleConnection.open(endpoint)
            do throws(OracleError) {
                for statement in options.sessionStatements { try await connection.execute(statement) }
            } catch {
                await connection.close()
                throw error
            }
            return connection
        } catch {
            count -= 1
            wakeOne()
            throw error
        }
    }

    private func drop(_ connection: OracleConnection) async {
        count -= 1
        wakeOne()
        await connection.close()
    }

    private func wakeOne() {
        if !waiting.isEmpty { waiting.removeFirst().continuation.resume(returning: .tryAgain) }
    }

    private func isUsable(_ one: Idle) async -> Bool {
        guard !one.connection.isLost else { return false }
        guard ContinuousClock.now - one.since > options.checkAfterIdle else { return true }
        let before = await one.connection.callTimeout
        await one.connection.setCallTimeout(options.checkTimeout)
        do throws(OracleError) {
            try await one.connection.ping()
        } catch {
            return false
        }
        await one.connection.setCallTimeout(before)
        return true
    }

    private func closeSuperfluous() async {
        let now = ContinuousClock.now
        while count > options.connectionsMin, let oldest = idle.first, now - oldest.since > options.closeAfterIdle {
            idle.removeFirst()
            await drop(oldest.connection)
        }
    }

    private func wait(until deadline: ContinuousClock.Instant) async -> Handover {
        tickets += 1
        let ticket = tickets
        let clock = Task {
            try? await Task.sleep(until: deadline, clock: .continuous)
            if !Task.isCancelled { resume(ticket, .timeout) }
        }
        defer { clock.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Handover, Never>) in
                if Task.isCancelled {
                    continuation.resume(returning: .cancelled)
                } else {
                    waiting.append((ticket, continuation))
                }
            }
        } onCancel: {
            Task { await resume(ticket, .cancelled) }
        }
    }

    private func resume(_ ticket: Int, _ outcome: Handover) {
        guard let at = waiting.firstIndex(where: { $0.ticket == ticket }) else { return }
        waiting.remove(at: at).continuation.resume(returning: outcome)
    }

    private func failure(_ text: String) -> OracleError {
        OracleError(number: OracleError.Own.pool, text: text, place: endpoint.place)
    }
}
