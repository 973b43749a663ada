internal import DecoyDictionary
internal import PostgresClient

/// Scalars inside of a document are texts of PostgreSQL. Here they become its binary form and texts again, without
/// asking the server: rows of objects have many of them.
enum ScalarText {
    /// Nil when the text is none of this representation, or one that only the server reads.
    static func field(_ text: String, _ representation: Representation) -> [UInt8]? {
        switch representation {
        case .text: Array(text.utf8)
        case .numeric, .timestamp, .timestampLTZ, .intervalDS: NumericBytes(text)?.bytes
        case .float4: Float(text).map { big($0.bitPattern) }
        case .float8: Double(text).map { big($0.bitPattern) }
        case .intervalYM: Int32(text).map { big(UInt32(bitPattern: $0)) }
        case .rowid: Int64(text).map { big(UInt64(bitPattern: $0)) }
        case .boolean: ["true": [1], "t": [1], "false": [0], "f": [0]][text]
        case .bytea: bytes(text)
        case .date: date(text)
        case .timestampTZ: zoned(text)
        case .object, .cursor: nil
        }
    }

    /// The text of a field; nil when the bytes are none of this representation.
    static func text(_ field: [UInt8], _ representation: Representation) -> String? {
        switch representation {
        case .text: return String(decoding: field, as: UTF8.self)
        case .numeric, .timestamp, .timestampLTZ, .intervalDS: return NumericBytes(bytes: field).decimalText
        case .float4: return field.count == 4 ? "\(Float(bitPattern: UInt32(number(field))))" : nil
        case .float8: return field.count == 8 ? "\(Double(bitPattern: number(field)))" : nil
        case .intervalYM: return field.count == 4 ? "\(Int32(truncatingIfNeeded: number(field)))" : nil
        case .rowid: return field.count == 8 ? "\(Int64(bitPattern: number(field)))" : nil
        case .boolean: return field.first.map { $0 == 0 ? "false" : "true" }
        case .bytea: return "\\x" + field.map(hexadecimal).joined()
        case .date: return field.count == 8 ? dateText(Int64(bitPattern: number(field))) : nil
        case .timestampTZ: return zonedText(field)
        case .object, .cursor: return nil
        }
    }

    private static func big(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }

    /// At most eight bytes.
    private static func number(_ bytes: [UInt8]) -> UInt64 { bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        guard text.hasPrefix("\\x"), text.utf8.count % 2 == 0 else { return nil }
        var found: [UInt8] = []
        var high: UInt8?
        for digit in text.unicodeScalars.dropFirst(2) {
            guard let value = Character(digit).hexDigitValue.map(UInt8.init(truncatingIfNeeded:)) else { return nil }
            if let first = high {
                found.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return found
    }

    // MARK: Dates

    private static let origin = Int64(DatetimeEncoding.daysToOrigin) * 86_400

    /// `2016-02-10 14:13:50`, with `BC` behind it for a year before the first.
    private static func date(_ text: String) -> [UInt8]? {
        let parts = text.split(separator: " ")
        guard parts.count == 2 || parts.count == 3 && parts[2] == "BC" else { return nil }
        let days = parts[0].split(separator: "-").compactMap { Int($0) }
        let clock = parts[1].split(separator: ":").compactMap { Int($0) }
        guard days.count == 3, clock.count == 3, (1...12).contains(days[1]), (1...31).contains(days[2]),
            (0...9999).contains(days[0]), clock.allSatisfy({ (0...60).contains($0) })
        else { return nil }
        let year = parts.count == 3 ? 1 - days[0] : days[0]
        let day = Int64(DatetimeEncoding.days(year: year, month: days[1], day: days[2]))
        let seconds = day * 86_400 + Int64(clock[0] * 3600 + clock[1] * 60 + clock[2])
        return big((seconds - origin) * 1_000_000)
    }

    private static func dateText(_ microseconds: Int64) -> String? {
        let seconds = (microseconds / 1_000_000).addingReportingOverflow(origin)
        guard !seconds.overflow, seconds.partialValue >= DatetimeEncoding.earliest,
            seconds.partialValue < DatetimeEncoding.latest
        else { return nil }
        var day = Int(seconds.partialValue / 86_400)
        var rest = Int(seconds.partialValue % 86_400)
        if rest < 0 { (day, rest) = (day - 1, rest + 86_400) }
        let civil = DatetimeEncoding.civil(day)
        let year = String(civil.year > 0 ? civil.year : 1 - civil.year)
        let digits = String(repeating: "0", count: max(0, 4 - year.count)) + year
        return "\(digits)-\(two(civil.month))-\(two(civil.day)) "
            + "\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))" + (civil.year > 0 ? "" : " BC")
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    // MARK: Times with a zone

    /// `(1454.5,+01:00)`
    private static func zoned(_ text: String) -> [UInt8]? {
        guard text.hasPrefix("("), text.hasSuffix(")") else { return nil }
        let parts = text.dropFirst().dropLast().split(separator: ",")
        guard parts.count == 2, let moment = NumericBytes(String(parts[0]))?.bytes else { return nil }
        let zone = Array(parts[1].filter { $0 != "\"" }.utf8)
        return big(UInt32(2)) + big(PostgresType.numeric.oid) + big(UInt32(moment.count)) + moment
            + big(PostgresType.text.oid) + big(UInt32(zone.count)) + zone
    }

    private static func zonedText(_ field: [UInt8]) -> String? {
        let parts: (moment: [UInt8], zone: String)? = field.withUnsafeBytes { bytes in
            ZonedField(bytes).map { (Array($0.moment.bytes), String(decoding: $0.zone, as: UTF8.self)) }
        }
        guard let parts, let moment = NumericBytes(bytes: parts.moment).decimalText else { return nil }
        return "(\(moment),\(parts.zone))"
    }
}

extension NumericBytes {
    /// Digits, with a point where there are decimals; nil for what is no finite number.
    var decimalText: String? {
        func word(_ place: Int) -> Int { Int(bytes[place * 2]) << 8 | Int(bytes[place * 2 + 1]) }
        guard bytes.count >= 8, bytes.count == 8 + word(0) * 2 else { return nil }
        let count = word(0)
        let weight = Int(Int16(truncatingIfNeeded: word(1)))
        guard word(2) == 0 || word(2) == 0x4000 else { return nil }
        guard count > 0 else { return "0" }
        func four(_ number: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, 4 - text.count)) + text
        }
        func group(_ power: Int) -> Int {
            let index = weight - power
            return index >= 0 && index < count ? word(4 + index) : 0
        }
        var whole = weight < 0 ? "0" : ""
        if weight >= 0 {
            for power in stride(from: weight, through: 0, by: -1) {
                whole += power == weight ? String(group(power)) : four(group(power))
            }
        }
        var decimals = ""
        let last = weight - count + 1
        if last < 0 { for power in stride(from: -1, through: last, by: -1) { decimals += four(group(power)) } }
        while decimals.last == "0" { decimals.removeLast() }
        return (word(2) == 0x4000 ? "-" : "") + whole + (decimals.isEmpty ? "" : "." + decimals)
    }
}
