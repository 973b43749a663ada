internal import Model

/// Pieces of Oracle's SQL.
enum OracleText {
    /// A name as Oracle keeps it, in double quotes. No name of Oracle's holds a double quote.
    static func quoted(_ name: String) -> String { "\"\(name.filter { $0 != "\"" && $0 != "\0" })\"" }

    static func quoted(_ name: ObjectName) -> String { "\(quoted(name.schema)).\(quoted(name.name))" }

    /// A text literal.
    static func literal(_ text: String) -> String {
        var written = "'"
        for character in text {
            if character == "'" { written.append("'") }
            written.append(character)
        }
        return written + "'"
    }
}
