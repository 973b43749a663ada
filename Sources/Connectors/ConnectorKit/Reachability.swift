internal import Glibc
internal import Net

/// An address that a host name stands for.
package struct HostAddress: Sendable, Hashable {
    package let text: String
    /// The `sockaddr` with port, as the system gave it.
    fileprivate let bytes: [UInt8]
    fileprivate let family: Int32
}

package enum Resolution: Sendable, Hashable {
    case addresses([HostAddress])
    case unknown(String)
    case late
}

package enum PortState: Sendable, Hashable {
    case open(HostAddress)
    case refused
    /// No answer at all: a firewall, or nobody at this address.
    case silent
    case unreachable(String)
}

package enum Reachability {
    /// Resolves a name on a thread of its own, for a resolver may block far longer than anyone wants to wait.
    package static func resolve(_ host: String, port: Int, within deadline: Duration) async -> Resolution {
        do {
            let found = try await onThread("resolve", within: deadline) { addresses(of: host, port: port) }
            return found ?? .late
        } catch {
            return .unknown("no thread to ask on (errno \(error.errno))")
        }
    }

    /// Tries the addresses in turn until one answers.
    package static func probe(_ addresses: [HostAddress], within deadline: Duration) async -> PortState {
        do {
            let found = try await onThread("probe", within: deadline + .seconds(1)) { () -> PortState in
                var last = PortState.silent
                let each = deadline / max(1, addresses.count)
                for address in addresses {
                    last = connect(to: address, within: each)
                    if case .open = last { return last }
                }
                return last
            }
            return found ?? .silent
        } catch {
            return .unreachable("no thread to try on (errno \(error.errno))")
        }
    }

    private static func addresses(of host: String, port: Int) -> Resolution {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, String(port), &hints, &list)
        defer { freeaddrinfo(list) }
        guard code == 0 else { return .unknown(String(cString: gai_strerror(code))) }
        var found: [HostAddress] = []
        var next = list
        while let entry = next {
            next = entry.pointee.ai_next
            guard let address = entry.pointee.ai_addr, let text = numeric(address, entry.pointee.ai_addrlen) else {
                continue
            }
            let bytes = Array(UnsafeRawBufferPointer(start: address, count: Int(entry.pointee.ai_addrlen)))
            found.append(HostAddress(text: text, bytes: bytes, family: entry.pointee.ai_family))
        }
        return found.isEmpty ? .unknown("the name has no address") : .addresses(found)
    }

    private static func numeric(_ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> String? {
        var text = [CChar](repeating: 0, count: 128)
        let code = getnameinfo(address, length, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
        guard code == 0 else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func connect(to address: HostAddress, within deadline: Duration) -> PortState {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(address.family, kind, 0)
        guard descriptor >= 0 else { return .unreachable(text(errno)) }
        defer { close(descriptor) }
        let started = address.bytes.withUnsafeBytes { bytes in
            guard let start = bytes.bindMemory(to: sockaddr.self).baseAddress else { return Int32(-1) }
            return Glibc.connect(descriptor, start, socklen_t(bytes.count))
        }
        if started == 0 { return .open(address) }
        guard errno == EINPROGRESS else { return state(errno, address) }
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        let (seconds, attoseconds) = deadline.components
        let milliseconds = Int32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000)
        guard poll(&waiting, 1, milliseconds) > 0 else { return .silent }
        var failed: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failed, &length)
        return failed == 0 ? .open(address) : state(failed, address)
    }

    private static func state(_ code: Int32, _ address: HostAddress) -> PortState {
        switch code {
        case ECONNREFUSED: .refused
        case ETIMEDOUT: .silent
        default: .unreachable(text(code))
        }
    }

    private static func text(_ code: Int32) -> String { String(cString: strerror(code)) }
}
