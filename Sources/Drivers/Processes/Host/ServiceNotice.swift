internal import Glibc

/// What we tell the service manager (systemd, `Type=notify`). Without one, every notice is silently nothing.
package struct ServiceNotice: Sendable {
    private let path: String?

    package init(path: String? = getenv("NOTIFY_SOCKET").map { String(cString: $0) }) { self.path = path }

    package var isWanted: Bool { path != nil }

    /// How often the manager wants to hear from us; half of its limit. `nil` when it does not watch.
    package static var watchdogInterval: Duration? {
        guard let text = getenv("WATCHDOG_USEC"), let limit = Int64(String(cString: text)), limit > 0
        else { return nil }
        if let pid = getenv("WATCHDOG_PID"), String(cString: pid) != String(getpid()) { return nil }
        return .microseconds(limit / 2)
    }

    @discardableResult package func ready() -> Bool { send("READY=1") }
    @discardableResult package func stopping() -> Bool { send("STOPPING=1") }
    @discardableResult package func alive() -> Bool { send("WATCHDOG=1") }
    @discardableResult package func status(_ text: String) -> Bool {
        send("STATUS=" + text.split(whereSeparator: \.isNewline).joined(separator: " "))
    }

    /// `false` when nobody took it.
    private func send(_ notice: String) -> Bool {
        guard let path else { return false }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard let first = bytes.first, first == UInt8(ascii: "/") || first == UInt8(ascii: "@"), bytes.count < room
        else { return false }
        withUnsafeMutableBytes(of: &address.sun_path) { name in
            name.copyBytes(from: bytes)
            // A leading @ stands for the zero byte of an abstract name.
            if first == UInt8(ascii: "@") { name[0] = 0 }
        }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let message = Array(notice.utf8)
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                sendto(descriptor, message, message.count, Int32(MSG_DONTWAIT), address, length) == message.count
            }
        }
    }
}
