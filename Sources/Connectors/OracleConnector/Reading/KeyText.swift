internal import OracleClient
internal import OracleWire
internal import Values

/// Conditions over keys and the literals that stand in them.
enum KeyText {
    /// Whether the key of a row is above the values, in the order of the columns.
    static func isAbove(_ columns: [String], _ values: [String]) -> String {
        var alternatives: [String] = []
        for at in 0..<min(columns.count, values.count) {
            var parts = (0..<at).map { "\(OracleText.quoted(columns[$0])) = \(values[$0])" }
            parts.append("\(OracleText.quoted(columns[at])) > \(values[at])")
            alternatives.append(parts.joined(separator: " AND "))
        }
        return alternatives.isEmpty ? "(1 = 0)" : "(\(alternatives.joined(separator: " OR ")))"
    }

    /// A value as a literal of the source, exact; nil for types that no key of ours has.
    static func literal(_ value: OracleValue) -> String? {
        switch value {
        case .number(let number): return "\(number)"
        case .text(let text): return OracleText.literal(text)
        case .nationalText(let text): return OracleText.nationalLiteral(text)
        case .bytes(let bytes): return "HEXTORAW('\(hexadecimal(bytes))')"
        case .date(let moment): return "TO_DATE('\(text(moment))', 'SYYYY-MM-DD HH24:MI:SS')"
        case .timestamp(let moment):
            let fraction = padded(moment.nanosecond, 9)
            return "TO_TIMESTAMP('\(text(moment)).\(fraction)', 'SYYYY-MM-DD HH24:MI:SS.FF9')"
        case .float(let number) where number.isFinite: return "TO_BINARY_FLOAT('\(number)')"
        case .double(let number) where number.isFinite: return "TO_BINARY_DOUBLE('\(number)')"
        case .rowid(let text): return "CHARTOROWID(\(OracleText.literal(text)))"
        default: return nil
        }
    }

    private static func text(_ moment: OracleDateTime) -> String {
        let sign = moment.year < 0 ? "-" : ""
        let date = "\(sign)\(padded(abs(moment.year), 4))-\(padded(moment.month, 2))-\(padded(moment.day, 2))"
        return "\(date) \(padded(moment.hour, 2)):\(padded(moment.minute, 2)):\(padded(moment.second, 2))"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        var text = ""
        for byte in bytes {
            let digits = String(byte, radix: 16, uppercase: true)
            text += digits.utf8.count == 1 ? "0" + digits : digits
        }
        return text
    }
}
