internal import OracleClient
internal import OracleWire
internal import Values

/// The canonical text of a value: the same for every client that reads the value rightly, whatever its own habits are.
///
/// Numbers are plain decimals without zeros at the end, moments `YYYY-MM-DD HH:MM:SS` with as much fraction as needed,
/// bytes hexadecimal, intervals `[-]Y-M` and `[-]D HH:MM:SS`, NULL is `∅`.
enum ValueText {
    static let null = "∅"

    static func text(_ value: OracleValue) -> String {
        switch value {
        case .null: null
        case .number(let number): "\(number.normalized)"
        case .infiniteNumber(let isNegative): isNegative ? "-inf" : "inf"
        case .text(let text), .nationalText(let text), .rowid(let text): text
        case .bytes(let bytes): hexadecimal(bytes)
        case .date(let time), .timestamp(let time), .localTimestamp(let time): moment(time)
        case .zonedTimestamp(let time): zoned(time)
        case .yearsToMonths(let interval):
            (interval.months < 0 ? "-" : "") + "\(interval.months.magnitude / 12)-\(interval.months.magnitude % 12)"
        case .daysToSeconds(let interval): span(interval)
        case .float(let number): plain("\(number)")
        case .double(let number): plain("\(number)")
        case .boolean(let value): value ? "true" : "false"
        case .lob: "(large object)"
        case .rows: "(rows)"
        case .object(let object): "(\(object.schema).\(object.typeName))"
        }
    }

    private static func moment(_ time: OracleDateTime) -> String {
        let year = (time.year < 0 ? "-" : "") + padded(time.year.magnitude, 4)
        return "\(year)-\(padded(time.month.magnitude, 2))-\(padded(time.day.magnitude, 2)) "
            + clock(time.hour, time.minute, time.second) + fraction(time.nanosecond)
    }

    /// The clock of the zone and its offset; of a region, whose rules are not known here, the clock of Greenwich.
    private static func zoned(_ time: OracleZonedTime) -> String {
        guard case .offset(let minutes) = time.zone, let local = time.local else {
            return moment(time.time) + " +00:00"
        }
        let offset = padded(minutes.magnitude / 60, 2) + ":" + padded(minutes.magnitude % 60, 2)
        return moment(local) + (minutes < 0 ? " -" : " +") + offset
    }

    private static func span(_ interval: DaySecondInterval) -> String {
        let isNegative =
            interval.days < 0 || interval.hours < 0 || interval.minutes < 0 || interval.seconds < 0
            || interval.nanoseconds < 0
        return (isNegative ? "-" : "") + "\(interval.days.magnitude) "
            + clock(interval.hours, interval.minutes, interval.seconds) + fraction(interval.nanoseconds)
    }

    private static func clock(_ hour: Int, _ minute: Int, _ second: Int) -> String {
        "\(padded(hour.magnitude, 2)):\(padded(minute.magnitude, 2)):\(padded(second.magnitude, 2))"
    }

    private static func fraction(_ nanoseconds: Int) -> String {
        guard nanoseconds != 0 else { return "" }
        var digits = padded(nanoseconds.magnitude, 9)
        while digits.last == "0" { digits.removeLast() }
        return "." + digits
    }

    private static func padded(_ number: UInt, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Swift writes the shortest digits that mean a floating-point number, large and small ones with an exponent.
    private static func plain(_ text: String) -> String {
        let parts = text.split(separator: "e")
        guard let mantissa = ExactDecimal(String(parts.first ?? "")) else { return text }
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let scale = mantissa.scale - exponent
        let digits = mantissa.digits + Array(repeating: 0, count: max(0, -scale))
        return "\(ExactDecimal(isNegative: mantissa.isNegative, digits: digits, scale: max(0, scale)).normalized)"
    }
}
