internal import Glibc

/// A non-blocking TCP connection on loopback. All waiting is done here, by `poll` with a deadline.
final class PostgresSocket {
    private var descriptor: Int32

    struct Readiness: OptionSet {
        let rawValue: UInt8
        static let readable = Readiness(rawValue: 1)
        static let writable = Readiness(rawValue: 2)
    }

    init(port: UInt16) throws(PostgresFailure) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .disconnected("no socket, errno \(errno)") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let fd = descriptor
        let made = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(fd, $0, length) }
        }
        guard made == 0 else {
            let reason = errno
            Glibc.close(descriptor)
            descriptor = -1
            throw .disconnected("connecting to port \(port), errno \(reason)")
        }
        var on: Int32 = 1
        setsockopt(fd, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        _ = fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK)
    }

    deinit { close() }

    func close() {
        guard descriptor >= 0 else { return }
        Glibc.close(descriptor)
        descriptor = -1
    }

    /// Bytes received; 0 when there are none now.
    func receive(_ place: UnsafeMutableRawBufferPointer) throws(PostgresFailure) -> Int {
        while true {
            let count = recv(descriptor, place.baseAddress, place.count, 0)
            if count > 0 { return count }
            if count == 0 { throw .disconnected("the server closed it") }
            if errno == EINTR { continue }
            if errno == EAGAIN || errno == EWOULDBLOCK { return 0 }
            throw .disconnected("receiving, errno \(errno)")
        }
    }

    /// Bytes sent; 0 when there is no room now.
    func send(_ bytes: UnsafeRawBufferPointer) throws(PostgresFailure) -> Int {
        while true {
            let count = Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            if count >= 0 { return count }
            if errno == EINTR { continue }
            if errno == EAGAIN || errno == EWOULDBLOCK { return 0 }
            throw .disconnected("sending, errno \(errno)")
        }
    }

    /// Waits until one of the wishes holds; empty when the time is over. A broken connection counts as readable.
    func wait(for wishes: Readiness, until deadline: ContinuousClock.Instant?) throws(PostgresFailure) -> Readiness {
        var wanted: Int32 = 0
        if wishes.contains(.readable) { wanted |= POLLIN }
        if wishes.contains(.writable) { wanted |= POLLOUT }
        while true {
            var entry = pollfd(fd: descriptor, events: Int16(wanted), revents: 0)
            let ready = poll(&entry, 1, Self.milliseconds(until: deadline))
            if ready == 0 {
                if let deadline, ContinuousClock.now < deadline { continue }
                return []
            }
            if ready < 0 {
                if errno == EINTR { continue }
                throw .disconnected("waiting, errno \(errno)")
            }
            var found: Readiness = []
            if Int32(entry.revents) & POLLOUT != 0 { found.insert(.writable) }
            if Int32(entry.revents) & ~POLLOUT != 0 { found.insert(.readable) }
            return found
        }
    }

    private static func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
        guard let deadline else { return -1 }
        let (seconds, attoseconds) = ContinuousClock.now.duration(to: deadline).components
        let rest = seconds.multipliedReportingOverflow(by: 1_000)
        if rest.overflow || rest.partialValue > 1_000_000 { return 1_000_000 }
        return Int32(max(0, rest.partialValue + attoseconds / 1_000_000_000_000_000 + 1))
    }
}
