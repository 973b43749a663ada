internal import Model

/// Pieces of Oracle's SQL.
enum OracleText {
    /// A name as Oracle keeps it, in double quotes. No name of Oracle's holds a double quote.
    static func quoted(_ name: String) -> String {
        "\"\(String(String.UnicodeScalarView(name.unicodeScalars.filter { $0 != "\"" && $0 != "\0" })))\""
    }

    static func quoted(_ name: ObjectName) -> String { "\(quoted(name.schema)).\(quoted(name.name))" }

    /// A text literal.
    static func literal(_ text: String) -> String {
        // Scalars, not characters: a quote with a mark above it is one character and still ends a literal.
        var written = String.UnicodeScalarView("'".unicodeScalars)
        for scalar in text.unicodeScalars {
            if scalar == "'" { written.append("'") }
            written.append(scalar)
        }
        written.append("'")
        return String(written)
    }
}
