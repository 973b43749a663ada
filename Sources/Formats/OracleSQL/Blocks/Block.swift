/// An anonymous block, a nested block, or the body of a routine.
package struct Block: Sendable, Hashable {
    package var label: Name?
    package var declarations: [Declaration]
    package var statements: [BlockStatement]
    package var rescues: [ExceptionClause]
    package var position: Position

    package init(
        label: Name? = nil, declarations: [Declaration] = [], statements: [BlockStatement],
        rescues: [ExceptionClause] = [], position: Position
    ) {
        self.label = label
        self.declarations = declarations
        self.statements = statements
        self.rescues = rescues
        self.position = position
    }
}

/// `WHEN a OR b THEN …`.
package struct ExceptionClause: Sendable, Hashable {
    /// Dotted names of exceptions; none is OTHERS.
    package let names: [[Name]]
    package let statements: [BlockStatement]
    package let position: Position

    package init(names: [[Name]], statements: [BlockStatement], position: Position) {
        self.names = names
        self.statements = statements
        self.position = position
    }
}
