/// An index of a table; in PostgreSQL `data.i<id>`.
package struct Index: Sendable, Hashable {
    package struct Part: Sendable, Hashable {
        /// The column, or nil when the part is an expression.
        package var columnNumber: Int?
        /// The expression as it was written.
        package var expression: String?
        package var isDescending: Bool
        /// The name in ALL_IND_COLUMNS: the column, or `SYS_NC0000n$` for expressions and descending columns.
        package var name: String

        package init(columnNumber: Int?, expression: String?, isDescending: Bool, name: String) {
            self.columnNumber = columnNumber
            self.expression = expression
            self.isDescending = isDescending
            self.name = name
        }
    }

    package var object: DictionaryObject
    package var tableID: Int
    package var isUnique: Bool
    package var isBitmap: Bool
    package var isReverse: Bool
    package var isInvisible: Bool
    package var isLocal: Bool
    package var parts: [Part]

    package init(object: DictionaryObject, tableID: Int, isUnique: Bool, parts: [Part]) {
        self.object = object
        self.tableID = tableID
        self.isUnique = isUnique
        self.isBitmap = false
        self.isReverse = false
        self.isInvisible = false
        self.isLocal = false
        self.parts = parts
    }

    package var id: Int { object.id }
    package var physicalName: String { "i\(object.id)" }

    /// INDEX_TYPE of ALL_INDEXES.
    package var typeName: String {
        let isFunctionBased = parts.contains { $0.expression != nil || $0.isDescending }
        let base = isBitmap ? "BITMAP" : isReverse ? "NORMAL/REV" : "NORMAL"
        return isFunctionBased ? "FUNCTION-BASED \(base)" : base
    }
}
