import Crypto
import OracleLogon
import OracleWire
import Sockets

@testable import OracleClient

/// One connection of the stand-in.
final class StandInConversation {
    private struct Over: Error {}

    let writer = WireWriter()
    private let stream: ByteStream
    private let behaviour: StandInServer.Behaviour
    private let onMessage: ([UInt8]) -> Void
    private let onDescriptor: (String) -> Void
    private let buffer = PacketBuffer()
    private var reader = WireReader([])
    private var message: [UInt8] = []
    private(set) var sent = 0
    private(set) var read = 0
    /// Of the call that is being answered.
    private(set) var sequence: UInt8 = 0
    var inTransaction = false
    var piggybacks: [Piggyback] = []
    private var binds: [UInt32: [BindMetadata]] = [:]
    private var nextCursor: UInt16 = 0

    init(
        _ stream: ByteStream, _ behaviour: StandInServer.Behaviour, onMessage: @escaping ([UInt8]) -> Void,
        onDescriptor: @escaping (String) -> Void
    ) {
        self.stream = stream
        self.behaviour = behaviour
        self.onMessage = onMessage
        self.onDescriptor = onDescriptor
        reader = WireReader { [unowned self] (reader: WireReader) throws(WireFailure) in
            do {
                while true {
                    let packet = try packet()
                    guard packet.type == .data else { continue }
                    if packet.isEndOfFile { throw Over() }
                    message += Array(packet.payload)
                    reader.feed(packet.payload)
                    return
                }
            } catch {
                throw WireFailure("packet", .stopped)
            }
        }
    }

    private var dialect: WireDialect {
        get { writer.dialect }
        set {
            writer.dialect = newValue
            reader.dialect = newValue
            buffer.largePackets = newValue.largePackets
        }
    }

    func packet() throws -> Packet {
        while true {
            if let packet = try buffer.next() { return packet }
            var space = buffer.space(atLeast: 8192)
            if let limit = behaviour.bytesToRead {
                guard read < limit else { throw Over() }
                space = UnsafeMutableRawBufferPointer(rebasing: space[..<min(space.count, limit - read)])
            }
            let got = try stream.read(into: space, until: .now + .seconds(120))
            guard got > 0 else { throw Over() }
            read += got
            buffer.filled(got)
        }
    }

    /// Sends what the writer holds, or as much as the server is to send.
    func flush() throws {
        let all = Array(writer.packets)
        writer.removeSent()
        if let limit = behaviour.bytesToSend, sent + all.count > limit {
            try stream.write(Array(all.prefix(limit - sent)))
            sent = limit
            throw Over()
        }
        sent += all.count
        try stream.write(all)
    }

    /// Ends an answer and sends it.
    func finish() throws {
        writer.endReply()
        try flush()
    }

    func run(_ answer: (StandInCall, StandInConversation) throws -> Void) throws {
        if let identity = behaviour.identity {
            try stream.startTLS(server: try .server(identity: identity), until: .now + .seconds(10))
        }
        guard try accept() else { return }
        try negotiate()
        guard try logon() else { return }
        while true {
            let call = try nextCall()
            if case .plain(.logoff) = call {
                writer.reply(StatusReply())
                try finish()
                return
            }
            try answer(call, self)
        }
    }

    // MARK: Before the calls

    private func accept() throws -> Bool {
        var resends = behaviour.resends
        while true {
            let first = try packet()
            var request = try ConnectRequest(first)
            let flags = first.header.flags
            while !request.isComplete { try request.complete(try packet()) }
            onDescriptor(String(decoding: request.descriptor, as: UTF8.self))
            if resends > 0 {
                resends -= 1
                writer.packet(
                    .resend, flags: behaviour.repeatsHandshake ? .repeatHandshake : [], body: [UInt8]().span.bytes)
                try flush()
                if behaviour.repeatsHandshake, let identity = behaviour.identity {
                    try stream.startTLS(server: try .server(identity: identity), until: .now + .seconds(10))
                }
                continue
            }
            if let error = behaviour.refusal {
                RefuseReply(error: error).write(to: writer)
                try flush()
                return false
            }
            if let port = behaviour.redirectPort, !flags.contains(.redirected) {
                try redirect(to: port, request.descriptor)
                return false
            }
            var accept = AcceptReply()
            accept.version = min(behaviour.version, request.version)
            accept.packetSize = min(behaviour.packetSize, request.packetSize)
            if behaviour.demandsEncryption { accept.encryption.insert(.required) }
            accept.write(to: writer)
            try flush()
            var dialect = dialect
            dialect.packetSize = Int(accept.packetSize)
            dialect.largePackets = accept.hasLargePackets
            self.dialect = dialect
            return true
        }
    }

    private func redirect(to port: Int, _ data: [UInt8]) throws {
        let address = "(ADDRESS=(PROTOCOL=tcp)(HOST=127.0.0.1)(PORT=\(port)))"
        if behaviour.redirectsInside {
            let text = Array(address.utf8) + [0] + data
            writer.packet(
                .redirect,
                body: ([UInt8(text.count >> 8), UInt8(truncatingIfNeeded: text.count)] + text).span.bytes)
        } else {
            RedirectReply(address: address, connectData: data).write(to: writer)
        }
        try flush()
        _ = try? packet()
    }

    private func endMessage() {
        onMessage(message)
        message = []
    }

    private func negotiate() throws {
        _ = try MessageType(from: reader)
        _ = try ProtocolRequest(from: reader)
        endMessage()
        var capabilities = Capabilities.server(fieldVersion: behaviour.fieldVersion)
        if !behaviour.derivesKeys { capabilities.compile[4] &= ~0x20 }
        writer.reply(ProtocolReply(capabilities: capabilities))
        try finish()
        _ = try MessageType(from: reader)
        let request = try DataTypesRequest(from: reader)
        endMessage()
        DataTypesReply(echoing: request).encode(to: writer, for: request)
        try finish()
        var dialect = dialect
        request.settle(&dialect, server: capabilities)
        self.dialect = dialect
    }

    private func logon() throws -> Bool {
        let first = try authentication()
        let verifier = try PasswordVerifier.make(
            behaviour.verifier, user: first.user, password: behaviour.password)
        let challenge = try LogonChallenge(verifier, user: first.user, derivesKeys: behaviour.derivesKeys)
        var pairs = KeywordValues()
        pairs.append("AUTH_SESSKEY", challenge.sessionKey)
        pairs.append("AUTH_VFR_DATA", challenge.salt, flags: verifier.kind.rawValue)
        if let salt = challenge.combinationSalt { pairs.append("AUTH_PBKDF2_CSK_SALT", salt) }
        pairs.append("AUTH_PBKDF2_VGEN_COUNT", "4096")
        pairs.append("AUTH_PBKDF2_SDER_COUNT", "3")
        writer.reply(AuthenticationReply(pairs))
        writer.reply(CallEnd(sequence: sequence))
        try finish()
        let second = try authentication()
        guard
            let proven = challenge.check(
                sessionKey: second.pairs["AUTH_SESSKEY"] ?? "", password: second.pairs["AUTH_PASSWORD"] ?? "")
        else {
            try fail(1017, "ORA-01017: invalid username/password; logon denied")
            return false
        }
        if let error = behaviour.logonError, second.pairs["AUTH_NEWPASSWORD"] == nil {
            try fail(error.number, error.text)
            return false
        }
        var welcome = KeywordValues()
        let response = try proven.response()
        welcome.append("AUTH_SVR_RESPONSE", behaviour.lies ? String(response.reversed()) : response)
        welcome.append("AUTH_VERSION_NO", behaviour.fieldVersion >= 11 ? "318963712" : "202375680")
        welcome.append("AUTH_SESSION_ID", "7")
        welcome.append("AUTH_SERIAL_NUM", "11")
        if behaviour.logonWarning {
            writer.reply(WarningReply(number: 28_002, text: "ORA-28002: the password will expire within 7 days"))
        }
        writer.reply(AuthenticationReply(welcome))
        writer.reply(CallEnd(sequence: sequence))
        try finish()
        return true
    }

    private func authentication() throws -> AuthenticationRequest {
        _ = try MessageType(from: reader)
        sequence = try FunctionHeader(from: reader).sequence
        let request = try AuthenticationRequest(from: reader)
        endMessage()
        return request
    }

    // MARK: Calls

    private func nextCall() throws -> StandInCall {
        piggybacks = []
        while true {
            let type = try MessageType(from: reader)
            if type == .piggyback {
                piggybacks.append(try Piggyback(from: reader))
                continue
            }
            guard type == .function else { throw Over() }
            let header = try FunctionHeader(from: reader)
            sequence = header.sequence
            let call = try call(header)
            endMessage()
            return call
        }
    }

    private func call(_ header: FunctionHeader) throws -> StandInCall {
        switch header.function {
        case .execute: return try execute()
        case .fetch: return .fetch(try FetchRequest(from: reader))
        case .reexecute, .reexecuteAndFetch:
            let fetches = header.function == .reexecuteAndFetch
            let request = try ReexecuteRequest(from: reader)
            let sent = binds[request.cursor] ?? []
            for _ in 0..<(fetches ? 1 : request.iterations) { _ = try StandInBinds.row(of: sent, from: reader) }
            return .reexecute(request, fetches: fetches)
        case .lob: return .lob(try LobRequest(from: reader))
        case .version:
            _ = try VersionRequest(from: reader)
            return .version
        case .authenticateSecond:
            _ = try AuthenticationRequest(from: reader)
            return .changePassword
        case let function?: return .plain(function)
        case nil: throw Over()
        }
    }

    private func execute() throws -> StandInCall {
        var request = try ExecuteRequest(from: reader)
        if request.cursor == 0 {
            nextCursor += 1
            request.cursor = UInt32(nextCursor)
        }
        let text = StatementText(String(decoding: request.sql ?? [], as: UTF8.self))
        binds[request.cursor] = request.binds
        var rows: [[[UInt8]?]] = []
        if request.options.contains(.execute), !request.binds.isEmpty {
            let present = request.binds.indices.map { at in
                request.options.contains(.plsqlBind) || at >= text.binds.count || !text.binds[at].isReturned
            }
            for _ in 0..<max(1, request.iterations) {
                rows.append(
                    try StandInBinds.row(
                        of: request.binds, present: present, isPLSQL: request.options.contains(.plsqlBind),
                        from: reader))
            }
        }
        return .execute(request, rows: rows)
    }

    // MARK: Answers

    func end(_ change: (inout CallEnd) -> Void = { _ in }) {
        var end = CallEnd(sequence: sequence)
        if inTransaction { end.status.insert(.inTransaction) }
        change(&end)
        writer.reply(end)
    }

    /// An error: plain, or with a break and a reset in front.
    func fail(_ number: UInt32, _ text: String, position: Int16 = 0) throws {
        if behaviour.errorsByMarker { try markers() }
        end {
            $0.error = number
            $0.message = text + "\n"
            $0.position = position
        }
        try finish()
    }

    /// Break and reset, then the client's reset is awaited.
    func markers() throws {
        writer.removeAll()
        MarkerPacket.cancel.write(to: writer)
        MarkerPacket.reset.write(to: writer)
        try flush()
        while true {
            let packet = try packet()
            if packet.type == .marker, try MarkerPacket(packet) == .reset { return }
        }
    }

    /// Waits for the client's break and answers it as a server does.
    func awaitBreak() throws {
        let packet = try packet()
        guard packet.type == .marker else { throw Over() }
        try markers()
        end {
            $0.error = 1013
            $0.message = "ORA-01013: user requested cancel of current operation\n"
        }
        try finish()
    }

    /// Columns ID NUMBER and NAME VARCHAR2(40).
    static let columns: [ColumnMetadata] = {
        var id = ColumnMetadata(name: "ID", type: .number, bufferSize: 22)
        id.scale = -127
        var name = ColumnMetadata(name: "NAME", type: .varchar, bufferSize: 40)
        name.form = .implicit
        name.charset = 873
        name.characters = 40
        return [id, name]
    }()

    func rows(_ range: Range<Int64>) {
        writer.reply(RowHeader(iterations: 1))
        for number in range {
            writer.beginRow()
            writer.number(number)
            writer.clr(text: "row \(number)")
        }
    }

    /// The usual answers: a query of so many rows as its text says, an error where it says so, a success otherwise.
    func answer(_ call: StandInCall) throws {
        switch call {
        case .execute(let request, let rows): try answer(request, rows)
        case .reexecute(let request, let fetches):
            if fetches { rows(0..<2) }
            ReturnParameters().encode(to: writer)
            end {
                $0.cursor = UInt16(request.cursor)
                $0.rowCount = fetches ? 2 : UInt64(request.iterations)
                if fetches { $0.error = CallEnd.noMoreRows }
            }
            try finish()
        case .fetch(let request):
            rows(1000..<1000 + min(200, Int64(request.rows)))
            end {
                $0.cursor = UInt16(request.cursor)
                $0.error = CallEnd.noMoreRows
            }
            try finish()
        case .lob(let request):
            LobReply(locator: request.locator ?? []).encode(to: writer, for: request)
            end()
            try finish()
        case .version:
            writer.reply(VersionReply(text: "Stand-in 19.3", number: 0x1303_0000))
            writer.reply(StatusReply())
            try finish()
        case .changePassword:
            writer.reply(AuthenticationReply([]))
            end()
            try finish()
        case .plain(let function):
            if function == .commit || function == .rollback { inTransaction = false }
            writer.reply(StatusReply(inTransaction ? [.ended, .inTransaction] : .ended))
            try finish()
        }
    }

    private func answer(_ request: ExecuteRequest, _ binds: [[[UInt8]?]]) throws {
        let sql = String(decoding: request.sql ?? [], as: UTF8.self)
        if sql.contains("nosuch") {
            return try fail(942, "ORA-00942: table or view does not exist", position: 14)
        }
        if sql.contains("slow") { return try awaitBreak() }
        let isQuery = StatementText(sql).kind == .query
        if isQuery {
            writer.reply(DescribeReply(columns: StandInConversation.columns))
            if request.options.contains(.execute) { rows(0..<2) }
        } else if request.isQuery {
            rows(0..<2)
        } else {
            inTransaction = StatementText(sql).kind == .change || inTransaction
        }
        var parameters = ReturnParameters()
        if request.flags.contains(.wantsRowCounts) { parameters.rowCounts = binds.map { _ in 1 } }
        parameters.encode(to: writer)
        let isMore = sql.contains("more") || sql.contains("many")
        end {
            $0.cursor = UInt16(request.cursor)
            $0.rowCount = isQuery ? 2 : UInt64(max(1, binds.count))
            if isQuery || request.isQuery, !isMore { $0.error = CallEnd.noMoreRows }
        }
        try finish()
    }
}
