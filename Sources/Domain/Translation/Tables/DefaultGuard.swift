internal import Model

/// OceanBase answers an expression with CAST, CONVERT or COLLATE behind DEFAULT by breaking the connection, so that
/// none is sent. An outermost CAST to the type of the column says nothing that the column does not say itself.
enum DefaultGuard {
    /// The text without what would break the connection; nil when that is not possible.
    static func harmless(_ text: String, for stored: StoredType, _ rules: DestinationRules) -> String? {
        guard rules.family == .oceanBase, text.hasPrefix("(") else { return text }
        let plain = withoutOuterCast(text, stored)
        let words = withoutLiterals(plain).uppercased()
        return words.contains("CAST(") || words.contains("CONVERT(") || words.contains("COLLATE") ? nil : plain
    }

    private static func withoutOuterCast(_ text: String, _ stored: StoredType) -> String {
        let (start, end) = ("(CAST(", " AS \(StoredTypeText.text(of: stored))))")
        guard text.hasPrefix(start), text.hasSuffix(end), text.utf8.count > start.utf8.count + end.utf8.count else {
            return text
        }
        let inner = text.dropFirst(start.count).dropLast(end.count)
        // The parentheses of what is left must be its own.
        var depth = 0
        for mark in withoutLiterals(String(inner)) {
            if mark == "(" { depth += 1 }
            if mark == ")" { depth -= 1 }
            if depth < 0 { return text }
        }
        return depth == 0 ? "(\(inner))" : text
    }

    private static func withoutLiterals(_ text: String) -> String {
        var kept: [UInt8] = []
        var isInside = false
        var isEscaped = false
        for byte in text.utf8 {
            if isEscaped {
                isEscaped = false
            } else if isInside && byte == 0x5C {
                isEscaped = true
            } else if byte == 0x27 {
                isInside.toggle()
            } else if !isInside {
                kept.append(byte)
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }
}
