/// Why a text is not the JSON that was asked for. It never repeats more of the text than the one character found, so
/// that a secret in a malformed body does not reach a log.
package struct JSONFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// From 1; lines end with LF.
    package let line: Int
    /// From 1, in characters (Unicode scalars) of the line.
    package let column: Int
    package let expected: String
    package let found: String

    package init(line: Int, column: Int, expected: String, found: String) {
        self.line = line
        self.column = column
        self.expected = expected
        self.found = found
    }

    package var description: String { "line \(line), column \(column): expected \(expected), found \(found)" }
}
