internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL

/// The variables that a statement of SQL may name, noted as the compiler asks for them.
final class BlockVariables: VariableScope {
    private let run: BlockRun
    private let frame: Frame
    private let firstIndex: Int
    private(set) var expressions: [Expression] = []
    private(set) var types: [OracleType] = []
    /// What went wrong while a type was found out; thrown after compiling.
    private(set) var failure: Raised?

    init(_ run: BlockRun, _ frame: Frame, firstIndex: Int) {
        self.run = run
        self.frame = frame
        self.firstIndex = firstIndex
    }

    func variable(for expression: Expression) -> Variable? {
        if let known = expressions.firstIndex(of: expression) {
            return Variable(index: firstIndex + known, type: types[known])
        }
        do throws(Raised) {
            guard try run.isEvaluable(expression, frame), let type = try run.type(of: expression, frame)?.sqlType else {
                return nil
            }
            expressions.append(expression)
            types.append(type)
            return Variable(index: firstIndex + expressions.count - 1, type: type)
        } catch {
            failure = failure ?? error
            return nil
        }
    }

    func rowRoutine(for call: Call) -> RowRoutine? {
        do throws(Raised) { return try run.rowRoutine(call, frame) } catch { return nil }
    }
}

// Statements of SQL inside of blocks.
extension BlockRun {
    /// Whether PL/SQL can give the value: no columns of the statement are in it.
    func isEvaluable(_ expression: Expression, _ frame: Frame) throws(Raised) -> Bool {
        switch expression {
        case .literal, .bind: return true
        case .reference, .member, .apply, .attribute: return try type(of: expression, frame) != nil
        case .call(let call):
            guard try type(of: expression, frame) != nil else { return false }
            for argument in call.arguments where !(try isEvaluable(argument.value, frame)) { return false }
            return true
        case .arithmetic(_, let left, let right, _):
            guard try isEvaluable(left, frame) else { return false }
            return try isEvaluable(right, frame)
        case .unary(.minus, let inner, _): return try isEvaluable(inner, frame)
        case .concatenation(let parts, _):
            for part in parts where !(try isEvaluable(part, frame)) { return false }
            return true
        default: return false
        }
    }

    /// The statement compiled, from before when nothing has changed.
    func compiled(_ statement: Statement, at start: Int, _ frame: Frame) throws(Raised) -> EmbeddedRun {
        if let known = frame.unit.statements[start], known.dictionaryVersion == session.dictionary.version,
            known.context == session.context, try currentTypes(known, frame) == known.types
        {
            return known
        }
        let variables = BlockVariables(self, frame, firstIndex: bindTypes.count)
        let compiler = Compiler(session.dictionary, context: session.context)
        let compiled: CompiledStatement
        do throws(OracleFailure) {
            compiled = try compiler.compile(statement, binds: bindTypes.map { BindType($0) }, variables: variables)
        } catch {
            if let failure = variables.failure { throw failure }
            throw Raised(located(error, start, frame.unit))
        }
        let prepared = Prepared(text: "", statement: statement, variables: [])
        let run = EmbeddedRun(
            prepared: prepared, compiled: compiled, variables: variables.expressions, types: variables.types,
            dictionaryVersion: session.dictionary.version, context: session.context)
        frame.unit.statements[start] = run
        return run
    }

    private func currentTypes(_ run: EmbeddedRun, _ frame: Frame) throws(Raised) -> [OracleType] {
        var types: [OracleType] = []
        for variable in run.variables { types.append(try type(of: variable, frame)?.sqlType ?? .json) }
        return types
    }

    private func located(_ failure: OracleFailure, _ start: Int, _ unit: Unit) -> OracleFailure {
        guard failure.code != 3001 else { return failure }
        let place = failure.position ?? start
        return .compilation(
            [
                (unit.line(at: place), unit.column(at: place), "PL/SQL: " + failure.message),
                (unit.line(at: start), unit.column(at: start), "PL/SQL: SQL Statement ignored"),
            ], position: place)
    }

    /// The values of the binds of the block and of the variables, as the compiled statement numbers them.
    func values(for run: EmbeddedRun, _ frame: Frame, more: [OracleType] = []) throws(Raised) -> BindRows {
        var cells: [Cell] = []
        for (index, value) in binds.enumerated() {
            if let type = objectTypes[index] {
                cells.append(try objectCell(value, type, bindTypes[index]))
            } else {
                cells.append(value.cell ?? .null(bindTypes[index]))
            }
        }
        for (variable, type) in zip(run.variables, run.types) {
            let value = try evaluate(variable, frame)
            if case .object = type {
                cells.append(try objectCell(value, try self.type(of: variable, frame), type))
                continue
            }
            guard case .scalar(let cell) = value else { throw wrongType(variable, frame) }
            cells.append(
                cell.bytes == nil || cell.type == type ? Cell(type, cell.bytes) : try converted(cell, to: type))
        }
        return BindRows([cells])
    }

    func run(_ embedded: EmbeddedStatement, _ frame: Frame) throws(Raised) {
        switch embedded.content {
        case .query(let query): try select(query, embedded.start, frame)
        case .insert(let insert):
            if case .record(let record) = insert.content {
                try change(.insert(try spread(insert, record, frame)), insert.returning, embedded.start, frame)
            } else {
                try change(.insert(insert), insert.returning, embedded.start, frame)
            }
        case .multiInsert(let insert): try change(.multiInsert(insert), nil, embedded.start, frame)
        case .update(let update):
            try change(.update(try spread(update, frame)), update.returning, embedded.start, frame)
        case .delete(let delete):
            try refuseCurrentOf(delete.filter)
            try change(.delete(delete), delete.returning, embedded.start, frame)
        case .merge(let merge): try change(.merge(merge), nil, embedded.start, frame)
        case .commit, .rollback, .savepoint, .setTransaction, .lockTable: try control(embedded.content)
        }
    }

    private func control(_ content: EmbeddedStatement.Content) throws(Raised) {
        do throws(OracleFailure) {
            switch content {
            case .commit: try session.refuseControlInTrigger("COMMIT")
            case .rollback: try session.refuseControlInTrigger("ROLLBACK")
            case .savepoint: try session.refuseControlInTrigger("SET SAVEPOINT")
            default: break
            }
            switch content {
            case .commit: try session.commit()
            case .rollback(nil): try session.rollback()
            case .rollback(let name?): try session.rollback(to: name.text)
            case .savepoint(let name): try session.savepoint(name.text)
            case .setTransaction(let mode): try session.setTransaction(mode)
            case .lockTable(let lock):
                let prepared = Prepared(text: "", statement: .lockTable(lock), variables: [])
                _ = try session.execute(prepared)
            default: break
            }
        } catch {
            throw Raised(error)
        }
    }

    private func refuseCurrentOf(_ filter: Expression?) throws(Raised) {
        if case .currentOf(_, let place)? = filter { throw Raised(.unsupported("WHERE CURRENT OF", at: place)) }
    }

    // MARK: SELECT INTO

    private func select(_ query: Query, _ start: Int, _ frame: Frame) throws(Raised) {
        guard case .select(let select) = query.body, !select.into.isEmpty else {
            throw fault(start, "PLS-00428: an INTO clause is expected in this SELECT statement", in: frame.unit)
        }
        let opened = OpenedCursor(try open(query, start, frame, rows: select.isBulkInto ? 1000 : 2))
        defer { opened.cursor?.close() }
        if select.isBulkInto {
            lastRowCount = try collect(opened, into: select.into, limit: nil, frame)
            return
        }
        lastRowCount = 0
        guard let row = try nextRow(opened) else { throw Raised(1403, "no data found") }
        try store(row, opened, into: select.into, frame)
        lastRowCount = 1
        if try nextRow(opened) != nil {
            throw Raised(1422, "exact fetch returns more than requested number of rows")
        }
    }

    func open(_ query: Query, _ start: Int, _ frame: Frame, rows: Int = 100) throws(Raised) -> Cursor {
        var plain = query
        if case .select(var select) = query.body {
            select.into = []
            plain.body = .select(select)
        }
        let run = try compiled(.query(plain), at: start, frame)
        guard case .query(let compiled) = run.compiled else { throw Raised(1001, "invalid cursor") }
        let values = try values(for: run, frame)
        do throws(OracleFailure) {
            return try session.open(compiled, run.prepared, values, firstRows: rows)
        } catch {
            throw Raised(error.moved(to: nil))
        }
    }

    // MARK: Changes

    /// Runs INSERT, UPDATE, DELETE or MERGE; gives back the rows of RETURNING.
    @discardableResult
    func change(
        _ statement: Statement, _ returning: Returning?, _ start: Int, _ frame: Frame
    ) throws(Raised) -> Int {
        // The places of RETURNING INTO become binds behind all others: the compiler numbers values by them.
        let base = bindTypes.count + 1000
        let run = try compiled(statement.returning(intoBindsFrom: base), at: start, frame)
        guard case .change(let compiled) = run.compiled else { throw Raised(900, "invalid SQL statement") }
        let values = try values(for: run, frame)
        let outcome: Outcome
        do throws(OracleFailure) {
            run.prepared.compiled = run.compiled
            run.prepared.returning = compiled.returning
            outcome = try session.execute(run.prepared, values)
        } catch {
            throw Raised(error.moved(to: nil))
        }
        lastRowCount = outcome.rowCount
        if let returning { try store(outcome, compiled, returning, base, frame) }
        return outcome.rowCount
    }

    private func store(
        _ outcome: Outcome, _ compiled: CompiledChange, _ returning: Returning, _ base: Int, _ frame: Frame
    ) throws(Raised) {
        let rows = outcome.returned.first ?? []
        if returning.isBulk {
            for (place, destination) in returning.into.enumerated() {
                let elements = rows.map { BlockValue.scalar($0[place]) }
                try assignCollection(elements, to: destination, frame)
            }
            return
        }
        guard rows.count <= 1 else { throw Raised(1422, "exact fetch returns more than requested number of rows") }
        guard let row = rows.first else { return }
        if returning.into.count == 1, row.count > 1 {
            try assign(.record(row.map { .scalar($0) }), to: returning.into[0], frame)
            return
        }
        for (cell, destination) in zip(row, returning.into) { try assign(.scalar(cell), to: destination, frame) }
    }

    /// `VALUES record` becomes values one by one.
    private func spread(_ insert: Insert, _ record: Expression, _ frame: Frame) throws(Raised) -> Insert {
        guard case .record(let type)? = try type(of: record, frame) else { throw wrongType(record, frame) }
        var plain = insert
        plain.content = .values([type.fields.map { .member(record, Name($0.name)).asReference }])
        return plain
    }

    /// `SET ROW = record` becomes assignments one by one.
    private func spread(_ update: Update, _ frame: Frame) throws(Raised) -> Update {
        try refuseCurrentOf(update.filter)
        guard update.assignments.contains(where: \.columns.isEmpty) else { return update }
        var plain = update
        plain.assignments = []
        for assignment in update.assignments {
            guard case .record(let type)? = try type(of: assignment.value, frame) else {
                throw wrongType(assignment.value, frame)
            }
            for field in type.fields {
                plain.assignments.append(
                    Assignment(
                        columns: [Reference(names: [Name(field.name)], position: assignment.position)],
                        value: .member(assignment.value, Name(field.name)).asReference, position: assignment.position))
            }
        }
        return plain
    }
}

extension Expression {
    /// `.member(a, b)` of a plain reference as one reference, which is how the parser gives it.
    var asReference: Expression {
        guard case .member(.reference(let reference), let name) = self else { return self }
        return .reference(Reference(names: reference.names + [name], position: reference.position))
    }
}

extension Statement {
    /// RETURNING into numbered binds instead of variables.
    func returning(intoBindsFrom base: Int) -> Statement {
        func numbered(_ returning: Returning?) -> Returning? {
            returning.map { clause in
                let binds = clause.values.indices.map { index in
                    Expression.bind(Bind(name: "R\(index)", index: base + index, position: clause.position))
                }
                return Returning(values: clause.values, into: binds, isBulk: false, position: clause.position)
            }
        }
        switch self {
        case .insert(var insert):
            insert.returning = numbered(insert.returning)
            return .insert(insert)
        case .update(var update):
            update.returning = numbered(update.returning)
            return .update(update)
        case .delete(var delete):
            delete.returning = numbered(delete.returning)
            return .delete(delete)
        default: return self
        }
    }
}
