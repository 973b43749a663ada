internal import Glibc

/// The address under which this machine is best known.
package enum HostAddress {
    /// The IPv4 address that leads outwards, else the first one that is not loopback, else 127.0.0.1.
    package static var primary: String { outward ?? firstOwn ?? "127.0.0.1" }

    /// Connecting a datagram socket sends nothing; it only makes the kernel choose the local address. The far end is
    /// an address reserved for documentation (RFC 5737).
    private static var outward: String? {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(9).bigEndian
        address.sin_addr.s_addr = UInt32(0xC000_0201).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let chosen = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                connect(descriptor, raw, length) == 0 && getsockname(descriptor, raw, &length) == 0
            }
        }
        return chosen ? usable(address) : nil
    }

    private static var firstOwn: String? {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return nil }
        defer { freeifaddrs(list) }
        var next = list
        while let entry = next {
            next = entry.pointee.ifa_next
            guard let raw = entry.pointee.ifa_addr, raw.pointee.sa_family == sa_family_t(AF_INET) else { continue }
            let address = UnsafeRawPointer(raw).loadUnaligned(as: sockaddr_in.self)
            if let text = usable(address) { return text }
        }
        return nil
    }

    private static func usable(_ address: sockaddr_in) -> String? {
        let number = UInt32(bigEndian: address.sin_addr.s_addr)
        guard number != 0, number >> 24 != 127 else { return nil }
        return [24, 16, 8, 0].map { String((number >> UInt32($0)) & 255) }.joined(separator: ".")
    }
}
