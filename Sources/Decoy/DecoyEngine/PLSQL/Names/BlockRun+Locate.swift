internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL

extension BlockRun {
    /// What the first names mean, and the names behind them: fields, methods.
    struct Located {
        let entity: Entity
        let rest: [Name]
    }

    /// Blocks around first, then labels, then packages.
    func locate(_ names: [Name], _ frame: Frame) throws(Raised) -> Located? {
        if let entity = frame.find(names[0].text) { return Located(entity: entity, rest: Array(names.dropFirst())) }
        guard names.count > 1 else { return nil }
        if let labelled = frame.frame(labelled: names[0].text), let entity = labelled.entities[names[1].text] {
            return Located(entity: entity, rest: Array(names.dropFirst(2)))
        }
        guard let (routine, rest) = storedUnit(names, frame), routine.object.kind == .package, let member = rest.first
        else { return nil }
        let package = try instance(of: routine, at: names[0].position)
        guard let entity = package.member(member.text, from: frame) else { return nil }
        return Located(entity: entity, rest: Array(rest.dropFirst()))
    }

    /// A stored unit that the names begin with; the caller must be allowed to run it.
    func storedUnit(_ names: [Name], _ frame: Frame) -> (Routine, [Name])? {
        let schema = frame.unit.owner ?? session.context.schema
        guard let found = session.dictionary.resolve(names.map(\.text), in: schema),
            case .routine(let routine) = found.entry,
            session.dictionary.allows("EXECUTE", on: routine.object, user: session.context.user)
        else { return nil }
        return (routine, Array(names.suffix(found.rest.count)))
    }

    /// The package with its variables: they live as long as the session and the text.
    func instance(of routine: Routine, at place: Position) throws(Raised) -> PackageInstance {
        let key = routine.id
        let body = session.dictionary.body(owner: routine.object.owner, name: routine.object.name)
        let texts = [routine.text, body?.text ?? ""]
        if let known = session.units.packages[key], known.texts == texts { return known }
        let isStale = session.units.packages[key] != nil
        session.units.packages[key] = nil
        let package = try make(routine, body, texts)
        session.units.packages[key] = package
        _ = isStale
        return package
    }

    private func make(_ routine: Routine, _ body: Routine?, _ texts: [String]) throws(Raised) -> PackageInstance {
        let owner = routine.object.owner
        let name = "\(owner).\(routine.object.name)"
        let rights = routine.isInvokersRights ? nil : owner
        let specification = Frame(
            parent: nil, unit: Unit(name: name, owner: rights, text: routine.text), label: routine.object.name)
        let package = PackageInstance(texts: texts, specification: specification)
        let unit = try parse(routine)
        guard case .package(let declared) = unit else { throw Raised(.unsupported("this unit")) }
        try within(specification.unit) { () throws(Raised) in try declare(declared.declarations, in: specification) }
        guard let body else { return package }
        guard case .package(let written) = try parse(body) else { throw Raised(.unsupported("this unit")) }
        let inner = Frame(
            parent: specification, unit: Unit(name: name, owner: rights, text: body.text), label: routine.object.name)
        package.body = inner
        session.units.packages[routine.id] = package
        try within(inner.unit) { () throws(Raised) in
            try declare(written.declarations, in: inner)
            if let start = written.start { _ = try runBody(start, inner) }
        }
        return package
    }

    func parse(_ routine: Routine) throws(Raised) -> SourceUnit {
        do throws(OracleFailure) {
            var parser = try Parser(routine.text, language: .block)
            return try parser.parseSourceUnit()
        } catch {
            let name = "\(routine.object.owner).\(routine.object.name)"
            throw Raised(
                OracleFailure(
                    code: 6550,
                    message: "ORA-06550: line 1, column 7:\nPLS-00905: object \(name) is invalid\n"
                        + "ORA-06550: line 1, column 7:\nPL/SQL: Statement ignored"))
        }
    }

    /// Runs with the rights and names of a unit's owner.
    func within<Value>(_ unit: Unit, _ body: () throws(Raised) -> Value) throws(Raised) -> Value {
        guard let owner = unit.owner, owner != session.context.user || owner != session.context.schema else {
            return try body()
        }
        let (user, schema) = (session.context.user, session.context.schema)
        session.context.user = owner
        session.context.schema = owner
        defer {
            session.context.user = user
            session.context.schema = schema
        }
        return try body()
    }
}
