/// A table as its source declares it, with everything that hangs on it.
package struct TableDefinition: Hashable, Sendable, Codable {
    package enum Storage: String, Hashable, Sendable, Codable {
        case heap, indexOrganized, clustered, temporary, external, nested
    }

    package var name: ObjectName
    package var columns: [ColumnDefinition]
    package var storage: Storage
    /// The primary key and every unique constraint; a unique index without a constraint is in `indexes`.
    package var keys: [KeyDefinition]
    package var foreignKeys: [ForeignKeyDefinition]
    package var checks: [CheckDefinition]
    /// Without those that only serve a key.
    package var indexes: [IndexDefinition]
    package var partitioning: Partitioning?
    package var comment: String?
    package var rowsEstimated: Int64?
    package var bytesEstimated: Int64?

    package init(name: ObjectName, columns: [ColumnDefinition], storage: Storage = .heap) {
        self.name = name
        self.columns = columns
        self.storage = storage
        keys = []
        foreignKeys = []
        checks = []
        indexes = []
    }

    package subscript(column name: String) -> ColumnDefinition? { columns.first { $0.name == name } }

    package var primaryKey: KeyDefinition? { keys.first { $0.isPrimary } }

    /// The key that names every row: the primary key, else a unique one without nullable columns.
    package var rowKey: KeyDefinition? {
        primaryKey
            ?? keys.first { key in
                key.isEnabled && key.columns.allSatisfy { self[column: $0]?.isNullable == false }
            }
    }
}

/// A primary key or a unique constraint.
package struct KeyDefinition: Hashable, Sendable, Codable {
    package var name: String
    /// The database made the name up.
    package var isNameGenerated: Bool
    package var isPrimary: Bool
    package var columns: [String]
    package var isEnabled: Bool
    package var isValidated: Bool
    package var isDeferrable: Bool

    package init(
        name: String, isPrimary: Bool, columns: [String], isNameGenerated: Bool = false, isEnabled: Bool = true,
        isValidated: Bool = true, isDeferrable: Bool = false
    ) {
        self.name = name
        self.isPrimary = isPrimary
        self.columns = columns
        self.isNameGenerated = isNameGenerated
        self.isEnabled = isEnabled
        self.isValidated = isValidated
        self.isDeferrable = isDeferrable
    }
}

package struct ForeignKeyDefinition: Hashable, Sendable, Codable {
    package enum DeleteRule: String, Hashable, Sendable, Codable {
        case refuse, cascade, setNull
    }

    package var name: String
    package var isNameGenerated: Bool
    package var columns: [String]
    package var parent: ObjectName
    package var parentColumns: [String]
    package var onDelete: DeleteRule
    package var isEnabled: Bool
    /// Proven for the rows that are there, not only for those to come.
    package var isValidated = true
    /// May be checked at commit only.
    package var isDeferrable = false

    package init(
        name: String, columns: [String], parent: ObjectName, parentColumns: [String], onDelete: DeleteRule = .refuse,
        isNameGenerated: Bool = false, isEnabled: Bool = true
    ) {
        self.name = name
        self.columns = columns
        self.parent = parent
        self.parentColumns = parentColumns
        self.onDelete = onDelete
        self.isNameGenerated = isNameGenerated
        self.isEnabled = isEnabled
    }
}

/// A check constraint; `NOT NULL` is a property of the column and not listed.
package struct CheckDefinition: Hashable, Sendable, Codable {
    package var name: String
    package var isNameGenerated: Bool
    package var text: String
    package var isEnabled: Bool
    package var isValidated: Bool
    /// May be checked at commit only.
    package var isDeferrable = false

    package init(
        name: String, text: String, isNameGenerated: Bool = false, isEnabled: Bool = true, isValidated: Bool = true
    ) {
        self.name = name
        self.text = text
        self.isNameGenerated = isNameGenerated
        self.isEnabled = isEnabled
        self.isValidated = isValidated
    }
}

package struct IndexDefinition: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable {
        case ordinary, bitmap, domain, cluster, other
    }

    /// One part of an index: a column, or an expression in the source's own text.
    package struct Part: Hashable, Sendable, Codable {
        package var column: String?
        package var expression: String?
        package var isDescending: Bool

        package init(column: String? = nil, expression: String? = nil, isDescending: Bool = false) {
            self.column = column
            self.expression = expression
            self.isDescending = isDescending
        }
    }

    package var name: ObjectName
    package var kind: Kind
    package var isUnique: Bool
    package var parts: [Part]
    /// Partitioned as its table is.
    package var isLocal: Bool
    package var isVisible: Bool

    package init(
        name: ObjectName, parts: [Part], kind: Kind = .ordinary, isUnique: Bool = false, isLocal: Bool = false,
        isVisible: Bool = true
    ) {
        self.name = name
        self.parts = parts
        self.kind = kind
        self.isUnique = isUnique
        self.isLocal = isLocal
        self.isVisible = isVisible
    }
}
