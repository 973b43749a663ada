/// One SELECT … FROM … block.
package struct Select: Sendable, Hashable {
    package enum Quantifier: Sendable, Hashable { case all, distinct }

    package var hints: [String] = []
    package var quantifier: Quantifier?
    package var columns: [SelectColumn] = []
    /// `INTO a, b` of PL/SQL; empty elsewhere.
    package var into: [Expression] = []
    package var isBulkInto = false
    package var from: [TableExpression] = []
    package var filter: Expression?
    package var hierarchy: Hierarchy?
    package var groups: [GroupKey] = []
    package var having: Expression?
    package var windows: [NamedWindow] = []
    package var position: Position

    package init(position: Position) { self.position = position }

    package struct NamedWindow: Sendable, Hashable {
        package let name: Name
        package let window: Window

        package init(name: Name, window: Window) {
            self.name = name
            self.window = window
        }
    }

    package struct Hierarchy: Sendable, Hashable {
        package let start: Expression?
        package let connect: Expression
        package let isWithoutCycle: Bool
        package let position: Position

        package init(start: Expression?, connect: Expression, isWithoutCycle: Bool, position: Position) {
            self.start = start
            self.connect = connect
            self.isWithoutCycle = isWithoutCycle
            self.position = position
        }
    }
}

package enum SelectColumn: Sendable, Hashable {
    case star(Position)
    /// `t.*` or `s.t.*`.
    case qualifiedStar([Name], Position)
    /// The heading is the text of the expression in upper case without blanks, which names a column without alias.
    case expression(Expression, alias: Name?, heading: String)
}

package indirect enum GroupKey: Sendable, Hashable {
    case expression(Expression)
    /// `()`, the grand total, or a key of several values.
    case composite([Expression])
    case rollup([GroupKey])
    case cube([GroupKey])
    case sets([GroupKey])
}
