/// An identifier as the dictionary spells it: upper case unless it stood in quotes.
package struct Name: Sendable, Hashable {
    package let text: String
    package let isQuoted: Bool
    package let position: Position

    package init(_ text: String, isQuoted: Bool = false, at position: Position = Position(0)) {
        self.text = text
        self.isQuoted = isQuoted
        self.position = position
    }

    package static func == (left: Name, right: Name) -> Bool { left.text == right.text }
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
