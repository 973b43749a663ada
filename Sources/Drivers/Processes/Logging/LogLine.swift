/// One log line in its two forms. It is always one line: control characters are escaped in both.
struct LogLine {
    let moment: LogMoment
    let level: Logger.Level
    let name: String
    let message: String
    let fields: [(String, String)]

    /// `2026-01-31T10:00:00.123+01:00 INFO    agent: message key=value`
    var text: String {
        let level = level.name.uppercased()
        let blanks = String(repeating: " ", count: 7 - level.count)
        var line = "\(moment) \(level)\(blanks) \(name): \(Self.escaped(message))"
        for (key, value) in fields {
            let plain = !value.isEmpty && value.unicodeScalars.allSatisfy(Self.isPlain)
            line += " \(Self.escaped(key))=" + (plain ? value : "\"\(Self.escaped(value, quoted: true))\"")
        }
        return line
    }

    /// `{"time":…,"level":…,"name":…,"message":…,"fields":{…}}`
    var json: String {
        var line = "{\"time\":\"\(moment)\",\"level\":\"\(level.name)\""
        line += ",\"name\":\"\(Self.escaped(name, quoted: true))\""
        line += ",\"message\":\"\(Self.escaped(message, quoted: true))\""
        if !fields.isEmpty {
            let pairs = fields.map { "\"\(Self.escaped($0, quoted: true))\":\"\(Self.escaped($1, quoted: true))\"" }
            line += ",\"fields\":{\(pairs.joined(separator: ","))}"
        }
        return line + "}"
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar > " " && scalar != "\"" && scalar != "=" && !scalar.properties.isWhitespace
            && scalar.properties.generalCategory != .control
    }

    private static func escaped(_ text: String, quoted: Bool = false) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\"" where quoted, "\\" where quoted: out += "\\\(scalar)"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
