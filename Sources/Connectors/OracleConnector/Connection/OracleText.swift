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

    /// A literal of the national character set. A statement passes through the character set of the database, which may
    /// lack what the national one has, so that units beyond ASCII are written as their numbers.
    static func nationalLiteral(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 >= 0x80 || $0 == UInt8(ascii: "\\") }) else { return "N" + literal(text) }
        var parts = [""]
        for scalar in text.unicodeScalars {
            // Whole characters only: half of a pair is none.
            if parts[parts.count - 1].utf8.count > literalBytesMax - 10 { parts.append("") }
            parts[parts.count - 1] += national(scalar)
        }
        return parts.map { "UNISTR('\($0)')" }.joined(separator: " || ")
    }

    /// A literal may be no longer where strings are not extended.
    private static let literalBytesMax = 4000

    private static func national(_ scalar: Unicode.Scalar) -> String {
        if scalar == "'" { return "''" }
        if scalar.isASCII, scalar.value >= 0x20, scalar != "\\" { return String(scalar) }
        return String(scalar).utf16.map { unit in
            let digits = String(unit, radix: 16, uppercase: true)
            return "\\" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        }.joined()
    }
}
