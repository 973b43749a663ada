/// A view as its source keeps it: the query in its own text.
package struct ViewDefinition: Hashable, Sendable, Codable {
    package var name: ObjectName
    package var columns: [ColumnDefinition]
    package var queryText: String
    package var isReadOnly: Bool
    package var checksOption: Bool
    package var comment: String?
    /// The source itself cannot read it.
    package var isInvalid = false
    /// What the query reads, where the source says it: for the order of creation.
    package var dependsOn: [ObjectName]

    package init(
        name: ObjectName, columns: [ColumnDefinition], queryText: String, isReadOnly: Bool = false,
        checksOption: Bool = false, dependsOn: [ObjectName] = []
    ) {
        self.name = name
        self.columns = columns
        self.queryText = queryText
        self.isReadOnly = isReadOnly
        self.checksOption = checksOption
        self.dependsOn = dependsOn
    }
}
