internal import Crypto
internal import Glibc
internal import OracleLogon
internal import OracleWire
internal import Sockets

extension OracleError {
    /// What happened to a socket, under the number that Oracle's own clients give it.
    init(_ failure: SocketFailure, whileConnecting: Bool, place: String? = nil) {
        let number =
            switch failure.reason {
            case .unknownHost: 12_545
            case .system(_, ECONNREFUSED) where whileConnecting: 12_541
            case .system: whileConnecting ? 12_547 : 3113
            case .deadline: whileConnecting ? 12_170 : 3156
            case .woken: 1013
            case .ended: whileConnecting ? 12_537 : 3113
            case .tls: Own.encryption
            }
        self.init(number: number, text: failure.description, place: place ?? failure.place)
    }

    init(_ failure: WireFailure, place: String) {
        self.init(
            number: Own.protocolBroken, text: "the server's answer is not what the protocol says: \(failure)",
            place: place)
    }

    init(_ failure: OracleTransport.Break, place: String, whileConnecting: Bool) {
        switch failure {
        case .socket(let failure): self.init(failure, whileConnecting: whileConnecting, place: place)
        case .wire(let failure): self.init(failure, place: place)
        case .marker:
            self.init(
                number: Own.protocolBroken, text: "the server broke off where nothing was to be broken off",
                place: place)
        case .closing(let number):
            self.init(number: Int(number), text: "the server ended the session", place: place)
        }
    }

    init(_ failure: LogonFailure, place: String) {
        let number: Int
        switch failure {
        case .unknownVerifier: number = 28_040
        case .malformed: number = Own.protocolBroken
        case .serverNotProven, .library: number = Own.encryption
        }
        self.init(number: number, text: failure.description, place: place)
    }

    /// An error that the server sent.
    init(_ end: CallEnd, statement: String?, place: String) {
        var text = end.message
        while let last = text.last, last.isNewline { text.removeLast() }
        let isPlaced = statement != nil && end.position > 0
        self.init(
            number: Int(end.error), text: text, position: isPlaced ? Int(end.position) : nil,
            statement: statement.map(outline(of:)), place: place)
    }
}
