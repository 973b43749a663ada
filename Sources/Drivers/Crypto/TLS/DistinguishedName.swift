/// The name of a certificate's owner: `CN=db.example.com,O=Example,C=DE`.
package struct DistinguishedName: Hashable, Sendable, CustomStringConvertible {
    package struct Part: Hashable, Sendable {
        package let field: String
        package let value: String
    }

    package let parts: [Part]

    package init(parts: [Part]) { self.parts = parts }

    /// Parts lie between commas; a backslash or double quotes take a comma into a value. Text without `=` is dropped.
    package init(parsing text: String) {
        var parts: [Part] = []
        var piece = ""
        var isQuoted = false
        var isEscaped = false
        func end(_ piece: String) {
            guard let equals = piece.firstIndex(of: "=") else { return }
            parts.append(
                Part(
                    field: Self.trimmed(piece[..<equals]),
                    value: Self.trimmed(piece[piece.index(after: equals)...])))
        }
        for character in text {
            if isEscaped {
                piece.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                end(piece)
                piece = ""
            } else {
                piece.append(character)
            }
        }
        end(piece)
        self.parts = parts
    }

    package var description: String { parts.map { "\($0.field)=\($0.value)" }.joined(separator: ",") }

    /// Fields compare without regard to case, values exactly; certificates and people list the parts in opposite
    /// orders, so both count.
    package func matches(_ other: DistinguishedName) -> Bool {
        guard !parts.isEmpty, parts.count == other.parts.count else { return false }
        func same(_ a: Part, _ b: Part) -> Bool {
            a.value == b.value && Self.canonical(a.field) == Self.canonical(b.field)
        }
        return zip(parts, other.parts).allSatisfy(same) || zip(parts, other.parts.reversed()).allSatisfy(same)
    }

    /// OpenSSL and Oracle spell a few fields differently.
    private static func canonical(_ field: String) -> String {
        switch field.uppercased() {
        case "S": "ST"
        case "E", "EMAIL": "EMAILADDRESS"
        case let other: other
        }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var rest = Substring(text)
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
