/// One immutable snapshot of everything that is defined. Statements keep the snapshot they were compiled with.
///
/// It is not called Dictionary, so that Swift's own type keeps its name in the rooms that import this one.
package final class DataDictionary: Sendable {
    /// Grows with every definition statement: a cached compilation is good for equal versions.
    package let version: Int
    package let users: [String: User]
    package let tables: [Int: Table]
    package let views: [Int: View]
    package let sequences: [Int: SequenceDefinition]
    package let synonyms: [Int: Synonym]
    package let routines: [Int: Routine]
    package let triggers: [Int: Trigger]
    package let types: [Int: ObjectTypeDefinition]
    package let grants: [Grant]
    package let systemViews: [String: SystemView]
    /// By (owner, name) in namespace 1.
    let names: [QualifiedName: DictionaryObject]
    /// Bodies of packages and types, namespace 2.
    let bodies: [QualifiedName: DictionaryObject]
    let triggerNames: [QualifiedName: DictionaryObject]
    let indexNames: [QualifiedName: (table: Int, index: Int)]
    let constraintNames: [QualifiedName: (table: Int, constraint: Int)]
    let rights: [String: Rights]

    package init(_ contents: DictionaryContents) {
        self.version = contents.version
        var users: [String: User] = [:]
        for user in contents.users { users[user.name] = user }
        self.users = users
        var tables: [Int: Table] = [:]
        var names: [QualifiedName: DictionaryObject] = [:]
        var bodies: [QualifiedName: DictionaryObject] = [:]
        var triggerNames: [QualifiedName: DictionaryObject] = [:]
        var indexNames: [QualifiedName: (table: Int, index: Int)] = [:]
        var constraintNames: [QualifiedName: (table: Int, constraint: Int)] = [:]
        func enter(_ object: DictionaryObject) {
            let name = QualifiedName(object.owner, object.name)
            switch object.kind.namespace {
            case 1: names[name] = object
            case 2: bodies[name] = object
            case 3: triggerNames[name] = object
            default: break
            }
        }
        for table in contents.tables {
            tables[table.id] = table
            enter(table.object)
            for index in table.indexes {
                indexNames[QualifiedName(index.object.owner, index.object.name)] = (table.id, index.id)
            }
            for constraint in table.constraints {
                constraintNames[QualifiedName(constraint.owner, constraint.name)] = (table.id, constraint.id)
            }
        }
        self.tables = tables
        self.views = DataDictionary.byID(contents.views, \.object, enter)
        self.sequences = DataDictionary.byID(contents.sequences, \.object, enter)
        self.synonyms = DataDictionary.byID(contents.synonyms, \.object, enter)
        self.routines = DataDictionary.byID(contents.routines, \.object, enter)
        self.triggers = DataDictionary.byID(contents.triggers, \.object, enter)
        self.types = DataDictionary.byID(contents.types, \.object, enter)
        self.grants = contents.grants
        var systemViews: [String: SystemView] = [:]
        for view in contents.systemViews { systemViews[view.name] = view }
        self.systemViews = systemViews
        self.names = names
        self.bodies = bodies
        self.triggerNames = triggerNames
        self.indexNames = indexNames
        self.constraintNames = constraintNames
        self.rights = Rights.collect(contents.grants, users: users)
    }

    /// The snapshot with some tables made anew; all else is as it was.
    package init(_ base: DataDictionary, replacing changed: [Table], version: Int) {
        self.version = version
        var tables = base.tables
        var names = base.names
        var indexNames = base.indexNames
        var constraintNames = base.constraintNames
        for table in changed {
            if let before = tables[table.id] {
                for index in before.indexes {
                    indexNames[QualifiedName(index.object.owner, index.object.name)] = nil
                }
                for constraint in before.constraints {
                    constraintNames[QualifiedName(constraint.owner, constraint.name)] = nil
                }
                names[before.qualifiedName] = nil
            }
            tables[table.id] = table
            names[table.qualifiedName] = table.object
            for index in table.indexes {
                indexNames[QualifiedName(index.object.owner, index.object.name)] = (table.id, index.id)
            }
            for constraint in table.constraints {
                constraintNames[QualifiedName(constraint.owner, constraint.name)] = (table.id, constraint.id)
            }
        }
        self.tables = tables
        self.names = names
        self.indexNames = indexNames
        self.constraintNames = constraintNames
        users = base.users
        views = base.views
        sequences = base.sequences
        synonyms = base.synonyms
        routines = base.routines
        triggers = base.triggers
        types = base.types
        grants = base.grants
        systemViews = base.systemViews
        bodies = base.bodies
        triggerNames = base.triggerNames
        rights = base.rights
    }

    private static func byID<Value>(
        _ values: [Value], _ object: (Value) -> DictionaryObject, _ enter: (DictionaryObject) -> Void
    ) -> [Int: Value] {
        var found: [Int: Value] = [:]
        for value in values {
            found[object(value).id] = value
            enter(object(value))
        }
        return found
    }
}

/// What a snapshot is made from.
package struct DictionaryContents: Sendable {
    package var version = 0
    package var users: [User] = []
    package var tables: [Table] = []
    package var views: [View] = []
    package var sequences: [SequenceDefinition] = []
    package var synonyms: [Synonym] = []
    package var routines: [Routine] = []
    package var triggers: [Trigger] = []
    package var types: [ObjectTypeDefinition] = []
    package var grants: [Grant] = []
    package var systemViews: [SystemView] = []

    package init() {}
}
