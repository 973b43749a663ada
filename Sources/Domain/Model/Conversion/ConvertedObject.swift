/// An object in the destination's words.
package struct ConvertedObject: Hashable, Sendable, Codable {
    package var kind: ObjectKind
    package var source: ObjectName
    package var destination: ObjectName
    /// Creates the object; empty when it cannot be expressed.
    package var statements: [String]
    /// What follows later: indexes, foreign keys.
    package var parts: [ConvertedPart]
    package var notes: [ConversionNote]
    /// How its rows travel; nil for what has no rows.
    package var copy: CopyPlan?

    package init(
        kind: ObjectKind, source: ObjectName, destination: ObjectName, statements: [String] = [],
        parts: [ConvertedPart] = [], notes: [ConversionNote] = [], copy: CopyPlan? = nil
    ) {
        self.kind = kind
        self.source = source
        self.destination = destination
        self.statements = statements
        self.parts = parts
        self.notes = notes
        self.copy = copy
    }

    package var isSupported: Bool { !statements.isEmpty }
    package var worst: ConversionNote.Severity { notes.map(\.severity).max() ?? .remark }
}

/// A part of a table that is made by a statement of its own.
package struct ConvertedPart: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable {
        case uniqueIndex, index, foreignKey, check, comment
    }

    package var kind: Kind
    package var name: String
    package var statement: String
    package var notes: [ConversionNote]
    /// What a foreign key joins.
    package var reference: ForeignReference?
    /// The other table that a foreign key joins, at the destination.
    package var parent: ObjectName? { reference?.parent }

    package init(
        kind: Kind, name: String, statement: String, notes: [ConversionNote] = [], reference: ForeignReference? = nil
    ) {
        self.kind = kind
        self.name = name
        self.statement = statement
        self.notes = notes
        self.reference = reference
    }
}

/// What a foreign key joins, in the destination's names, and what its parent is called at the source.
package struct ForeignReference: Hashable, Sendable, Codable {
    package var columns: [String]
    package var parent: ObjectName
    package var parentColumns: [String]
    package var parentSource: ObjectName
    package var parentSourceColumns: [String]
    /// The source never proved it for the rows that are there, and the destination is not to do so either.
    package var isUnproven: Bool?

    package init(
        columns: [String], parent: ObjectName, parentColumns: [String], parentSource: ObjectName,
        parentSourceColumns: [String]
    ) {
        self.columns = columns
        self.parent = parent
        self.parentColumns = parentColumns
        self.parentSource = parentSource
        self.parentSourceColumns = parentSourceColumns
    }
}
