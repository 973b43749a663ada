internal import Model

/// Numbers and moments as the commands write them.
enum Phrase {
    static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded(.down)))%" }

    static func bytes(_ count: Int64) -> String {
        let units = ["B", "KB", "MB", "GB", "TB"]
        var value = Double(count)
        var unit = 0
        while value >= 1024, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        let tenths = Int((value * 10).rounded())
        return unit == 0 || value >= 100
            ? "\(Int(value.rounded())) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }

    static func share(_ used: Int64, of total: Int64) -> String { "\(bytes(used)) of \(bytes(total))" }

    /// Two units at most, rounded down.
    static func duration(_ duration: Duration) -> String {
        let seconds = max(0, duration.milliseconds / 1000)
        if seconds >= 86_400 { return "\(seconds / 86_400) d \(seconds / 3600 % 24) h" }
        if seconds >= 3600 { return "\(seconds / 3600) h \(seconds / 60 % 60) m" }
        return seconds >= 60 ? "\(seconds / 60) m \(seconds % 60) s" : "\(seconds) s"
    }

    static func age(of moment: Timestamp?, at now: Timestamp) -> String {
        moment.map { "for " + duration(now - $0) } ?? "(never seen)"
    }

    static func tenths(_ duration: Duration) -> String {
        let tenths = duration.milliseconds / 100
        return "\(tenths / 10).\(tenths % 10) s"
    }

    /// With a comma between thousands.
    static func count(_ number: Int64) -> String {
        let digits = Array(String(number.magnitude))
        let grouped = digits.enumerated().map { at, digit in
            at > 0 && (digits.count - at) % 3 == 0 ? ",\(digit)" : String(digit)
        }
        return (number < 0 ? "-" : "") + grouped.joined()
    }

    /// “1 object”, “2 objects”.
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(count(Int64(number))) \(number == 1 ? one : many ?? one + "s")"
    }

    /// A rate in megabytes, with one digit behind the point.
    static func megabytes(_ bytes: Double) -> String {
        let tenths = Int64((bytes / 100_000).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
