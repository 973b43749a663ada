/// A process beyond its pid: pids are given again, start times within one boot are not.
package struct ProcessIdentityRaw: Hashable, Sendable, LosslessStringConvertible {
    package let pid: Int32
    /// Clock ticks between the boot of the machine and the start of the process.
    package let startTicks: UInt64
    package let bootID: String

    package init(pid: Int32, startTicks: UInt64, bootID: String) {
        self.pid = pid
        self.startTicks = startTicks
        self.bootID = bootID
    }

    /// The form of owner files: three words.
    package var description: String { "\(pid) \(startTicks) \(bootID)" }

    package init?(_ description: String) {
        let words = description.split(whereSeparator: \.isWhitespace)
        guard words.count == 3, let pid = Int32(words[0]), pid > 0, let ticks = UInt64(words[1]) else { return nil }
        self.init(pid: pid, startTicks: ticks, bootID: String(words[2]))
    }
}
