/// A query with all that may stand around its body.
package struct Query: Sendable, Hashable {
    package var with: [NamedQuery] = []
    package var body: QueryBody
    package var order: [OrderKey] = []
    /// `ORDER SIBLINGS BY`.
    package var ordersSiblings = false
    package var limit: RowLimit?
    package var lock: RowLock?
    package var position: Position

    package init(body: QueryBody, position: Position) {
        self.body = body
        self.position = position
    }
}

package indirect enum QueryBody: Sendable, Hashable {
    case select(Select)
    case set(SetOperation)
    /// A query in parentheses, with its own ORDER BY.
    case nested(Query)
}

/// `first UNION second MINUS third …`: Oracle works from left to right, whatever the operators.
package struct SetOperation: Sendable, Hashable {
    package enum Operator: Sendable, Hashable { case union, intersect, minus }

    package struct Term: Sendable, Hashable {
        package let `operator`: Operator
        package let isAll: Bool
        package let body: QueryBody
        /// Of the operator.
        package let position: Position

        package init(`operator`: Operator, isAll: Bool, body: QueryBody, position: Position) {
            self.operator = `operator`
            self.isAll = isAll
            self.body = body
            self.position = position
        }
    }

    package let first: QueryBody
    package let rest: [Term]

    package init(first: QueryBody, rest: [Term]) {
        self.first = first
        self.rest = rest
    }
}

/// `name (columns) AS (query)` of WITH.
package struct NamedQuery: Sendable, Hashable {
    package enum Search: Sendable, Hashable { case depthFirst, breadthFirst }

    package struct SearchClause: Sendable, Hashable {
        package let kind: Search
        package let keys: [OrderKey]
        package let column: Name

        package init(kind: Search, keys: [OrderKey], column: Name) {
            self.kind = kind
            self.keys = keys
            self.column = column
        }
    }

    package struct CycleClause: Sendable, Hashable {
        package let columns: [Name]
        package let mark: Name
        package let value: Expression
        package let otherwise: Expression

        package init(columns: [Name], mark: Name, value: Expression, otherwise: Expression) {
            self.columns = columns
            self.mark = mark
            self.value = value
            self.otherwise = otherwise
        }
    }

    package let name: Name
    package let columns: [Name]
    package let query: Query
    package let search: SearchClause?
    package let cycle: CycleClause?

    package init(name: Name, columns: [Name], query: Query, search: SearchClause?, cycle: CycleClause?) {
        self.name = name
        self.columns = columns
        self.query = query
        self.search = search
        self.cycle = cycle
    }
}

package struct RowLimit: Sendable, Hashable {
    package let offset: Expression?
    /// Nil with an offset alone.
    package let count: Expression?
    package let isPercent: Bool
    package let withTies: Bool
    package let position: Position

    package init(offset: Expression?, count: Expression?, isPercent: Bool, withTies: Bool, position: Position) {
        self.offset = offset
        self.count = count
        self.isPercent = isPercent
        self.withTies = withTies
        self.position = position
    }
}

/// `FOR UPDATE OF … NOWAIT`.
package struct RowLock: Sendable, Hashable {
    package enum Wait: Sendable, Hashable { case forever, never, seconds(Int), skipLocked }

    package let columns: [Reference]
    package let wait: Wait
    package let position: Position

    package init(columns: [Reference], wait: Wait, position: Position) {
        self.columns = columns
        self.wait = wait
        self.position = position
    }
}
