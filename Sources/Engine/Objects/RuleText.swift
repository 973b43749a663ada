/// How names are written in rules and lists: plain, or in double quotes with every quote doubled.
enum RuleText {
    struct Word: Hashable {
        var text: String
        var isQuoted: Bool
    }

    /// Both sides of the first sign of equality outside quotes.
    static func sides(_ text: String) -> (left: Substring, right: Substring?) {
        guard let at = firstIndex(of: "=", in: text[...]) else { return (text[...], nil) }
        return (text[..<at], text[text.index(after: at)...])
    }

    /// Cut at the first point outside quotes.
    static func parts(_ text: Substring) -> (Word, Word)? {
        guard let at = firstIndex(of: ".", in: text) else { return nil }
        return (word(text[..<at]), word(text[text.index(after: at)...]))
    }

    static func word(_ text: Substring) -> Word {
        let text = trimmed(text)
        guard text.count >= 2, text.first == "\"", text.last == "\"" else {
            return Word(text: String(text), isQuoted: false)
        }
        var plain = ""
        var isHalf = false
        for character in text.dropFirst().dropLast() {
            if character == "\"", !isHalf {
                isHalf = true
                continue
            }
            isHalf = false
            plain.append(character)
        }
        return Word(text: plain, isQuoted: true)
    }

    /// As it is when nothing in it could be read otherwise.
    static func quoted(_ name: String) -> String {
        let isPlain =
            !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" || $0 == "#" }
        if isPlain { return name }
        return "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    static func firstIndex(of mark: Character, in text: Substring) -> Substring.Index? {
        var inQuotes = false
        for at in text.indices {
            if text[at] == "\"" { inQuotes.toggle() }
            if text[at] == mark, !inQuotes { return at }
        }
        return nil
    }

    static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return text
    }
}
