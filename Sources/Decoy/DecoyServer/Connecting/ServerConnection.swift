internal import DecoyEngine
internal import OracleSQL
internal import OracleWire
internal import Sockets

/// One client from its first packet to its goodbye, on a thread of its own. Bytes that cannot be understood end the
/// connection with a line in the log; nothing that comes from the network stops the server.
final class ServerConnection {
    let frame: ServerFrame
    let number: Int
    let link: PacketLink
    private(set) var client = ClientProfile()
    private var login: LoginSequence?
    /// Set when the client has signed in.
    private var calls: SessionCalls?

    init(_ stream: ByteStream, number: Int, frame: ServerFrame) {
        self.frame = frame
        self.number = number
        link = PacketLink(stream, frame.options.wire)
    }

    /// How long a client may take from its first byte to the end of its login, as INBOUND_CONNECT_TIMEOUT has it.
    private static let loginLimit = Duration.seconds(60)

    func run() {
        link.deadline = .now + Self.loginLimit
        // A client whose machine is gone says no goodbye.
        link.stream.keepAlive(idleSeconds: 60)
        do throws(WireFailure) {
            if try connect() { try talk() }
        } catch {
            log(ending(error))
        }
        calls?.close()
        link.stream.close()
        log("closed")
    }

    private func connect() throws(WireFailure) -> Bool {
        let place = (host: frame.options.host, port: frame.port)
        let phase = ConnectPhase(link: link, options: frame.options, place: place)
        guard let agreement = try phase.run() else { return false }
        client.descriptor = agreement.descriptor
        client.accept = agreement.accept
        log("connected to \(agreement.descriptor.service ?? agreement.descriptor.sid ?? "")")
        return true
    }

    /// The messages of the client, one after the other.
    private func talk() throws(WireFailure) {
        while true {
            do throws(WireFailure) {
                guard try takeMessage() else { return }
            } catch {
                guard error.reason == .stopped, case .marker(let marker)? = link.stop else { throw error }
                try answer(marker)
            }
        }
    }

    /// False after the goodbye.
    private func takeMessage() throws(WireFailure) -> Bool {
        switch try MessageType(from: link.reader) {
        case .protocolNegotiation:
            client.banner = try ProtocolRequest(from: link.reader).banner
            link.writer.reply(protocolReply)
            try link.sendUnmarkedReply()
        case .dataTypes:
            let request = try DataTypesRequest(from: link.reader)
            DataTypesReply(echoing: request).encode(to: link.writer, for: request)
            try link.sendUnmarkedReply()
            settle(request)
        case .fastAuthentication:
            try takeFastAuthentication()
        case .piggyback:
            let piggyback = try Piggyback(from: link.reader)
            guard let calls else {
                throw WireFailure("piggyback", .unexpected(Int64(piggyback.function.rawValue)))
            }
            calls.take(piggyback)
        case .function:
            return try takeCall(try FunctionHeader(from: link.reader))
        case let other:
            throw WireFailure("message type", offset: link.reader.offset, .unexpected(Int64(other.rawValue)))
        }
        return true
    }

    private func takeCall(_ header: FunctionHeader) throws(WireFailure) -> Bool {
        if let calls { return try calls.take(header) }
        switch header.function {
        case .authenticateFirst, .authenticateSecond:
            try authenticate(header, try AuthenticationRequest(from: link.reader))
        case .logoff:
            return false
        default:
            throw WireFailure("function", offset: link.reader.offset, .unexpected(Int64(header.number)))
        }
        return true
    }

    // MARK: Negotiation

    private var capabilities: Capabilities { .server(fieldVersion: frame.options.wire.offeredFieldVersion) }

    private var protocolReply: ProtocolReply {
        var reply = ProtocolReply(capabilities: capabilities)
        if frame.options.wire.offeredFieldVersion >= 17 { reply.flags = 0x23 }
        return reply
    }

    private func settle(_ request: DataTypesRequest) {
        var dialect = link.dialect
        request.settle(&dialect, server: capabilities)
        dialect.endsResponses =
            client.accept.flags.contains(.endsResponses) && request.capabilities.compile(40, has: 0x20)
        link.dialect = dialect
        client.capabilities = request.capabilities
    }

    private func takeFastAuthentication() throws(WireFailure) {
        let fast = try FastAuthentication(from: link.reader)
        client.banner = fast.negotiation.banner
        // One answer, but the dialect of its end holds from the start: it is settled before the first byte is written.
        settle(fast.dataTypes)
        link.writer.reply(protocolReply)
        DataTypesReply(echoing: fast.dataTypes).encode(to: link.writer, for: fast.dataTypes)
        try authenticate(fast.header, fast.request)
    }

    private func authenticate(_ header: FunctionHeader, _ request: AuthenticationRequest) throws(WireFailure) {
        let sequence = login ?? LoginSequence(frame: frame, client: client, link: link)
        login = sequence
        guard let entry = try sequence.take(header, request) else { return }
        link.deadline = nil
        calls = SessionCalls(entry, link: link, frame: frame, client: client)
        login = nil
    }

    // MARK: Breaks

    /// A break while nothing ran, or one that came after the answer had left.
    private func answer(_ marker: MarkerPacket) throws(WireFailure) {
        link.forgetInput()
        link.forgetOutput()
        if marker == .reset { return try link.sendMarker(.reset) }
        try link.exchangeResets()
        link.writer.reply(
            CallEnd(
                OracleFailure(1013, "user requested cancel of current operation"), sequence: calls?.lastSequence ?? 0))
        try link.sendReply()
    }

    private func ending(_ failure: WireFailure) -> String {
        switch link.stop {
        case .peerLeft?: "the client is gone"
        case .dropped?: "cut after the packets that were allowed"
        case .socket(let failure)?: "\(failure)"
        case .strange(let type)?: "a packet \(type) that has no place here"
        case .marker?, nil: "not understood: \(failure)"
        }
    }

    private func log(_ event: @autoclosure () -> String) {
        if frame.options.isVerbose { frame.log("connection \(number): \(event())") }
    }
}

/// What a client said of itself.
struct ClientProfile {
    var descriptor = ConnectDescriptor([])
    var accept = AcceptReply()
    var banner = ""
    var capabilities = Capabilities(compile: [], runtime: [])
}
