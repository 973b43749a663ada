internal import Glibc

extension ByteStream {
    /// Connects over TCP: every address of the host in order, each with its share of the time that is left, until
    /// one answers. Names are resolved on the calling thread.
    package static func connect(
        host: String, port: Int, signal: WakeSignal = WakeSignal(), until deadline: Deadline = nil
    ) throws(SocketFailure) -> ByteStream {
        let place = hostAndPort(host, port)
        let addresses = try SocketAddress.resolve(host, port: port)
        var latest = SocketFailure(.unknownHost("it has no address"), place: place)
        for (at, address) in addresses.enumerated() {
            do throws(SocketFailure) {
                let share = share(of: deadline, among: addresses.count - at)
                return try connect(to: address, place: place, signal: signal, until: share)
            } catch {
                if error.reason == .woken { throw error }
                latest = error
                if let deadline, ContinuousClock.now >= deadline { break }
            }
        }
        throw latest
    }

    /// Connects over a Unix socket.
    package static func connect(
        unixPath path: String, signal: WakeSignal = WakeSignal(), until deadline: Deadline = nil
    ) throws(SocketFailure) -> ByteStream {
        guard let address = SocketAddress(unixPath: path) else {
            throw SocketFailure(.system(call: "connect", errno: ENAMETOOLONG), place: path)
        }
        return try connect(to: address, signal: signal, until: deadline)
    }

    /// Connects to one address. `place` is how failures call it.
    package static func connect(
        to address: SocketAddress, place: String? = nil, signal: WakeSignal = WakeSignal(),
        until deadline: Deadline = nil
    ) throws(SocketFailure) -> ByteStream {
        let place = place ?? address.description
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let number = Glibc.socket(address.family, kind, 0)
        guard number >= 0 else { throw SocketFailure(.system(call: "socket", errno: errno), place: place) }
        let stream = ByteStream(number, place: place, signal: signal)
        let refused = address.withSocketAddress { Glibc.connect(number, $0, $1) == 0 ? 0 : errno }
        switch refused {
        case 0: break
        case EINPROGRESS, EINTR, EAGAIN:
            // A full queue of a Unix socket says EAGAIN and is not waited for by the system.
            if refused == EAGAIN { throw SocketFailure(.system(call: "connect", errno: refused), place: place) }
            try awaitSocket(number, Int16(POLLOUT), signal: signal, until: deadline, place: place)
            let code = stream.pendingError()
            guard code == 0 else { throw SocketFailure(.system(call: "connect", errno: code), place: place) }
        default: throw SocketFailure(.system(call: "connect", errno: refused), place: place)
        }
        if address.family != AF_UNIX { stream.sendAtOnce() }
        return stream
    }

    /// Two streams that are connected with each other, for tests and for threads of one program.
    package static func pair() throws(SocketFailure) -> (ByteStream, ByteStream) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw SocketFailure(.system(call: "socketpair", errno: errno), place: "a pair of sockets")
        }
        return (
            ByteStream(ends[0], place: "the other end of a pair", signal: WakeSignal()),
            ByteStream(ends[1], place: "the other end of a pair", signal: WakeSignal())
        )
    }

    /// Small messages go out at once (TCP_NODELAY).
    func sendAtOnce() { set(Int32(IPPROTO_TCP), TCP_NODELAY, 1) }

    /// A dead peer is noticed: probes begin after `idleSeconds` of silence and come every `intervalSeconds`; after
    /// `probes` without an answer the connection is broken.
    package func keepAlive(idleSeconds: Int32, intervalSeconds: Int32 = 10, probes: Int32 = 3) {
        set(SOL_SOCKET, SO_KEEPALIVE, 1)
        set(Int32(IPPROTO_TCP), TCP_KEEPIDLE, max(1, idleSeconds))
        set(Int32(IPPROTO_TCP), TCP_KEEPINTVL, max(1, intervalSeconds))
        set(Int32(IPPROTO_TCP), TCP_KEEPCNT, max(1, probes))
    }

    /// Who is at the other end, as an address; nil for a Unix socket and for a connection that is gone.
    package var peerAddress: String? { address(getpeername) }

    /// Our own address in this connection.
    package var localAddress: String? { address(getsockname) }

    private func address(
        _ ask: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
    ) -> String? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer -> String? in
                guard ask(socket, pointer, &length) == 0, Int32(pointer.pointee.sa_family) != AF_UNIX else {
                    return nil
                }
                return SocketAddress(pointer, length).description
            }
        }
    }

    /// A refused option is no reason to give a connection up.
    private func set(_ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        _ = setsockopt(socket, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private func pendingError() -> Int32 {
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(socket, SOL_SOCKET, SO_ERROR, &code, &length) == 0 ? code : errno
    }

    private static func share(of deadline: Deadline, among count: Int) -> Deadline {
        guard let deadline, count > 1 else { return deadline }
        let now = ContinuousClock.now
        return now + (deadline - now) / count
    }
}
