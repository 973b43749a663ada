internal import Glibc
internal import Synchronization

/// Waits for connections. `stop` from any thread ends a waiting `accept` with `.woken`.
package final class Listener: @unchecked Sendable {
    /// Where it listens: an address with its real port, or a path.
    package let place: String
    /// 0 for a Unix socket.
    package let port: Int
    private let socket: Int32
    private let path: String?
    private let signal = WakeSignal()

    private init(_ socket: Int32, place: String, port: Int, path: String?) {
        self.socket = socket
        self.place = place
        self.port = port
        self.path = path
    }

    deinit {
        close(socket)
        if let path { unlink(path) }
    }

    /// Port 0 takes any free one. Of a name with several addresses the first counts.
    package static func tcp(host: String, port: Int) throws(SocketFailure) -> Listener {
        let place = hostAndPort(host, port)
        guard let address = try SocketAddress.resolve(host, port: port, toListen: true).first else {
            throw SocketFailure(.unknownHost("it has no address"), place: place)
        }
        let number = try bound(to: address, place: place)
        let bound = boundAddress(number) ?? place
        let real = bound.split(separator: ":").last.flatMap { Int($0) } ?? port
        return Listener(number, place: hostAndPort(host, real), port: real, path: nil)
    }

    /// The file must not exist; it is removed when the listener goes away.
    package static func unix(path: String) throws(SocketFailure) -> Listener {
        guard let address = SocketAddress(unixPath: path) else {
            throw SocketFailure(.system(call: "bind", errno: ENAMETOOLONG), place: path)
        }
        return Listener(try bound(to: address, place: path), place: path, port: 0, path: path)
    }

    /// The next connection; `.deadline` when none came in time. A connection that ended before it was accepted is
    /// passed over.
    package func accept(
        signal streamSignal: WakeSignal = WakeSignal(), until deadline: Deadline = nil
    ) throws(SocketFailure) -> ByteStream {
        while true {
            // Asked first, so that a crowd of connections cannot hold up a stop.
            if signal.isRaised { throw SocketFailure(.woken, place: place) }
            let number = Glibc.accept(socket, nil, nil)
            guard number < 0 else {
                _ = fcntl(number, F_SETFD, FD_CLOEXEC)
                let stream = ByteStream(number, place: path ?? place, signal: streamSignal)
                if path == nil { stream.sendAtOnce() }
                return stream
            }
            switch errno {
            case EAGAIN: try awaitSocket(socket, Int16(POLLIN), signal: signal, until: deadline, place: place)
            case EINTR, ECONNABORTED, EPROTO, ENETDOWN, EHOSTUNREACH, ENETUNREACH: continue
            case let code: throw SocketFailure(.system(call: "accept", errno: code), place: place)
            }
        }
    }

    /// From any thread: nobody is accepted any more.
    package func stop() { signal.raise() }

    private static func bound(to address: SocketAddress, place: String) throws(SocketFailure) -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let number = Glibc.socket(address.family, kind, 0)
        guard number >= 0 else { throw SocketFailure(.system(call: "socket", errno: errno), place: place) }
        var one: Int32 = 1
        if address.family != AF_UNIX {
            setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        }
        let isBound = address.withSocketAddress { Glibc.bind(number, $0, $1) == 0 }
        guard isBound, listen(number, 1024) == 0 else {
            let code = errno
            close(number)
            throw SocketFailure(.system(call: isBound ? "listen" : "bind", errno: code), place: place)
        }
        return number
    }

    private static func boundAddress(_ number: Int32) -> String? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer -> String? in
                getsockname(number, pointer, &length) == 0 ? SocketAddress(pointer, length).description : nil
            }
        }
    }
}
