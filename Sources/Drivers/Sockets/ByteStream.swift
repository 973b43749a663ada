package import Crypto
internal import Glibc
internal import Synchronization

/// A connection that blocks: one thread at a time reads and writes, others may `cut` it or raise its `signal`.
/// Deadlines count from the clock, not from the last byte: a peer that sends one byte a minute does not stretch them.
package final class ByteStream: @unchecked Sendable {
    /// `db.example.com:1521`, or the path of a Unix socket.
    package let place: String
    package let signal: WakeSignal
    /// Guards the number of the socket against being another file's when `cut` comes from elsewhere.
    let openSocket: Mutex<Int32?>
    let socket: Int32
    private var tls: TLSSession?
    private var isClosed = false

    /// Takes over a connected or accepted socket.
    init(_ socket: Int32, place: String, signal: WakeSignal) {
        self.socket = socket
        self.place = place
        self.signal = signal
        openSocket = Mutex(socket)
        let flags = fcntl(socket, F_GETFL, 0)
        _ = fcntl(socket, F_SETFL, flags | O_NONBLOCK)
    }

    deinit { close() }

    /// Closes the socket; over TLS with a goodbye. Later calls fail with EBADF. May be called twice.
    package func close() {
        guard !isClosed else { return }
        isClosed = true
        tls?.sayGoodbye()
        tls = nil
        openSocket.withLock { open in
            if let open { _ = Glibc.close(open) }
            open = nil
        }
    }

    /// From any thread: the connection ends for both sides at once, whoever waits gets the end or an error.
    package func cut() {
        openSocket.withLock { open in
            if let open { _ = shutdown(open, Int32(SHUT_RDWR)) }
        }
    }

    /// Our end is finished: the peer reads to the end, we may still read.
    package func finishWriting() {
        if !isClosed { _ = shutdown(socket, Int32(SHUT_WR)) }
    }

    // MARK: Reading

    /// Reads what is there, at least one byte; 0 when the peer has ended the connection.
    package func read(
        into buffer: UnsafeMutableRawBufferPointer, until deadline: Deadline = nil
    ) throws(SocketFailure) -> Int {
        guard let start = buffer.baseAddress, buffer.count > 0 else { return 0 }
        try checkOpen("read")
        while true {
            if let tls {
                switch try attempt({ () throws(TLSFailure) in try tls.read(into: buffer) }) {
                case .done(let count): return count
                case .ended: return 0
                case .wantsToRead: try wait(Int16(POLLIN), until: deadline)
                case .wantsToWrite: try wait(Int16(POLLOUT), until: deadline)
                }
                continue
            }
            let got = recv(socket, start, buffer.count, 0)
            if got >= 0 { return got }
            switch errno {
            case EINTR: continue
            case EAGAIN: try wait(Int16(POLLIN), until: deadline)
            case let code: throw failure("read", code)
            }
        }
    }

    /// Fills the buffer; `.ended` when the peer ends before. After `.deadline` or `.woken` the bytes that were read
    /// are lost with the message, so call it with `read` where a wait may be broken off.
    package func readAll(
        into buffer: UnsafeMutableRawBufferPointer, until deadline: Deadline = nil
    ) throws(SocketFailure) {
        var filled = 0
        while filled < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let got = try read(into: rest, until: deadline)
            guard got > 0 else { throw SocketFailure(.ended, place: place) }
            filled += got
        }
    }

    /// Reads at most `most` bytes; empty when the peer has ended the connection.
    package func read(_ most: Int, until deadline: Deadline = nil) throws(SocketFailure) -> [UInt8] {
        precondition(most > 0, "a read asks for at least one byte")
        var bytes = [UInt8](repeating: 0, count: most)
        let got: Result<Int, SocketFailure> = bytes.withUnsafeMutableBytes { buffer in
            Result { () throws(SocketFailure) in try read(into: buffer, until: deadline) }
        }
        bytes.removeLast(most - (try got.get()))
        return bytes
    }

    /// Whether a read would return at once: bytes are there, or the end is.
    package func isReadable() throws(SocketFailure) -> Bool {
        do throws(SocketFailure) {
            return try !ByteStream.waitReadable([self], until: .now).isEmpty
        } catch {
            if error.reason == .woken { return false }
            throw error
        }
    }

    // MARK: Writing

    /// Writes all of it. After a failure nobody knows how much went out: the connection is of no use.
    package func write(_ buffer: UnsafeRawBufferPointer, until deadline: Deadline = nil) throws(SocketFailure) {
        var rest = buffer
        while rest.count > 0 {
            let sent = try writeSome(rest, until: deadline)
            rest = UnsafeRawBufferPointer(rebasing: rest[sent...])
        }
    }

    /// Writes as much as the socket takes, at least one byte, and says how much. After `.woken` nothing of this call
    /// went out, and the same bytes may be written once more.
    package func writeSome(
        _ buffer: UnsafeRawBufferPointer, until deadline: Deadline = nil
    ) throws(SocketFailure) -> Int {
        try checkOpen("write")
        guard let start = buffer.baseAddress, buffer.count > 0 else { return 0 }
        while true {
            if let tls {
                switch try attempt({ () throws(TLSFailure) in try tls.write(buffer) }) {
                case .done(let count): return count
                case .ended: throw failure("write", EPIPE)
                case .wantsToRead: try wait(Int16(POLLIN), until: deadline)
                case .wantsToWrite: try wait(Int16(POLLOUT), until: deadline)
                }
                continue
            }
            let sent = send(socket, start, buffer.count, Int32(MSG_NOSIGNAL))
            if sent >= 0 { return sent }
            switch errno {
            case EINTR: continue
            case EAGAIN: try wait(Int16(POLLOUT), until: deadline)
            case let code: throw failure("write", code)
            }
        }
    }

    package func write(_ bytes: RawSpan, until deadline: Deadline = nil) throws(SocketFailure) {
        let sent: Result<Void, SocketFailure> = bytes.withUnsafeBytes { buffer in
            Result { () throws(SocketFailure) in try write(buffer, until: deadline) }
        }
        try sent.get()
    }

    package func write(_ bytes: [UInt8], until deadline: Deadline = nil) throws(SocketFailure) {
        try write(bytes.span.bytes, until: deadline)
    }

    // MARK: Waiting

    /// Waits until one of the streams can be read without waiting, and says which (as places in the array); empty
    /// after the deadline. Ends with `.woken` when the signal of one of them is raised.
    package static func waitReadable(
        _ streams: [ByteStream], until deadline: Deadline = nil
    ) throws(SocketFailure) -> [Int] {
        let pending = streams.indices.filter { streams[$0].tls?.hasPending ?? false }
        if !pending.isEmpty { return pending }
        for stream in streams { try stream.checkOpen("poll") }
        let sockets = streams.map { pollfd(fd: $0.socket, events: Int16(POLLIN), revents: 0) }
        let signals = streams.map { pollfd(fd: $0.signal.descriptor, events: Int16(POLLIN), revents: 0) }
        var all = sockets + signals
        guard try pollUntil(&all, deadline, place: streams.first?.place ?? "nobody") else { return [] }
        for at in streams.indices where all[streams.count + at].revents != 0 {
            throw SocketFailure(.woken, place: streams[at].place)
        }
        return streams.indices.filter { all[$0].revents != 0 }
    }

    /// Waits for the socket or the signal.
    private func wait(_ events: Int16, until deadline: Deadline) throws(SocketFailure) {
        try awaitSocket(socket, events, signal: signal, until: deadline, place: place)
    }

    private func checkOpen(_ call: String) throws(SocketFailure) {
        if isClosed { throw failure(call, EBADF) }
    }

    private func failure(_ call: String, _ code: Int32) -> SocketFailure {
        SocketFailure(.system(call: call, errno: code), place: place)
    }

    // MARK: TLS

    /// Begins TLS as the client. On a stream that speaks TLS already, the earlier session is dropped without a word
    /// and a fresh handshake begins on the bare socket: a listener that hands the socket over asks for that.
    package func startTLS(
        client context: TLSContext, expecting peer: TLSContext.Peer, until deadline: Deadline = nil
    ) throws(SocketFailure) {
        try startTLS(context, peer, until: deadline)
    }

    package func startTLS(server context: TLSContext, until deadline: Deadline = nil) throws(SocketFailure) {
        try startTLS(context, .anyName, until: deadline)
    }

    private func startTLS(
        _ context: TLSContext, _ peer: TLSContext.Peer, until deadline: Deadline
    ) throws(SocketFailure) {
        try checkOpen("handshake")
        tls = nil
        let session = try attempt { () throws(TLSFailure) in
            try TLSSession(context, socket: socket, peer: peer)
        }
        while true {
            switch try attempt({ () throws(TLSFailure) in try session.handshake() }) {
            case .done:
                tls = session
                return
            case .ended: throw SocketFailure(.ended, place: place)
            case .wantsToRead: try wait(Int16(POLLIN), until: deadline)
            case .wantsToWrite: try wait(Int16(POLLOUT), until: deadline)
            }
        }
    }

    package var isEncrypted: Bool { tls != nil }
    /// "TLSv1.3"; nil in the clear.
    package var tlsVersion: String? { tls?.version }
    /// Whose certificate the peer showed; nil in the clear.
    package var peerName: DistinguishedName? { tls?.distinguishedName }

    private func attempt<Value>(_ body: () throws(TLSFailure) -> Value) throws(SocketFailure) -> Value {
        do throws(TLSFailure) {
            return try body()
        } catch {
            throw SocketFailure(.tls(error), place: place)
        }
    }
}
