import OracleLogon
import OracleWire
import Sockets
import Testing

@testable import DecoyServer

/// A client of the whole server, made of the client's half of OracleWire: it can do what drivers would not.
final class WireClient {
    let stream: ByteStream
    let writer = WireWriter()
    private(set) var reader = WireReader([])
    private let packets = PacketBuffer()
    private var sequence: UInt8 = 0
    /// The kinds of packets that were no DATA, since the last answer.
    private(set) var markers: [MarkerPacket] = []

    /// What a call was answered with, when that was not what the test expected.
    struct Refused: Error, Hashable {
        var code: UInt32
    }

    init(port: Int) throws {
        stream = try ByteStream.connect(host: "127.0.0.1", port: port, until: .now + .seconds(10))
        reader = WireReader { [unowned self] reader throws(WireFailure) in
            while true {
                let packet = try receive()
                switch packet.type {
                case .data: return reader.feed(packet.payload)
                case .marker:
                    markers.append(try MarkerPacket(packet))
                    guard markers.last == .reset else { continue }
                    MarkerPacket.reset.write(to: writer)
                    try? send()
                default: throw WireFailure("packet", .stopped)
                }
            }
        }
    }

    var dialect: WireDialect {
        get { reader.dialect }
        set {
            reader.dialect = newValue
            writer.dialect = newValue
            packets.largePackets = newValue.largePackets
        }
    }

    func send() throws {
        try stream.write(writer.packets, until: .now + .seconds(20))
        writer.removeSent()
    }

    func receive() throws(WireFailure) -> Packet {
        while true {
            if let packet = try packets.next() { return packet }
            let space = packets.space(atLeast: 8192)
            guard let count = try? stream.read(into: space, until: .now + .seconds(20)), count > 0 else {
                throw WireFailure("packet", .ended)
            }
            packets.filled(count)
        }
    }

    // MARK: Login

    func connect(service: String = "ORCLPDB1") throws {
        ConnectRequest(descriptor: Array("(CONNECT_DATA=(SERVICE_NAME=\(service)))".utf8)).write(to: writer)
        try send()
        let packet = try receive()
        guard packet.type == .accept else { throw Refused(code: UInt32(try RefuseReply(packet).error ?? 0)) }
        let accept = try AcceptReply(packet)
        var dialect = dialect
        dialect.largePackets = accept.hasLargePackets
        dialect.packetSize = Int(accept.packetSize)
        self.dialect = dialect
    }

    func negotiate(fieldVersion: UInt8 = 24, derivesKeys: Bool = true) throws {
        writer.reply(ProtocolRequest(banner: "test"))
        writer.endMessage()
        try send()
        try expect(.protocolNegotiation)
        let server = try ProtocolReply(from: reader).capabilities
        var capabilities = Capabilities.client
        capabilities.fieldVersion = min(fieldVersion, server.fieldVersion)
        let request = DataTypesRequest(
            capabilities: capabilities,
            types: [DataTypeEntry(1, 1, 1), DataTypeEntry(2, 2, 10), DataTypeEntry(27, 27, 10)])
        writer.reply(request)
        writer.endMessage()
        try send()
        try expect(.dataTypes)
        _ = try DataTypesReply(from: reader, to: request)
        var dialect = dialect
        request.settle(&dialect, server: server)
        self.dialect = dialect
    }

    func logIn(_ user: String = "system", _ password: String = "decoy", adding pairs: KeywordValues = []) throws {
        let added = pairs
        let first = AuthenticationRequest(user: user, mode: .logon, pairs: [])
        let pairs = try authenticate(.authenticateFirst, first)
        let challenge = try ReceivedChallenge(
            sessionKey: pairs["AUTH_SESSKEY"] ?? "", salt: pairs["AUTH_VFR_DATA"] ?? "",
            verifier: pairs[pair: "AUTH_VFR_DATA"]?.flags ?? 0, combinationSalt: pairs["AUTH_PBKDF2_CSK_SALT"],
            iterations: pairs["AUTH_PBKDF2_VGEN_COUNT"], combinationIterations: pairs["AUTH_PBKDF2_SDER_COUNT"],
            derivesKeys: pairs["AUTH_PBKDF2_CSK_SALT"] != nil)
        let answer = try LogonAnswer(challenge, user: user, password: password)
        var second = AuthenticationRequest(user: user, mode: [.logon, .withPassword], pairs: [])
        second.pairs.append("AUTH_SESSKEY", answer.sessionKey, flags: 1)
        second.pairs.append("AUTH_PASSWORD", answer.password)
        second.pairs.pairs += added.pairs
        let reply = try authenticate(.authenticateSecond, second)
        try answer.prove(serverResponse: reply["AUTH_SVR_RESPONSE"] ?? "")
    }

    private func authenticate(_ function: FunctionCode, _ request: AuthenticationRequest) throws -> KeywordValues {
        begin(function)
        request.encode(to: writer)
        writer.endMessage()
        try send()
        var pairs = KeywordValues()
        while true {
            switch try MessageType(from: reader) {
            case .parameters: pairs = try AuthenticationReply(from: reader).pairs
            case .callEnd:
                try check(CallEnd(from: reader))
                return pairs
            case let other: throw WireFailure("message type", .unexpected(Int64(other.rawValue)))
            }
        }
    }

    // MARK: Calls

    func begin(_ function: FunctionCode) {
        sequence = sequence % 255 + 1
        markers = []
        writer.begin(function, sequence: sequence)
    }

    func ping() throws {
        begin(.ping)
        writer.endMessage()
        try send()
        try expect(.status)
        _ = try StatusReply(from: reader)
    }

    /// Executes and reads past what comes before the end.
    @discardableResult
    func execute(_ sql: String, _ options: ExecuteRequest.Options = [.parse, .execute]) throws -> CallEnd {
        begin(.execute)
        var request = ExecuteRequest(options: options, sql: Array(sql.utf8))
        request.prefetchRows = 0
        request.iterations = 1
        request.encode(to: writer)
        writer.endMessage()
        try send()
        while true {
            switch try MessageType(from: reader) {
            case .describe: _ = try DescribeReply(from: reader)
            case .parameters: _ = try ReturnParameters(from: reader, wantsRowCounts: false)
            case .callEnd:
                let end = try CallEnd(from: reader)
                try check(end)
                return end
            case let other: throw WireFailure("message type", .unexpected(Int64(other.rawValue)))
            }
        }
    }

    func check(_ end: CallEnd) throws {
        #expect(end.sequence == sequence)
        if end.error != 0, end.error != CallEnd.noMoreRows { throw Refused(code: end.error) }
    }

    func expect(_ type: MessageType) throws {
        let found = try MessageType(from: reader)
        try #require(found == type)
    }
}
