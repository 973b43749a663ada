internal import Bytes
internal import Model
internal import OracleWire

/// Values as a person reads them: as the source has them, also those that no destination can hold.
enum ValueText {
    /// More characters of a value are not shown.
    static let charactersMax = 1_000

    /// Nil where the bytes are no text by their nature, or are not what their form says.
    static func read(_ bytes: UnsafeRawBufferPointer, _ form: ValueForm) -> (text: String, isCut: Bool)? {
        switch form {
        case .bytes: return nil
        case .text: return text(bytes)
        case .wideText: return wideText(bytes)
        default: return (try? fixed(bytes, form)).flatMap { $0 }.map { ($0, false) }
        }
    }

    private static func text(_ bytes: UnsafeRawBufferPointer) -> (text: String, isCut: Bool)? {
        let most = charactersMax * 4
        guard bytes.count > most else { return shortened(String(validating: bytes, as: UTF8.self)) }
        // The end may lie within a character.
        for length in (most - 3...most).reversed() {
            if let text = String(validating: bytes[..<length], as: UTF8.self) {
                return (String(text.prefix(charactersMax)), true)
            }
        }
        return nil
    }

    private static func wideText(_ bytes: UnsafeRawBufferPointer) -> (text: String, isCut: Bool)? {
        guard bytes.count % 2 == 0 else { return nil }
        let units = stride(from: 0, to: min(bytes.count, charactersMax * 4), by: 2).map {
            UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
        }
        if units.count * 2 == bytes.count { return shortened(String(validating: units, as: UTF16.self)) }
        let whole = String(validating: units, as: UTF16.self)
        guard let text = whole ?? String(validating: units.dropLast(), as: UTF16.self) else { return nil }
        return (String(text.prefix(charactersMax)), true)
    }

    private static func shortened(_ text: String?) -> (text: String, isCut: Bool)? {
        text.map { (String($0.prefix(charactersMax)), $0.count > charactersMax) }
    }

    /// Values of few bytes.
    private static func fixed(_ bytes: UnsafeRawBufferPointer, _ form: ValueForm) throws(WireFailure) -> String? {
        switch form {
        case .text, .wideText, .bytes: return nil
        case .base100Number: return number(try OracleNumber(bytes))
        case .centuryDateTime: return dateTime(try OracleDateTime(bytes))
        case .zonedDateTime: return zoned(try OracleZonedTime(bytes))
        case .orderedFloat: return "\(try OracleFloat.float(bytes))"
        case .orderedDouble: return "\(try OracleFloat.double(bytes))"
        case .boolean: return try OracleBoolean.value(bytes) ? "true" : "false"
        case .monthInterval:
            let months = try YearMonthInterval(bytes).months
            let (years, rest) = months.magnitude.quotientAndRemainder(dividingBy: 12)
            return "\(months < 0 ? "-" : "+")\(years)-\(padded(Int(rest), 2))"
        case .dayInterval:
            let interval = try DaySecondInterval(bytes)
            let isNegative = interval.totalSeconds < 0 || interval.nanoseconds < 0
            let clock = [interval.hours, interval.minutes, interval.seconds].map { padded($0, 2) }
            return "\(isNegative ? "-" : "+")\(interval.days.magnitude) \(clock.joined(separator: ":"))"
                + fraction(interval.nanoseconds)
        case .rowAddress:
            var writer = ByteWriter(capacity: 64)
            writer.append(urowid: bytes)
            return String(decoding: writer.array, as: UTF8.self)
        }
    }

    private static func number(_ number: OracleNumber) -> String {
        switch number.kind {
        case .positiveInfinity: "Infinity"
        case .negativeInfinity: "-Infinity"
        case .zero, .finite:
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: OracleNumber.longestText) { place in
                guard let start = place.baseAddress else { return "" }
                return String(decoding: place[..<number.writeText(at: start)], as: UTF8.self)
            }
        }
    }

    private static func dateTime(_ moment: OracleDateTime) -> String {
        let day = [padded(moment.year, 4), padded(moment.month, 2), padded(moment.day, 2)]
        let clock = [moment.hour, moment.minute, moment.second].map { padded($0, 2) }
        return "\(day.joined(separator: "-")) \(clock.joined(separator: ":"))\(fraction(moment.nanosecond))"
    }

    /// As the clock of its zone shows it; of a region, whose rules are not kept here, in UTC.
    private static func zoned(_ moment: OracleZonedTime) -> String {
        guard case .offset(let minutes) = moment.zone, let local = moment.local else {
            return dateTime(moment.time) + (moment.isLocal ? "" : " UTC")
        }
        let (hours, rest) = abs(minutes).quotientAndRemainder(dividingBy: 60)
        return "\(dateTime(local)) \(minutes < 0 ? "-" : "+")\(padded(hours, 2)):\(padded(rest, 2))"
    }

    /// The digits that count, behind their point.
    private static func fraction(_ nanoseconds: Int) -> String {
        guard nanoseconds != 0 else { return "" }
        var digits = padded(Int(nanoseconds.magnitude), 9)
        while digits.last == "0" { digits.removeLast() }
        return "." + digits
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number.magnitude)
        let zeros = String(repeating: "0", count: max(0, width - digits.count))
        return (number < 0 ? "-" : "") + zeros + digits
    }
}
