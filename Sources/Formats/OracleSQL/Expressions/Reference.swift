/// A dotted name whose meaning only the reader's scope knows: a column, a pseudo-column, a variable, a sequence's
/// NEXTVAL, a function without parentheses (SYSDATE, USER).
package struct Reference: Sendable, Hashable {
    /// One to four names, the last the most special: schema, table, column.
    package let names: [Name]
    /// `@link`, of several parts joined by points.
    package let link: Name?
    /// Written with `(+)`: this side of the condition may be missing.
    package let isOuter: Bool
    package let position: Position

    package init(names: [Name], link: Name? = nil, isOuter: Bool = false, position: Position) {
        self.names = names
        self.link = link
        self.isOuter = isOuter
        self.position = position
    }

    package var last: Name { names[names.count - 1] }
}
