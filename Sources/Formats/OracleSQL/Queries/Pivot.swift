/// `t PIVOT (SUM(x) AS s FOR c IN (1 AS a, 2))`: rows of the values become columns.
package struct Pivot: Sendable, Hashable {
    package struct Aggregate: Sendable, Hashable {
        package let call: Call
        package let alias: Name?
    }

    /// One entry of IN: as many values as there are columns behind FOR. The heading names what has no alias.
    package struct Group: Sendable, Hashable {
        package let values: [Expression]
        package let heading: String
        package let alias: Name?
    }

    package let table: TableExpression
    package let aggregates: [Aggregate]
    package let columns: [Name]
    package let groups: [Group]
    package let alias: Name?
    package let position: Position
}

/// `t UNPIVOT (v FOR c IN (a AS 'x', b))`: columns become rows of values.
package struct Unpivot: Sendable, Hashable {
    package struct Entry: Sendable, Hashable {
        package let column: Name
        /// The name of the column when nothing else is said.
        package let label: Expression
    }

    package let table: TableExpression
    package let includesNulls: Bool
    package let value: Name
    package let label: Name
    package let entries: [Entry]
    package let alias: Name?
    package let position: Position
}
