package import Model

/// Everything that a source lists, at one moment.
package struct SourceCatalogue: Hashable, Sendable {
    package let asOf: Timestamp
    package let objects: [ListedObject]

    package init(asOf: Timestamp, objects: [ListedObject]) {
        self.asOf = asOf
        self.objects = objects
    }
}
