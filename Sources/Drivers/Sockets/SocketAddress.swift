internal import Glibc

/// An address that a socket connects to or listens on, as the system writes it.
package struct SocketAddress: Hashable, Sendable, CustomStringConvertible {
    /// The bytes of the system's structure, with its family in front.
    let bytes: [UInt8]
    /// `192.0.2.7:1521`, `[2001:db8::7]:1521` or a path.
    package let description: String

    init(_ address: UnsafePointer<sockaddr>, _ length: socklen_t) {
        bytes = Array(UnsafeRawBufferPointer(start: address, count: Int(length)))
        description = Self.text(address, length)
    }

    /// A Unix socket; nil when the path is empty, holds a zero byte or is longer than the system takes.
    package init?(unixPath path: String) {
        var address = sockaddr_un()
        let room = MemoryLayout.size(ofValue: address.sun_path)
        let text = Array(path.utf8)
        guard !text.isEmpty, text.count < room, !text.contains(0) else { return nil }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: text) }
        bytes = withUnsafeBytes(of: address) { Array($0) }
        description = path
    }

    var family: Int32 { bytes.withUnsafeBytes { Int32($0.loadUnaligned(as: sa_family_t.self)) } }

    func withSocketAddress<Value>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Value) -> Value {
        var storage = sockaddr_storage()
        withUnsafeMutableBytes(of: &storage) { $0.copyBytes(from: bytes.prefix($0.count)) }
        return withUnsafePointer(to: storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(bytes.count)) }
        }
    }

    /// All addresses of a host, in the resolver's order. It blocks for as long as the resolver does; nothing can
    /// break it off. `port` may be 0 for listening.
    package static func resolve(
        _ host: String, port: Int, toListen: Bool = false
    ) throws(SocketFailure) -> [SocketAddress] {
        let place = hostAndPort(host, port)
        guard (0...65535).contains(port), !host.utf8.contains(0) else {
            throw SocketFailure(.unknownHost("a port lies between 0 and 65535"), place: place)
        }
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV | (toListen ? AI_PASSIVE : 0)
        var found: UnsafeMutablePointer<addrinfo>?
        let refused = getaddrinfo(host, String(port), &hints, &found)
        guard refused == 0 else {
            throw SocketFailure(.unknownHost(String(cString: gai_strerror(refused))), place: place)
        }
        defer { freeaddrinfo(found) }
        var all: [SocketAddress] = []
        var next = found
        while let current = next {
            if let address = current.pointee.ai_addr {
                all.append(SocketAddress(address, current.pointee.ai_addrlen))
            }
            next = current.pointee.ai_next
        }
        return all
    }

    private static func text(_ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> String {
        guard Int32(address.pointee.sa_family) != AF_UNIX else { return "a Unix socket" }
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        var port = [CChar](repeating: 0, count: Int(NI_MAXSERV))
        let made = getnameinfo(
            address, length, &host, socklen_t(host.count), &port, socklen_t(port.count),
            NI_NUMERICHOST | NI_NUMERICSERV)
        guard made == 0 else { return "an unknown address" }
        return hostAndPort(text(host), Int(text(port)) ?? 0)
    }

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// `host:port`, with brackets around an IPv6 address.
package func hostAndPort(_ host: String, _ port: Int) -> String {
    host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
}
