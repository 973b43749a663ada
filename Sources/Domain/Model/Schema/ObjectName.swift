/// The name of an object at one end: the schema (a database, where schemas are called so) and the name inside it, as
/// the database keeps them, without quotes.
package struct ObjectName: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package var schema: String
    package var name: String

    package init(_ schema: String, _ name: String) {
        self.schema = schema
        self.name = name
    }

    package var description: String { "\(schema).\(name)" }

    package static func < (a: ObjectName, b: ObjectName) -> Bool {
        if a.schema.utf8.elementsEqual(b.schema.utf8) { return a.name.utf8.lexicographicallyPrecedes(b.name.utf8) }
        return a.schema.utf8.lexicographicallyPrecedes(b.schema.utf8)
    }

    /// By their bytes: a source may have two names that differ only in how an accent is written.
    package static func == (a: ObjectName, b: ObjectName) -> Bool {
        a.name.utf8.elementsEqual(b.name.utf8) && a.schema.utf8.elementsEqual(b.schema.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        for text in [schema, name] {
            for byte in text.utf8 { hasher.combine(byte) }
            hasher.combine(0xFF as UInt8)
        }
    }
}

/// What an object of a schema is.
package enum ObjectKind: String, Sendable, Codable, CaseIterable {
    case table, view, materializedView, sequence, synonym, trigger, function, procedure, package, type, databaseLink
    case queue, other

    /// Kinds that the schema step creates at the destination; the others are listed with what the operator must do.
    package var isMigrated: Bool { self == .table || self == .view }
}

/// An object as a list shows it, before anybody reads its definition.
package struct ListedObject: Hashable, Sendable, Codable {
    package var name: ObjectName
    package var kind: ObjectKind
    /// From the statistics of the database; nil when it has none.
    package var rowsEstimated: Int64?
    package var bytesEstimated: Int64?
    /// What a list should flag: `noKey`, `temporary`, `external`, `partitioned`, `largeValues`, `indexOrganized`,
    /// `nested`, `invalid`.
    package var flags: Set<String>

    package init(
        name: ObjectName, kind: ObjectKind, rowsEstimated: Int64? = nil, bytesEstimated: Int64? = nil,
        flags: Set<String> = []
    ) {
        self.name = name
        self.kind = kind
        self.rowsEstimated = rowsEstimated
        self.bytesEstimated = bytesEstimated
        self.flags = flags
    }
}
