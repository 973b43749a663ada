/// A sequence; in PostgreSQL `data.s<id>`.
package struct SequenceDefinition: Sendable, Hashable {
    package var object: DictionaryObject
    /// Decimal digits: Oracle's bounds have up to 28 of them.
    package var minimum: String
    package var maximum: String
    package var increment: String
    package var start: String
    package var isCycle: Bool
    package var isOrder: Bool
    package var cacheSize: Int

    package init(object: DictionaryObject) {
        self.object = object
        self.minimum = "1"
        self.maximum = "9999999999999999999999999999"
        self.increment = "1"
        self.start = "1"
        self.isCycle = false
        self.isOrder = false
        self.cacheSize = 20
    }

    package var id: Int { object.id }
    package var physicalName: String { "data.s\(object.id)" }
}

/// A synonym; a public one is owned by `PUBLIC`.
package struct Synonym: Sendable, Hashable {
    package var object: DictionaryObject
    package var pointsTo: QualifiedName
    package var databaseLink: String?

    package init(object: DictionaryObject, pointsTo: QualifiedName, databaseLink: String? = nil) {
        self.object = object
        self.pointsTo = pointsTo
        self.databaseLink = databaseLink
    }
}
