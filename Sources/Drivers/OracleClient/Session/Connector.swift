internal import Crypto
internal import Glibc
internal import OracleWire
internal import Sockets

/// Finds a listener that takes us: tries the addresses of the descriptor, follows redirects, repeats where it must.
struct Connector {
    let endpoint: OracleEndpoint
    let signal: WakeSignal
    private var random = SystemRandomNumberGenerator()

    init(_ endpoint: OracleEndpoint, signal: WakeSignal) {
        self.endpoint = endpoint
        self.signal = signal
    }

    /// A transport whose server said ACCEPT.
    struct Accepted {
        let transport: OracleTransport
        let accept: AcceptReply
        let description: ConnectDescriptor.Description
        /// The descriptor that was sent, without who we are.
        let connectString: String
    }

    mutating func connect() throws(OracleError) -> Accepted {
        var latest = OracleError(number: 12_533, text: "the descriptor has no address", place: endpoint.place)
        for description in endpoint.descriptor.order(using: &random) {
            for round in 0...description.retryCount {
                if round > 0 { try pause(description) }
                for address in description.order(using: &random) {
                    do throws(OracleError) {
                        return try attempt(description, address)
                    } catch {
                        guard Connector.goesOn(after: error.number) else { throw error }
                        latest = error
                    }
                }
            }
        }
        throw latest
    }

    /// Whether another address may do better. Nobody guesses passwords at several servers.
    static func goesOn(after number: Int) -> Bool {
        switch number {
        case 12_514, 12_516, 12_518, 12_519, 12_520, 12_521, 12_528, 12_541, 12_537, 12_545, 12_170, 12_547, 12_564,
            3113, 12_505, 1033, 1034:
            true
        default: false
        }
    }

    private func pause(_ description: ConnectDescriptor.Description) throws(OracleError) {
        let until = ContinuousClock.now + description.retryDelay
        do throws(SocketFailure) {
            try signal.pause(until: until, place: description.place)
        } catch {
            throw OracleError(error, whileConnecting: true)
        }
    }

    private func attempt(
        _ description: ConnectDescriptor.Description, _ address: ConnectDescriptor.Address
    ) throws(OracleError) -> Accepted {
        let whole =
            ContinuousClock.now + min(description.connectTimeout ?? endpoint.logonTimeout, endpoint.logonTimeout)
        let identity = Connector.identity()
        let sent = ConnectData.text(description, address, program: endpoint.program, identity: identity)
        var attempt = ConnectAttempt(
            endpoint: endpoint, description: description, signal: signal, deadline: whole, sent: Array(sent.utf8))
        let (transport, accept) = try attempt.run(address)
        return Accepted(
            transport: transport, accept: accept, description: description,
            connectString: ConnectData.text(description, address, program: endpoint.program, identity: nil))
    }

    /// 16 random bytes in base64, as listeners write them into their logs.
    private static func identity() -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var random = SystemRandomNumberGenerator()
        var text = (0..<21).map { _ in digits[Int(random.next(upperBound: UInt(64)))] }
        text.append(digits[Int(random.next(upperBound: UInt(4))) * 16])
        return String(decoding: text, as: UTF8.self) + "=="
    }
}

/// One address: CONNECT until the server accepts, refuses, or sends us elsewhere.
struct ConnectAttempt {
    let endpoint: OracleEndpoint
    let description: ConnectDescriptor.Description
    let signal: WakeSignal
    let deadline: Moment
    var sent: [UInt8]
    private var flags: PacketFlags = []
    private var address = ConnectDescriptor.Address(host: "")

    init(
        endpoint: OracleEndpoint, description: ConnectDescriptor.Description, signal: WakeSignal, deadline: Moment,
        sent: [UInt8]
    ) {
        self.endpoint = endpoint
        self.description = description
        self.signal = signal
        self.deadline = deadline
        self.sent = sent
    }

    private var place: String {
        "\(hostAndPort(address.host, address.port))/\(description.service ?? description.sid ?? "")"
    }

    mutating func run(_ first: ConnectDescriptor.Address) throws(OracleError) -> (OracleTransport, AcceptReply) {
        address = first
        // A listener that sends us round in a circle is left.
        for _ in 0..<10 {
            let transport = try open()
            switch try converse(transport) {
            case .accepted(let accept): return (transport, accept)
            case .elsewhere(let next, let data):
                transport.stream.close()
                address = next
                sent = data ?? sent
                flags.insert(.redirected)
            }
        }
        throw OracleError(number: 12_537, text: "the listener redirects without end", place: place)
    }

    private enum Answer {
        case accepted(AcceptReply)
        case elsewhere(ConnectDescriptor.Address, [UInt8]?)
    }

    private func open() throws(OracleError) -> OracleTransport {
        let transportDeadline = min(
            deadline, ContinuousClock.now + (description.transportTimeout ?? .seconds(20)))
        do throws(SocketFailure) {
            let stream = try ByteStream.connect(
                host: address.host, port: address.port, signal: signal, until: transportDeadline)
            if let silence = description.expireTime, silence > .zero {
                stream.keepAlive(idleSeconds: Int32(clamping: silence.components.seconds))
            } else {
                stream.keepAlive(idleSeconds: 60)
            }
            let transport = OracleTransport(stream)
            transport.deadline = deadline
            try encrypt(stream)
            return transport
        } catch {
            throw failure(error)
        }
    }

    /// A port that hangs up at our first bytes may speak the other language, TLS or none.
    private func failure(_ cause: SocketFailure) -> OracleError {
        let error = OracleError(cause, whileConnecting: true, place: place)
        switch cause.reason {
        case .ended, .system(_, ECONNRESET), .system(_, EPIPE):
            let hint =
                address.transport == .tcps ? "check that it speaks TLS" : "if it speaks TLS, it is reached by tcps://"
            return OracleError(number: error.number, text: "\(error.textWithValues); \(hint)", place: place)
        default: return error
        }
    }

    private func encrypt(_ stream: ByteStream) throws(SocketFailure) {
        guard address.transport == .tcps else { return }
        var trust = endpoint.trust
        if case .system = trust, let wallet = description.security.walletLocation, !wallet.isEmpty,
            wallet.uppercased() != "SYSTEM"
        {
            trust = .file("\(wallet)/ewallet.pem")
        }
        let context: TLSContext
        do throws(TLSFailure) {
            context = try TLSContext.client(trust: trust, identity: endpoint.identity)
        } catch {
            throw SocketFailure(.tls(error), place: stream.place)
        }
        try stream.startTLS(client: context, expecting: expectedPeer, until: deadline)
    }

    private var expectedPeer: TLSContext.Peer {
        let security = description.security
        guard security.matchesName else { return .anyName }
        if let name = security.certificateName, !name.isEmpty { return .distinguishedName(name) }
        return .host(address.host)
    }

    private func converse(_ transport: OracleTransport) throws(OracleError) -> Answer {
        // Real listeners answer RESEND once, when they hand the socket over.
        for _ in 0..<10 {
            var request = ConnectRequest(descriptor: sent)
            request.packetSize = UInt32(clamping: description.packetSize)
            request.transportSize = UInt32(clamping: description.packetSize)
            request.write(to: transport.writer, flags: flags)
            do throws(SocketFailure) {
                try transport.flush()
            } catch {
                throw OracleError(error, whileConnecting: true, place: place)
            }
            let packet = try next(transport)
            switch packet.type {
            case .accept: return .accepted(try checked(packet))
            case .refuse: throw try refusal(packet)
            case .redirect: return try redirect(packet, transport)
            case .resend:
                guard packet.header.flags.contains(.repeatHandshake) else { continue }
                do throws(SocketFailure) {
                    try encrypt(transport.stream)
                } catch {
                    throw OracleError(error, whileConnecting: true, place: place)
                }
            default:
                throw OracleError(
                    number: OracleError.Own.protocolBroken,
                    text: "the listener answered with a packet of type \(packet.type.rawValue); "
                        + "check that the port is Oracle's", place: place)
            }
        }
        throw OracleError(number: 12_537, text: "the listener asks again and again for the same", place: place)
    }

    private func next(_ transport: OracleTransport) throws(OracleError) -> Packet {
        do throws(OracleTransport.Break) {
            return try transport.nextPacket()
        } catch {
            if case .socket(let cause) = error { throw failure(cause) }
            throw OracleError(error, place: place, whileConnecting: true)
        }
    }

    private func checked(_ packet: Packet) throws(OracleError) -> AcceptReply {
        let accept: AcceptReply = try decode { () throws(WireFailure) in try AcceptReply(packet) }
        guard !accept.encryption.contains(.required) else {
            throw OracleError(
                number: 12_660,
                text: "the server demands native network encryption (SQLNET.ENCRYPTION_SERVER or "
                    + "SQLNET.CRYPTO_CHECKSUM_SERVER is REQUIRED), which this client does not speak", place: place)
        }
        guard accept.version >= 300 else {
            throw OracleError(
                number: OracleError.Own.unsupported,
                text: "the server speaks version \(accept.version) of the protocol; 12.1 and later are supported",
                place: place)
        }
        return accept
    }

    private func refusal(_ packet: Packet) throws(OracleError) -> OracleError {
        let refuse: RefuseReply = try decode { () throws(WireFailure) in try RefuseReply(packet) }
        let number = refuse.error ?? 12_564
        let meaning =
            switch number {
            case 12_505: "the listener knows no SID \(description.sid ?? "")"
            case 12_514: "the listener knows no service \(description.service ?? description.sid ?? "")"
            case 12_516, 12_519, 12_520: "the listener has no connection free"
            case 12_521: "the listener knows no instance \(description.instance ?? "")"
            case 12_528: "the instance accepts no new connections"
            default: "the listener refused the connection"
            }
        return OracleError(number: number, text: meaning, place: place)
    }

    private func redirect(_ packet: Packet, _ transport: OracleTransport) throws(OracleError) -> Answer {
        var redirect: RedirectReply = try decode { () throws(WireFailure) in try RedirectReply(packet) }
        while !redirect.isComplete {
            let more = try next(transport)
            redirect = try decode { () throws(WireFailure) in
                var longer = redirect
                try longer.complete(more)
                return longer
            }
        }
        do throws(ConnectStringFailure) {
            let meant = try DescriptorForm.parse(redirect.address)
            guard let next = meant.descriptions.first?.lists.first?.addresses.first else {
                throw ConnectStringFailure("it has no address")
            }
            return .elsewhere(next, redirect.connectData)
        } catch {
            throw OracleError(
                number: OracleError.Own.protocolBroken, text: "the listener redirects to no usable address: \(error)",
                place: place)
        }
    }

    private func decode<Value>(_ body: () throws(WireFailure) -> Value) throws(OracleError) -> Value {
        do throws(WireFailure) {
            return try body()
        } catch {
            throw OracleError(error, place: place)
        }
    }
}
