package import Model

/// Names of objects that exist at a destination, compared as it compares them.
package struct ExistingNames: Sendable {
    private let names: Set<[NameKey]>
    private let comparison: NameComparison

    package init(_ listed: [ListedObject], _ comparison: NameComparison) {
        self.comparison = comparison
        names = Set(listed.map { Self.key($0.name, comparison) })
    }

    package static func read(
        _ databases: [String], at destination: any DestinationDatabase
    ) async throws(DatabaseRefusal) -> ExistingNames {
        let facts = try await destination.facts()
        return ExistingNames(try await destination.objects(in: databases), facts.objectNames)
    }

    package func contains(_ name: ObjectName) -> Bool { names.contains(Self.key(name, comparison)) }

    private static func key(_ name: ObjectName, _ comparison: NameComparison) -> [NameKey] {
        [comparison.key(name.schema), comparison.key(name.name)]
    }
}
