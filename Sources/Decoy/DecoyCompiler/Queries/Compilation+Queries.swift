internal import DecoyDictionary
internal import OracleSQL

/// Whole queries: WITH, set operations, ORDER BY, row limits.
extension Compilation {
    func block(
        _ query: Query, outer: Scope?, commonTables: [String: WithRelation]? = nil
    ) throws(OracleFailure) -> CompiledBlock {
        let frame = Scope(outer: outer)
        if let commonTables { frame.commonTables = commonTables }
        let role = nextRole
        nextRole = .part
        let prefix = try with(query.with, frame)
        var block: CompiledBlock
        switch query.body {
        case .select(let select): block = try self.select(select, query, frame, role)
        case .nested(let inner): block = try nested(inner, query, frame)
        case .set(let operation): block = try set(operation, query, frame)
        }
        if !prefix.isEmpty {
            block.sql = "\(prefix) \(block.sql)"
            block.rows = nil
        }
        return block
    }

    // MARK: WITH

    private func with(_ tables: [NamedQuery], _ frame: Scope) throws(OracleFailure) -> String {
        var texts: [String] = []
        var isRecursive = false
        for table in tables {
            guard table.search == nil, table.cycle == nil else {
                throw Failures.unsupported("SEARCH and CYCLE of WITH", at: table.name.position)
            }
            let name = nextAlias("w")
            let block: CompiledBlock
            if let recursive = try recursion(table, name, frame) {
                isRecursive = true
                block = recursive
            } else {
                block = try self.block(table.query, outer: frame.outer, commonTables: frame.commonTables)
            }
            guard table.columns.isEmpty || table.columns.count == block.columns.count else {
                throw Failures.make(
                    32038, "number of WITH clause column names does not match number of elements in select list",
                    at: table.name.position)
            }
            let names = table.columns.isEmpty ? nil : table.columns.map(\.text)
            frame.commonTables[table.name.text] = WithRelation(
                physicalName: name, fields: Self.fields(of: block, names: names))
            texts.append("\(name) AS (\(block.sql))")
        }
        guard !texts.isEmpty else { return "" }
        return "WITH \(isRecursive ? "RECURSIVE " : "")\(SQLText.list(texts))"
    }

    /// `WITH t (…) AS (first UNION ALL second FROM t …)`; nil when the query does not name itself.
    private func recursion(
        _ table: NamedQuery, _ name: String, _ frame: Scope
    ) throws(OracleFailure) -> CompiledBlock? {
        guard case .set(let operation) = table.query.body, operation.rest.count == 1, !table.columns.isEmpty,
            operation.rest[0].operator == .union, operation.rest[0].isAll,
            operation.rest[0].body.names(table.name.text)
        else { return nil }
        let place = operation.rest[0].position
        var first = try self.block(
            Query(body: operation.first, position: place), outer: frame.outer, commonTables: frame.commonTables)
        let names = table.columns.map(\.text)
        guard names.count == first.columns.count else {
            throw Failures.make(
                32038, "number of WITH clause column names does not match number of elements in select list",
                at: table.name.position)
        }
        var tables = frame.commonTables
        tables[table.name.text] = WithRelation(physicalName: name, fields: Self.fields(of: first, names: names))
        var second = try self.block(
            Query(body: operation.rest[0].body, position: place), outer: frame.outer, commonTables: tables)
        let types = try unite(first.columns, second.columns, at: place)
        try convert(&first, to: types)
        try convert(&second, to: types)
        return CompiledBlock(sql: "\(first.sql) UNION ALL \(second.sql)", columns: first.columns)
    }

    static func fields(of block: CompiledBlock, names: [String]? = nil) -> [Relation.Field] {
        var fields: [Relation.Field] = []
        fields.reserveCapacity(block.columns.count)
        for (place, column) in block.columns.enumerated() {
            fields.append(
                Relation.Field(
                    name: names?[place] ?? column.name, physicalName: "o\(place)", type: column.type,
                    nullable: column.nullable))
        }
        return fields
    }

    // MARK: set operations

    private func set(_ operation: SetOperation, _ query: Query, _ frame: Scope) throws(OracleFailure) -> CompiledBlock {
        var result = try branch(operation.first, frame)
        for term in operation.rest {
            var right = try branch(term.body, frame)
            guard result.columns.count == right.columns.count else {
                throw Failures.make(1789, "query block has incorrect number of result columns", at: term.position)
            }
            let types = try unite(result.columns, right.columns, at: term.position)
            if term.isAll, term.operator == .union, result.rows != nil, let rows = right.rows {
                try append(rows, right.columns, to: &result, types)
                continue
            }
            list(&result)
            if !(term.isAll && term.operator == .union) {
                for type in types { try checkSortable(TypedExpression("", type), at: term.position) }
            }
            try convert(&result, to: types)
            try convert(&right, to: types)
            let word: String
            switch term.operator {
            case .union: word = "UNION"
            case .intersect: word = "INTERSECT"
            case .minus: word = "EXCEPT"
            }
            result.sql = "(\(result.sql)) \(word)\(term.isAll ? " ALL" : "") (\(right.sql))"
            for place in result.columns.indices {
                result.columns[place].nullable =
                    result.columns[place].nullable || right.columns[place].nullable
            }
        }
        list(&result)
        guard query.lock == nil else {
            throw Failures.make(1786, "FOR UPDATE of this query expression is not allowed", at: query.position)
        }
        try finish(&result, query, frame)
        return result
    }

    /// Rows of DUAL behind rows of DUAL, without a query for each.
    private func append(
        _ rows: [[String]], _ columns: [ResultColumn], to block: inout CompiledBlock, _ types: [OracleType]
    ) throws(OracleFailure) {
        let start = block.rows?.count ?? 0
        block.rows?.append(contentsOf: rows)
        for (place, type) in types.enumerated() {
            let sides = [(block.columns[place].type, 0..<start), (columns[place].type, start..<start + rows.count)]
            for (known, range) in sides where known.needsConversion(to: type) {
                for row in range {
                    let value = TypedExpression(block.rows?[row][place] ?? "NULL", known)
                    block.rows?[row][place] = try united(value, to: type)
                }
            }
            block.columns[place].type = type
            block.columns[place].nullable = block.columns[place].nullable || columns[place].nullable
        }
    }

    /// Writes the rows of DUAL that were gathered as one query.
    private func list(_ block: inout CompiledBlock) {
        guard let rows = block.rows else { return }
        block.rows = nil
        guard rows.count > 1 else { return }
        let names = block.columns.indices.map { "column\($0 + 1) AS o\($0)" }
        let texts = rows.map { "(\(SQLText.list($0)))" }
        block.sql = "SELECT \(SQLText.list(names)) FROM (VALUES \(SQLText.list(texts))) AS \(nextAlias("v"))"
    }

    /// A value in the type of a union.
    private func united(_ value: TypedExpression, to type: OracleType) throws(OracleFailure) -> String {
        value.type == .nullText
            ? "NULL::\(type.representation.postgresType)" : try Conversion.implicit(value, to: type).sql
    }

    private func branch(_ body: QueryBody, _ frame: Scope) throws(OracleFailure) -> CompiledBlock {
        switch body {
        case .nested(let query): return try block(query, outer: frame.outer, commonTables: frame.commonTables)
        default:
            return try block(
                Query(body: body, position: Position(0)), outer: frame.outer, commonTables: frame.commonTables)
        }
    }

    private func nested(_ inner: Query, _ query: Query, _ frame: Scope) throws(OracleFailure) -> CompiledBlock {
        var result = try block(inner, outer: frame.outer, commonTables: frame.commonTables)
        guard !query.order.isEmpty || query.limit != nil else { return result }
        result.sql = "SELECT * FROM (\(result.sql)) AS \(nextAlias("n"))"
        result.rows = nil
        try finish(&result, query, frame)
        return result
    }

    private func unite(
        _ left: [ResultColumn], _ right: [ResultColumn], at place: Position
    ) throws(OracleFailure) -> [OracleType] {
        var types: [OracleType] = []
        for (first, second) in zip(left, right) {
            if first.type == .nullText {
                types.append(second.type)
            } else if second.type == .nullText {
                types.append(first.type)
            } else if let union = TypeUnion.of(first.type, second.type) {
                types.append(union)
            } else {
                throw Failures.make(
                    1790, "expression must have same datatype as corresponding expression", at: place)
            }
        }
        return types
    }

    /// Puts a derived table around a block whose columns lie otherwise than the union of both sides needs.
    private func convert(
        _ block: inout CompiledBlock, to types: [OracleType]
    ) throws(OracleFailure) {
        var differs = false
        let alias = nextAlias("u")
        var parts: [String] = []
        for (place, type) in types.enumerated() {
            let column = block.columns[place]
            let value = TypedExpression("\(alias).o\(place)", column.type)
            var text = value.sql
            if column.type.needsConversion(to: type) {
                differs = true
                text = try united(value, to: type)
            }
            parts.append("\(text) AS o\(place)")
            block.columns[place].type = type
        }
        if differs { block.sql = "SELECT \(SQLText.list(parts)) FROM (\(block.sql)) AS \(alias)" }
    }

    /// ORDER BY and limits of a set operation: names and places of result columns alone.
    private func finish(_ block: inout CompiledBlock, _ query: Query, _ frame: Scope) throws(OracleFailure) {
        var keys: [String] = []
        for key in query.order {
            var place: Int?
            switch key.expression {
            case .literal(.number(let digits), let position):
                guard let number = Int(digits), number >= 1, number <= block.columns.count else {
                    throw Failures.make(
                        1785, "ORDER BY item must be the number of a SELECT-list expression", at: position)
                }
                place = number - 1
            case .reference(let reference):
                place = block.columns.firstIndex { $0.name == reference.last.text }
                if place == nil { throw Failures.unknownColumn(reference.names, at: reference.position) }
            default: break
            }
            guard let place else {
                throw Failures.make(
                    1785, "ORDER BY item must be the number of a SELECT-list expression", at: key.expression.position)
            }
            keys.append(Self.orderKey("\(place + 1)", key))
        }
        if !keys.isEmpty { block.sql += " ORDER BY \(SQLText.list(keys))" }
        if let limit = query.limit { block.sql = try limited(block.sql, limit, isOrdered: !keys.isEmpty) }
    }

    static func orderKey(_ text: String, _ key: OrderKey) -> String {
        let word = key.isDescending ? " DESC" : ""
        switch key.nulls {
        case nil: return text + word
        case .first?: return text + word + " NULLS FIRST"
        case .last?: return text + word + " NULLS LAST"
        }
    }

    /// OFFSET … FETCH …; a NULL gives no rows.
    func limited(_ sql: String, _ limit: RowLimit, isOrdered: Bool) throws(OracleFailure) -> String {
        var text = sql
        let empty = Scope(outer: nil)
        if let offset = limit.offset {
            let value = try conversions.number(expression(offset, empty), at: offset.position).sql
            text += " OFFSET greatest(coalesce(floor(\(value)), 9223372036854775807), 0)::bigint"
        }
        guard let count = limit.count else { return text }
        let value = try conversions.number(expression(count, empty), at: count.position).sql
        var rows = "greatest(coalesce(floor(\(value)), 0), 0)::bigint"
        if limit.isPercent {
            let all = "(SELECT count(*) FROM (\(sql)) AS \(nextAlias("n")))"
            rows = "greatest(coalesce(ceil(\(value) * \(all) / 100), 0), 0)::bigint"
        }
        // WITH TIES without ORDER BY has nothing to tie: Oracle treats it as ONLY.
        return text + (limit.withTies && isOrdered ? " FETCH FIRST (\(rows)) ROWS WITH TIES" : " LIMIT \(rows)")
    }
}

extension QueryBody {
    /// Whether a table of this name is read somewhere in FROM.
    func names(_ table: String) -> Bool {
        switch self {
        case .select(let select): return select.from.contains { $0.names(table) }
        case .set(let operation):
            return operation.first.names(table) || operation.rest.contains { $0.body.names(table) }
        case .nested(let query): return query.body.names(table)
        }
    }
}

extension TableExpression {
    func names(_ table: String) -> Bool {
        switch self {
        case .table(let reference): return reference.names.count == 1 && reference.names[0].text == table
        case .subquery(let subquery): return subquery.query.body.names(table)
        case .collection, .jsonTable: return false
        case .pivot(let pivot): return pivot.table.names(table)
        case .unpivot(let unpivot): return unpivot.table.names(table)
        case .join(let join): return join.left.names(table) || join.right.names(table)
        }
    }
}

extension OracleType {
    fileprivate func needsConversion(to type: OracleType) -> Bool {
        representation != type.representation || family != type.family
    }
}
