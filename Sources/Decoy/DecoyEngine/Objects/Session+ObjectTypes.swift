internal import DecoyCompiler
internal import DecoyDictionary
package import OracleSQL

// Types as clients name them: by sixteen bytes, or by a text.
extension Session {
    /// Nil when nothing has this identity, or the user may not use it.
    package func objectType(identity bytes: [UInt8]) -> NamedObjectType? {
        switch ObjectIdentity(bytes) {
        case .drawn(let drawn):
            guard let found = dictionary.types.values.first(where: { $0.identifier == drawn }) else { return nil }
            return named(found)
        case .inPackage(let id, let place):
            guard let routine = dictionary.routines[id], routine.object.kind == .package else { return nil }
            let types = packageTypes(routine)
            return types.indices.contains(place) ? named(routine, types[place], place) : nil
        case .rows(let id):
            if let table = dictionary.tables[id] { return rows(of: table.object) }
            return dictionary.views[id].flatMap { rows(of: $0.object) }
        }
    }

    package func objectType(of type: OracleType) -> NamedObjectType? {
        guard case .object(let schema?, let name) = type else { return nil }
        return objectType(names: [schema] + name.split(separator: ".").map(String.init))
    }

    /// By its names as they are in the dictionary, the schema first or left out.
    func objectType(names: [String]) -> NamedObjectType? {
        var names = names
        let isRow = names.last?.hasSuffix(NamedObjectType.rowSuffix) == true
        if isRow, let last = names.popLast() { names.append(String(last.dropLast(NamedObjectType.rowSuffix.count))) }
        guard let found = dictionary.resolve(names, in: context.schema) else { return nil }
        switch found.entry {
        case .type(let type) where found.rest.isEmpty && !isRow: return named(type)
        case .table(let table) where found.rest.isEmpty && isRow: return rows(of: table.object)
        case .view(let view) where found.rest.isEmpty && isRow: return rows(of: view.object)
        case .routine(let routine) where found.rest.count == 1 && !isRow && routine.object.kind == .package:
            guard let place = packageTypes(routine).firstIndex(of: found.rest[0]) else { return nil }
            return named(routine, found.rest[0], place)
        default: return nil
        }
    }

    private func named(_ type: ObjectTypeDefinition) -> NamedObjectType? {
        guard dictionary.allows("EXECUTE", on: type.object, user: context.user), type.form != .incomplete else {
            return nil
        }
        return NamedObjectType(
            schema: type.object.owner, package: nil, name: type.object.name, identity: type.identifier)
    }

    private func named(_ routine: Routine, _ name: String, _ place: Int) -> NamedObjectType? {
        guard dictionary.allows("EXECUTE", on: routine.object, user: context.user) else { return nil }
        return NamedObjectType(
            schema: routine.object.owner, package: routine.object.name, name: name,
            identity: ObjectIdentity.inPackage(routine.id, place: place).bytes)
    }

    private func rows(of object: DictionaryObject) -> NamedObjectType? {
        guard dictionary.canSee(object, user: context.user) else { return nil }
        return NamedObjectType(
            schema: object.owner, package: nil, name: object.name + NamedObjectType.rowSuffix,
            identity: ObjectIdentity.rows(object.id).bytes)
    }

    /// The names of the types that a package declares, in their order.
    private func packageTypes(_ routine: Routine) -> [String] {
        if let known = units.packageTypes[routine.id], known.text == routine.text { return known.names }
        let names = PackageType.all(in: routine.text).map(\.name)
        units.packageTypes[routine.id] = (routine.text, names)
        return names
    }
}
