internal import DecoyDictionary
internal import OracleSQL

/// Calls of functions: the rule is found, the arguments are compiled in the right place, the rule emits.
extension Compilation {
    func call(_ call: Call, _ scope: Scope) throws(OracleFailure) -> TypedExpression {
        // Inside a view no name means a variable of the caller.
        if viewDepth == 0, let variable = variables?.variable(for: .call(call)) {
            return TypedExpression(
                parameter(.bind(variable.index, variable.type.representation)), variable.type, bind: variable.index)
        }
        guard call.link == nil else { throw Failures.unsupported("database link", at: call.position) }
        if call.names.count == 1, call.names[0].text == "XMLELEMENT" { return try element(call, scope) }
        if call.names.count == 1, call.names[0].text == "SYS_CONNECT_BY_PATH" { return try treePath(call, scope) }
        guard let (name, rule) = rule(of: call) else {
            if let method = method(call) { return try self.call(method, scope) }
            if let type = objectType(call.names.map(\.text)) { return try construct(type, call, scope) }
            if let routine = variables?.rowRoutine(for: qualified(call)) { return try rowCall(routine, call, scope) }
            throw unknown(call)
        }
        if name == "LNNVL", call.arguments.count == 1 {
            return TypedExpression(
                "((\(try condition(call.arguments[0].value, scope))) IS NOT TRUE)", .boolean, nullable: false)
        }
        try checkPlace(rule, call, scope)
        try checkClauses(rule, call)
        let count = call.isStar ? 0 : call.arguments.count
        guard call.isStar ? name == "COUNT" : rule.arguments.contains(count) else {
            throw count < rule.arguments.lowerBound
                ? OracleFailure.notEnoughArguments(at: call.position)
                : OracleFailure.tooManyArguments(at: call.position)
        }
        let gathers = rule.kind != .scalar && call.window == nil && rule.kind != .analytic
        if gathers { return try aggregate(call, name, rule, scope) }
        var made = FunctionCall(
            name: name, arguments: [], position: call.position, context: context, written: call)
        made.arguments = try arguments(call, scope)
        if let window = call.window { made.over = " OVER (\(try self.window(window, scope)))" }
        try complete(&made, call, scope)
        if let keep = call.keep { return try kept(made, keep, call, scope) }
        var value = try emit(rule, made)
        value.isAggregate = made.arguments.contains(where: \.isAggregate)
        return value
    }

    /// The call as the view's owner means it; a call that stands in no view as it is.
    func qualified(_ call: Call) -> Call {
        guard viewDepth > 0, let found = dictionary.resolve(call.names.map(\.text), in: context.schema),
            case .routine(let routine) = found.entry, let place = call.names.first?.position
        else { return call }
        var named = call
        named.names =
            [Name(routine.object.owner, at: place), Name(routine.object.name, at: place)]
            + call.names.suffix(found.rest.count)
        return named
    }

    /// The result of a stored function for the values of this row.
    func rowCall(_ routine: RowRoutine, _ call: Call, _ scope: Scope) throws(OracleFailure) -> TypedExpression {
        guard !mustBeImmutable, call.window == nil else { throw unknown(call) }
        var texts: [String] = []
        var isAggregate = false
        for (argument, parameter) in zip(call.arguments, routine.arguments) {
            let value = try expression(argument.value, scope)
            isAggregate = isAggregate || value.isAggregate
            let stored = try assigned(value, to: parameter.type, column: nil, at: argument.value.position)
            texts.append("(\(stored.sql))::\(parameter.type.representation.postgresType)::text")
        }
        if !rowRoutines.contains(routine) { rowRoutines.append(routine) }
        let sql = "ora.called(\(SQLText.literal(routine.key)), ARRAY[\(SQLText.list(texts))]::text[])"
        return TypedExpression(
            "(\(sql))::\(routine.result.representation.postgresType)", routine.result, isAggregate: isAggregate)
    }

    /// `t.document.getclobval()`: what XMLTYPE's own methods are here, functions of the value in front of them.
    private func method(_ call: Call) -> Call? {
        guard call.names.count > 1, let name = call.names.last, call.arguments.isEmpty,
            ["GETCLOBVAL", "GETSTRINGVAL"].contains(name.text)
        else { return nil }
        let value = Reference(names: call.names.dropLast(), position: call.position)
        return Call(names: [name], arguments: [Call.Argument(value: .reference(value))], position: call.position)
    }

    func rule(of call: Call) -> (String, FunctionRule)? {
        var names = call.names.map(\.text)
        if names.count > 1, names[0] == "SYS" { names.removeFirst() }
        let name = names.joined(separator: ".")
        return FunctionTable.rule(named: name).map { (name, $0) }
    }

    func unknown(_ call: Call) -> OracleFailure {
        if let found = dictionary.resolve(call.names.map(\.text), in: context.schema) {
            switch found.entry {
            case .routine(let routine) where dictionary.canSee(routine.object, user: context.user):
                return Failures.unsupported("stored function in SQL", at: call.position)
            default: break
            }
        }
        return Failures.unknownColumn(call.names, at: call.position)
    }

    private func checkPlace(_ rule: FunctionRule, _ call: Call, _ scope: Scope) throws(OracleFailure) {
        switch rule.kind {
        case .scalar:
            if call.window != nil { throw OracleFailure.missingFrom(at: call.position) }
        case .analytic where call.window == nil:
            throw Failures.make(30484, "missing window specification for this function", at: call.position)
        default: break
        }
        guard rule.kind != .scalar else { return }
        if call.window != nil {
            guard scope.clause == .select || scope.clause == .order else {
                throw Failures.make(30483, "window  functions are not allowed here", at: call.position)
            }
        } else {
            switch scope.clause {
            case .select, .having, .order: break
            default: throw OracleFailure.groupNotAllowed(at: call.position)
            }
        }
    }

    private static let ordered: Set<String> = [
        "LISTAGG", "PERCENTILE_CONT", "PERCENTILE_DISC", "RANK", "DENSE_RANK", "PERCENT_RANK", "CUME_DIST",
    ]

    /// A clause that the rule does not read must not be lost.
    private func checkClauses(_ rule: FunctionRule, _ call: Call) throws(OracleFailure) {
        var lost: String?
        if !call.order.isEmpty { lost = "ORDER BY" }
        if let option = call.options.first, rule.name != "TRANSLATE" || !option.hasPrefix("USING") { lost = option }
        if call.withinGroup != nil, !Self.ordered.contains(rule.name) { lost = "WITHIN GROUP" }
        if call.quantifier == .distinct, rule.kind == .scalar || rule.kind == .analytic { lost = "DISTINCT" }
        if call.fallback != nil, !rule.name.hasPrefix("TO_") { lost = "DEFAULT … ON CONVERSION ERROR" }
        if call.overflow != nil, rule.name != "LISTAGG" { lost = "ON OVERFLOW" }
        if call.returning != nil, !rule.name.hasPrefix("JSON") { lost = "RETURNING" }
        if call.fromLast, rule.name != "NTH_VALUE" { lost = "FROM LAST" }
        if call.nulls == .ignore, rule.kind == .scalar || rule.kind == .aggregate { lost = "IGNORE NULLS" }
        if let lost { throw Failures.unsupported("\(lost) in \(rule.name)", at: call.position) }
    }

    func arguments(_ call: Call, _ scope: Scope) throws(OracleFailure) -> [TypedExpression] {
        var values: [TypedExpression] = []
        for argument in call.arguments {
            guard argument.name == nil else {
                throw Failures.unsupported("named argument", at: argument.value.position)
            }
            values.append(try expression(argument.value, scope))
        }
        return values
    }

    private func complete(_ made: inout FunctionCall, _ call: Call, _ scope: Scope) throws(OracleFailure) {
        made.isDistinct = call.quantifier == .distinct
        made.isStar = call.isStar
        made.ignoresNulls = call.nulls == .ignore
        if let fallback = call.fallback { made.fallback = try expression(fallback, scope) }
        made.returning = call.returning
        if case .truncate(let filler, let withCount)? = call.overflow {
            let mark = try filler.map { (filler) throws(OracleFailure) in
                try conversions.text(expression(filler, scope), at: filler.position).sql
            }
            made.truncation = (mark ?? "'...'::text", withCount)
        }
        if let order = call.withinGroup { made.withinGroup = try sortKeys(order, scope) }
    }

    func sortKeys(_ order: [OrderKey], _ scope: Scope) throws(OracleFailure) -> [FunctionCall.SortKey] {
        var keys: [FunctionCall.SortKey] = []
        for key in order {
            var value = try expression(key.expression, scope)
            try checkSortable(value, at: key.expression.position)
            if value.type.family == .timestampTZ { value.sql = "(\(value.sql)).u" }
            keys.append(
                FunctionCall.SortKey(
                    expression: value, descending: key.isDescending,
                    nullsFirst: key.nulls.map { $0 == .first } ?? key.isDescending))
        }
        return keys
    }

    func checkSortable(_ value: TypedExpression, at place: Position) throws(OracleFailure) {
        switch value.type {
        case .clob, .nclob, .blob, .bfile, .long, .longRaw, .json, .xmlType, .object, .refCursor:
            throw Failures.inconsistent("-", value.type, at: place)
        default: break
        }
    }

    // MARK: aggregates

    private func aggregate(
        _ call: Call, _ name: String, _ rule: FunctionRule, _ scope: Scope
    ) throws(OracleFailure) -> TypedExpression {
        let nestsInside = scope.aggregateDepth > 0
        if nestsInside, scope.aggregateDepth > (scope.nests ? 1 : 0) {
            throw OracleFailure.groupNotAllowed(at: call.position)
        }
        scope.grouping.sawAggregate = scope.grouping.sawAggregate ?? call.position
        let mark = scope.grouping.loose.count
        scope.aggregateDepth += 1
        defer { scope.aggregateDepth -= 1 }
        var made = FunctionCall(
            name: name, arguments: [], position: call.position, context: context, written: call)
        made.arguments = try arguments(call, scope)
        try complete(&made, call, scope)
        var value: TypedExpression
        if let keep = call.keep {
            value = try kept(made, keep, call, scope)
        } else {
            value = try emit(rule, made)
        }
        if scope.grouping.loose.count > mark { scope.grouping.loose.removeSubrange(mark...) }
        value.isAggregate = true
        if nestsInside, let rows = scope.rows {
            rows.stage = .outside
            value.sql = rows.text(0, value.sql)
            rows.stage = .inside
            value.isAggregate = false
        }
        return value
    }

    /// `MAX(x) KEEP (DENSE_RANK LAST ORDER BY y)`: the extreme of x among the rows that come first.
    private func kept(
        _ made: FunctionCall, _ keep: Call.Keep, _ call: Call, _ scope: Scope
    ) throws(OracleFailure) -> TypedExpression {
        guard made.name == "MAX" || made.name == "MIN", let value = made.arguments.first else {
            throw Failures.unsupported("KEEP with \(made.name)", at: call.position)
        }
        var keys = try sortKeys(keep.order, scope)
        if keep.isLast {
            for place in keys.indices {
                keys[place].descending.toggle()
                keys[place].nullsFirst.toggle()
            }
        }
        var order = keys.map(\.sql)
        order.append("\(value.sql)\(made.name == "MAX" ? " DESC" : "") NULLS LAST")
        guard let window = call.window else {
            return TypedExpression("(array_agg(\(value.sql) ORDER BY \(SQLText.list(order))))[1]", value.type)
        }
        guard window.order.isEmpty, window.frame == nil, window.base == nil else {
            throw Failures.make(30487, "ORDER BY not allowed here", at: window.position)
        }
        let partition = try self.window(window, scope)
        return TypedExpression(
            "first_value(\(value.sql)) OVER (\(partition) ORDER BY \(SQLText.list(order)))", value.type)
    }

    // MARK: windows

    /// What stands between the parentheses of OVER.
    func window(_ window: Window, _ scope: Scope) throws(OracleFailure) -> String {
        var (partition, order, frame) = (window.partition, window.order, window.frame)
        if let base = window.base {
            guard let named = scope.windows[base.text] else { throw Failures.unknownColumn([base], at: base.position) }
            if partition.isEmpty { partition = named.partition }
            if order.isEmpty { order = named.order }
            if frame == nil { frame = named.frame }
        }
        var parts: [String] = []
        if !partition.isEmpty {
            var keys: [String] = []
            for key in partition {
                let value = try expression(key, scope)
                try checkSortable(value, at: key.position)
                keys.append(value.sql)
            }
            parts.append("PARTITION BY \(SQLText.list(keys))")
        }
        let keys = try sortKeys(order, scope)
        if !keys.isEmpty { parts.append("ORDER BY \(SQLText.list(keys.map(\.sql)))") }
        if let frame { parts.append(try self.frame(frame, keys, scope, at: window.position)) }
        return parts.joined(separator: " ")
    }

    private func frame(
        _ frame: Window.Frame, _ keys: [FunctionCall.SortKey], _ scope: Scope, at place: Position
    ) throws(OracleFailure) -> String {
        guard !keys.isEmpty else {
            throw Failures.make(30485, "missing ORDER BY expression in the window specification", at: place)
        }
        let unit: String
        switch frame.unit {
        case .rows: unit = "ROWS"
        case .range: unit = "RANGE"
        case .groups: unit = "GROUPS"
        }
        let start = try bound(frame.start, frame, keys, scope, at: place)
        var text = "\(unit) \(start)"
        if let end = frame.end {
            text = "\(unit) BETWEEN \(start) AND \(try bound(end, frame, keys, scope, at: place))"
        }
        switch frame.exclusion {
        case nil: break
        case .currentRow?: text += " EXCLUDE CURRENT ROW"
        case .group?: text += " EXCLUDE GROUP"
        case .ties?: text += " EXCLUDE TIES"
        }
        return text
    }

    private func bound(
        _ bound: Window.Bound, _ frame: Window.Frame, _ keys: [FunctionCall.SortKey], _ scope: Scope,
        at place: Position
    ) throws(OracleFailure) -> String {
        switch bound {
        case .unboundedPreceding: return "UNBOUNDED PRECEDING"
        case .currentRow: return "CURRENT ROW"
        case .unboundedFollowing: return "UNBOUNDED FOLLOWING"
        case .preceding(let distance): return "\(try offset(distance, frame, keys, scope, at: place)) PRECEDING"
        case .following(let distance): return "\(try offset(distance, frame, keys, scope, at: place)) FOLLOWING"
        }
    }

    private func offset(
        _ distance: Expression, _ frame: Window.Frame, _ keys: [FunctionCall.SortKey], _ scope: Scope,
        at place: Position
    ) throws(OracleFailure) -> String {
        let value = try expression(distance, scope)
        guard frame.unit == .range, let key = keys.first else {
            return "(\(try conversions.number(value, at: place).sql))::bigint"
        }
        guard keys.count == 1 else {
            throw Failures.make(30486, "invalid window aggregation group in the window specification", at: place)
        }
        switch (key.expression.type.family, value.type.family) {
        case (.date, .seconds): return "make_interval(secs => (\(value.sql))::float8)"
        case (.date, .months): return "make_interval(months => \(value.sql))"
        case (.date, _):
            return "make_interval(secs => (\(try conversions.number(value, at: place).sql) * 86400::numeric)::float8)"
        case (.timestamp, .seconds), (.timestampTZ, .seconds), (.timestampLTZ, .seconds), (.seconds, .seconds):
            return value.sql
        case (.number, _): return try conversions.number(value, at: place).sql
        case (.binary, _): return "(\(try conversions.number(value, at: place).sql))::float8"
        default: throw Failures.make(902, "invalid datatype", at: place)
        }
    }
}
