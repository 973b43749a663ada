internal import Model
internal import OracleSQL

extension ExpressionWriter {
    /// ` FROM …`, filling the scope with what stands there. Conditions with `(+)` become those of outer joins.
    func fromText(
        _ tables: [TableExpression], _ parts: inout FilterParts, _ order: [OrderKey]
    ) throws(ConversionRefusal) -> String {
        if tables.count == 1, case .table(let reference) = tables[0], Self.isDual(reference) {
            let column = NameScope.Column("DUMMY", .text("X"))
            scope.relations.append(
                NameScope.Relation(name: reference.alias?.text ?? "DUAL", columns: [column]))
            guard parts.outer.isEmpty else {
                throw ConversionRefusal("view.outer", "DUAL takes no part in outer joins.")
            }
            return " FROM DUAL"
        }
        var texts: [String] = []
        var counts: [Range<Int>] = []
        for table in tables {
            let start = scope.relations.count
            texts.append(try tableText(limited(table, &parts, isAlone: tables.count == 1 && order.isEmpty)))
            counts.append(start..<scope.relations.count)
        }
        guard !parts.outer.isEmpty else { return " FROM \(texts.joined(separator: ", "))" }
        return " FROM \(try outerJoins(texts, counts, parts.outer))"
    }

    /// The source's table of one row, which has no owner to be named.
    private static func isDual(_ reference: TableReference) -> Bool {
        let names = reference.names.map(\.text)
        return names == ["DUAL"] || names == ["SYS", "DUAL"]
    }

    /// The rows that ROWNUM lets through of an ordered query are its first ones: the limit goes to where the order is.
    private func limited(_ table: TableExpression, _ parts: inout FilterParts, isAlone: Bool) -> TableExpression {
        guard isAlone, let rows = parts.rowLimit, parts.rest.isEmpty, parts.outer.isEmpty,
            case .subquery(let subquery) = table, subquery.query.limit == nil, !subquery.query.order.isEmpty
        else { return table }
        parts.rowLimit = nil
        var query = subquery.query
        query.limit = RowLimit(
            offset: nil, count: .literal(.number(String(rows)), subquery.position), isPercent: false, withTies: false,
            position: subquery.position)
        return .subquery(
            TableSubquery(
                query: query, isLateral: subquery.isLateral, flashback: subquery.flashback, alias: subquery.alias,
                position: subquery.position))
    }

    private func tableText(_ table: TableExpression) throws(ConversionRefusal) -> String {
        try nested { () throws(ConversionRefusal) in
            switch table {
            case .table(let reference): return try named(reference)
            case .subquery(let subquery): return try derived(subquery)
            case .join(let join): return try joined(join)
            case .collection(let collection):
                throw refusal(
                    "view.collection", "Collections do not exist at the destination.", at: collection.position)
            case .jsonTable(let table):
                throw refusal("view.json", "JSON_TABLE is not translated.", at: table.position)
            case .pivot(let pivot):
                throw refusal("view.pivot", "PIVOT does not exist at the destination.", at: pivot.position)
            case .unpivot(let unpivot):
                throw refusal("view.pivot", "UNPIVOT does not exist at the destination.", at: unpivot.position)
            }
        }
    }

    private func named(_ reference: TableReference) throws(ConversionRefusal) -> String {
        guard reference.link == nil else {
            throw refusal(
                "expression.link", "The destination cannot reach through a database link.", at: reference.position)
        }
        guard reference.partition == nil, reference.sample == nil, reference.flashback == nil else {
            throw refusal(
                "view.table", "Partitions by name, samples and past states of a table are not at the destination.",
                at: reference.position)
        }
        guard let reading, let name = reference.names.last else {
            throw refusal("expression.query", "A table cannot stand in \(purpose.words).", at: reference.position)
        }
        if reference.names.count == 1, let query = namedQueries.last(where: { $0.name == name.text }) {
            var relation = query
            relation.name = reference.alias?.text ?? name.text
            relation.alias = freeAlias(relation.name)
            scope.relations.append(relation)
            let text = NameText.quoted(query.alias ?? scope.columnName(query.name))
            return "\(text) AS \(NameText.quoted(relation.alias ?? ""))"
        }
        if Self.isDual(reference) {
            var relation = NameScope.Relation(name: reference.alias?.text ?? "DUAL")
            let alias = freeAlias(relation.name)
            relation.alias = alias
            relation.columns = [NameScope.Column("DUMMY", WrittenValue("`dummy`", .text))]
            scope.relations.append(relation)
            return "(SELECT 'X' AS `dummy`) AS \(NameText.quoted(alias))"
        }
        let found = try reading.find(reference.names, self, at: reference.position)
        var relation = NameScope.Relation(name: reference.alias?.text ?? name.text)
        if reference.alias == nil { relation.schema = found.schema }
        relation.alias = freeAlias(relation.name)
        relation.columns = reading.columns(of: found)
        relation.hidden = Set(relation.columns?.map(\.source).filter { reading.isHidden($0, of: found) } ?? [])
        scope.relations.append(relation)
        return "\(reading.text(of: found)) AS \(NameText.quoted(relation.alias ?? ""))"
    }

    private func derived(_ subquery: TableSubquery) throws(ConversionRefusal) -> String {
        guard subquery.flashback == nil else {
            throw refusal("view.table", "Past states of a query are not at the destination.", at: subquery.position)
        }
        if subquery.isLateral {
            guard rules.family == .mySQL, rules.isAtLeast(8, 0, 14) else {
                throw refusal("view.lateral", "LATERAL does not exist at the destination.", at: subquery.position)
            }
        }
        let outside = scope
        if !subquery.isLateral { scope = NameScope(outer: outside.outer, columnName: outside.columnName) }
        let written: WrittenQuery
        do throws(ConversionRefusal) {
            written = try query(subquery.query)
        } catch {
            scope = outside
            throw error
        }
        scope = outside
        var relation = NameScope.Relation(name: subquery.alias?.text ?? "")
        relation.alias = freeAlias(subquery.alias?.text ?? "inner_\(scope.relations.count + 1)")
        relation.columns = written.columns.map { Self.readable($0, written.names) }
        relation.isOrdered = written.isOrdered
        scope.relations.append(relation)
        return "\(subquery.isLateral ? "LATERAL " : "")(\(written.text)) AS \(NameText.quoted(relation.alias ?? ""))"
    }

    /// Aliases that the destination does not tell apart are one.
    private func freeAlias(_ wish: String) -> String {
        let taken = Set(scope.relations.compactMap { $0.alias.map(rules.partNames.key) })
        var alias = aliasText(wish)
        var number = 2
        while taken.contains(rules.partNames.key(alias)) {
            alias = aliasText("\(wish)_\(number)")
            number += 1
        }
        return alias
    }

    // MARK: Joins

    private func joined(_ join: Join) throws(ConversionRefusal) -> String {
        let start = scope.relations.count
        let left = try tableText(join.left)
        let middle = scope.relations.count
        var right = try tableText(join.right)
        if case .join = join.right { right = "(\(right))" }
        let word: String
        switch join.kind {
        case .inner: word = join.condition == nil ? "CROSS JOIN" : "JOIN"
        case .cross: word = "CROSS JOIN"
        case .left: word = "LEFT JOIN"
        case .right: word = "RIGHT JOIN"
        case .full:
            guard rules.family == .oceanBase else {
                throw refusal("view.full", "FULL OUTER JOIN does not exist at the destination.", at: join.position)
            }
            word = "FULL OUTER JOIN"
        case .crossApply, .outerApply:
            throw refusal("view.lateral", "APPLY does not exist at the destination.", at: join.position)
        }
        if join.kind == .left || join.kind == .full { markOuter(middle..<scope.relations.count) }
        if join.kind == .right || join.kind == .full { markOuter(start..<middle) }
        switch join.condition {
        case nil: return "\(left) \(word) \(right)"
        case .on(let tree): return "\(left) \(word) \(right) ON \(try condition(tree))"
        case .using(let names):
            scope.shared.formUnion(names.map(\.text))
            return "\(left) \(word) \(right) USING (\(NameText.list(names.map { scope.columnName($0.text) })))"
        case .natural:
            let mine = Set(scope.relations[start..<middle].flatMap { $0.columns?.map(\.source) ?? [] })
            let theirs = Set(scope.relations[middle...].flatMap { $0.columns?.map(\.source) ?? [] })
            guard !mine.isEmpty, !theirs.isEmpty else {
                throw refusal(
                    "view.natural", "NATURAL JOIN needs columns that are known here; join by USING.", at: join.position)
            }
            let common = mine.intersection(theirs).sorted()
            scope.shared.formUnion(common)
            guard !common.isEmpty else { return "\(left) CROSS JOIN \(right)" }
            return "\(left) \(word) \(right) USING (\(NameText.list(common.map { scope.columnName($0) })))"
        }
    }

    func markOuter(_ range: Range<Int>) {
        for index in range { scope.relations[index].isOuter = true }
    }
}
