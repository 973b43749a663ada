/// Lines of comma-separated values: a field in double quotes may hold commas, ends of lines, and doubled quotes.
enum CSVText {
    struct Line: Hashable {
        /// Of its beginning, counted from 1.
        var number: Int
        /// Nil when a quoted field has no end.
        var fields: [String]?
    }

    static func lines(_ text: String) -> [Line] {
        var lines: [Line] = []
        var number = 1
        var fields: [String] = []
        var field = ""
        var (inQuotes, wasQuoted, isHalf) = (false, false, false)
        var begun = 1
        func plain(_ text: String) -> String { String(RuleText.trimmed(text[...])) }
        func endField() {
            fields.append(wasQuoted ? field : plain(field))
            field = ""
            (wasQuoted, isHalf) = (false, false)
        }
        for character in text {
            if character == "\u{FEFF}" && lines.isEmpty && fields.isEmpty && field.isEmpty { continue }
            if inQuotes {
                if isHalf {
                    isHalf = false
                    if character == "\"" {
                        field.append("\"")
                        continue
                    }
                    inQuotes = false
                } else if character == "\"" {
                    isHalf = true
                    continue
                } else {
                    if character.isNewline { number += 1 }
                    field.append(character)
                    continue
                }
            }
            switch character {
            case "\"" where plain(field).isEmpty && !wasQuoted:
                field = ""
                (inQuotes, wasQuoted) = (true, true)
            case ",": endField()
            case let end where end.isNewline:
                endField()
                lines.append(Line(number: begun, fields: fields))
                fields = []
                number += 1
                begun = number
            case let blank where wasQuoted && blank.isWhitespace: continue
            default: field.append(character)
            }
        }
        if inQuotes, !isHalf {
            lines.append(Line(number: begun, fields: nil))
        } else if !fields.isEmpty || !field.isEmpty || wasQuoted {
            endField()
            lines.append(Line(number: begun, fields: fields))
        }
        return lines
    }

    static func line(_ fields: [String]) -> String {
        fields.map { field in
            let isPlain =
                field.allSatisfy { $0 != "," && $0 != "\"" && !$0.isNewline } && RuleText.trimmed(field[...]) == field
            return isPlain
                ? field
                : "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        }.joined(separator: ",")
    }
}
