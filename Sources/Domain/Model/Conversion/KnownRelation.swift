/// A table or a view that queries of views read: what its columns are at the source, and what they are called at the
/// destination. With it a query of a view is translated by the types of its columns; without it only what is the same
/// for all types is.
package struct KnownRelation: Hashable, Sendable, Codable {
    package struct Column: Hashable, Sendable, Codable {
        package var source: ColumnDefinition
        package var destinationName: String
        /// Nil where nobody knows.
        package var stored: StoredType?

        package init(source: ColumnDefinition, destinationName: String, stored: StoredType? = nil) {
            self.source = source
            self.destinationName = destinationName
            self.stored = stored
        }
    }

    /// As the source calls it.
    package var name: ObjectName
    /// In the order of the source; without those that are not at the destination.
    package var columns: [Column]

    package init(name: ObjectName, columns: [Column]) {
        self.name = name
        self.columns = columns
    }
}
