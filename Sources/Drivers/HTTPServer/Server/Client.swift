internal import CMicroHTTPD
internal import Glibc
internal import Synchronization

/// An open connection. The deadline is that of the part of a request that is being waited for.
final class Client: Sendable {
    let socket: Int32
    let address: String
    /// On the clock of `Monotonic`.
    let deadline: Atomic<Int64>
    let isCutOff = Atomic(false)
    /// The timer has seen that the client sends no more.
    let isSilent = Atomic(false)

    init(_ connection: OpaquePointer, deadline: Int64) {
        socket = cm_socket(connection)
        address = Self.text(cm_address(connection))
        self.deadline = Atomic(deadline)
    }

    /// Whether the client has ended its side and everything it sent has been read.
    var hasEnded: Bool {
        var byte: UInt8 = 0
        let count = recv(socket, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)
    }

    private static func text(_ address: UnsafePointer<sockaddr>?) -> String {
        guard let address else { return "-" }
        var text = [CChar](repeating: 0, count: 64)
        let family = Int32(address.pointee.sa_family)
        if family == AF_INET {
            address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { v4 in
                var number = v4.pointee.sin_addr
                _ = inet_ntop(family, &number, &text, 64)
            }
        } else if family == AF_INET6 {
            address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { v6 in
                var number = v6.pointee.sin6_addr
                _ = inet_ntop(family, &number, &text, 64)
            }
        }
        let name = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return name.hasPrefix("::ffff:") ? String(name.dropFirst(7)) : name
    }
}
