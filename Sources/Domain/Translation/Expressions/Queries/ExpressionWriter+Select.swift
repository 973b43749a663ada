internal import Model
internal import OracleSQL

extension ExpressionWriter {
    /// One SELECT with the ORDER BY and the limit behind it.
    func select(
        _ select: Select, _ order: [OrderKey], _ limit: String
    ) throws(ConversionRefusal) -> WrittenQuery {
        let outside = scope
        defer { scope = outside }
        scope = NameScope(outer: outside, columnName: outside.columnName)
        try refuseClauses(of: select)
        if !select.hints.isEmpty { note(.remark, "view.hints", "Hints of the source are left out.") }
        var parts = try FilterParts(select.filter, self)
        let from = try fromText(select.from, &parts, order)
        let filter = try filterText(parts)
        // In the rows of subtotals the columns are null.
        if case .rollup? = select.groups.first { markOuter(scope.relations.indices) }
        var columns = try columnList(select.columns)
        if columns.texts.isEmpty {
            throw refusal("view.columns", "The query has no column.", at: select.position)
        }
        let groups = try groupText(select.groups)
        var having = ""
        if let tree = select.having { having = " HAVING \(try condition(tree))" }
        let windows = try windowClause(select.windows)
        for case .expression(_, let alias?, _) in select.columns {
            // Only columns with a name of their own are read by it in ORDER BY.
            scope.aliases[alias.text] = columns.aliased[alias.text]
        }
        let keys = try orderText(order, columns.columns?.map(\.value) ?? [])
        var limit = limit
        if let rows = parts.rowLimit {
            guard limit.isEmpty, order.isEmpty, select.groups.isEmpty, select.having == nil,
                select.quantifier != .distinct, !columns.hasAggregate
            else {
                throw refusal(
                    "view.rownum",
                    "ROWNUM counts rows before they are ordered, grouped or made distinct, which LIMIT "
                        + "does not. Put the query into an inner one.", at: select.position)
            }
            limit = " LIMIT \(rows)"
        }
        let isOfOrdered = scope.relations.contains(where: \.isOrdered)
        if isOfOrdered, order.isEmpty, !limit.isEmpty {
            throw lostOrder(parts.rowLimit == nil ? "view.limit" : "view.rownum", select.position)
        }
        let distinct = select.quantifier == .distinct ? "DISTINCT " : ""
        for column in columns.columns ?? [] where !distinct.isEmpty { noteBlanks(column.value) }
        let list = columns.texts.joined(separator: ", ")
        let text = "SELECT \(distinct)\(list)\(from)\(filter)\(groups)\(having)\(windows)"
        columns.columns = columns.columns?.map { NameScope.Column($0.source, $0.value) }
        var written = WrittenQuery(text: text + keys + limit, columns: columns.columns, names: columns.names)
        written.isPlain = keys.isEmpty && limit.isEmpty
        written.isOrdered = !order.isEmpty || (isOfOrdered && select.groups.isEmpty && distinct.isEmpty)
        return written
    }

    private func refuseClauses(of select: Select) throws(ConversionRefusal) {
        if let hierarchy = select.hierarchy {
            throw refusal(
                "view.hierarchy",
                "CONNECT BY does not exist at the destination; write the query with WITH RECURSIVE.",
                at: hierarchy.position)
        }
    }

    private func filterText(_ parts: FilterParts) throws(ConversionRefusal) -> String {
        var texts: [String] = []
        for part in parts.rest { texts.append(try condition(part)) }
        guard texts.count > 1 else { return texts.first.map { " WHERE \($0)" } ?? "" }
        return " WHERE \(texts.map { "(\($0))" }.joined(separator: " AND "))"
    }

    // MARK: Columns

    struct ColumnList {
        var texts: [String] = []
        /// Nil when a star stands for columns that nobody knows.
        var columns: [NameScope.Column]? = []
        var names: [String] = []
        var hasAggregate = false
        /// Those with an alias, also beside a star.
        var aliased: [String: WrittenValue] = [:]

        mutating func add(_ column: NameScope.Column, _ name: String, _ text: String) {
            texts.append(text)
            columns?.append(column)
            names.append(name)
        }
    }

    private func columnList(_ columns: [SelectColumn]) throws(ConversionRefusal) -> ColumnList {
        var list = ColumnList()
        var taken: Set<NameKey> = []
        for column in columns {
            switch column {
            case .star(let place): try addStar(scope.relations.indices.map { $0 }, &list, &taken, place)
            case .qualifiedStar(let names, let place):
                guard let index = scope.relations.firstIndex(where: { $0.name == names.last?.text }) else {
                    throw refusal("view.star", "The star stands for a table that is not here.", at: place)
                }
                try addStar([index], &list, &taken, place, isQualified: true)
            case .expression(let tree, let alias, let heading):
                let value = try value(tree)
                if Self.isAggregate(tree) { list.hasAggregate = true }
                if let alias { list.aliased[alias.text] = value.nulled }
                let source = alias?.text ?? Self.heading(of: tree) ?? heading
                let name = free(scope.columnName(source), &taken)
                let text = value.orNull
                let isSame = text == NameText.quoted(name) || text.hasSuffix(".\(NameText.quoted(name))")
                list.add(
                    NameScope.Column(source, value.nulled), name,
                    isSame && alias == nil ? text : "\(text) AS \(NameText.quoted(name))")
            }
        }
        return list
    }

    private static func heading(of tree: Expression) -> String? {
        guard case .reference(let reference) = tree else { return nil }
        return reference.last.text
    }

    /// A name that no other column of the list has: queries around it could not read two of one name.
    private func free(_ wish: String, _ taken: inout Set<NameKey>) -> String {
        let fitted = { (name: String) in name.unicodeScalars.count > 64 ? NameShortening.fit(name, 64) : name }
        var name = fitted(wish)
        var number = 2
        while !taken.insert(rules.partNames.key(name)).inserted {
            name = fitted("\(wish)_\(number)")
            number += 1
        }
        return name
    }

    private func addStar(
        _ indices: [Int], _ list: inout ColumnList, _ taken: inout Set<NameKey>, _ place: OracleSQL.Position,
        isQualified: Bool = false
    ) throws(ConversionRefusal) {
        guard scope.shared.isEmpty || isQualified else {
            throw refusal("view.star", "Name the columns: the star of USING and NATURAL orders them.", at: place)
        }
        for index in indices {
            let relation = scope.relations[index]
            guard let columns = relation.columns, let alias = relation.alias else {
                noteUnknown()
                list.columns = nil
                list.texts.append(relation.alias.map { "\(NameText.quoted($0)).*" } ?? "*")
                continue
            }
            for column in columns where !relation.hidden.contains(column.source) {
                var value = column.value
                value.text = "\(NameText.quoted(alias)).\(column.value.text)"
                if relation.isOuter { value.isNullable = true }
                let name = free(scope.columnName(column.source), &taken)
                let isSame = column.value.text == NameText.quoted(name)
                list.add(
                    NameScope.Column(column.source, value), name,
                    isSame ? value.text : "\(value.text) AS \(NameText.quoted(name))")
            }
        }
    }

    // MARK: Groups

    private func groupText(_ groups: [GroupKey]) throws(ConversionRefusal) -> String {
        guard let first = groups.first else { return "" }
        if case .rollup(let keys) = first, groups.count == 1 {
            let texts = try keyTexts(keys, areNull: true)
            // Several columns of one key, and constants, would make other subtotals.
            let isPlain = keys.allSatisfy { if case .composite(let trees) = $0 { trees.count == 1 } else { true } }
            guard isPlain, texts.count == keys.count else { throw Self.unknownGroups }
            return " GROUP BY \(texts.joined(separator: ", ")) WITH ROLLUP"
        }
        let texts = try keyTexts(groups)
        return " GROUP BY \(texts.isEmpty ? "NULL" : texts.joined(separator: ", "))"
    }

    private static let unknownGroups = ConversionRefusal(
        "view.groups", "CUBE, GROUPING SETS and parts of ROLLUP do not exist at the destination.")

    /// Keys that are null in rows of subtotals, although the expression never is, would be used as if they were not.
    private func keyTexts(_ keys: [GroupKey], areNull: Bool = false) throws(ConversionRefusal) -> [String] {
        var texts: [String] = []
        for key in keys {
            switch key {
            case .expression(let tree):
                let written = try value(tree)
                // A constant makes no groups; the destination would read it as the number of a column.
                if written.constant == nil, !written.isNull { texts.append(grouped(written)) }
                if areNull, !written.isNullable { throw Self.unknownGroups }
            case .composite(let trees) where keys.count == 1 || trees.count == 1:
                for tree in trees {
                    let written = try value(tree)
                    if areNull, !written.isNullable { throw Self.unknownGroups }
                    texts.append(grouped(written))
                }
            default:
                throw Self.unknownGroups
            }
        }
        return texts
    }

    /// A key as it stands in the list of columns as well, or the destination would not know it again.
    func grouped(_ key: WrittenValue) -> String {
        noteBlanks(key)
        return key.orNull
    }

    /// Whether a tree counts over the rows of its query, or over a window of them.
    static func isAggregate(_ tree: Expression) -> Bool {
        if case .call(let call) = tree, call.window != nil || aggregateNames.contains(call.names.last?.text ?? "") {
            return true
        }
        return tree.parts.contains(where: isAggregate)
    }
}
