internal import OracleSQL

// Blocks, their declarations and their exceptions.
extension BlockRun {
    func run(_ block: Block, in parent: Frame) throws(Raised) -> Flow {
        let frame = Frame(parent: parent, unit: parent.unit, label: block.label?.text)
        try declare(block.declarations, in: frame)
        return try runBody(block, frame)
    }

    /// The statements and exception clauses of a block whose declarations are done.
    func runBody(_ block: Block, _ frame: Frame) throws(Raised) -> Flow {
        do throws(Raised) {
            return try run(block.statements, frame)
        } catch {
            guard let clause = try clause(for: error, block.rescues, frame) else { throw error }
            caught.append(error)
            defer { caught.removeLast() }
            return try run(clause.statements, frame)
        }
    }

    private func clause(
        for raised: Raised, _ clauses: [ExceptionClause], _ frame: Frame
    ) throws(Raised) -> ExceptionClause? {
        guard !raised.isFaultOfText, raised.failure.code != 1013 else { return nil }
        for clause in clauses {
            if clause.names.isEmpty { return clause }
            for names in clause.names {
                let exception = try exception(names, frame)
                if let own = raised.exception, own === exception { return clause }
                if let code = exception.code, code == raised.failure.code { return clause }
            }
        }
        return nil
    }

    func exception(_ names: [Name], _ frame: Frame) throws(Raised) -> DeclaredException {
        if let found = try locate(names, frame), case .exception(let exception) = found.entity, found.rest.isEmpty {
            return exception
        }
        let bare = names.count == 2 && names[0].text == "STANDARD" ? names[1] : names[0]
        if names.count == 1 || bare != names[0], let standard = DeclaredException.standard[bare.text] {
            return standard
        }
        throw unknown(names, frame)
    }

    // MARK: Declarations

    func declare(_ declarations: [Declaration], in frame: Frame) throws(Raised) {
        for declaration in declarations {
            switch declaration {
            case .variable(let variable): try declare(variable, in: frame)
            case .cursor(let cursor): frame.entities[cursor.name.text] = .cursor(CursorSlot(cursor, frame))
            case .exception(let name): frame.entities[name.text] = .exception(DeclaredException(name.text))
            case .type(let type):
                frame.entities[type.name.text] = .type(try resolve(type.definition, named: type.name.text, frame))
            case .routine(let routine): declare(routine, in: frame)
            case .pragma(.exceptionInit(let name, let code), _):
                frame.entities[name.text] = .exception(DeclaredException(name.text, code: abs(code)))
            case .pragma(.autonomousTransaction, let place):
                throw Raised(.unsupported("PRAGMA AUTONOMOUS_TRANSACTION", at: place))
            case .pragma(.other, _): break
            }
        }
    }

    private func declare(_ variable: VariableDeclaration, in frame: Frame) throws(Raised) {
        let type = try resolve(variable.type, frame)
        var value = try fresh(type, frame)
        if let initial = variable.value {
            do throws(Raised) {
                value = try converted(try evaluate(initial, frame), to: type)
            } catch {
                var raised = error
                if raised.position == nil { raised.position = variable.name.position.offset }
                throw raised
            }
        }
        frame.entities[variable.name.text] = .variable(
            Slot(type, value, isConstant: variable.isConstant, isNotNull: variable.isNotNull))
    }

    /// The value of a variable without `:=`: fields of records may have one of their own.
    func fresh(_ type: BlockType, _ frame: Frame) throws(Raised) -> BlockValue {
        guard case .record(let record) = type, record.fields.contains(where: { $0.value != nil }) else {
            return type.initial
        }
        var fields: [BlockValue] = []
        for field in record.fields {
            if let value = field.value {
                fields.append(try converted(try evaluate(value, frame), to: field.type))
            } else {
                fields.append(try fresh(field.type, frame))
            }
        }
        return .record(fields)
    }

    /// A routine; one without body was announced before and gives way.
    private func declare(_ routine: RoutineUnit, in frame: Frame) {
        let entry = LocalRoutine(routine, frame)
        guard case .routine(var known)? = frame.entities[routine.name.text] else {
            frame.entities[routine.name.text] = .routine([entry])
            return
        }
        known.removeAll { $0.routine.body == nil && $0.routine.parameters == routine.parameters }
        frame.entities[routine.name.text] = .routine(known + [entry])
    }
}
