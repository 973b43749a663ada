internal import DecoyDictionary
internal import OracleSQL

// One call: arguments in, statements, results out.
extension BlockRun {
    /// The routine whose parameters fit these arguments; with several the types decide.
    func choose(
        _ candidates: [LocalRoutine], _ arguments: [Call.Argument], _ frame: Frame, _ place: Position
    ) throws(Raised) -> LocalRoutine {
        var fitting: [LocalRoutine] = []
        for candidate in candidates where try mayFit(candidate, arguments) { fitting.append(candidate) }
        if fitting.count == 1 { return fitting[0] }
        guard !fitting.isEmpty else {
            let name = candidates.first?.routine.name.text ?? ""
            throw fault(
                place.offset, "PLS-00306: wrong number or types of arguments in call to '\(name)'", in: frame.unit)
        }
        var best = fitting[0]
        var bestScore = Int.min
        for candidate in fitting {
            let score = try score(candidate, arguments, frame)
            if score > bestScore { (best, bestScore) = (candidate, score) }
        }
        return best
    }

    /// False when the number of arguments is wrong, or a bind or literal is a boolean where none is wanted, or none
    /// where one is: nothing converts between the two.
    private func mayFit(_ candidate: LocalRoutine, _ arguments: [Call.Argument]) throws(Raised) -> Bool {
        guard let places = candidate.routine.places(of: arguments) else { return false }
        for (argument, place) in zip(arguments, places) {
            let given: OracleType
            switch argument.value {
            case .bind(let bind) where arrayTypes[bind.index] == nil && bind.index < bindTypes.count:
                given = bindTypes[bind.index]
            case .literal(.boolean, _): given = .boolean
            case .literal(.number, _): given = .plainNumber
            case .literal(.string, _): given = .anyText
            default: continue
            }
            guard
                case .scalar(let wanted) = try resolve(
                    candidate.routine.parameters[place].type, candidate.frame), wanted != .refCursor
            else { continue }
            if (given == .boolean) != (wanted == .boolean) { return false }
        }
        return true
    }

    /// How many arguments have the type of their parameters already.
    private func score(
        _ candidate: LocalRoutine, _ arguments: [Call.Argument], _ frame: Frame
    ) throws(Raised) -> Int {
        guard let places = candidate.routine.places(of: arguments) else { return 0 }
        var score = 0
        for (argument, place) in zip(arguments, places) {
            let wanted = try resolve(candidate.routine.parameters[place].type, candidate.frame)
            score += try fits(argument.value, wanted, frame)
        }
        return score
    }

    private func fits(_ argument: Expression, _ wanted: BlockType, _ frame: Frame) throws(Raised) -> Int {
        let given: BlockType?
        switch argument {
        case .literal(.number, _): given = .scalar(.plainNumber)
        case .literal(.string, _), .concatenation: given = .scalar(.anyText)
        case .literal(.boolean, _): given = .scalar(.boolean)
        case .literal(.date, _): given = .scalar(.date)
        case .bind(let bind):
            given = type(ofBind: bind.index)
        case .arithmetic: given = .scalar(.plainNumber)
        default: given = argument.isCondition ? .scalar(.boolean) : try type(of: argument, frame)
        }
        switch (given, wanted) {
        case (.scalar(let given)?, .scalar(let wanted)):
            if given == wanted { return 3 }
            return given.representation == wanted.representation ? 2 : 0
        case (.record(let given)?, .record(let wanted)):
            return given === wanted || given.name == wanted.name && given.fields.count == wanted.fields.count ? 3 : -9
        case (.collection(let given)?, .collection(let wanted)):
            return given === wanted || given.name == wanted.name ? 3 : given.name.isEmpty ? 1 : -9
        case (nil, _): return 0
        default: return -9
        }
    }

    /// Runs a routine; the value of a function, nil of a procedure.
    func invoke(
        _ local: LocalRoutine, _ arguments: [Call.Argument], _ caller: Frame, _ place: Position
    ) throws(Raised) -> BlockValue? {
        let routine = local.routine
        guard let body = routine.body, let places = routine.places(of: arguments) else {
            throw fault(
                place.offset,
                "PLS-00323: subprogram '\(routine.name.text)' is declared in a package specification "
                    + "and must be defined in the package body", in: caller.unit)
        }
        guard callDepth < BlockRun.callLimit else { throw Raised(6500, "PL/SQL: storage error") }
        let frame = Frame(parent: local.frame, unit: local.frame.unit, label: routine.name.text)
        let outward = try pass(arguments, places, routine, caller, frame)
        callDepth += 1
        defer { callDepth -= 1 }
        let flow: Flow
        do throws(Raised) {
            flow = try within(frame.unit) { () throws(Raised) in
                try declare(body.declarations, in: frame)
                return try runBody(body, frame)
            }
        } catch {
            var raised = error
            raised.lines.append(frame.unit.traceLine(at: raised.position ?? routine.position.offset))
            raised.position = nil
            throw raised
        }
        for (destination, slot) in outward { try assign(slot.value, to: destination, caller) }
        guard let result = routine.result else { return nil }
        guard case .giveBack(let value?) = flow else { throw Raised(6503, "PL/SQL: Function returned without value") }
        return try converted(value, to: try resolve(result, local.frame).unbounded)
    }

    /// Makes the parameters; gives back which arguments receive values at the end.
    private func pass(
        _ arguments: [Call.Argument], _ places: [Int], _ routine: RoutineUnit, _ caller: Frame, _ frame: Frame
    ) throws(Raised) -> [(Expression, Slot)] {
        var outward: [(Expression, Slot)] = []
        var given: [Int: Expression] = [:]
        for (argument, place) in zip(arguments, places) { given[place] = argument.value }
        for (index, parameter) in routine.parameters.enumerated() {
            let type = try resolve(parameter.type, frame.parent ?? frame).unbounded
            var value = type.initial
            if let argument = given[index] {
                if parameter.mode != .out { value = try converted(try evaluate(argument, caller), to: type) }
            } else if let initial = parameter.value {
                value = try converted(try evaluate(initial, frame), to: type)
            }
            let slot = Slot(type, value, isConstant: parameter.mode == .in)
            frame.entities[parameter.name.text] = .variable(slot)
            if parameter.mode != .in, let argument = given[index] { outward.append((argument, slot)) }
        }
        return outward
    }
}

extension RoutineUnit {
    /// For every argument the parameter that it goes to; nil when they do not fit.
    func places(of arguments: [Call.Argument]) -> [Int]? {
        var places: [Int] = []
        for (index, argument) in arguments.enumerated() {
            let place = argument.name.map { name in parameters.firstIndex { $0.name == name } ?? -1 } ?? index
            guard place >= 0, place < parameters.count, !places.contains(place) else { return nil }
            places.append(place)
        }
        for (index, parameter) in parameters.enumerated() where parameter.value == nil {
            guard places.contains(index) else { return nil }
        }
        return places
    }
}

extension BlockType {
    /// Parameters and results have no length of their own.
    var unbounded: BlockType {
        guard case .scalar(let type) = self else { return self }
        switch type {
        case .varchar2, .char: return .scalar(.anyText)
        case .nvarchar2, .nchar: return .scalar(.nvarchar2(32_767))
        case .raw: return .scalar(.raw(32_767))
        case .number: return .scalar(.plainNumber)
        default: return self
        }
    }
}
