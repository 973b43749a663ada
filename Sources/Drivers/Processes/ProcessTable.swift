internal import CLinux
internal import Glibc

/// The processes of this machine as the kernel shows them.
package enum ProcessTable {
    /// One living process; an ended one that nobody reaped is not listed.
    package struct Entry: Hashable, Sendable {
        package let identity: ProcessIdentityRaw
        package let parent: Int32
        package let group: Int32
        package let name: String

        /// Read when asked for; empty when the process has ended.
        package var arguments: [String] {
            guard let bytes = SmallFile.read("/proc/\(identity.pid)/cmdline") else { return [] }
            return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// The boot of this machine; empty when the kernel does not tell.
    package static let bootID: String = {
        guard let bytes = SmallFile.read("/proc/sys/kernel/random/boot_id") else { return "" }
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }()

    package static let own: ProcessIdentityRaw = {
        guard let identity = identity(of: getpid()) else { preconditionFailure("/proc must be mounted") }
        return identity
    }()

    /// `nil` when no living process has this pid.
    package static func identity(of pid: Int32) -> ProcessIdentityRaw? { entry(of: pid)?.identity }

    package static func isAlive(_ identity: ProcessIdentityRaw) -> Bool { Self.identity(of: identity.pid) == identity }

    /// Sends the signal to that very process; `false` when it has ended or may not be signalled.
    @discardableResult
    package static func kill(_ identity: ProcessIdentityRaw, _ signal: Int32) -> Bool {
        let pidfd = cl_pidfd_open(identity.pid)
        guard pidfd >= 0 else { return false }
        defer { close(pidfd) }
        // Compared after the descriptor pins the process: a pid that passed on meanwhile is seen here.
        guard isAlive(identity) else { return false }
        return cl_pidfd_signal(pidfd, signal) == 0
    }

    package static func entries() -> [Entry] {
        guard let folder = opendir("/proc") else { return [] }
        defer { closedir(folder) }
        var entries: [Entry] = []
        while let record = readdir(folder) {
            let pid = withUnsafePointer(to: &record.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { Int32(String(cString: $0)) }
            }
            if let pid, let entry = entry(of: pid) { entries.append(entry) }
        }
        return entries
    }

    package static func children(of pid: Int32) -> [Entry] { entries().filter { $0.parent == pid } }

    package static func members(ofGroup group: Int32) -> [Entry] { entries().filter { $0.group == group } }

    package static func entry(of pid: Int32) -> Entry? {
        guard pid > 0, let bytes = SmallFile.read("/proc/\(pid)/stat") else { return nil }
        return parse(bytes, pid: pid, bootID: bootID)
    }

    /// Also of a child that has ended already; `nil` only when it was reaped.
    static func identity(ofChild pid: Int32) -> ProcessIdentityRaw? {
        guard let bytes = SmallFile.read("/proc/\(pid)/stat") else { return nil }
        return parse(bytes, pid: pid, bootID: bootID, includingEnded: true)?.identity
    }

    /// `pid (name) state parent group …`, start time as field 22. The name may hold blanks and parentheses.
    static func parse(_ bytes: [UInt8], pid: Int32, bootID: String, includingEnded: Bool = false) -> Entry? {
        guard let open = bytes.firstIndex(of: UInt8(ascii: "(")),
            let close = bytes.lastIndex(of: UInt8(ascii: ")")), open < close
        else { return nil }
        let name = String(decoding: bytes[(open + 1)..<close], as: UTF8.self)
        let fields = bytes[(close + 1)...].split(separator: UInt8(ascii: " "))
            .map { String(decoding: $0, as: UTF8.self) }
        guard fields.count > 19, let parent = Int32(fields[1]), let group = Int32(fields[2]),
            let ticks = UInt64(fields[19]), includingEnded || !["Z", "X", "x"].contains(fields[0])
        else { return nil }
        return Entry(
            identity: ProcessIdentityRaw(pid: pid, startTicks: ticks, bootID: bootID), parent: parent, group: group,
            name: name)
    }
}
