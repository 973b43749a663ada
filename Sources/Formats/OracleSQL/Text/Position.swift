/// A place in a statement: bytes of UTF-8 before it. All places are equal, so that trees compare by meaning.
package struct Position: Sendable, Hashable {
    package let offset: Int

    package init(_ offset: Int) { self.offset = offset }

    package static func == (_: Position, _: Position) -> Bool { true }
    package func hash(into _: inout Hasher) {}
}
