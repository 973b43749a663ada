package struct Update: Sendable, Hashable {
    package var hints: [String] = []
    package var table: TableExpression
    package var assignments: [Assignment]
    /// May be `Expression.currentOf` in PL/SQL.
    package var filter: Expression?
    package var returning: Returning?
    package var position: Position

    package init(
        hints: [String] = [], table: TableExpression, assignments: [Assignment], filter: Expression? = nil,
        returning: Returning? = nil, position: Position
    ) {
        self.hints = hints
        self.table = table
        self.assignments = assignments
        self.filter = filter
        self.returning = returning
        self.position = position
    }
}

/// `column = value` or `(a, b) = (subquery)` of SET.
package struct Assignment: Sendable, Hashable {
    /// More than one only with a subquery that gives as many columns. Empty for `SET ROW = record` of PL/SQL.
    package let columns: [Reference]
    package let value: Expression
    package let position: Position

    package init(columns: [Reference], value: Expression, position: Position) {
        self.columns = columns
        self.value = value
        self.position = position
    }
}

package struct Delete: Sendable, Hashable {
    package var hints: [String] = []
    package var table: TableExpression
    /// May be `Expression.currentOf` in PL/SQL.
    package var filter: Expression?
    package var returning: Returning?
    package var position: Position

    package init(
        hints: [String] = [], table: TableExpression, filter: Expression? = nil, returning: Returning? = nil,
        position: Position
    ) {
        self.hints = hints
        self.table = table
        self.filter = filter
        self.returning = returning
        self.position = position
    }
}

package struct Merge: Sendable, Hashable {
    package struct Matched: Sendable, Hashable {
        package let assignments: [Assignment]
        package let filter: Expression?
        package let deleteFilter: Expression?

        package init(assignments: [Assignment], filter: Expression?, deleteFilter: Expression?) {
            self.assignments = assignments
            self.filter = filter
            self.deleteFilter = deleteFilter
        }
    }

    package struct NotMatched: Sendable, Hashable {
        package let columns: [Reference]
        package let values: [Expression]
        package let filter: Expression?

        package init(columns: [Reference], values: [Expression], filter: Expression?) {
            self.columns = columns
            self.values = values
            self.filter = filter
        }
    }

    package var hints: [String] = []
    package var table: TableExpression
    package var source: TableExpression
    package var condition: Expression
    package var matched: Matched?
    package var notMatched: NotMatched?
    package var position: Position

    package init(
        hints: [String] = [], table: TableExpression, source: TableExpression, condition: Expression,
        matched: Matched? = nil, notMatched: NotMatched? = nil, position: Position
    ) {
        self.hints = hints
        self.table = table
        self.source = source
        self.condition = condition
        self.matched = matched
        self.notMatched = notMatched
        self.position = position
    }
}
