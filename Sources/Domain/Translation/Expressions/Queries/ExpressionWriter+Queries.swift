internal import Model
internal import OracleSQL

extension ExpressionWriter {
    /// A query inside an expression or another query, or the view's own.
    func query(_ query: Query) throws(ConversionRefusal) -> WrittenQuery {
        try nested { () throws(ConversionRefusal) in
            guard reading != nil else {
                throw refusal("expression.query", "A query cannot stand in \(purpose.words).", at: query.position)
            }
            let count = namedQueries.count
            defer { namedQueries.removeLast(namedQueries.count - count) }
            let with = try namedQueriesText(query.with)
            if query.lock != nil { note(.changed, "view.lock", "FOR UPDATE is left out.") }
            if query.ordersSiblings {
                throw refusal("view.hierarchy", "ORDER SIBLINGS BY needs a hierarchical query.", at: query.position)
            }
            var written = try body(query.body, query.order, try limit(query.limit))
            written.text = with + written.text
            if !with.isEmpty { written.isPlain = false }
            return written
        }
    }

    func scalarQuery(_ query: Query, _ place: OracleSQL.Position) throws(ConversionRefusal) -> WrittenValue {
        let written = try self.query(query)
        var value = WrittenValue("(\(written.text))", .unknown)
        if let column = written.columns?.first?.value {
            value.kind = column.kind
            value.canBeEmpty = column.canBeEmpty
            value.hasCollation = column.hasCollation
        }
        return value
    }

    func body(
        _ body: QueryBody, _ order: [OrderKey], _ limit: String
    ) throws(ConversionRefusal) -> WrittenQuery {
        switch body {
        case .select(let select): return try self.select(select, order, limit)
        case .set(let operation): return try setOperation(operation, order, limit)
        case .nested(let query):
            let inner = try self.query(query)
            guard !order.isEmpty || !limit.isEmpty else { return inner }
            return try wrapped(inner, order, limit, query.position)
        }
    }

    /// `LIMIT`, with a blank before it; empty without a limit.
    private func limit(_ limit: RowLimit?) throws(ConversionRefusal) -> String {
        guard let limit else { return "" }
        guard !limit.isPercent, !limit.withTies else {
            throw refusal(
                "view.limit", "PERCENT and WITH TIES do not exist at the destination.", at: limit.position)
        }
        var numbers: [Int] = []
        for tree in [limit.offset, limit.count] {
            guard let tree else {
                numbers.append(-1)
                continue
            }
            guard let number = try value(tree).wholeConstant else {
                throw refusal("view.limit", "The number of rows must be a constant here.", at: limit.position)
            }
            numbers.append(max(0, number))
        }
        let count = numbers[1] < 0 ? "18446744073709551615" : String(numbers[1])
        return numbers[0] > 0 ? " LIMIT \(count) OFFSET \(numbers[0])" : " LIMIT \(count)"
    }

    func lostOrder(_ rule: String, _ place: OracleSQL.Position) -> ConversionRefusal {
        refusal(
            rule,
            "The limit takes the first rows of an ordered inner query, whose order the destination does not keep here. "
                + "Put order and limit into one query.", at: place)
    }

    // MARK: WITH

    private func namedQueriesText(_ named: [NamedQuery]) throws(ConversionRefusal) -> String {
        guard let first = named.first else { return "" }
        guard rules.family != .mySQL || rules.isAtLeast(8) else {
            throw refusal("view.with", "The destination has no WITH.", at: first.name.position)
        }
        var texts: [String] = []
        var isRecursive = false
        for query in named {
            guard query.search == nil, query.cycle == nil else {
                throw refusal(
                    "view.with", "SEARCH and CYCLE do not exist at the destination.", at: query.name.position)
            }
            let alias = aliasText(query.name.text)
            var relation = NameScope.Relation(name: query.name.text, alias: alias)
            relation.columns = query.columns.isEmpty ? nil : columns(named: query.columns, [])
            let isOwn = Self.names(query.query, readBy: query.name.text)
            isRecursive = isRecursive || isOwn
            let written = isOwn ? try recursive(query, &relation) : try self.query(query.query)
            var head = NameText.quoted(alias)
            if query.columns.isEmpty {
                relation.columns = written.columns.map { Self.readable($0, written.names) }
            } else {
                relation.columns = columns(named: query.columns, written.columns?.map(\.value) ?? [])
                head += " (\(NameText.list(query.columns.map { scope.columnName($0.text) })))"
            }
            relation.isOrdered = written.isOrdered
            namedQueries.append(relation)
            texts.append("\(head) AS (\(written.text))")
        }
        if isRecursive {
            note(
                .lossy, "view.recursion",
                "Texts of a recursive query can only be as long here as those of its first part; longer ones are an "
                    + "error.")
        }
        return "WITH \(isRecursive ? "RECURSIVE " : "")\(texts.joined(separator: ", ")) "
    }

    /// Its first part says of which kinds the columns are, at both ends.
    private func recursive(
        _ query: NamedQuery, _ relation: inout NameScope.Relation
    ) throws(ConversionRefusal) -> WrittenQuery {
        guard case .set(let operation) = query.query.body, !query.columns.isEmpty else {
            throw refusal(
                "view.with", "A query that reads itself is a UNION ALL of two parts.", at: query.name.position)
        }
        let first = try body(operation.first, [], "")
        relation.columns = columns(named: query.columns, first.columns?.map(\.value) ?? [])
        namedQueries.append(relation)
        defer { namedQueries.removeLast() }
        let written = try self.query(query.query)
        for (mine, all) in zip(first.columns ?? [], written.columns ?? [])
        where mine.value.kind != all.value.kind && !mine.value.kind.isText {
            throw refusal(
                "view.recursion",
                "The column \(mine.source) is of another kind in the part that reads itself; cast it in the first.",
                at: query.name.position)
        }
        return written
    }

    private func columns(named names: [Name], _ values: [WrittenValue]) -> [NameScope.Column] {
        names.enumerated().map { place, name in
            var value = place < values.count ? values[place] : WrittenValue("", .unknown)
            value.text = NameText.quoted(scope.columnName(name.text))
            value.constant = nil
            return NameScope.Column(name.text, value)
        }
    }

    /// The columns of a query as the query around it reads them.
    static func readable(_ columns: [NameScope.Column], _ names: [String]) -> [NameScope.Column] {
        zip(columns, names).map { column, name in
            var value = column.value
            value.text = NameText.quoted(name)
            value.constant = nil
            return NameScope.Column(column.source, value)
        }
    }

    func aliasText(_ name: String) -> String { scope.columnName(name) }

    /// Whether a query reads a table of this name.
    private static func names(_ query: Query, readBy name: String) -> Bool { reads(query.body, name) }

    private static func reads(_ body: QueryBody, _ name: String) -> Bool {
        switch body {
        case .select(let select): select.from.contains { reads($0, name) }
        case .set(let operation):
            reads(operation.first, name) || operation.rest.contains { reads($0.body, name) }
        case .nested(let query): reads(query.body, name)
        }
    }

    private static func reads(_ table: TableExpression, _ name: String) -> Bool {
        switch table {
        case .table(let reference): reference.names.count == 1 && reference.names[0].text == name
        case .subquery(let subquery): reads(subquery.query.body, name)
        case .join(let join): reads(join.left, name) || reads(join.right, name)
        default: false
        }
    }

    /// A query as the table of another, which orders and limits it.
    func wrapped(
        _ inner: WrittenQuery, _ order: [OrderKey], _ limit: String, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> WrittenQuery {
        let outside = scope
        defer { scope = outside }
        scope = NameScope(outer: outside.outer, columnName: outside.columnName)
        var relation = NameScope.Relation(name: "", alias: "whole")
        relation.columns = inner.columns.map { Self.readable($0, inner.names) }
        scope.relations = [relation]
        guard inner.columns != nil || order.isEmpty else {
            throw refusal("view.order", "The columns that are ordered by are not known here.", at: place)
        }
        let keys = try orderText(
            order,
            inner.columns?.indices.map { index in
                var value = Self.readable(inner.columns ?? [], inner.names)[index].value
                value.text = "`whole`.\(value.text)"
                return value
            } ?? [])
        var written = inner
        guard !order.isEmpty || !inner.isOrdered else { throw lostOrder("view.limit", place) }
        written.isOrdered = !order.isEmpty
        written.text = "SELECT * FROM (\(inner.text)) AS `whole`\(keys)\(limit)"
        written.isPlain = false
        return written
    }
}
