internal import OracleSQL

extension BlockRun {
    func run(_ statements: [BlockStatement], _ frame: Frame) throws(Raised) -> Flow {
        for statement in statements {
            let flow: Flow
            do throws(Raised) {
                flow = try run(statement, frame)
            } catch {
                var raised = error
                if raised.position == nil { raised.position = statement.position.offset }
                throw raised
            }
            if case .on = flow { continue }
            return flow
        }
        return .on
    }

    private func run(_ statement: BlockStatement, _ frame: Frame) throws(Raised) -> Flow {
        switch statement {
        case .null: return .on
        case .assign(let destination, let value, _):
            try assign(try evaluate(value, frame, for: destination), to: destination, frame)
        case .call(let routine, _): try callProcedure(routine, frame)
        case .branch(let branches, let otherwise, _):
            for branch in branches where try isTrue(branch.test, frame) { return try run(branch.statements, frame) }
            return try run(otherwise, frame)
        case .choice(let choice): return try run(choice, frame)
        case .loop(let loop): return try run(loop, frame)
        case .exit(let label, let condition, _):
            if let condition, !(try isTrue(condition, frame)) { return .on }
            return .exit(label?.text)
        case .next(let label, let condition, _):
            if let condition, !(try isTrue(condition, frame)) { return .on }
            return .next(label?.text)
        case .raise(let names, let place): throw try raised(names, place, frame)
        case .giveBack(let value, _):
            return .giveBack(try value.map { (value) throws(Raised) in try evaluate(value, frame) })
        case .block(let block): return try run(block, in: frame)
        case .sql(let embedded): try run(embedded, frame)
        case .open(let open): try self.open(open, frame)
        case .fetch(let fetch): try self.fetch(fetch, frame)
        case .close(let cursor, _): try close(cursor, frame)
        case .dynamic(let dynamic): try run(dynamic, frame)
        case .forAll(let forAll): try run(forAll, frame)
        case .pipeRow(_, let place): throw Raised(.unsupported("pipelined functions", at: place))
        }
        return .on
    }

    func isTrue(_ condition: Expression, _ frame: Frame) throws(Raised) -> Bool {
        let value = try evaluate(condition, frame)
        guard case .scalar(let cell) = value, cell.type == .boolean || cell.isNull else {
            throw fault(condition.position.offset, "PLS-00382: expression is of wrong type", in: frame.unit)
        }
        return cell.truth == true
    }

    private func raised(_ names: [Name]?, _ place: Position, _ frame: Frame) throws(Raised) -> Raised {
        guard let names else {
            guard let last = caught.last else {
                return fault(
                    place.offset,
                    "PLS-00367: a RAISE statement with no exception name must be inside an exception handler",
                    in: frame.unit)
            }
            return last
        }
        let exception = try exception(names, frame)
        var raised: Raised
        if let code = exception.code {
            raised = Raised(OracleFailure(code: code, message: Raised.standardText(code)))
        } else {
            raised = Raised(6510, "PL/SQL: unhandled user-defined exception")
        }
        raised.exception = exception
        return raised
    }

    private func run(_ choice: ChoiceStatement, _ frame: Frame) throws(Raised) -> Flow {
        let operand = try choice.operand.map { (value) throws(Raised) in try evaluate(value, frame) }
        for branch in choice.branches {
            let isChosen =
                if let operand {
                    try compare(.equal, operand, try evaluate(branch.test, frame), branch.test.position) == true
                } else {
                    try isTrue(branch.test, frame)
                }
            if isChosen { return try run(branch.statements, frame) }
        }
        guard let otherwise = choice.otherwise else {
            throw Raised(6592, "CASE not found while executing CASE statement")
        }
        return try run(otherwise, frame)
    }

    // MARK: Loops

    private func run(_ loop: Loop, _ frame: Frame) throws(Raised) -> Flow {
        let label = loop.label?.text
        let inner = Frame(parent: frame, unit: frame.unit, label: label)
        switch loop.kind {
        case .endless:
            while true { if let flow = try step(loop, inner) { return flow } }
        case .condition(let condition):
            while try isTrue(condition, inner) { if let flow = try step(loop, inner) { return flow } }
        case .range(let name, let low, let high, let isReversed):
            return try run(loop, over: name, try bound(low, frame), try bound(high, frame), isReversed, inner)
        case .query(let name, let query):
            let opened = try open(query, frame)
            return try run(loop, over: name, opened, inner)
        case .cursor(let name, let cursor):
            let opened = try openForLoop(cursor, frame)
            return try run(loop, over: name, opened, inner)
        }
        return .on
    }

    /// Runs the statements once; a flow other than nil leaves the loop.
    private func step(_ loop: Loop, _ frame: Frame) throws(Raised) -> Flow? {
        if session.canceller.isAsked { throw Raised(1013, "user requested cancel of current operation") }
        switch try run(loop.statements, frame) {
        case .on: return nil
        case .exit(let label):
            return label == nil || label == loop.label?.text ? .on : .exit(label)
        case .next(let label):
            return label == nil || label == loop.label?.text ? nil : .next(label)
        case .giveBack(let value): return .giveBack(value)
        }
    }

    func bound(_ expression: Expression, _ frame: Frame) throws(Raised) -> Int {
        let value = try converted(try evaluate(expression, frame), to: .scalar(.plsInteger))
        guard let number = value.cell?.whole else { throw Raised.valueError("") }
        return number
    }

    private func run(
        _ loop: Loop, over name: Name, _ low: Int, _ high: Int, _ isReversed: Bool, _ frame: Frame
    ) throws(Raised) -> Flow {
        guard low <= high else { return .on }
        for step in 0...(high - low) {
            let number = isReversed ? high - step : low + step
            frame.entities[name.text] = .variable(Slot(.scalar(.plsInteger), .integer(number), isConstant: true))
            if let flow = try self.step(loop, frame) { return flow }
        }
        return .on
    }

    private func run(_ loop: Loop, over name: Name, _ opened: OpenedCursor, _ frame: Frame) throws(Raised) -> Flow {
        guard let cursor = opened.cursor else { return .on }
        defer {
            cursor.close()
            opened.cursor = nil
        }
        let type = try rowType(cursor.columns, frame)
        let slot = Slot(.record(type), BlockType.record(type).initial)
        frame.entities[name.text] = .variable(slot)
        while try advance(opened) {
            let row = BlockValue.record(cursor.columns.indices.map { .scalar(cursor.cell($0)) })
            slot.value = type.hasObjects ? try converted(row, to: .record(type)) : row
            if let flow = try step(loop, frame) { return flow }
        }
        return .on
    }
}

extension Raised {
    /// The text of an exception that is raised by its name.
    static func standardText(_ code: Int) -> String {
        let texts = [
            1: "unique constraint violated", 51: "timeout occurred while waiting for a resource",
            1001: "invalid cursor", 1012: "not logged on", 1017: "invalid username/password; logon denied",
            1403: "no data found", 1410: "invalid ROWID",
            1422: "exact fetch returns more than requested number of rows",
            1476: "divisor is equal to zero", 1722: "invalid number", 6500: "PL/SQL: storage error",
            6501: "PL/SQL: program error", 6502: "PL/SQL: numeric or value error",
            6504: "PL/SQL: Return types of Result Set variables or query do not match",
            6511: "PL/SQL: cursor already open", 6530: "Reference to uninitialized composite",
            6531: "Reference to uninitialized collection", 6532: "Subscript outside of limit",
            6533: "Subscript beyond count", 6548: "no more rows needed",
            6592: "CASE not found while executing CASE statement",
        ]
        let text = texts[code].map { OracleFailure.prefix(code) + $0 }
        return text ?? String(OracleFailure.prefix(code).dropLast())
    }
}

extension BlockStatement {
    /// Where it begins, for ORA-06512.
    var position: Position {
        switch self {
        case .null(let place), .assign(_, _, let place), .call(_, let place), .branch(_, _, let place),
            .exit(_, _, let place), .next(_, _, let place), .raise(_, let place), .giveBack(_, let place),
            .close(_, let place), .pipeRow(_, let place):
            place
        case .choice(let choice): choice.position
        case .loop(let loop): loop.position
        case .block(let block): block.position
        case .sql(let embedded): embedded.position
        case .open(let open): open.position
        case .fetch(let fetch): fetch.position
        case .dynamic(let dynamic): dynamic.position
        case .forAll(let forAll): forAll.position
        }
    }
}
