internal import DecoyCompiler
internal import DecoyEngine
internal import OracleLogon
internal import OracleSQL
internal import OracleWire
internal import Sockets

/// The calls of a client that has signed in. Each reads its whole request first, then runs, then answers; a failure of
/// Oracle's kind becomes the end of the call, a failure of the wire ends the connection.
final class SessionCalls {
    let session: Session
    let link: PacketLink
    let frame: ServerFrame
    let client: ClientProfile
    var proof: ProvenLogon
    /// The password is another one than that of the login since the client changed it.
    private var changedPassword: String?
    var statements = StatementTable()
    /// The rows of binds of the last request, whose memory serves the next one.
    var spareBinds: BindRows?
    /// The current schema, as the client knows it.
    var toldSchema: String
    var description: ClientDescription
    /// Of the function that is being answered; its end repeats it.
    private(set) var lastSequence: UInt8 = 0
    /// What a piggyback could not do is told by nobody: later calls meet the consequence.
    private var isOver = false
    /// What a piggyback could not do, where the client is told with the answer to the call behind it.
    var pendingFailure: OracleFailure?

    init(_ entry: LoginSequence.Entry, link: PacketLink, frame: ServerFrame, client: ClientProfile) {
        session = entry.session
        toldSchema = entry.session.context.schema
        proof = entry.proof
        description = entry.description
        self.link = link
        self.frame = frame
        self.client = client
    }

    var dialect: WireDialect { link.dialect }
    var reader: WireReader { link.reader }
    var writer: WireWriter { link.writer }

    /// The transaction rolls back, the cursors and temporary LOBs are gone.
    func close() {
        statements.closeAll()
        session.close()
    }

    /// False after the goodbye.
    func take(_ header: FunctionHeader) throws(WireFailure) -> Bool {
        lastSequence = header.sequence
        session.counters.countRoundTrip()
        do {
            try dispatch(header)
        } catch let failure as OracleFailure {
            try fail(failure)
        } catch let failure as WireFailure {
            throw failure
        } catch {
            frame.log("a call ended with \(error)")
            try fail(OracleFailure(600, "internal error code, arguments: [decoy]"))
        }
        if header.function == .logoff { return false }
        return !isOver
    }

    private func dispatch(_ header: FunctionHeader) throws {
        if session.counters.isKilled {
            reader.dropBuffered()
            isOver = true
            throw OracleFailure(28, "your session has been killed")
        }
        if let failure = pendingFailure {
            pendingFailure = nil
            reader.dropBuffered()
            throw failure
        }
        switch header.function {
        case .execute: try takeExecute()
        case .reexecute, .reexecuteAndFetch: try takeReexecute(fetches: header.function == .reexecuteAndFetch)
        case .fetch: try takeFetch()
        case .describe: try takeDescribe()
        case .lob: try takeLOB()
        case .commit:
            try watched { () throws(OracleFailure) in try session.commit() }
            try answerStatus()
        case .rollback:
            try watched { () throws(OracleFailure) in try session.rollback() }
            try answerStatus()
        case .ping, .logoff, .sessionGet, .sessionRelease: try answerStatus()
        case .version: try takeVersion()
        case .authenticateSecond: try takePasswordChange()
        default:
            // Nobody knows where its body ends: what has come of it is dropped with it.
            reader.dropBuffered()
            frame.log("function \(header.number) is not known")
            throw OracleFailure(3001, "unimplemented feature")
        }
    }

    /// A client that has signed in gives itself another password.
    private func takePasswordChange() throws {
        let request = try AuthenticationRequest(from: reader)
        guard request.mode.contains(.changePassword),
            let sealed = request.pairs["AUTH_NEWPASSWORD"], let password = proof.newPassword(sealed),
            let old = request.pairs["AUTH_PASSWORD"], proof.newPassword(old) == changedPassword ?? proof.password
        else { throw OracleFailure.wrongPassword }
        try session.setPassword(password)
        changedPassword = password
        writer.reply(AuthenticationReply([]))
        try answerEnd()
    }

    // MARK: Answers

    func answerStatus() throws(WireFailure) {
        writer.reply(StatusReply(session.isInTransaction ? [.ended, .inTransaction] : .ended))
        try link.sendReply()
    }

    /// The end of a call that did what it should.
    func answerEnd(_ change: (inout CallEnd) -> Void = { _ in }) throws(WireFailure) {
        var end = CallEnd(sequence: lastSequence)
        end.isInTransaction = session.isInTransaction
        change(&end)
        writer.reply(end)
        try link.sendReply()
    }

    /// The end of a call that failed. What was written of the answer is taken back; what has left already is followed
    /// by markers, so that the client drops it.
    func fail(
        _ failure: OracleFailure, after parameters: ReturnParameters? = nil,
        _ change: (inout CallEnd) -> Void = { _ in }
    ) throws(WireFailure) {
        if frame.options.isVerbose { frame.log("session \(session.identity.sid): \(failure.message)") }
        // A cancelled call has the client's break before it in the stream, which the exchange of resets consumes.
        let wasBroken = failure.code == 1013 && link.hasInput
        let mustInterrupt = link.hasSentPart || wasBroken || frame.options.wire.errorsByMarker
        link.forgetOutput()
        if mustInterrupt { try link.exchangeResets() }
        parameters?.encode(to: writer)
        var end = CallEnd(failure, sequence: lastSequence)
        end.isInTransaction = session.isInTransaction
        change(&end)
        writer.reply(end)
        try link.sendReply()
        if session.isLost || failure.code == 3113 || failure.code == 3114 { isOver = true }
    }

    /// Runs a statement so that a break of the client, or its end, stops it.
    func watched<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        let stream = link.stream
        let canceller = session.canceller
        let key = frame.watch.begin(
            CallWatch.Call(hasInput: { stream.hasIncoming }, cancel: { canceller.cancel() }))
        defer { frame.watch.end(key) }
        return try body()
    }
}
