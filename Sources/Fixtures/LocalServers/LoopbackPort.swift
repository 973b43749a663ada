internal import Glibc
internal import Synchronization

/// Ports for our servers: below the range from which the kernel takes ports of outgoing connections, so that a stopped
/// server finds its port free again.
package enum LoopbackPort {
    private static let range = 20_000..<32_000
    private static let taken = Mutex(Set<Int>())

    /// `nil` when the chosen ones were all in use.
    package static func take() -> Int? {
        for _ in 0..<200 {
            let port = Int.random(in: range)
            let isNew = taken.withLock { $0.insert(port).inserted }
            guard isNew else { continue }
            if isFree(port) { return port }
            giveBack(port)
        }
        return nil
    }

    package static func giveBack(_ port: Int) { taken.withLock { _ = $0.remove(port) } }

    package static func isFree(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        // As servers do: connections of a former server that still linger do not count.
        var reuse: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        return withLoopbackAddress(port) { bind(descriptor, $0, $1) == 0 && listen(descriptor, 1) == 0 }
    }

    static func withLoopbackAddress<Value>(
        _ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value
    ) -> Value {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }
}
