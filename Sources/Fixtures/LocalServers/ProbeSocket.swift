internal import Glibc

/// A loopback connection that asks one question with blocking calls and short limits.
struct ProbeSocket: ~Copyable {
    private let descriptor: Int32

    init?(port: Int) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var limit = timeval(tv_sec: 5, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        let descriptor = descriptor
        guard LoopbackPort.withLoopbackAddress(port, { connect(descriptor, $0, $1) == 0 }) else { return nil }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func send(_ bytes: [UInt8]) -> Bool {
        Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    /// Exactly `count` bytes, or nil when the server closes or stays silent.
    func receive(_ count: Int) -> [UInt8]? {
        guard (0...1 << 20).contains(count) else { return nil }
        var bytes = [UInt8](repeating: 0, count: count)
        var at = 0
        while at < count {
            let got = bytes.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress.map { $0 + at }, count - at, 0) }
            if got < 0 && errno == EINTR { continue }
            guard got > 0 else { return nil }
            at += got
        }
        return bytes
    }
}
