/// A word, literal or mark of a statement, with its place in the text.
package struct Token: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// A word without quotes; `text` is upper case.
        case word
        /// `"Name"`; `text` is what stands between the quotes.
        case quotedName
        /// A character literal in any of its forms; `text` is its value.
        case string(national: Bool)
        /// A numeric literal without its suffix.
        case number(NumberSuffix)
        /// `:x`, `:1`, `:"x"`; `text` is the name as the dictionary would spell it.
        case bind
        /// An operator or punctuation; `text` in its usual spelling (`!=` for all its forms).
        case mark
        /// `/*+ … */` or `--+ …`; only behind the first word of a statement or subquery.
        case hint
        case end
    }

    package enum NumberSuffix: Sendable, Hashable { case none, float, double }

    package let kind: Kind
    package let text: String
    /// Bytes of UTF-8 before the token and behind its last byte.
    package let start: Int
    package let end: Int

    package init(kind: Kind, text: String, start: Int, end: Int) {
        self.kind = kind
        self.text = text
        self.start = start
        self.end = end
    }

    package var position: Position { Position(start) }

    package func isWord(_ word: String) -> Bool { kind == .word && text == word }
    package func isMark(_ mark: String) -> Bool { kind == .mark && text == mark }
}
