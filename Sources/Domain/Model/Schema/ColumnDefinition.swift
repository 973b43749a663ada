/// One column as its source declares it. Expressions are the source's own text.
package struct ColumnDefinition: Hashable, Sendable, Codable {
    package var name: String
    package var type: ColumnType
    /// The type as the source writes it: `VARCHAR2(40 CHAR)`.
    package var typeText: String
    package var isNullable: Bool
    package var defaultText: String?
    package var isDefaultOnNull: Bool
    package var identity: ColumnIdentity?
    /// The expression of a virtual column.
    package var virtualText: String?
    /// Not part of `SELECT *`.
    package var isHidden: Bool
    package var comment: String?

    package init(
        name: String, type: ColumnType, typeText: String, isNullable: Bool = true, defaultText: String? = nil,
        isDefaultOnNull: Bool = false
    ) {
        self.name = name
        self.type = type
        self.typeText = typeText
        self.isNullable = isNullable
        self.defaultText = defaultText
        self.isDefaultOnNull = isDefaultOnNull
        isHidden = false
    }
}

/// A column that numbers its rows by itself.
package struct ColumnIdentity: Hashable, Sendable, Codable {
    /// Refuses values given by hand.
    package var isAlways: Bool
    package var start: Int64
    package var step: Int64
    /// The next value that would be given out.
    package var next: Int64?

    package init(isAlways: Bool, start: Int64 = 1, step: Int64 = 1, next: Int64? = nil) {
        self.isAlways = isAlways
        self.start = start
        self.step = step
        self.next = next
    }
}
