/// What a name means.
package enum DictionaryEntry: Sendable {
    case table(Table)
    case view(View)
    case systemView(SystemView)
    case sequence(SequenceDefinition)
    /// A procedure, function or package (its specification).
    case routine(Routine)
    case type(ObjectTypeDefinition)
    /// A synonym whose end does not exist: ORA-00980.
    case brokenSynonym(Synonym)

    /// A table or a view.
    var hasRows: Bool {
        switch self {
        case .table, .view, .systemView: true
        default: false
        }
    }
}

/// A name that was found, and the names behind it: `S.PKG.F` gives the package and `["F"]`.
package struct Resolution: Sendable {
    package let entry: DictionaryEntry
    package let rest: [String]
}

extension DataDictionary {
    /// Oracle's order: an object of the schema, a public synonym or system view, a schema of that name. A table has
    /// nothing behind a point, so a schema with the name of a table is meant where more follows.
    package func resolve(_ names: [String], in schema: String) -> Resolution? {
        guard let first = names.first else { return nil }
        if names.count > 1, users[first] != nil, let own = entry(QualifiedName(schema, first), depth: 0), own.hasRows,
            let entry = entry(QualifiedName(first, names[1]), depth: 0)
        {
            return Resolution(entry: entry, rest: Array(names.dropFirst(2)))
        }
        if let entry = entry(QualifiedName(schema, first), depth: 0) {
            return Resolution(entry: entry, rest: Array(names.dropFirst()))
        }
        if let entry = publicEntry(first) { return Resolution(entry: entry, rest: Array(names.dropFirst())) }
        guard names.count > 1, users[first] != nil || first == "PUBLIC" else { return nil }
        if let entry = entry(QualifiedName(first, names[1]), depth: 0) {
            return Resolution(entry: entry, rest: Array(names.dropFirst(2)))
        }
        return nil
    }

    /// The object of exactly that owner and name, synonyms followed.
    package func find(owner: String, name: String) -> DictionaryEntry? { entry(QualifiedName(owner, name), depth: 0) }

    /// The object row behind a name, synonyms not followed.
    package func object(owner: String, name: String) -> DictionaryObject? { names[QualifiedName(owner, name)] }

    /// The body of a package or type.
    package func body(owner: String, name: String) -> Routine? {
        bodies[QualifiedName(owner, name)].flatMap { routines[$0.id] }
    }

    package func trigger(owner: String, name: String) -> Trigger? {
        triggerNames[QualifiedName(owner, name)].flatMap { triggers[$0.id] }
    }

    package func index(owner: String, name: String) -> (table: Table, index: Index)? {
        guard let place = indexNames[QualifiedName(owner, name)], let table = tables[place.table],
            let index = table.indexes.first(where: { $0.id == place.index })
        else { return nil }
        return (table, index)
    }

    package func constraint(owner: String, name: String) -> (table: Table, constraint: Constraint)? {
        guard let place = constraintNames[QualifiedName(owner, name)], let table = tables[place.table],
            let constraint = table.constraints.first(where: { $0.id == place.constraint })
        else { return nil }
        return (table, constraint)
    }

    /// The table and constraint behind a physical constraint name (`k12`), for error messages.
    package func constraint(physicalName: String) -> (table: Table, constraint: Constraint)? {
        guard physicalName.first == "k", let id = Int(physicalName.dropFirst()) else { return nil }
        for table in tables.values {
            if let found = table.constraints.first(where: { $0.id == id }) { return (table, found) }
        }
        return nil
    }

    /// The index behind a physical name (`i12`).
    package func index(physicalName: String) -> (table: Table, index: Index)? {
        guard physicalName.first == "i", let id = Int(physicalName.dropFirst()) else { return nil }
        for table in tables.values {
            if let found = table.indexes.first(where: { $0.id == id }) { return (table, found) }
        }
        return nil
    }

    /// The table or partition behind a physical name (`t12`, with or without its schema), for error messages.
    package func table(physicalName: String) -> Table? {
        let bare = physicalName.split(separator: ".").last.map(String.init) ?? physicalName
        guard bare.first == "t", let id = Int(bare.dropFirst()) else { return nil }
        if let table = tables[id] { return table }
        return tables.values.first { $0.partitioning?.contains(partition: id) ?? false }
    }

    /// The enabled triggers of a table in the order of their ids.
    package func triggers(on table: Table) -> [Trigger] {
        table.triggerIDs.sorted().compactMap { triggers[$0] }.filter(\.isEnabled)
    }

    private func publicEntry(_ name: String) -> DictionaryEntry? {
        if let entry = entry(QualifiedName("PUBLIC", name), depth: 0) { return entry }
        return systemViews[name].map(DictionaryEntry.systemView)
    }

    /// Synonyms are followed up to a bound, so that a ring of them ends.
    private func entry(_ name: QualifiedName, depth: Int) -> DictionaryEntry? {
        guard let object = names[name] else {
            if name.owner == "SYS" || name.owner == "SYSTEM", let view = systemViews[name.name],
                view.owner == name.owner
            {
                return .systemView(view)
            }
            if name.owner == "SYS" {
                return systemViews.values.first { $0.objectName == name.name }.map(DictionaryEntry.systemView)
            }
            return nil
        }
        if let table = tables[object.id] { return .table(table) }
        if let view = views[object.id] { return .view(view) }
        if let sequence = sequences[object.id] { return .sequence(sequence) }
        if let type = types[object.id] { return .type(type) }
        if let routine = routines[object.id] { return .routine(routine) }
        guard let synonym = synonyms[object.id] else { return nil }
        guard depth < 16 else { return .brokenSynonym(synonym) }
        if let end = entry(synonym.pointsTo, depth: depth + 1) { return end }
        // A synonym may name a schema's object that is itself reached by a public synonym.
        return .brokenSynonym(synonym)
    }
}

extension Partitioning {
    package func contains(partition id: Int) -> Bool {
        partitions.contains { $0.id == id || $0.subpartitions.contains { $0.id == id } }
    }

    package func partition(named name: String) -> Partition? { partitions.first { $0.name == name } }

    package func subpartition(named name: String) -> Partition? {
        for partition in partitions {
            if let found = partition.subpartitions.first(where: { $0.name == name }) { return found }
        }
        return nil
    }
}
