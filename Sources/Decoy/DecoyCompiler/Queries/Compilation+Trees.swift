internal import DecoyDictionary
internal import OracleSQL

/// CONNECT BY: a recursion over the numbered rows of the block. The path of row numbers gives Oracle's order (children
/// behind their parent, siblings in the order of their numbers) and shows rows that are their own ancestors.
extension Compilation {
    func hang(
        _ hierarchy: Select.Hierarchy, _ select: Select, _ query: Query, _ texts: [String], _ scope: Scope,
        _ parts: inout Parts
    ) throws(OracleFailure) {
        if try generate(hierarchy, select, query, texts, scope, &parts) { return }
        let tree = Tree(rows: nextAlias("s"), recursion: nextAlias("r"), result: nextAlias("h"))
        let rows = RowSource(current: tree.rows, parent: tree.recursion)
        let (before, after) = try split(select.filter, texts, scope, &parts)
        let siblings = try siblingOrder(query, select, scope)
        scope.tree = tree
        scope.rows = rows
        rows.stage = .outside
        scope.clause = .start
        let start = try hierarchy.start.map { (start) throws(OracleFailure) in try condition(start, scope) }
        tree.phase = .connect
        scope.clause = .connect
        rows.isInRecursion = true
        var connect = try condition(hierarchy.connect, scope)
        rows.isInRecursion = false
        let cycle = "\(tree.rows).n = ANY (\(tree.recursion).path)"
        let plain = connect
        if hierarchy.connect.hasPriorColumn {
            connect += hierarchy.isWithoutCycle ? " AND NOT \(cycle)" : " AND ora.no_loop(\(cycle))"
        }
        tree.phase = .after
        rows.current = tree.result
        scope.clause = .filter
        var filters: [String] = []
        let counted = after.filter(\.namesRowNumber)
        for part in after where !part.namesRowNumber { filters.append(try condition(part, scope)) }
        let limit = counted.isEmpty ? "" : " LIMIT \(try rowLimit(counted, scope))"
        let isNumbered = !counted.isEmpty || namesRowNumber(select, query)
        if isNumbered { scope.rowNumberSQL = "\(tree.result).rn::numeric" } else { parts.filters = filters }
        let shape = TreeShape(
            from: parts.from, before: before, siblings: siblings, start: start, connect: connect, plain: plain,
            cycle: cycle, hasNoCycle: hierarchy.isWithoutCycle)
        // The values that the select list names are known only after it was compiled.
        scope.finishTree = {
            let text = TreeText(tree, rows, shape).sql
            guard isNumbered else { return text }
            let filter = filters.isEmpty ? "" : " WHERE \(filters.joined(separator: " AND "))"
            return "(SELECT *, row_number() OVER () AS rn FROM \(text)\(filter)\(limit)) AS \(tree.result)"
        }
        parts.from = ""
    }

    private func namesRowNumber(_ select: Select, _ query: Query) -> Bool {
        let isNamed = select.columns.contains { column in
            if case .expression(let value, _, _) = column { value.namesRowNumber } else { false }
        }
        return isNamed || query.order.contains { $0.expression.namesRowNumber }
    }

    /// Conditions over several relations join before the rows are hung, the others filter afterwards.
    private func split(
        _ filter: Expression?, _ texts: [String], _ scope: Scope, _ parts: inout Parts
    ) throws(OracleFailure) -> (before: [String], after: [Expression]) {
        scope.clause = .filter
        var rest: [Expression] = []
        let all = filter?.conjuncts ?? []
        parts.from = try joinOuter(texts, all.filter { !$0.namesRowNumber }, scope, rest: &rest)
        var before: [String] = []
        var after = all.filter(\.namesRowNumber)
        guard scope.relations.count > 1 else { return ([], after + rest) }
        for part in rest {
            if part.names("LEVEL") || part.contains(where: \.isTreeOperator) {
                after.append(part)
                continue
            }
            scope.used = []
            let text = try condition(part, scope)
            if scope.used.count > 1 { before.append(text) } else { after.append(part) }
        }
        return (before, after)
    }

    private func siblingOrder(_ query: Query, _ select: Select, _ scope: Scope) throws(OracleFailure) -> String {
        guard query.ordersSiblings else { return "" }
        scope.clause = .order
        var keys: [OrderKey] = []
        for key in query.order {
            var expression = key.expression
            for (number, column) in select.columns.enumerated() {
                guard case .expression(let value, let alias, _) = column else { continue }
                if case .literal(.number(let digits), _) = expression, Int(digits) == number + 1 { expression = value }
                if case .reference(let reference) = expression, reference.names.count == 1,
                    let alias, alias == reference.names[0]
                {
                    expression = value
                }
            }
            keys.append(OrderKey(expression: expression, isDescending: key.isDescending, nulls: key.nulls))
        }
        return "ORDER BY \(SQLText.list(try sortKeys(keys, scope).map(\.sql)))"
    }

    // MARK: rows out of nothing

    /// `FROM DUAL CONNECT BY LEVEL <= n`.
    private func generate(
        _ hierarchy: Select.Hierarchy, _ select: Select, _ query: Query, _ texts: [String], _ scope: Scope,
        _ parts: inout Parts
    ) throws(OracleFailure) -> Bool {
        guard hierarchy.start == nil, scope.relations.count == 1, scope.relations[0].isDual else { return false }
        var bounds: [String] = []
        for part in hierarchy.connect.conjuncts {
            guard case .comparison(let comparison, let left, let right, let place) = part else { return false }
            let (sign, value): (Comparison, Expression)
            if left.isLevel || left.isRowNumber {
                (sign, value) = (comparison, right)
            } else if right.isLevel || right.isRowNumber {
                (sign, value) = (comparison.mirrored, left)
            } else {
                return false
            }
            guard sign == .less || sign == .lessOrEqual, !value.names("LEVEL"), !value.namesRowNumber,
                !value.contains(where: \.isTreeOperator)
            else { return false }
            scope.clause = .connect
            let number = try conversions.number(expression(value, scope), at: place).sql
            bounds.append(sign == .less ? "ceil(\(number)) - 1" : "floor(\(number))")
        }
        let least = bounds.count == 1 ? bounds[0] : "least(\(SQLText.list(bounds)))"
        let tree = Tree(rows: "", recursion: "", result: nextAlias("h"))
        tree.isGenerated = true
        tree.generatedBound = "greatest(coalesce(\(least), 1), 1)"
        tree.phase = .after
        scope.tree = tree
        let rows = "generate_series(1::bigint, \(tree.generatedBound)::bigint) AS \(tree.result)(lvl)"
        scope.clause = .filter
        scope.used = []
        for part in select.filter?.conjuncts ?? [] where !part.namesRowNumber {
            parts.filters.append(try condition(part, scope))
        }
        let counted = (select.filter?.conjuncts ?? []).filter(\.namesRowNumber)
        guard !counted.isEmpty || namesRowNumber(select, query) else {
            parts.from = "\(texts[0]), \(rows)"
            return true
        }
        guard scope.used.isEmpty else {
            throw Failures.unsupported("ROWNUM beside DUMMY in CONNECT BY", at: hierarchy.position)
        }
        scope.rowNumberSQL = "\(tree.result).rn::numeric"
        let filter = parts.filters.isEmpty ? "" : " WHERE \(parts.filters.joined(separator: " AND "))"
        let limit = counted.isEmpty ? "" : " LIMIT \(try rowLimit(counted, scope))"
        parts.filters = []
        parts.from =
            "\(texts[0]), (SELECT lvl, row_number() OVER () AS rn FROM \(rows)\(filter)\(limit)) AS \(tree.result)"
        return true
    }

    // MARK: operators

    /// PRIOR and CONNECT_BY_ROOT.
    func treeOperator(
        _ operation: UnaryOperator, _ operand: Expression, _ scope: Scope, _ place: Position
    ) throws(OracleFailure) -> TypedExpression {
        guard let tree = scope.tree, let rows = scope.rows, !tree.isGenerated else {
            throw OracleFailure.pseudoColumnNotAllowed(at: place)
        }
        let kept = rows.stage
        defer { rows.stage = kept }
        if operation == .prior {
            rows.stage = .parent
        } else {
            guard tree.phase == .after else {
                throw OracleFailure.pseudoColumnNotAllowed(at: place)
            }
            rows.stage = .root
        }
        var value = try expression(operand, scope)
        value.nullable = true
        return value
    }

    /// `SYS_CONNECT_BY_PATH(value, separator)`.
    func treePath(_ call: Call, _ scope: Scope) throws(OracleFailure) -> TypedExpression {
        guard call.arguments.count == 2 else { throw OracleFailure.wrongArgumentCount(at: call.position) }
        guard let tree = scope.tree, let rows = scope.rows, tree.phase == .after, !tree.isGenerated else {
            throw Failures.make(30002, "SYS_CONNECT_BY_PATH function is not allowed here", at: call.position)
        }
        let current = rows.current
        rows.current = tree.rows
        defer { rows.current = current }
        let value = try conversions.text(expression(call.arguments[0].value, scope), at: call.position)
        let separator = try conversions.text(expression(call.arguments[1].value, scope), at: call.position)
        guard case .text? = separator.constant else {
            throw Failures.make(30003, "illegal parameter in SYS_CONNECT_BY_PATH function", at: call.position)
        }
        tree.paths.append((value.sql, separator.sql))
        loosen(scope, call.position)
        return TypedExpression("\(tree.result).sp\(tree.paths.count - 1)", .varchar2(4000, .byte))
    }
}

/// The compiled clauses of a hierarchy.
struct TreeShape {
    let from: String
    let before: [String]
    let siblings: String
    let start: String?
    let connect: String
    /// CONNECT BY without the test for loops.
    let plain: String
    let cycle: String
    let hasNoCycle: Bool
}

/// The derived table that a hierarchy becomes.
struct TreeText {
    let sql: String

    init(_ tree: Tree, _ rows: RowSource, _ shape: TreeShape) {
        let (source, above, result) = (tree.rows, tree.recursion, tree.result)
        let values = rows.values.enumerated().map { "\($0.element) AS k\($0.offset)" }
        let number = "row_number() OVER (\(shape.siblings)) AS n"
        let filter = shape.before.isEmpty ? "" : " WHERE \(shape.before.joined(separator: " AND "))"
        var first = rows.values.indices.map { "\(source).k\($0)" }
        var next = first
        first += ["\(source).n", "1 AS lvl", "ARRAY[\(source).n] AS path"]
        next += ["\(source).n", "\(above).lvl + 1", "\(above).path || \(source).n"]
        for place in rows.rootPlaces.sorted() {
            first.append("\(source).k\(place) AS r\(place)")
            next.append("\(above).r\(place)")
        }
        for place in rows.parentPlaces.sorted() {
            first.append("CASE WHEN false THEN \(source).k\(place) END AS p\(place)")
            next.append("\(above).k\(place)")
        }
        for (place, path) in tree.paths.enumerated() {
            first.append("\(path.separator) || coalesce(\(path.value), '') AS sp\(place)")
            next.append("\(above).sp\(place) || \(path.separator) || coalesce(\(path.value), '')")
        }
        var last = "\(above).*"
        let other = shape.hasNoCycle ? "\(shape.plain) AND NOT \(shape.cycle)" : shape.plain
        if tree.needsLeaf {
            last += ", CASE WHEN EXISTS (SELECT 1 FROM \(source) WHERE \(other)) THEN 0 ELSE 1 END AS leaf"
        }
        if tree.needsCycle {
            last +=
                ", CASE WHEN EXISTS (SELECT 1 FROM \(source) WHERE \(shape.plain) AND \(shape.cycle))"
                + " THEN 1 ELSE 0 END AS cycle"
        }
        let start = shape.start.map { " WHERE \($0)" } ?? ""
        sql =
            "(WITH RECURSIVE \(source) AS MATERIALIZED (SELECT \(SQLText.list(values + [number])) FROM \(shape.from)"
            + "\(filter)), \(above) AS (SELECT \(SQLText.list(first)) FROM \(source)\(start) UNION ALL SELECT"
            + " \(SQLText.list(next)) FROM \(above), \(source) WHERE \(shape.connect)) SELECT \(last) FROM \(above)"
            + " ORDER BY \(above).path) AS \(result)"
    }
}

extension Expression {
    var isTreeOperator: Bool {
        switch self {
        case .unary(.prior, _, _), .unary(.connectByRoot, _, _): true
        case .call(let call): call.names.count == 1 && call.names[0].text == "SYS_CONNECT_BY_PATH"
        case .reference(let reference):
            reference.names.count == 1 && reference.names[0].text.hasPrefix("CONNECT_BY_IS")
        default: false
        }
    }

    /// PRIOR before something that depends on the row: only then can a row be its own ancestor.
    var hasPriorColumn: Bool {
        contains { expression in
            guard case .unary(.prior, let operand, _) = expression else { return false }
            return operand.contains { if case .reference = $0 { true } else { false } }
        }
    }
}
