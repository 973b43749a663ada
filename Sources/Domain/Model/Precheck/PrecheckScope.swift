/// What a precheck is about.
package struct PrecheckScope: Hashable, Sendable {
    package var steps: [StepKind]
    package var tables: [TableDefinition]
    package var converted: [ConvertedObject]
    /// Databases at the destination, and whether missing ones may be made.
    package var databases: [String]
    package var createsDatabases: Bool
    package var onNonEmpty: NonEmptyPolicy
    package var needsLogs: Bool

    package init(
        steps: [StepKind], tables: [TableDefinition], converted: [ConvertedObject], databases: [String],
        createsDatabases: Bool, onNonEmpty: NonEmptyPolicy, needsLogs: Bool
    ) {
        self.steps = steps
        self.tables = tables
        self.converted = converted
        self.databases = databases
        self.createsDatabases = createsDatabases
        self.onNonEmpty = onNonEmpty
        self.needsLogs = needsLogs
    }
}
