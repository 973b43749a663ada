internal import DecoyCompiler
internal import OracleSQL

/// Calls of stored functions inside a client's statement of SQL. A call that names no column of the statement is run
/// once, before the statement, and goes in as a value: right for a statement that reads one row, and for a function
/// that says it is deterministic. All others the compiler refuses.
final class RoutineCalls: VariableScope {
    private let run: BlockRun
    private let frame: Frame
    private let readsOneRow: Bool
    private let firstIndex: Int
    private(set) var expressions: [Expression] = []
    private(set) var types: [OracleType] = []

    init(_ session: Session, _ statement: Statement, _ types: [BindType]) {
        run = BlockRun(session, cells: types.map { .null($0.type) })
        frame = Frame(parent: nil, unit: Unit(name: nil, owner: nil, text: ""))
        readsOneRow = statement.readsOneRow
        firstIndex = types.count
    }

    func variable(for expression: Expression) -> Variable? {
        if let known = expressions.firstIndex(of: expression) {
            return Variable(index: firstIndex + known, type: types[known])
        }
        do throws(Raised) {
            guard try run.isEvaluable(expression, frame), let type = try run.type(of: expression, frame)?.scalar else {
                return nil
            }
            if !readsOneRow { guard try isDeterministic(expression) else { return nil } }
            expressions.append(expression)
            types.append(type)
            return Variable(index: firstIndex + expressions.count - 1, type: type)
        } catch {
            return nil
        }
    }

    func rowRoutine(for call: Call) -> RowRoutine? {
        do throws(Raised) { return try run.rowRoutine(call, frame) } catch { return nil }
    }

    private func isDeterministic(_ expression: Expression) throws(Raised) -> Bool {
        let names: [Name]
        switch expression {
        case .call(let call): names = call.names
        case .reference(let reference): names = reference.names
        default: return false
        }
        if let found = try run.locate(names, frame) {
            guard case .routine(let candidates) = found.entity else { return true }
            return candidates.allSatisfy(\.routine.isDeterministic)
        }
        return try run.stored(names, frame)?.routine.routine.isDeterministic ?? false
    }
}

/// The stored functions that the text of a view may call, those of the running definition among them.
final class ViewRoutines: VariableScope {
    private let session: Session
    private unowned let runner: DefinitionRunner
    private let frame = Frame(parent: nil, unit: Unit(name: nil, owner: nil, text: ""))

    init(_ session: Session, _ runner: DefinitionRunner) {
        self.session = session
        self.runner = runner
    }

    func variable(for expression: Expression) -> Variable? { nil }

    func rowRoutine(for call: Call) -> RowRoutine? {
        session.nesting.definedDictionary = runner.dictionary
        defer { session.nesting.definedDictionary = nil }
        let run = BlockRun(session, cells: [])
        do throws(Raised) { return try run.rowRoutine(call, frame) } catch { return nil }
    }
}

extension RoutineUnit {
    var isDeterministic: Bool { options.contains("DETERMINISTIC") || options.contains("RESULT_CACHE") }
}

extension Statement {
    /// A query of DUAL, or an INSERT of values: every expression is evaluated once.
    var readsOneRow: Bool {
        switch self {
        case .query(let query):
            guard case .select(let select) = query.body, select.from.count == 1, select.hierarchy == nil,
                case .table(let table) = select.from[0]
            else { return false }
            return table.names.last?.text == "DUAL"
        case .insert(let insert):
            guard case .values(let rows) = insert.content else { return false }
            return rows.count == 1
        default: return false
        }
    }
}

extension Session {
    /// The binds with the values of the statement's calls behind them.
    func withCalls(_ prepared: Prepared, _ binds: BindRows) throws(OracleFailure) -> BindRows {
        guard let calls = prepared.calls, !calls.expressions.isEmpty else { return binds }
        let frame = Frame(parent: nil, unit: Unit(name: nil, owner: nil, text: prepared.text))
        var rows: [[Cell]] = []
        for row in 0..<binds.rowCount {
            var cells = binds.cells(row)
            let run = BlockRun(self, cells: cells, cursors: binds.cursors)
            while cells.count < prepared.variables.count { cells.append(.null(.anyText)) }
            do throws(Raised) {
                for (call, type) in zip(calls.expressions, calls.types) {
                    let value = try run.converted(try run.evaluate(call, frame), to: .scalar(type))
                    cells.append(value.cell ?? .null(type))
                }
            } catch {
                throw error.reported
            }
            rows.append(cells)
        }
        return BindRows(rows)
    }
}
