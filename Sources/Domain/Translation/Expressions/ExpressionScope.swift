package import Model

/// The columns that an expression of a table may name, with what became of them.
package struct ExpressionScope: Sendable {
    package struct Column: Hashable, Sendable {
        package var source: ColumnDefinition
        package var name: String
        package var type: StoredType

        package init(source: ColumnDefinition, name: String, type: StoredType) {
            self.source = source
            self.name = name
            self.type = type
        }
    }

    package var table: ObjectName
    /// By the name at the source, as its dictionary keeps it.
    package var columns: [String: Column]

    package init(table: ObjectName, columns: [String: Column]) {
        self.table = table
        self.columns = columns
    }
}

/// A text of the destination's language, and what is different about it.
package struct TranslatedExpression: Hashable, Sendable {
    package var text: String
    /// Their subjects are empty; whoever asked knows the column or the constraint.
    package var notes: [ConversionNote]

    package init(_ text: String, notes: [ConversionNote] = []) {
        self.text = text
        self.notes = notes
    }
}
