internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL

// Expressions. Conditions and CASE are decided here, part by part, so that nothing is evaluated that Oracle would not;
// everything else has its variables and calls replaced by values and is then small enough to be computed at once, or is
// compiled.
extension BlockRun {
    func evaluate(_ expression: Expression, _ frame: Frame) throws(Raised) -> BlockValue {
        switch expression {
        case .and(let terms, _): return .boolean(try conjunction(terms, frame))
        case .or(let terms, _): return .boolean(try disjunction(terms, frame))
        case .not(let inner, _):
            guard case .scalar(let cell) = try evaluate(inner, frame) else { throw wrongType(expression, frame) }
            return .boolean(cell.truth.map { !$0 })
        case .caseOf(let branching): return try evaluate(branching, frame)
        case .isNull(let inner, let isNegated, _): return .boolean(try evaluate(inner, frame).isNull != isNegated)
        case .isTest(let inner, let test, let isNegated, _) where test == .empty || test == .isTrue || test == .isFalse:
            return .boolean(try evaluate(inner, test, frame) != isNegated)
        case .comparison(let comparison, let left, let right, let place):
            let values = (try evaluate(left, frame, literalOf: right), try evaluate(right, frame, literalOf: left))
            return .boolean(try compare(comparison, values.0, values.1, place))
        case .bind(let bind): return binds[bind.index]
        case .reference, .call, .member, .apply, .attribute:
            if let value = try own(expression, frame) { return value }
            return try computed(expression, frame)
        case .literal(let literal, _):
            if let value = BlockRun.value(of: literal) { return value }
            return try computed(expression, frame)
        case .subquery, .exists, .cursor, .multiset:
            throw fault(
                expression.position.offset, "PLS-00405: subquery not allowed in this context", in: frame.unit)
        default: return try computed(expression, frame)
        }
    }

    /// A literal beside a CHAR value is compared as CHAR: its type stays with it.
    private func evaluate(
        _ expression: Expression, _ frame: Frame, literalOf _: Expression
    ) throws(Raised) -> BlockValue {
        if case .literal(.string(let text, national: false), _) = expression, !text.isEmpty {
            return .scalar(Cell(.char(text.utf8.count, .byte), Array(text.utf8)))
        }
        return try evaluate(expression, frame)
    }

    /// An expression whose value goes into a variable: constructors of untyped kinds look at the destination.
    func evaluate(
        _ expression: Expression, _ frame: Frame, for destination: Expression
    ) throws(Raised) -> BlockValue {
        try evaluate(expression, frame)
    }

    func wrongType(_ expression: Expression, _ frame: Frame) -> Raised {
        fault(expression.position.offset, "PLS-00382: expression is of wrong type", in: frame.unit)
    }

    // MARK: Three-valued logic

    private func truth(_ expression: Expression, _ frame: Frame) throws(Raised) -> Bool? {
        guard case .scalar(let cell) = try evaluate(expression, frame), cell.type == .boolean || cell.isNull else {
            throw wrongType(expression, frame)
        }
        return cell.truth
    }

    private func conjunction(_ terms: [Expression], _ frame: Frame) throws(Raised) -> Bool? {
        var isUnknown = false
        for term in terms {
            guard let value = try truth(term, frame) else {
                isUnknown = true
                continue
            }
            if !value { return false }
        }
        return isUnknown ? nil : true
    }

    private func disjunction(_ terms: [Expression], _ frame: Frame) throws(Raised) -> Bool? {
        var isUnknown = false
        for term in terms {
            guard let value = try truth(term, frame) else {
                isUnknown = true
                continue
            }
            if value { return true }
        }
        return isUnknown ? nil : false
    }

    private func evaluate(
        _ inner: Expression, _ test: Expression.Test, _ frame: Frame
    ) throws(Raised) -> Bool {
        let value = try evaluate(inner, frame)
        switch test {
        case .empty:
            guard case .collection(let collection) = value else { throw wrongType(inner, frame) }
            return collection?.count == 0
        case .isTrue: return value.cell?.truth == true
        default: return value.cell?.truth == false
        }
    }

    private func evaluate(_ branching: CaseExpression, _ frame: Frame) throws(Raised) -> BlockValue {
        let operand = try branching.operand.map { (value) throws(Raised) in try evaluate(value, frame) }
        for branch in branching.branches {
            let isChosen =
                if let operand {
                    try compare(.equal, operand, try evaluate(branch.test, frame), branch.test.position) == true
                } else {
                    try isTrue(branch.test, frame)
                }
            if isChosen { return try evaluate(branch.result, frame) }
        }
        guard let otherwise = branching.otherwise else { return .null }
        return try evaluate(otherwise, frame)
    }

    // MARK: Literals

    static func value(of literal: Literal) -> BlockValue? {
        switch literal {
        case .null: .null
        case .string(let text, let isNational):
            isNational && !text.isEmpty
                ? .scalar(Cell(.nvarchar2(max(1, text.unicodeScalars.count)), Array(text.utf8))) : .text(text)
        case .number(let text): Cell.decimal(text).map(BlockValue.scalar)
        case .boolean(let value): .boolean(value)
        case .binaryFloat, .binaryDouble, .date, .timestamp, .interval: nil
        }
    }

    // MARK: Everything else

    /// The value after all variables and calls of PL/SQL are replaced.
    private func computed(_ expression: Expression, _ frame: Frame) throws(Raised) -> BlockValue {
        var cells: [Cell] = []
        let rewritten = try rewriteParts(expression, frame, &cells)
        if let value = try BlockRun.compute(rewritten, cells) { return .scalar(value) }
        do throws(Raised) {
            return .scalar(try compute(rewritten, cells, frame))
        } catch {
            throw try located(error, expression, frame)
        }
    }

    /// A fault of the text gets line and column; a fault of the data stays.
    private func located(_ raised: Raised, _ expression: Expression, _ frame: Frame) throws(Raised) -> Raised {
        let failure = raised.failure
        let place = failure.position ?? expression.position.offset
        switch failure.code {
        case 904:
            let name = failure.text.split(separator: ":")[0].filter { $0 != "\"" }
            return fault(place, "PLS-00201: identifier '\(name)' must be declared", in: frame.unit)
        case 909, 938, 939:
            return fault(place, "PLS-00306: wrong number or types of arguments in call", in: frame.unit)
        case 932:
            return fault(place, "PLS-00382: expression is of wrong type", in: frame.unit)
        case 920, 936, 934, 30484, 976, 2287:
            return fault(place, "PL/SQL: " + failure.message, in: frame.unit)
        default:
            return raised
        }
    }

    /// Compiles, or finds compiled, an expression over numbered values, and lets the server compute it.
    func compute(_ expression: Expression, _ cells: [Cell], _ frame: Frame) throws(Raised) -> Cell {
        let key = ExpressionKey(
            expression: expression, types: cells.map(\.type), dictionaryVersion: session.dictionary.version,
            context: session.context)
        do throws(OracleFailure) {
            let run: ExpressionRun
            if let known = session.units.expression(key) { run = known } else { run = try compile(expression, key) }
            let cursor = try session.open(run.query, run.prepared, BindRows([cells]), firstRows: 1)
            defer { cursor.close() }
            guard try cursor.next() else { return .null(run.query.columns[0].type) }
            return cursor.cell(0)
        } catch {
            throw Raised(error).asValueError
        }
    }

    private func compile(_ expression: Expression, _ key: ExpressionKey) throws(OracleFailure) -> ExpressionRun {
        let compiler = Compiler(session.dictionary, context: session.context)
        let types = key.types.map { BindType($0) }
        let compiled =
            expression.isCondition
            ? try compiler.compileCondition(expression, binds: types)
            : try compiler.compileExpression(expression, binds: types)
        let column = ResultColumn(name: "X", type: compiled.type, nullable: true)
        let query = CompiledQuery(sql: "SELECT " + compiled.sql, columns: [column], of: compiled)
        let prepared = Prepared(text: query.sql, statement: .commit(Position(0)), variables: [])
        let run = ExpressionRun(prepared: prepared, query: query)
        session.units.add(run, key)
        return run
    }
}

extension Raised {
    /// Conversions that fail in PL/SQL have its own number.
    var asValueError: Raised {
        var changed = self
        switch failure.code {
        case 1722: changed = Raised.valueError("character to number conversion error")
        case 12_899, 1401: changed = Raised.valueError("character string buffer too small")
        case 1438: changed = Raised.valueError("number precision too large")
        default: return self
        }
        changed.lines = lines
        changed.position = position
        return changed
    }
}
