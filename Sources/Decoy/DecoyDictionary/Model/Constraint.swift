/// A constraint of a table. Disabled ones live in the dictionary only; enabled ones are `k<id>` in PostgreSQL.
package struct Constraint: Sendable, Hashable {
    /// The letters of CONSTRAINT_TYPE.
    package enum Kind: String, Sendable, Hashable {
        /// Also NOT NULL: then `notNullColumn` is set.
        case check = "C"
        case primaryKey = "P"
        case unique = "U"
        case foreignKey = "R"
    }

    package enum DeleteRule: String, Sendable, Hashable {
        case noAction = "NO ACTION"
        case cascade = "CASCADE"
        case setNull = "SET NULL"
    }

    package let id: Int
    package var owner: String
    package var name: String
    package var kind: Kind
    /// Column numbers, in order of position.
    package var columnNumbers: [Int]
    /// The condition of a CHECK as it was written; for NOT NULL `"C" IS NOT NULL`.
    package var condition: String?
    package var isNotNull: Bool
    /// The referenced table and constraint of a foreign key.
    package var referencedTableID: Int?
    package var referencedConstraintID: Int?
    package var deleteRule: DeleteRule
    package var isEnabled: Bool
    package var isValidated: Bool
    package var isDeferrable: Bool
    package var isInitiallyDeferred: Bool
    package var isRely: Bool
    package var isNameGenerated: Bool
    /// The index that enforces a primary or unique key.
    package var indexID: Int?

    package init(id: Int, owner: String, name: String, kind: Kind, columnNumbers: [Int]) {
        self.id = id
        self.owner = owner
        self.name = name
        self.kind = kind
        self.columnNumbers = columnNumbers
        self.condition = nil
        self.isNotNull = false
        self.referencedTableID = nil
        self.referencedConstraintID = nil
        self.deleteRule = .noAction
        self.isEnabled = true
        self.isValidated = true
        self.isDeferrable = false
        self.isInitiallyDeferred = false
        self.isRely = false
        self.isNameGenerated = false
        self.indexID = nil
    }

    /// The name in PostgreSQL, found again in the server's error fields.
    package var physicalName: String { "k\(id)" }
}
