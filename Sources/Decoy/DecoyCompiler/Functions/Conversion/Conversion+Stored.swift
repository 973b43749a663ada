extension Conversion {
    /// Emitted text as it may stand in an index or a generated column of PostgreSQL: functions that read the session's
    /// decimal character become those that always use the point. What reads the session otherwise stays, and
    /// PostgreSQL refuses it there, as Oracle refuses what is not deterministic.
    package static func stored(_ sql: String) -> String {
        var text = sql[...]
        var result = ""
        while let mark = text.firstRange(of: "ora.") {
            result += text[..<mark.upperBound]
            text = text[mark.upperBound...]
            for name in ["number_text", "text_number", "to_char"] where text.hasPrefix(name + "(") {
                result += name + "_c"
                text = text.dropFirst(name.count)
                break
            }
        }
        return result + text
    }
}
