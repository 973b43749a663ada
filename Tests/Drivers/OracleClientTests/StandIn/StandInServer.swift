import Crypto
import Glibc
import Net
import OracleLogon
import OracleWire
import Sockets
import Synchronization

@testable import OracleClient

/// A server of a few canned answers, made of the server's side of OracleWire: for what a real server does seldom.
final class StandInServer: Sendable {
    struct Behaviour: Sendable {
        var fieldVersion: UInt8 = 12
        var packetSize: UInt32 = 8192
        var version: UInt16 = 318
        var verifier = VerifierKind.twelveC
        var derivesKeys = true
        var password = "tiger"
        var lies = false
        var logonError: (number: UInt32, text: String)?
        var logonWarning = false
        var refusal: Int?
        var redirectPort: Int?
        var redirectsInside = false
        var resends = 0
        var demandsEncryption = false
        var identity: TLSIdentity?
        var repeatsHandshake = false
        var errorsByMarker = false
        /// Bytes that the server sends before it cuts the connection.
        var bytesToSend: Int?
        /// Bytes that the server reads before it cuts the connection.
        var bytesToRead: Int?
        /// Each byte travels in a packet of its own.
        var tearsAnswers = false
    }

    let port: Int
    private let listener: Listener
    private let behaviour: Behaviour
    private let answer: @Sendable (StandInCall, StandInConversation) throws -> Void
    private let streams = Mutex<[ByteStream]>([])
    private let seen = Mutex<[[UInt8]]>([])
    private let descriptors = Mutex<[String]>([])
    private let bytes = Mutex<(sent: Int, read: Int)>((0, 0))

    init(
        _ behaviour: Behaviour = Behaviour(),
        answer: @escaping @Sendable (StandInCall, StandInConversation) throws -> Void = { try $1.answer($0) }
    ) throws {
        listener = try Listener.tcp(host: "127.0.0.1", port: 0)
        port = listener.port
        self.behaviour = behaviour
        self.answer = answer
        try startThread("stand-in") { [weak self, listener] in
            while let stream = try? listener.accept() {
                guard let self else { return }
                streams.withLock { $0.append(stream) }
                try? startThread("stand-in session") { self.serve(stream) }
            }
        }
    }

    deinit { stop() }

    func stop() {
        listener.stop()
        for stream in streams.withLock({ $0 }) { stream.cut() }
    }

    /// The payloads of all messages that clients sent, one by one.
    var messages: [[UInt8]] { seen.withLock { $0 } }
    /// What clients said they want to connect to.
    var connectData: [String] { descriptors.withLock { $0 } }
    var bytesSent: Int { bytes.withLock { $0.sent } }
    var bytesRead: Int { bytes.withLock { $0.read } }
    var connectionCount: Int { streams.withLock { $0.count } }

    func forgetMessages() { seen.withLock { $0 = [] } }

    func endpoint(_ suffix: String = "") throws -> OracleEndpoint {
        try OracleEndpoint("127.0.0.1:\(port)/ORCLPDB1\(suffix)", user: "scott", password: "tiger")
    }

    func connect(_ suffix: String = "") async throws -> OracleConnection {
        try await OracleConnection.open(try endpoint(suffix))
    }

    private func serve(_ stream: ByteStream) {
        let session = StandInConversation(stream, behaviour) { [self] message in
            seen.withLock { $0.append(message) }
        } onDescriptor: { [self] text in
            descriptors.withLock { $0.append(text) }
        }
        try? session.run(answer)
        bytes.withLock {
            $0.sent = max($0.sent, session.sent)
            $0.read = max($0.read, session.read)
        }
        stream.close()
    }
}

/// A call of the client, taken apart.
enum StandInCall {
    case execute(ExecuteRequest, rows: [[[UInt8]?]])
    case reexecute(ReexecuteRequest, fetches: Bool)
    case fetch(FetchRequest)
    case lob(LobRequest)
    case version
    case changePassword
    case plain(FunctionCode)
}
