internal import Bytes

/// A connection to one backend of the server. Messages are queued by `parse`, `bind`, `execute` …; `sync` ends an
/// exchange and sends it; `receive` reads the answer of the oldest exchange that was sent. Several exchanges may be
/// under way at once. After a failure that is not a refusal the connection is closed and stays closed.
package final class PostgresConnection {
    package enum TransactionStatus: UInt8, Sendable {
        case idle = 0x49
        case open = 0x54
        case failed = 0x45
    }

    let socket: PostgresSocket
    var outgoing = MessageWriter()
    var incoming = ReceiveBuffer()
    var queued = PostgresExchange()
    var underWay: [PostgresExchange] = []
    /// Set by the start-up.
    package internal(set) var cancelKey: CancelKey
    package internal(set) var status = TransactionStatus.idle
    package internal(set) var isClosed = false
    /// When to ask the server to cancel what it does; a short while later the connection is given up.
    package var deadline: ContinuousClock.Instant?
    /// Whether the deadline passed during the last `receive`.
    package internal(set) var didRunOver = false
    /// Called for every notice, in the order in which the server sent them, while an answer is received.
    package var onNotice: ((PostgresReport) -> Void)?

    /// Signs in. The session speaks UTF-8 and UTC.
    package init(_ endpoint: PostgresEndpoint) throws(PostgresFailure) {
        socket = try PostgresSocket(port: endpoint.port)
        cancelKey = CancelKey(port: endpoint.port, backend: 0, secret: 0)
        try start(endpoint)
    }

    package var backend: Int32 { cancelKey.backend }

    /// Exchanges that were sent and whose answers nobody has received yet.
    package var pendingCount: Int { underWay.count }

    package func close() {
        guard !isClosed else { return }
        isClosed = true
        // The server notices a closed socket as well; the message only spares it a line in its log.
        outgoing.removeAll()
        outgoing.beginMessage("X")
        outgoing.endMessage()
        _ = try? socket.send(outgoing.bytes)
        socket.close()
    }

    deinit { close() }

    /// Runs one or several statements by the simple protocol and forgets their rows.
    package func simple(_ sql: String) throws(PostgresFailure) {
        precondition(queued.isEmpty && underWay.isEmpty, "a simple query is an exchange of its own")
        outgoing.beginMessage("Q")
        outgoing.append(zeroTerminated: sql)
        outgoing.endMessage()
        underWay.append(PostgresExchange())
        try send()
        _ = try receive(into: nil)
    }

    /// Closes for good and gives the failure on.
    func broken(_ failure: PostgresFailure) -> PostgresFailure {
        isClosed = true
        underWay.removeAll()
        socket.close()
        return failure
    }
}
