internal import Glibc

/// Makes the socket a server listens on, so that a refusal comes with its reason.
enum ListeningSocket {
    static func open(_ address: String, port: Int) throws(HTTPServerFailure) -> (socket: Int32, port: Int, isIPv6: Bool)
    {
        guard (0...65535).contains(port) else { throw .address("\(address):\(port)") }
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(address, String(port), &hints, &found) == 0, let found else { throw .address(address) }
        defer { freeaddrinfo(found) }
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let listener = socket(found.pointee.ai_family, kind, 0)
        guard listener >= 0 else { throw .system(call: "socket", address: address, port: port, errno: errno) }
        var one: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        guard bind(listener, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0 else {
            return try refuse("bind", listener, address, port)
        }
        guard listen(listener, 1024) == 0 else { return try refuse("listen", listener, address, port) }
        return (listener, try boundPort(listener, address, port), found.pointee.ai_family == AF_INET6)
    }

    private static func refuse<Never>(
        _ call: String, _ listener: Int32, _ address: String, _ port: Int
    ) throws(HTTPServerFailure) -> Never {
        let code = errno
        close(listener)
        throw .system(call: call, address: address, port: port, errno: code)
    }

    private static func boundPort(_ listener: Int32, _ address: String, _ port: Int) throws(HTTPServerFailure) -> Int {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let bound = withUnsafeMutablePointer(to: &storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &length) }
        }
        guard bound == 0 else { return try refuse("getsockname", listener, address, port) }
        // The port stands at the same place in both families.
        return withUnsafeBytes(of: storage) { Int($0[2]) << 8 | Int($0[3]) }
    }
}
