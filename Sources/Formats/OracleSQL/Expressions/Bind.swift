/// A bind variable. In SQL every occurrence is a bind of its own; in PL/SQL all occurrences of a name are one.
package struct Bind: Sendable, Hashable {
    /// As the dictionary would spell it: `:x` is `X`, `:"x"` is `x`, `:1` is `1`.
    package let name: String
    /// 0-based among the binds of the statement, by the rule above.
    package let index: Int
    package let position: Position

    package init(name: String, index: Int, position: Position) {
        self.name = name
        self.index = index
        self.position = position
    }
}
