/// A table with everything that belongs to it. Its rows are in `data.t<id>`, old versions in `past.t<id>`.
package struct Table: Sendable, Hashable {
    package var object: DictionaryObject
    /// In order of internal position; hidden and unused columns are in it.
    package var columns: [Column]
    package var constraints: [Constraint]
    package var indexes: [Index]
    package var triggerIDs: [Int]
    package var kind: Kind
    package var partitioning: Partitioning?
    /// The DATA_OBJECT_ID of an unpartitioned table; partitions have their own.
    package var dataObjectID: Int?
    package var logGroups: [LogGroup]
    package var comment: String?
    package var isRowMovementEnabled: Bool
    package var isReadOnly: Bool
    /// Changed by definition statements that make AS OF impossible before them (ORA-01466).
    package var definitionSCN: Int?

    package enum Kind: String, Sendable, Hashable {
        case heap = "HEAP"
        case indexOrganized = "IOT"
        case temporaryDelete = "TEMPORARY DELETE"
        case temporaryPreserve = "TEMPORARY PRESERVE"

        package var isTemporary: Bool { self == .temporaryDelete || self == .temporaryPreserve }
    }

    package init(object: DictionaryObject, columns: [Column], kind: Kind = .heap, dataObjectID: Int? = nil) {
        self.object = object
        self.columns = columns
        self.constraints = []
        self.indexes = []
        self.triggerIDs = []
        self.kind = kind
        self.partitioning = nil
        self.dataObjectID = dataObjectID
        self.logGroups = []
        self.comment = nil
        self.isRowMovementEnabled = false
        self.isReadOnly = false
        self.definitionSCN = nil
    }

    package var id: Int { object.id }
    package var owner: String { object.owner }
    package var name: String { object.name }
    package var qualifiedName: QualifiedName { QualifiedName(object.owner, object.name) }

    /// `data.t17`: the relation with the current rows.
    package var physicalName: String { "data.t\(object.id)" }
    /// `past.t17`: the relation with the versions that were replaced or deleted.
    package var pastName: String { "past.t\(object.id)" }

    /// The columns of `SELECT *`, in order.
    package var visibleColumns: [Column] {
        columns.filter { $0.position != nil }.sorted { ($0.position ?? 0) < ($1.position ?? 0) }
    }

    /// A column that a statement may name: everything but hidden and unused ones.
    package func column(named name: String) -> Column? {
        columns.first { $0.name == name && !$0.isUnused && !$0.isHidden }
    }

    package func column(number: Int) -> Column? { columns.first { $0.number == number } }

    package var primaryKey: Constraint? { constraints.first { $0.kind == .primaryKey } }
}

/// A supplemental log group, or supplemental logging of a kind of columns.
package struct LogGroup: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        case user = "USER LOG GROUP"
        case all = "ALL COLUMN LOGGING"
        case primaryKey = "PRIMARY KEY LOGGING"
        case unique = "UNIQUE KEY LOGGING"
        case foreignKey = "FOREIGN KEY LOGGING"
    }
    package var name: String
    package var kind: Kind
    package var isAlways: Bool
    /// Of a user group only: column numbers, and those of them that are NO LOG.
    package var columnNumbers: [Int]
    package var unloggedNumbers: Set<Int>
    package var isNameGenerated: Bool

    package init(
        name: String, kind: Kind, isAlways: Bool, columnNumbers: [Int] = [], unloggedNumbers: Set<Int> = [],
        isNameGenerated: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.isAlways = isAlways
        self.columnNumbers = columnNumbers
        self.unloggedNumbers = unloggedNumbers
        self.isNameGenerated = isNameGenerated
    }
}
