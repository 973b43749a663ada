/// CREATE TABLE.
package struct CreateTable: Sendable {
    package enum Temporary: Sendable, Hashable { case deleteRows, preserveRows }

    package var name: ObjectName
    package var columns: [ColumnDefinition] = []
    package var constraints: [ConstraintDefinition] = []
    package var logGroups: [LogGroupDefinition] = []
    package var temporary: Temporary?
    package var isIndexOrganized = false
    package var partitioning: PartitioningDefinition?
    package var isRowMovementEnabled = false
    package var isReadOnly = false
    /// CLUSTER name (columns).
    package var cluster: ObjectName?
    /// AS SELECT.
    package var query: Query?
    package var queryText: Fragment?
    /// OF type: an object table.
    package var objectType: ObjectName?
    package let position: Position

    package init(name: ObjectName, position: Position) {
        self.name = name
        self.position = position
    }
}

/// A column of CREATE TABLE, ALTER TABLE ADD or (with what it changes only) MODIFY.
package struct ColumnDefinition: Sendable {
    package enum Default: Sendable {
        /// DEFAULT expr, with ON NULL or not.
        case value(Expression, Fragment, isOnNull: Bool)
        /// `DEFAULT NULL` is a value; this is identity.
        case identity(IdentityDefinition)
        /// GENERATED ALWAYS AS (expr) [VIRTUAL]
        case virtual(Expression, Fragment)
        /// MODIFY … DROP IDENTITY
        case dropIdentity
    }

    package let name: Name
    /// Nil where it may be missing: CREATE TABLE … AS SELECT, virtual columns, MODIFY, foreign-key columns.
    package var type: DeclaredType?
    package var source: Default?
    package var isInvisible: Bool?
    package var constraints: [ConstraintDefinition] = []

    package init(name: Name, type: DeclaredType? = nil) {
        self.name = name
        self.type = type
    }
}

package struct IdentityDefinition: Sendable {
    package var isAlways = true
    package var isOnNull = false
    package var options = SequenceOptions()

    package init() {}
}

/// A constraint, of a column or of the table.
package struct ConstraintDefinition: Sendable {
    package enum Body: Sendable {
        case notNull
        case null
        case check(Expression, Fragment)
        case primaryKey([Name])
        case unique([Name])
        case foreignKey([Name], references: ObjectName, columns: [Name], onDelete: DeleteRule)
    }

    package enum DeleteRule: Sendable, Hashable { case noAction, cascade, setNull }

    package var name: Name?
    package var body: Body
    package var state: ConstraintState
    package let position: Position

    package init(name: Name? = nil, body: Body, state: ConstraintState = ConstraintState(), position: Position) {
        self.name = name
        self.body = body
        self.state = state
        self.position = position
    }
}

/// ENABLE, VALIDATE, DEFERRABLE and so on; nil where nothing was said.
package struct ConstraintState: Sendable {
    package enum UsingIndex: Sendable {
        case existing(ObjectName)
        case create(CreateIndex)
        /// Physical attributes only.
        case options
    }

    package var isEnabled: Bool?
    package var isValidated: Bool?
    package var isDeferrable: Bool?
    package var isInitiallyDeferred: Bool?
    package var isRely: Bool?
    package var index: UsingIndex?

    package init() {}
}

/// SUPPLEMENTAL LOG GROUP g (…) or SUPPLEMENTAL LOG DATA (…).
package struct LogGroupDefinition: Sendable, Hashable {
    package enum Data: Sendable, Hashable { case all, primaryKey, unique, foreignKey }
    package enum Body: Sendable, Hashable {
        case group(Name, columns: [Name], unlogged: [Name], isAlways: Bool)
        case data([Data])
    }

    package let body: Body
    package let position: Position
}

/// PARTITION BY …
package struct PartitioningDefinition: Sendable {
    package enum Kind: Sendable, Hashable { case range, list, hash, reference, none }

    package var kind: Kind
    /// What stands between the parentheses: for partitions by reference, the name of the foreign key.
    package var columns: [Name]
    package var interval: Fragment?
    /// PARTITIONS n of hash.
    package var count: Int?
    package var partitions: [PartitionDefinition] = []
    package var subpartitionKind = Kind.none
    package var subpartitionColumns: [Name] = []
    package var template: [PartitionDefinition] = []
    package var subpartitionCount: Int?
    package let position: Position

    package init(kind: Kind, columns: [Name], position: Position) {
        self.kind = kind
        self.columns = columns
        self.position = position
    }
}

package struct PartitionDefinition: Sendable {
    package var name: Name?
    package var bound: PartitionBound?
    package var subpartitions: [PartitionDefinition] = []
    package var subpartitionCount: Int?
    package let position: Position

    package init(name: Name?, bound: PartitionBound?, position: Position) {
        self.name = name
        self.bound = bound
        self.position = position
    }
}

package enum PartitionBound: Sendable {
    /// VALUES LESS THAN (…); nil is MAXVALUE.
    case lessThan([Expression?], Fragment)
    /// VALUES (…); of one column lists have one value each.
    case values([[Expression]], Fragment)
    /// VALUES (DEFAULT)
    case other(Fragment)

    /// The text between the parentheses.
    package var text: Fragment {
        switch self {
        case .lessThan(_, let text), .values(_, let text), .other(let text): text
        }
    }
}
