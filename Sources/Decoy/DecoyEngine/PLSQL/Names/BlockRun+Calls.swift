internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL

// Routines: of the block, of packages, stored, built in.
extension BlockRun {
    func callProcedure(_ routine: Expression, _ frame: Frame) throws(Raised) {
        let (names, arguments) = try parts(of: routine, frame)
        if let found = try locate(names, frame) {
            switch found.entity {
            case .routine(let candidates) where found.rest.isEmpty:
                try procedure(candidates, arguments, frame, routine.position)
            case .variable where !found.rest.isEmpty: try callMethod(routine, names, arguments, frame)
            default:
                let text = names.map(\.text).joined(separator: ".")
                throw fault(
                    routine.position.offset, "PLS-00221: '\(text)' is not a procedure or is undefined", in: frame.unit)
            }
            return
        }
        if BuiltinTable.name(names) == "DBMS_SQL.RETURN_RESULT" {
            return try returnResult(arguments, frame, routine.position)
        }
        if let builtin = BuiltinTable.routine(names) {
            _ = try run(builtin, arguments, frame, routine.position)
            return
        }
        guard let stored = try stored(names, frame) else { throw unknown(names, frame) }
        try procedure([stored.routine], arguments, frame, routine.position)
    }

    private func parts(of routine: Expression, _ frame: Frame) throws(Raised) -> ([Name], [Call.Argument]) {
        switch routine {
        case .reference(let reference): return (reference.names, [])
        case .call(let call): return (call.names, call.arguments)
        case .member(.call(let call), let name): return try memberParts(call, name, [], frame)
        case .apply(.member(.call(let call), let name), let arguments, _):
            return try memberParts(call, name, arguments, frame)
        default: throw wrongType(routine, frame)
        }
    }

    /// `t(1).list.extend` is a method of an element: it is run at once by its place.
    private func memberParts(
        _ call: Call, _ name: Name, _ arguments: [Call.Argument], _ frame: Frame
    ) throws(Raised) -> ([Name], [Call.Argument]) {
        throw Raised(.unsupported("method of an element of a collection", at: name.position))
    }

    private func callMethod(
        _ routine: Expression, _ names: [Name], _ arguments: [Call.Argument], _ frame: Frame
    ) throws(Raised) {
        let owner = Reference(names: Array(names.dropLast()), position: routine.position)
        let place = try place(.reference(owner), frame)
        guard let type = place.type.collection else { throw unknown(names, frame) }
        var keys: [BlockValue] = []
        for argument in arguments { keys.append(try evaluate(argument.value, frame)) }
        try modify(place) { (value) throws(Raised) in
            guard case .collection(var values) = value else { return }
            value = .null
            defer { value = .collection(values) }
            try change(&values, by: names[names.count - 1], keys, type, frame)
        }
    }

    private func procedure(
        _ candidates: [LocalRoutine], _ arguments: [Call.Argument], _ frame: Frame, _ place: Position
    ) throws(Raised) {
        let chosen = try choose(candidates, arguments, frame, place)
        guard !chosen.routine.isFunction else {
            throw fault(
                place.offset, "PLS-00221: '\(chosen.routine.name.text)' is not a procedure or is undefined",
                in: frame.unit)
        }
        _ = try invoke(chosen, arguments, frame, place)
    }

    func function(
        _ candidates: [LocalRoutine], _ arguments: [Call.Argument], _ frame: Frame, _ place: Position
    ) throws(Raised) -> BlockValue {
        let chosen = try choose(candidates, arguments, frame, place)
        guard chosen.routine.isFunction else {
            throw fault(
                place.offset, "PLS-00222: no function with name '\(chosen.routine.name.text)' exists in this scope",
                in: frame.unit)
        }
        return try invoke(chosen, arguments, frame, place) ?? .null
    }

    /// A function that is neither of the block nor of SQL: built in, or stored. Nil for names that are none.
    func outside(
        _ names: [Name], _ arguments: [Call.Argument], _ frame: Frame, _ place: Position
    ) throws(Raised) -> BlockValue? {
        if let constant = BuiltinTable.constant(names), arguments.isEmpty { return constant }
        if BuiltinTable.name(names) == BlockRun.typeShapeName { return try typeShape(arguments, frame, place) }
        if let builtin = BuiltinTable.routine(names) {
            guard builtin.isFunction else {
                throw fault(
                    place.offset, "PLS-00222: no function with name '\(builtin.name)' exists in this scope",
                    in: frame.unit)
            }
            return try run(builtin, arguments, frame, place)
        }
        let text = names.map(\.text).joined(separator: ".")
        let bare = text.hasPrefix("SYS.") ? String(text.dropFirst(4)) : text
        if FunctionTable.rule(named: bare) != nil { return nil }
        if let stored = try stored(names, frame) { return try function([stored.routine], arguments, frame, place) }
        let schema = frame.unit.owner ?? session.context.schema
        if let found = session.dictionary.resolve(names.map(\.text), in: schema), case .type = found.entry {
            return try construct(try resolve(.named(names), frame), arguments, frame, place)
        }
        return nil
    }

    /// A stored procedure or function of its own.
    func stored(_ names: [Name], _ frame: Frame) throws(Raised) -> StoredRoutine? {
        guard let (routine, rest) = storedUnit(names, frame), routine.object.kind != .package, rest.isEmpty else {
            return nil
        }
        if let known = session.units.routines[routine.id], known.text == routine.text { return known }
        guard case .routine(let written) = try parse(routine) else { return nil }
        let name = "\(routine.object.owner).\(routine.object.name)"
        let unit = Unit(
            name: name, owner: routine.isInvokersRights ? nil : routine.object.owner, text: routine.text)
        let made = StoredRoutine(
            text: routine.text, frame: Frame(parent: nil, unit: unit), routine: written)
        session.units.routines[routine.id] = made
        return made
    }

    /// The type of what a routine gives, for SQL inside of blocks.
    func resultType(_ names: [Name], _ frame: Frame) throws(Raised) -> BlockType? {
        if let found = try locate(names, frame) {
            guard case .routine(let candidates) = found.entity, found.rest.isEmpty, let first = candidates.first,
                let result = first.routine.result
            else { return nil }
            return try resolve(result, first.frame)
        }
        if let builtin = BuiltinTable.routine(names) { return builtin.result.map(BlockType.scalar) }
        if case .scalar(let cell)? = BuiltinTable.constant(names) { return .scalar(cell.type) }
        let text = names.map(\.text).joined(separator: ".")
        guard FunctionTable.rule(named: text) == nil, let stored = try stored(names, frame),
            let result = stored.routine.routine.result
        else { return nil }
        return try resolve(result, stored.frame)
    }
}
