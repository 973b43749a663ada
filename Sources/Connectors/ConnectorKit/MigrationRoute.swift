package import Model

/// A way from one kind of data source to another: which steps it offers and how definitions become statements.
package struct MigrationRoute: Sendable {
    package let from: DataSourceKind
    package let to: DataSourceKind
    package let steps: [StepKind]
    package let conversion:
        @Sendable (_ source: DatabaseFacts, _ destination: DatabaseFacts, _ settings: ConversionSettings)
            -> any SchemaConversion

    package init(
        from: DataSourceKind, to: DataSourceKind, steps: [StepKind],
        conversion:
            @escaping @Sendable (
                _ source: DatabaseFacts, _ destination: DatabaseFacts, _ settings: ConversionSettings
            ) -> any SchemaConversion
    ) {
        self.from = from
        self.to = to
        self.steps = steps
        self.conversion = conversion
    }
}
