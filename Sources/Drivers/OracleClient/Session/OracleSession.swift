internal import Net
internal import OracleLogon
internal import OracleWire
internal import Sockets
internal import Synchronization

/// A signed-in connection with blocking calls, for one thread at a time. Only `interrupt`, `cut` and `retire` may be
/// called from elsewhere. A lost connection stays lost: every call fails. Nothing is ever sent twice by itself.
final class OracleSession: @unchecked Sendable {
    let place: String
    let server: ServerIdentity
    let warnings: [OracleError]
    let transport: OracleTransport
    private let answer: LogonAnswer
    private let userName: String
    private var sequence: UInt8
    private(set) var isInTransaction = false
    /// How long one call may take; nil for ever.
    var callTimeout: Duration?
    var cache: StatementCache
    /// Rows that were asked for ahead: their answer is on its way and must be read before anything else is said.
    var outstanding: ServerCursor?
    private var endToEnd: EndToEnd?
    private var schema: String?
    private let control = Mutex(Control())

    /// What other threads may touch.
    private struct Control {
        var isLost = false
        /// Cursors and locators whose owners went away, freed with the next call.
        var cursors: [UInt32] = []
        var locators: [UInt8] = []
    }

    private init(_ endpoint: OracleEndpoint, _ accepted: Connector.Accepted, _ logon: Logon.Outcome, place: String) {
        self.place = place
        server = logon.server
        warnings = logon.warnings
        transport = accepted.transport
        answer = logon.answer
        sequence = logon.sequence
        userName = endpoint.user
        cache = StatementCache(size: endpoint.statementCacheSize)
        transport.deadline = nil
        transport.breaksCalls = true
    }

    deinit { transport.stream.close() }

    /// Connects and signs in. Blocks; the signal ends it early.
    static func open(_ endpoint: OracleEndpoint, signal: WakeSignal) throws(OracleError) -> OracleSession {
        var connector = Connector(endpoint, signal: signal)
        let accepted = try connector.connect()
        let place = accepted.description.place
        accepted.transport.deadline = ContinuousClock.now + endpoint.logonTimeout
        var logon = Logon(endpoint, accepted, place: place)
        do throws(OracleError) {
            let outcome = try logon.run()
            return OracleSession(endpoint, accepted, outcome, place: place)
        } catch {
            accepted.transport.stream.close()
            throw error
        }
    }

    // MARK: From other threads

    /// Breaks the call that runs, or the next one.
    func interrupt() { transport.stream.signal.raise() }

    /// The call that was to be broken has ended.
    func forgetInterrupt() { transport.stream.signal.lower() }

    /// Ends the connection at once.
    func cut() { transport.stream.cut() }

    var isLost: Bool { control.withLock { $0.isLost } }

    func retire(cursor: UInt32) {
        if cursor != 0 { control.withLock { $0.cursors.append(cursor) } }
    }

    func retire(locator: [UInt8]) { control.withLock { $0.locators += locator } }

    // MARK: Errors

    func own(_ number: Int, _ text: String) -> OracleError { OracleError(number: number, text: text, place: place) }

    func checkUsable() throws(OracleError) {
        if isLost { throw own(OracleError.Own.notConnected, "the connection was lost or closed; open another one") }
    }

    private func lose(_ error: OracleError) -> OracleError {
        control.withLock { $0.isLost = true }
        transport.stream.close()
        return isInTransaction ? error.losingTransaction() : error
    }

    // MARK: Calls

    private func nextSequence() -> UInt8 {
        sequence = sequence == 255 ? 1 : sequence + 1
        return sequence
    }

    /// One question and its answer. `body` writes the call, given its sequence number.
    func converse(
        _ response: Response, statement: String? = nil, _ body: (WireWriter, UInt8) -> Void
    ) throws(OracleError) {
        try settle()
        try ask(body)
        try hear(response, statement: statement)
    }

    /// Sends a call without waiting for its answer.
    func ask(_ body: (WireWriter, UInt8) -> Void) throws(OracleError) {
        try checkUsable()
        guard !transport.reader.hasBuffered else {
            throw lose(own(OracleError.Own.protocolBroken, "the server said more than its answer"))
        }
        transport.deadline = callTimeout.map { ContinuousClock.now + $0 }
        writePiggybacks()
        body(transport.writer, nextSequence())
        transport.writer.endMessage()
        do throws(SocketFailure) {
            try transport.flush()
        } catch {
            throw lose(OracleError(error, whileConnecting: false, place: place))
        }
    }

    /// Reads the answer to the latest call, through breaks and resets, and throws the error that it may bring.
    func hear(_ response: Response, statement: String? = nil) throws(OracleError) {
        let reader = transport.reader
        var wasReset = false
        while true {
            do throws(WireFailure) {
                try response.read(from: reader)
                break
            } catch {
                guard error.reason == .stopped, let broken = transport.takeBroken() else {
                    throw lose(OracleError(error, place: place))
                }
                guard case .marker(let marker) = broken else { throw lose(broke(broken)) }
                try reset(marker)
                wasReset = true
            }
        }
        let interruption = heldInterruption
        heldInterruption = nil
        if !wasReset, transport.interruption != nil { try drain() }
        transport.deadline = nil
        isInTransaction = response.status.contains(.inTransaction)
        if response.status.contains(.released) { cache.forgetAll() }
        guard let end = response.end, end.error != 0, !OracleSession.isSuccess(end.error) else { return }
        var error = OracleError(end, statement: statement, place: place)
        if interruption == .deadline, error.number == 1013 {
            error = OracleError(
                number: 3156, text: "the call was stopped after its time-out of \(callTimeout ?? .zero)",
                statement: statement.map(outline(of:)), place: place)
        }
        throw error.endsConnection ? lose(error) : error
    }

    /// Errors that say how a call succeeded: no more rows, and an array of which some rows failed, with their list.
    private static func isSuccess(_ error: UInt32) -> Bool { error == CallEnd.noMoreRows || error == 24_381 }

    /// A result that the server opened for us.
    func refCursor(_ number: UInt16, _ body: DescribeBody) -> ServerCursor {
        ServerCursor(
            self, number: UInt32(number), columns: body.columns, response: nil, sql: nil, binds: [],
            options: OracleFetchOptions())
    }

    /// Why the call that is being heard was broken off by us.
    private var heldInterruption: OracleTransport.Interruption?

    private func reset(_ marker: MarkerPacket) throws(OracleError) {
        if let why = transport.interruption { heldInterruption = why }
        do throws(OracleTransport.Break) {
            try transport.reset(after: marker)
        } catch {
            throw lose(broke(error))
        }
    }

    private func broke(_ broken: OracleTransport.Break) -> OracleError {
        OracleError(broken, place: place, whileConnecting: false)
    }

    /// Our break came too late for the call: the server's markers, and its answer to the break, are still to be read.
    private func drain() throws(OracleError) {
        do throws(OracleTransport.Break) {
            try transport.reset(after: try transport.awaitMarker())
        } catch {
            throw lose(broke(error))
        }
        do throws(WireFailure) {
            try Response().read(from: transport.reader)
        } catch {
            throw lose(OracleError(error, place: place))
        }
    }

    /// Reads rows that were asked for ahead, so that something else can be said. Who is cancelled meanwhile says
    /// nothing any more.
    func settle() throws(OracleError) {
        // Only we know of it any more: nobody can take its rows.
        if isKnownUniquelyReferenced(&outstanding) { abandonAhead() }
        guard let cursor = outstanding else { return }
        outstanding = nil
        cursor.hearAhead()
        try checkUsable()
        if Task.isCancelled, let failure = cursor.failure, failure.kind == .interrupted { throw failure }
    }

    /// The rows that were asked for ahead are not wanted any more. They get a moment to arrive, which costs less than
    /// to break them off, and no more: a scan that finds nothing for minutes must not hold up who goes away.
    func abandonAhead() {
        guard let cursor = outstanding else { return }
        outstanding = nil
        cursor.hearAhead(within: OracleSession.abandonTime)
    }

    private static let abandonTime = Duration.milliseconds(500)

    private func writePiggybacks() {
        let (cursors, locators) = control.withLock { control in
            defer {
                control.cursors = []
                control.locators = []
            }
            return (control.cursors + cache.takeEvicted(), control.locators)
        }
        let writer = transport.writer
        if !cursors.isEmpty { Piggyback.closeCursors(cursors).encode(to: writer, sequence: nextSequence()) }
        if !locators.isEmpty { Piggyback.freeLobs(locators).encode(to: writer, sequence: nextSequence()) }
        if let endToEnd { Piggyback.endToEnd(endToEnd).encode(to: writer, sequence: nextSequence()) }
        if let schema { Piggyback.setSchema(schema).encode(to: writer, sequence: nextSequence()) }
        endToEnd = nil
        schema = nil
    }

    // MARK: Small calls

    func plain(_ function: FunctionCode) throws(OracleError) {
        try converse(Response()) { (writer, sequence) in writer.begin(function, sequence: sequence) }
    }

    func serverVersionText() throws(OracleError) -> String {
        let response = Response(.version)
        try converse(response) { (writer, sequence) in writer.call(VersionRequest(), sequence: sequence) }
        return response.version?.text ?? ""
    }

    /// Sent with the next call.
    func setEndToEnd(_ values: EndToEnd) { endToEnd = values }
    func setSchema(_ name: String) { schema = name }

    func changePassword(to newPassword: String, from oldPassword: String) throws(OracleError) {
        var pairs = KeywordValues()
        do throws(LogonFailure) {
            pairs.append("AUTH_PASSWORD", try answer.seal(newPassword: oldPassword))
            pairs.append("AUTH_NEWPASSWORD", try answer.seal(newPassword: newPassword))
        } catch {
            throw OracleError(error, place: place)
        }
        let request = AuthenticationRequest(user: userName, mode: [.withPassword, .changePassword], pairs: pairs)
        let response = Response(.authentication)
        try converse(response) { (writer, sequence) in
            writer.begin(.authenticateSecond, sequence: sequence)
            request.encode(to: writer)
        }
    }

    /// Says goodbye if the connection is whole, and closes it.
    func close() {
        guard !isLost else { return }
        do throws(OracleError) {
            abandonAhead()
            callTimeout = .seconds(5)
            if isInTransaction { try plain(.rollback) }
            try plain(.logoff)
            transport.writer.endMessage(.endOfFile)
            try? transport.flush()
        } catch {
            // The server ends the session by itself when its socket closes.
        }
        control.withLock { $0.isLost = true }
        transport.stream.close()
    }
}
