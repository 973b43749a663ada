internal import DecoyDictionary
internal import OracleSQL

/// One SELECT block.
extension Compilation {
    /// The parts of a block as they are found, in the order of PostgreSQL's clauses.
    struct Parts {
        var from = ""
        var filters: [String] = []
        var limit: String?
        var groups: [String] = []
        var having: String?
        var order: [String] = []
    }

    func select(
        _ select: Select, _ query: Query, _ frame: Scope, _ role: Scope.Role
    ) throws(OracleFailure) -> CompiledBlock {
        let scope = Scope(outer: frame.outer)
        scope.commonTables = frame.commonTables
        for named in select.windows { scope.windows[named.name.text] = named.window }
        var parts = Parts()
        let texts = try from(select.from, scope)
        if let hierarchy = select.hierarchy {
            try hang(hierarchy, select, query, texts, scope, &parts)
        } else {
            try filter(select.filter, texts, scope, &parts)
            try prepareRows(select, query, scope, &parts)
        }
        try group(select, scope, &parts)
        scope.clause = .select
        var list = SelectList(role: role)
        for column in select.columns { try add(column, of: select, to: &list, scope) }
        if let having = select.having {
            scope.clause = .having
            parts.having = try condition(having, scope)
            try checkLoose(scope)
        }
        if !query.ordersSiblings { parts.order = try order(query.order, select, &list, scope) }
        if select.quantifier == .distinct {
            for entry in list.entries { try checkSortable(entry.value, at: select.position) }
        }
        let isPlain = scope.rows == nil && !scope.grouping.isGrouped && select.quantifier != .distinct
        if query.lock != nil || role == .statement, isPlain { addPlaces(to: &list, scope) }
        if role != .part { markDocuments(in: &list, scope) }
        return try assemble(select, query, list, parts, scope)
    }

    /// The ROWIDs of rows whose large values are read: locators of such values can be written through when the row is
    /// locked or was made by the same transaction.
    private func addPlaces(to list: inout SelectList, _ scope: Scope) {
        let visible = list.entries.count
        for entry in 0..<visible where list.entries[entry].value.type.isWrittenInPlace {
            for relation in scope.relations where relation.hasRowID && !relation.isPast {
                guard let table = relation.table, !relation.alias.isEmpty else { continue }
                let column = table.columns.first {
                    "\(relation.alias).\($0.physicalName)" == list.entries[entry].value.sql
                }
                guard let column, !column.isVirtual else { continue }
                let text = "\(relation.alias).rid"
                let known = list.entries.indices.dropFirst(visible).first { list.entries[$0].value.sql == text }
                let place = known ?? list.entries.count
                if known == nil {
                    let value = TypedExpression(text, .rowid, nullable: relation.mayBeMissing)
                    list.entries.append(
                        SelectList.Entry(value: value, name: "ROWID", hasAlias: false, isHidden: true))
                }
                list.entries[entry].place = LargeValuePlace(table: table.id, column: column.number, rowID: place)
            }
        }
    }

    // MARK: WHERE

    private func filter(
        _ filter: Expression?, _ texts: [String], _ scope: Scope, _ parts: inout Parts
    ) throws(OracleFailure) {
        scope.clause = .filter
        let all = filter?.conjuncts ?? []
        var rest: [Expression] = []
        let plain = all.contains(where: \.namesRowNumber) ? all.filter { !$0.namesRowNumber } : all
        parts.from = try joinOuter(texts, plain, scope, rest: &rest)
        for part in rest { parts.filters.append(try condition(part, scope)) }
        if plain.count < all.count {
            parts.limit = try rowLimit(all.filter(\.namesRowNumber), scope)
        }
    }

    /// Rows are numbered before anything rearranges them, so they may need a derived table.
    private func prepareRows(
        _ select: Select, _ query: Query, _ scope: Scope, _ parts: inout Parts
    ) throws(OracleFailure) {
        let values = select.columns.compactMap { column -> Expression? in
            if case .expression(let value, _, _) = column { value } else { nil }
        }
        let names = values.contains(where: \.namesRowNumber) || query.order.contains { $0.expression.namesRowNumber }
        guard names || parts.limit != nil else { return }
        let rearranges =
            !query.order.isEmpty || !select.groups.isEmpty || select.quantifier == .distinct
            || select.having != nil || query.limit != nil
            || values.contains { $0.contains { self.isGathering($0) } }
        guard rearranges else {
            scope.rowNumberSQL = "(row_number() OVER ())::numeric"
            return
        }
        guard query.lock == nil else {
            throw Failures.unsupported("ROWNUM with ORDER BY and FOR UPDATE", at: query.position)
        }
        let rows = RowSource(current: nextAlias("r"), parent: "")
        rows.stage = .outside
        scope.rows = rows
        scope.rowNumberSQL = "\(rows.current).rn::numeric"
    }

    /// An aggregate or an analytic function.
    func isGathering(_ expression: Expression) -> Bool {
        guard case .call(let call) = expression, let (_, rule) = rule(of: call) else { return false }
        return rule.kind != .scalar
    }

    private func isAggregate(_ expression: Expression) -> Bool {
        guard case .call(let call) = expression, call.window == nil, let (_, rule) = rule(of: call) else {
            return false
        }
        return rule.kind == .aggregate || rule.kind == .aggregateOrAnalytic
    }

    private func nests(_ expression: Expression) -> Bool {
        expression.contains { outer in
            self.isAggregate(outer) && outer.children.contains { $0.contains { self.isAggregate($0) } }
        }
    }

    // MARK: GROUP BY

    private func group(_ select: Select, _ scope: Scope, _ parts: inout Parts) throws(OracleFailure) {
        var gathers = !select.groups.isEmpty || select.having != nil
        var nests = false
        for column in select.columns {
            guard case .expression(let value, _, _) = column else { continue }
            gathers = gathers || value.contains { self.isAggregate($0) }
            nests = nests || self.nests(value)
        }
        guard gathers else { return }
        scope.clause = .group
        var keys: Set<String> = []
        for key in select.groups { parts.groups.append(try groupKey(key, scope, &keys)) }
        scope.grouping.keys = keys
        scope.grouping.isGrouped = true
        scope.grouping.hasGroupBy = !select.groups.isEmpty
        let hasTotals = select.groups.contains { if case .expression = $0 { false } else { true } }
        // A total has NULL in keys that are never NULL in the table.
        if hasTotals { for relation in scope.relations { relation.allowMissing() } }
        if nests {
            guard !select.groups.isEmpty else {
                throw Failures.make(978, "nested group function without GROUP BY", at: select.position)
            }
            guard scope.rows == nil else {
                throw Failures.unsupported("nested aggregates of numbered rows", at: select.position)
            }
            scope.nests = true
            scope.rows = RowSource(current: nextAlias("g"), parent: "")
        }
    }

    private func groupKey(
        _ key: GroupKey, _ scope: Scope, _ keys: inout Set<String>
    ) throws(OracleFailure) -> String {
        switch key {
        case .expression(let expression):
            let value = try self.expression(expression, scope)
            try checkSortable(value, at: expression.position)
            keys.insert(value.sql)
            return value.sql
        case .composite(let parts):
            var texts: [String] = []
            for part in parts { texts.append(try groupKey(.expression(part), scope, &keys)) }
            return "(\(SQLText.list(texts)))"
        case .rollup(let parts): return try groupKeys("ROLLUP", parts, scope, &keys)
        case .cube(let parts): return try groupKeys("CUBE", parts, scope, &keys)
        case .sets(let parts): return try groupKeys("GROUPING SETS", parts, scope, &keys)
        }
    }

    private func groupKeys(
        _ word: String, _ parts: [GroupKey], _ scope: Scope, _ keys: inout Set<String>
    ) throws(OracleFailure) -> String {
        var texts: [String] = []
        for part in parts { texts.append(try groupKey(part, scope, &keys)) }
        return "\(word) (\(SQLText.list(texts)))"
    }

    /// ORA-00979 and ORA-00937 for names outside of keys and aggregates.
    func checkLoose(_ scope: Scope) throws(OracleFailure) {
        guard let place = scope.grouping.loose.first else { return }
        throw scope.grouping.hasGroupBy
            ? OracleFailure.notGrouped(at: place) : OracleFailure.notSingleGroup(at: place)
    }

    // MARK: the select list

    private func add(
        _ column: SelectColumn, of select: Select, to list: inout SelectList, _ scope: Scope
    ) throws(OracleFailure) {
        switch column {
        case .expression(let expression, let alias, let heading):
            if case .cursor(let query, let place) = expression {
                try checkCursor(select, list, scope, place)
                var entry = try cursor(query, name: alias?.text ?? heading, scope, place)
                entry.hasAlias = alias != nil
                list.entries.append(entry)
                return
            }
            var value = try self.expression(expression, scope)
            try checkLoose(scope)
            if case .bind(let bind) = expression, list.role == .statement, bind.index < bindTypes.count,
                bindTypes[bind.index].isLong
            {
                value.type = value.type == .blob ? .longRaw : .long
            }
            if value.type == .boolean, context.version < 23 {
                throw OracleFailure.invalidIdentifier(heading, at: expression.position)
            }
            var name = alias?.text ?? heading
            if alias == nil, case .reference(let reference) = expression { name = reference.last.text }
            list.entries.append(SelectList.Entry(value: value, name: name, hasAlias: alias != nil))
        case .star(let place):
            guard !scope.relations.isEmpty else { throw OracleFailure.missingFrom(at: place) }
            try expand(0..<scope.relations.count, merged: true, to: &list, scope, place)
        case .qualifiedStar(let names, let place):
            guard let last = names.last,
                let found = scope.relations.firstIndex(where: { relation in
                    relation.name == last.text && (names.count == 1 || relation.schema == names[0].text)
                })
            else { throw Failures.unknownColumn(names, at: place) }
            try expand(found..<found + 1, merged: false, to: &list, scope, place)
        }
    }

    private func expand(
        _ places: Range<Int>, merged: Bool, to list: inout SelectList, _ scope: Scope, _ place: Position
    ) throws(OracleFailure) {
        if merged {
            for column in scope.merged {
                scope.loosenForStar(place)
                list.entries.append(SelectList.Entry(value: column.value, name: column.name, hasAlias: false))
            }
        }
        for relation in places {
            for (number, field) in scope.relations[relation].fields.enumerated() where !field.isHidden {
                let isMerged =
                    merged
                    && scope.merged.contains { column in
                        column.members.contains { $0.relation == relation && $0.field == number }
                    }
                if isMerged { continue }
                let value = TypedExpression(
                    scope.text(relation, number), field.type, nullable: field.nullable)
                if !scope.grouping.keys.contains(value.sql) { scope.loosenForStar(place) }
                list.entries.append(SelectList.Entry(value: value, name: field.name, hasAlias: false))
            }
        }
        try checkLoose(scope)
    }

    // MARK: ORDER BY

    private func order(
        _ keys: [OrderKey], _ select: Select, _ list: inout SelectList, _ scope: Scope
    ) throws(OracleFailure) -> [String] {
        scope.clause = .order
        for entry in list.entries where entry.hasAlias { scope.aliases[entry.name] = entry.value }
        var texts: [String] = []
        for key in keys {
            let place = key.expression.position
            if case .literal(.number(let digits), _) = key.expression {
                guard let number = Int(digits), number >= 1, number <= list.entries.count else {
                    throw Failures.make(1785, "ORDER BY item must be the number of a SELECT-list expression", at: place)
                }
                texts.append(orderText(list.entries[number - 1].value, number, key))
                continue
            }
            let value = try expression(key.expression, scope)
            try checkLoose(scope)
            try checkSortable(value, at: place)
            if let number = list.entries.firstIndex(where: { $0.value.sql == value.sql }) {
                texts.append(orderText(value, number + 1, key))
                continue
            }
            guard select.quantifier != .distinct else {
                throw Failures.make(1791, "not a SELECTed expression", at: place)
            }
            // A constant orders nothing, and PostgreSQL would not take every form of it.
            if value.constant != nil || value.bind != nil { continue }
            let text = value.type.family == .timestampTZ ? "(\(value.sql)).u" : value.sql
            texts.append(Self.orderKey(text, key))
        }
        return texts
    }

    private func orderText(_ value: TypedExpression, _ number: Int, _ key: OrderKey) -> String {
        Self.orderKey("\(number)", key)
    }

    // MARK: the text

    private func assemble(
        _ select: Select, _ query: Query, _ list: SelectList, _ parts: Parts, _ scope: Scope
    ) throws(OracleFailure) -> CompiledBlock {
        let from = scope.finishTree?() ?? parts.from
        var core = from.isEmpty ? "" : " FROM \(from)"
        if !parts.filters.isEmpty { core += " WHERE \(parts.filters.joined(separator: " AND "))" }
        var limit = parts.limit.map { " LIMIT \($0)" } ?? ""
        var groups = parts.groups.isEmpty ? "" : " GROUP BY \(SQLText.list(parts.groups))"
        if let having = parts.having { groups += " HAVING \(having)" }
        if scope.tree == nil, let rows = scope.rows {
            var values = rows.values.enumerated().map { "\($0.element) AS k\($0.offset)" }
            if scope.nests {
                core = " FROM (SELECT \(SQLText.list(values))\(core)\(groups)) AS \(rows.current)"
                groups = ""
            } else {
                values.append("row_number() OVER () AS rn")
                core = " FROM (SELECT \(SQLText.list(values))\(core)\(limit)) AS \(rows.current)"
                limit = ""
            }
        }
        let distinct = select.quantifier == .distinct ? "DISTINCT " : ""
        var sql = "SELECT \(distinct)\(list.sql)\(core)\(groups)"
        if !parts.order.isEmpty { sql += " ORDER BY \(SQLText.list(parts.order))" }
        sql += limit
        if let limit = query.limit { sql = try limited(sql, limit, isOrdered: !parts.order.isEmpty) }
        var block = CompiledBlock(sql: sql, columns: list.columns)
        if isBare(select, query, parts, scope), let row = list.bareValues(scope) { block.rows = [row] }
        if let lock = query.lock {
            block.sql += try self.lock(lock, select, scope)
            block.locks = true
        }
        return block
    }

    /// `SELECT … FROM DUAL` and nothing more.
    private func isBare(_ select: Select, _ query: Query, _ parts: Parts, _ scope: Scope) -> Bool {
        guard scope.relations.count == 1, scope.relations[0].isDual, scope.tree == nil, scope.rows == nil else {
            return false
        }
        guard parts.filters.isEmpty, parts.limit == nil, parts.groups.isEmpty, parts.having == nil else { return false }
        return parts.order.isEmpty && query.limit == nil && query.lock == nil && select.quantifier != .distinct
            && !scope.grouping.isGrouped
    }

    private func lock(_ lock: RowLock, _ select: Select, _ scope: Scope) throws(OracleFailure) -> String {
        guard select.quantifier != .distinct, !scope.grouping.isGrouped, scope.tree == nil else {
            throw Failures.make(1786, "FOR UPDATE of this query expression is not allowed", at: lock.position)
        }
        var places: Set<Int> = []
        for column in lock.columns {
            scope.used = []
            scope.clause = .select
            _ = try reference(column, scope)
            places.formUnion(scope.used)
        }
        let chosen = places.isEmpty ? Set(scope.relations.indices.filter { !scope.relations[$0].mayBeMissing }) : places
        var aliases: [String] = []
        for place in chosen.sorted() where !scope.relations[place].isDual {
            let relation = scope.relations[place]
            guard !relation.isPast else {
                throw Failures.make(8187, "snapshot expression not allowed here", at: lock.position)
            }
            aliases.append(relation.alias)
        }
        guard !aliases.isEmpty else { return "" }
        let wait =
            switch lock.wait {
            case .never: " NOWAIT"
            case .skipLocked: " SKIP LOCKED"
            case .forever, .seconds: ""
            }
        return " FOR UPDATE OF \(SQLText.list(aliases))\(wait)"
    }
}

extension Scope {
    func loosenForStar(_ place: Position) {
        if grouping.isGrouped { grouping.loose.append(place) }
    }
}

extension OracleType {
    /// Large values that are read by locators.
    var isWrittenInPlace: Bool {
        switch self {
        case .clob, .nclob, .blob: true
        default: false
        }
    }
}
