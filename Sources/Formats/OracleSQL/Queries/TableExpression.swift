/// What stands in FROM, or is changed by INSERT, UPDATE, DELETE and MERGE.
package indirect enum TableExpression: Sendable, Hashable {
    case table(TableReference)
    case subquery(TableSubquery)
    /// `TABLE(collection)`, a function that gives rows.
    case collection(TableCollection)
    case jsonTable(JSONTable)
    case join(Join)
    case pivot(Pivot)
    case unpivot(Unpivot)
}

package struct TableReference: Sendable, Hashable {
    /// One or two names: schema, table.
    package var names: [Name]
    package var link: Name?
    package var partition: PartitionChoice?
    package var sample: Sample?
    package var flashback: Flashback?
    package var alias: Name?
    /// `ONLY (view)`.
    package var isOnly = false
    package var position: Position

    package init(names: [Name], alias: Name? = nil, position: Position) {
        self.names = names
        self.alias = alias
        self.position = position
    }

    package struct Sample: Sendable, Hashable {
        package let percent: Expression
        package let isByBlock: Bool
        package let seed: Expression?

        package init(percent: Expression, isByBlock: Bool, seed: Expression?) {
            self.percent = percent
            self.isByBlock = isByBlock
            self.seed = seed
        }
    }

    package struct PartitionChoice: Sendable, Hashable {
        package enum Key: Sendable, Hashable {
            case name(Name)
            /// `PARTITION FOR (values)`.
            case values([Expression])
        }

        package let isSubpartition: Bool
        package let key: Key

        package init(isSubpartition: Bool, key: Key) {
            self.isSubpartition = isSubpartition
            self.key = key
        }
    }
}

package struct TableSubquery: Sendable, Hashable {
    package let query: Query
    package let isLateral: Bool
    package let flashback: Flashback?
    package let alias: Name?
    package let position: Position

    package init(query: Query, isLateral: Bool, flashback: Flashback?, alias: Name?, position: Position) {
        self.query = query
        self.isLateral = isLateral
        self.flashback = flashback
        self.alias = alias
        self.position = position
    }
}

package struct TableCollection: Sendable, Hashable {
    package let value: Expression
    /// `TABLE(…)(+)`.
    package let isOuter: Bool
    package let alias: Name?
    package let position: Position

    package init(value: Expression, isOuter: Bool, alias: Name?, position: Position) {
        self.value = value
        self.isOuter = isOuter
        self.alias = alias
        self.position = position
    }
}

/// Rows as they were: nil bounds are MINVALUE and MAXVALUE.
package enum Flashback: Sendable, Hashable {
    case scn(Expression, Position)
    case timestamp(Expression, Position)
    case versionsSCN(from: Expression?, to: Expression?, Position)
    case versionsTimestamp(from: Expression?, to: Expression?, Position)
}

package struct Join: Sendable, Hashable {
    package enum Kind: Sendable, Hashable { case inner, left, right, full, cross, crossApply, outerApply }

    package enum Condition: Sendable, Hashable {
        case on(Expression)
        case using([Name])
        case natural
    }

    package let kind: Kind
    package let left: TableExpression
    package let right: TableExpression
    /// Nil for CROSS JOIN and the APPLY forms.
    package let condition: Condition?
    package let position: Position

    package init(kind: Kind, left: TableExpression, right: TableExpression, condition: Condition?, position: Position) {
        self.kind = kind
        self.left = left
        self.right = right
        self.condition = condition
        self.position = position
    }
}
