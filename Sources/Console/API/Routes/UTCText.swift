internal import Glibc
internal import Model

/// A moment as ISO 8601 text in UTC, with milliseconds.
enum UTCText {
    static func of(_ moment: Timestamp) -> String {
        var seconds = time_t(moment.milliseconds / 1000)
        var parts = tm()
        guard gmtime_r(&seconds, &parts) != nil else { return String(moment.milliseconds) }
        return "\(parts.tm_year + 1900)-\(padded(parts.tm_mon + 1))-\(padded(parts.tm_mday))T"
            + "\(padded(parts.tm_hour)):\(padded(parts.tm_min)):\(padded(parts.tm_sec))."
            + padded(Int32(moment.milliseconds % 1000), to: 3) + "Z"
    }

    private static func padded(_ number: Int32, to length: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, length - digits.count)) + digits
    }
}
