internal import Glibc
internal import Synchronization

/// Reads the vitals of this machine; one gauge per reader, because the busy share counts from its last reading.
package final class HostGauge: Sendable {
    private let folder: String
    private let before = Mutex((busy: UInt64(0), all: UInt64(0)))

    /// `folder` tells which file system's space is measured.
    package init(folder: String) { self.folder = folder }

    package func read() -> HostVitals {
        let cpu = Self.ticks(SmallFile.read("/proc/stat") ?? [])
        let busy = before.withLock { before in
            defer { before = cpu }
            guard cpu.all > before.all, cpu.busy >= before.busy else { return 0.0 }
            return min(Double(cpu.busy - before.busy) / Double(cpu.all - before.all), 1)
        }
        let memory = Self.memory(SmallFile.read("/proc/meminfo") ?? [])
        let disk = Self.disk(folder)
        return HostVitals(
            cores: max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1), cpuBusy: busy, memoryBytes: memory.all,
            memoryUsedBytes: memory.used, diskBytes: disk.all, diskUsedBytes: disk.used)
    }

    package static var hostName: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
        let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.isEmpty ? "localhost" : text
    }

    /// `cpu user nice system idle iowait irq softirq steal …`: waiting for a disk is not being busy.
    static func ticks(_ bytes: [UInt8]) -> (busy: UInt64, all: UInt64) {
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") }.split(separator: UInt8(ascii: " "))
        guard line.first.map(Array.init) == Array("cpu".utf8) else { return (0, 0) }
        let numbers = line.dropFirst().prefix(8).map { UInt64(String(decoding: $0, as: UTF8.self)) ?? 0 }
        guard numbers.count > 4 else { return (0, 0) }
        let all = numbers.reduce(0, &+)
        return (all &- numbers[3] &- numbers[4], all)
    }

    static func memory(_ bytes: [UInt8]) -> (used: Int64, all: Int64) {
        var found: [String: Int64] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let words = String(decoding: line, as: UTF8.self).split(whereSeparator: { $0 == " " || $0 == ":" })
            if words.count > 1, let kibibytes = Int64(words[1]), kibibytes < 1 << 52 {
                found[String(words[0])] = kibibytes << 10
            }
        }
        let all = found["MemTotal"] ?? 0
        return (max(all - (found["MemAvailable"] ?? all), 0), all)
    }

    private static func disk(_ folder: String) -> (used: Int64, all: Int64) {
        var found = statvfs()
        guard statvfs(folder, &found) == 0 else { return (0, 0) }
        let unit = UInt64(found.f_frsize)
        let all = Int64(clamping: UInt64(found.f_blocks).multipliedReportingOverflow(by: unit).partialValue)
        // What only root may still fill counts as used, as an operator's `df` shows it.
        let free = Int64(clamping: UInt64(found.f_bavail).multipliedReportingOverflow(by: unit).partialValue)
        return (max(all - free, 0), all)
    }
}
