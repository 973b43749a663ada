package import OracleSQL

/// A column of a table, a view or a system view.
package struct Column: Sendable, Hashable {
    package var name: String
    /// Never re-used inside a table; the physical column is `c<number>`.
    package let number: Int
    package var type: OracleType
    package var isNullable: Bool
    /// COLUMN_ID: the place in `SELECT *`, nil for invisible, hidden and unused columns.
    package var position: Int?
    /// The text of DEFAULT as it was written, nil without one.
    package var defaultText: String?
    /// `DEFAULT ON NULL`: an explicit NULL takes the default, too.
    package var isDefaultOnNull: Bool
    /// The expression of a virtual column. The physical column is a PostgreSQL generated column where PostgreSQL
    /// accepts the expression; readers need not care.
    package var virtualText: String?
    package var identity: Identity?
    /// INVISIBLE: usable by name, not in `SELECT *`.
    package var isInvisible: Bool
    /// Made by the system (function-based index, object storage): not usable by name in ALL_TAB_COLUMNS.
    package var isHidden: Bool
    package var isUnused: Bool
    package var comment: String?
    package var physicalName: String

    package init(
        name: String, number: Int, type: OracleType, isNullable: Bool = true, position: Int? = nil,
        physicalName: String? = nil
    ) {
        self.name = name
        self.number = number
        self.type = type
        self.isNullable = isNullable
        self.position = position
        self.defaultText = nil
        self.isDefaultOnNull = false
        self.virtualText = nil
        self.identity = nil
        self.isInvisible = false
        self.isHidden = false
        self.isUnused = false
        self.comment = nil
        self.physicalName = physicalName ?? "c\(number)"
    }

    package var representation: Representation { type.representation }
    package var isVirtual: Bool { virtualText != nil }

    /// `GENERATED … AS IDENTITY`.
    package struct Identity: Sendable, Hashable {
        /// GENERATED ALWAYS refuses values (ORA-32795); BY DEFAULT takes them.
        package var isAlways: Bool
        package var isOnNull: Bool
        package var sequenceID: Int

        package init(isAlways: Bool, isOnNull: Bool, sequenceID: Int) {
            self.isAlways = isAlways
            self.isOnNull = isOnNull
            self.sequenceID = sequenceID
        }
    }
}
