package struct Insert: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        /// One row or more of values; DEFAULT is `Expression.defaultValue`.
        case values([[Expression]])
        case query(Query)
        /// `VALUES record` of PL/SQL.
        case record(Expression)
    }

    package var hints: [String] = []
    package var table: TableExpression
    package var columns: [Name]
    package var content: Content
    package var returning: Returning?
    package var position: Position

    package init(
        hints: [String] = [], table: TableExpression, columns: [Name], content: Content, returning: Returning? = nil,
        position: Position
    ) {
        self.hints = hints
        self.table = table
        self.columns = columns
        self.content = content
        self.returning = returning
        self.position = position
    }
}

/// `INSERT ALL` and `INSERT FIRST`.
package struct MultiInsert: Sendable, Hashable {
    package struct Destination: Sendable, Hashable {
        package let table: TableExpression
        package let columns: [Name]
        /// Nil takes the columns of the query.
        package let values: [Expression]?

        package init(table: TableExpression, columns: [Name], values: [Expression]?) {
            self.table = table
            self.columns = columns
            self.values = values
        }
    }

    package struct Branch: Sendable, Hashable {
        /// Nil in the form without WHEN.
        package let condition: Expression?
        package let destinations: [Destination]

        package init(condition: Expression?, destinations: [Destination]) {
            self.condition = condition
            self.destinations = destinations
        }
    }

    package let hints: [String]
    package let isFirst: Bool
    package let branches: [Branch]
    package let otherwise: [Destination]
    package let query: Query
    package let position: Position

    package init(
        hints: [String], isFirst: Bool, branches: [Branch], otherwise: [Destination], query: Query, position: Position
    ) {
        self.hints = hints
        self.isFirst = isFirst
        self.branches = branches
        self.otherwise = otherwise
        self.query = query
        self.position = position
    }
}

package struct Returning: Sendable, Hashable {
    package let values: [Expression]
    /// Binds in SQL, also variables in PL/SQL.
    package let into: [Expression]
    package let isBulk: Bool
    package let position: Position

    package init(values: [Expression], into: [Expression], isBulk: Bool, position: Position) {
        self.values = values
        self.into = into
        self.isBulk = isBulk
        self.position = position
    }
}
