internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL

// Running single triggers.
extension Session {
    /// SQL inside of SQL, as deep as Oracle allows.
    static let recursionLimit = 50

    /// Runs the body of a trigger if its condition holds; gives back the new row as the trigger leaves it.
    func fire(
        _ trigger: Trigger, _ set: TriggerSet, _ type: RecordType? = nil, old: [Cell] = [], new: [Cell] = []
    ) throws(OracleFailure) -> [Cell] {
        let unit = try triggerUnit(trigger)
        guard nesting.triggerDepth < Session.recursionLimit else {
            throw OracleFailure(36, "maximum number of recursive SQL levels (\(Session.recursionLimit)) exceeded")
        }
        let run = BlockRun(self, cells: [])
        run.event = set.event
        let frame = Frame(parent: nil, unit: unit.unit, label: trigger.object.name)
        var row: Slot?
        if let type {
            let isFixed = trigger.timing == .after || set.event.kind == .delete
            let before = Slot(.record(type), .record(old.map { .scalar($0) }), isConstant: true)
            let after = Slot(.record(type), .record(new.map { .scalar($0) }), isConstant: isFixed)
            frame.entities[":" + trigger.oldName] = .variable(before)
            frame.entities[":" + trigger.newName] = .variable(after)
            row = after
            if let condition = unit.condition {
                frame.entities[trigger.oldName] = .variable(before)
                frame.entities[trigger.newName] = .variable(after)
                guard try holds(condition, run, frame, unit) else { return new }
                frame.entities[trigger.oldName] = nil
                frame.entities[trigger.newName] = nil
            }
        }
        nesting.triggerDepth += 1
        defer { nesting.triggerDepth -= 1 }
        do throws(Raised) {
            _ = try run.within(unit.unit) { () throws(Raised) in try run.run(unit.block, in: frame) }
        } catch {
            throw failure(error, unit)
        }
        guard case .record(let fields)? = row?.value else { return new }
        return fields.compactMap(\.cell)
    }

    private func holds(
        _ condition: Expression, _ run: BlockRun, _ frame: Frame, _ unit: TriggerUnit
    ) throws(OracleFailure) -> Bool {
        do throws(Raised) {
            return try run.within(unit.unit) { () throws(Raised) in try run.isTrue(condition, frame) }
        } catch {
            throw failure(error, unit)
        }
    }

    private func failure(_ error: Raised, _ unit: TriggerUnit) -> OracleFailure {
        guard !error.isFaultOfText else { return TriggerUnit.invalid(unit.name, error.failure) }
        var raised = error
        if let position = raised.position { raised.lines.append(unit.unit.traceLine(at: position)) }
        raised.lines.append("ORA-04088: error during execution of trigger '\(unit.name)'")
        return raised.reported
    }

    private func triggerUnit(_ trigger: Trigger) throws(OracleFailure) -> TriggerUnit {
        if let known = units.triggers[trigger.object.id], known.text == trigger.text { return known }
        let unit = try TriggerUnit(trigger)
        units.triggers[trigger.object.id] = unit
        return unit
    }

    /// A trigger must not see a table in the middle of a statement that changes it.
    func refuseMutating(_ objects: [Int]) throws(OracleFailure) {
        guard !nesting.mutatingTables.isEmpty else { return }
        for id in objects where nesting.mutatingTables.contains(id) {
            guard let table = dictionary.tables[id] else { continue }
            throw OracleFailure(
                4091, "table \(table.owner).\(table.name) is mutating, trigger/function may not see it")
        }
    }

    func refuseControlInTrigger(_ word: String) throws(OracleFailure) {
        guard nesting.triggerDepth == 0 else { throw OracleFailure(4092, "cannot \(word) in a trigger") }
    }
}
