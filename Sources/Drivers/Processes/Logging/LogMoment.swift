internal import Glibc

/// A moment of the wall clock with the zone of this machine: `2026-01-31T10:00:00.123+01:00`.
struct LogMoment: CustomStringConvertible {
    private let seconds: time_t
    private let milliseconds: Int

    init() {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        (seconds, milliseconds) = (now.tv_sec, now.tv_nsec / 1_000_000)
    }

    init(secondsSinceEpoch seconds: Int, milliseconds: Int) {
        (self.seconds, self.milliseconds) = (seconds, milliseconds)
    }

    var description: String {
        var seconds = seconds
        var parts = tm()
        localtime_r(&seconds, &parts)
        let zone = Int(parts.tm_gmtoff) / 60
        return "\(Int(parts.tm_year) + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T"
            + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)).\(padded(milliseconds, 3))"
            + "\(zone < 0 ? "-" : "+")\(padded(abs(zone) / 60, 2)):\(padded(abs(zone) % 60, 2))"
    }

    private func two(_ number: Int32) -> String { padded(Int(number), 2) }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(width - digits.count, 0)) + digits
    }
}
