internal import DecoyDictionary
internal import OracleSQL

/// FROM: relations enter the scope from left to right, joins become joins.
extension Compilation {
    /// The texts of the entries of FROM, one for each comma.
    func from(_ entries: [TableExpression], _ scope: Scope) throws(OracleFailure) -> [String] {
        scope.clause = .from
        var texts: [String] = []
        for entry in entries { texts.append(try self.entry(entry, scope)) }
        return texts
    }

    private func entry(_ entry: TableExpression, _ scope: Scope) throws(OracleFailure) -> String {
        switch entry {
        case .table(let table):
            let relation = try relation(table, scope)
            try add(relation, to: scope)
            return relation.sql
        case .subquery(let subquery): return try derived(subquery, scope, sees: subquery.isLateral)
        case .collection(let collection):
            return try list(collection, scope)
        case .jsonTable(let table): return try jsonTable(table, scope)
        case .join(let join): return try self.join(join, scope)
        case .pivot(let pivot): return try self.pivot(pivot, scope)
        case .unpivot(let unpivot): return try self.unpivot(unpivot, scope)
        }
    }

    private func add(_ relation: Relation, to scope: Scope) throws(OracleFailure) {
        scope.relations.append(relation)
    }

    private func derived(
        _ subquery: TableSubquery, _ scope: Scope, sees: Bool
    ) throws(OracleFailure) -> String {
        let kept = moment
        if let flashback = subquery.flashback { moment = flashback }
        defer { moment = kept }
        let block = try block(
            subquery.query, outer: sees ? scope : scope.outer, commonTables: scope.commonTables)
        let alias = nextAlias()
        let sql = "\(sees ? "LATERAL " : "")(\(block.sql)) AS \(alias)"
        let relation = Relation(
            name: subquery.alias?.text, alias: alias, fields: Self.fields(of: block), sql: sql,
            position: subquery.position)
        scope.relations.append(relation)
        return sql
    }

    /// `TABLE(SYS.ODCINUMBERLIST(1, 2))`: the collections that Oracle declares for everybody.
    private func list(_ collection: TableCollection, _ scope: Scope) throws(OracleFailure) -> String {
        let types: [String: OracleType] = [
            "ODCINUMBERLIST": .anyNumber, "ODCIVARCHAR2LIST": .varchar2(4000, .byte), "ODCIDATELIST": .date,
            "ODCIRAWLIST": .raw(2000),
        ]
        guard case .call(let call) = collection.value, !collection.isOuter, call.names.count <= 2,
            call.names.count == 1 || call.names[0].text == "SYS", let name = call.names.last,
            let type = types[name.text]
        else { return try elements(collection, scope) }
        var values: [String] = []
        for argument in call.arguments {
            let value = try expression(argument.value, scope)
            values.append(try coerce(value, to: type, at: argument.value.position).sql)
        }
        let alias = nextAlias()
        let sql =
            "unnest(ARRAY[\(SQLText.list(values))]::\(type.representation.postgresType)[]) AS \(alias)(o0)"
        let field = Relation.Field(name: "COLUMN_VALUE", physicalName: "o0", type: type, nullable: true)
        scope.relations.append(
            Relation(
                name: collection.alias?.text, alias: alias, fields: [field], sql: sql, position: collection.position))
        return sql
    }

    // MARK: joins

    private func join(_ join: Join, _ scope: Scope) throws(OracleFailure) -> String {
        let start = scope.relations.count
        let left = try entry(join.left, scope)
        let middle = scope.relations.count
        let right: String
        if join.kind == .crossApply || join.kind == .outerApply, case .subquery(let subquery) = join.right {
            right = try derived(subquery, scope, sees: true)
        } else {
            right = try entry(join.right, scope)
        }
        let end = scope.relations.count
        if join.kind == .left || join.kind == .full || join.kind == .outerApply {
            for place in middle..<end { scope.relations[place].allowMissing() }
        }
        if join.kind == .right || join.kind == .full {
            for place in start..<middle { scope.relations[place].allowMissing() }
        }
        let shape = Shape(left: start..<middle, right: middle..<end, kind: join.kind)
        switch join.kind {
        case .cross, .crossApply: return "(\(left) CROSS JOIN \(right))"
        case .outerApply: return "(\(left) LEFT JOIN \(right) ON true)"
        case .inner, .left, .right, .full:
            let word = Self.word(join.kind)
            return "(\(left) \(word) \(right) ON \(try on(join, shape, scope)))"
        }
    }

    private struct Shape {
        let left: Range<Int>
        let right: Range<Int>
        let kind: Join.Kind
    }

    private static func word(_ kind: Join.Kind) -> String {
        switch kind {
        case .left: "LEFT JOIN"
        case .right: "RIGHT JOIN"
        case .full: "FULL JOIN"
        default: "JOIN"
        }
    }

    private func on(_ join: Join, _ shape: Shape, _ scope: Scope) throws(OracleFailure) -> String {
        switch join.condition {
        case nil: return "true"
        case .on(let expression)?:
            scope.clause = .filter
            defer { scope.clause = .from }
            return try condition(expression, scope)
        case .using(let names)?: return try using(names, shape, scope, join.position)
        case .natural?:
            var names: [Name] = []
            var seen: Set<String> = []
            for place in shape.left {
                for field in scope.relations[place].fields where !field.isHidden {
                    let isRight = shape.right.contains { !scope.relations[$0].find(field.name).isEmpty }
                    if isRight, seen.insert(field.name).inserted { names.append(Name(field.name)) }
                }
            }
            return names.isEmpty ? "true" : try using(names, shape, scope, join.position)
        }
    }

    private func using(
        _ names: [Name], _ shape: Shape, _ scope: Scope, _ place: Position
    ) throws(OracleFailure) -> String {
        var texts: [String] = []
        for name in names {
            let left = try side(name, shape.left, scope)
            let right = try side(name, shape.right, scope)
            let pair = try comparing.pair(left.value, right.value, at: name.position)
            texts.append("\(pair.0) = \(pair.1)")
            var value = shape.kind == .right ? right.value : left.value
            if shape.kind == .full {
                value.sql = "coalesce(\(left.value.sql), \(right.value.sql))"
                value.nullable = true
            }
            scope.merged.removeAll { $0.name == name.text }
            scope.merged.append(
                Scope.Merged(name: name.text, value: value, members: left.members + right.members))
        }
        return texts.joined(separator: " AND ")
    }

    private func side(
        _ name: Name, _ places: Range<Int>, _ scope: Scope
    ) throws(OracleFailure) -> (value: TypedExpression, members: [(relation: Int, field: Int)]) {
        var hits: [(relation: Int, field: Int)] = []
        for place in places {
            for field in scope.relations[place].find(name.text) { hits.append((place, field)) }
        }
        if let merged = scope.merged.first(where: { $0.name == name.text }),
            merged.members.contains(where: { places.contains($0.relation) })
        {
            return (merged.value, merged.members)
        }
        guard let hit = hits.first else { throw Failures.unknownColumn([name], at: name.position) }
        guard hits.count == 1 else { throw OracleFailure.ambiguousColumn(at: name.position) }
        let field = scope.relations[hit.relation].fields[hit.field]
        return (
            TypedExpression(scope.text(hit.relation, hit.field), field.type, nullable: field.nullable), hits
        )
    }

    // MARK: (+)

    /// The entries of FROM joined by the conditions with `(+)`; conditions without it are left in `rest`.
    func joinOuter(
        _ texts: [String], _ conditions: [Expression], _ scope: Scope, rest: inout [Expression]
    ) throws(OracleFailure) -> String {
        guard conditions.contains(where: \.hasOuterMark) else {
            rest = conditions
            return texts.joined(separator: ", ")
        }
        guard texts.count == scope.relations.count else {
            throw Failures.make(
                25156, "old style outer join (+) cannot be used with ANSI joins",
                at: conditions.first { $0.hasOuterMark }?.position)
        }
        var on: [Int: [String]] = [:]
        var needs: [Int: Set<Int>] = [:]
        for part in conditions {
            guard part.hasOuterMark else {
                rest.append(part)
                continue
            }
            if case .or = part {
                throw Failures.make(
                    1719, "outer join operator (+) not allowed in operand of OR or IN", at: part.position)
            }
            scope.used = []
            scope.outerMarks = []
            let text = try condition(part, scope)
            guard scope.outerMarks.count == 1, let inner = scope.outerMarks.first else {
                throw Failures.make(1468, "a predicate may reference only one outer-joined table", at: part.position)
            }
            on[inner, default: []].append(text)
            needs[inner, default: []].formUnion(scope.used.subtracting([inner]))
        }
        scope.outerMarks = []
        return try order(texts, on, needs, scope)
    }

    private func order(
        _ texts: [String], _ on: [Int: [String]], _ needs: [Int: Set<Int>], _ scope: Scope
    ) throws(OracleFailure) -> String {
        var placed = Set(texts.indices.filter { on[$0] == nil })
        guard !placed.isEmpty else {
            throw Failures.make(
                1416, "two tables cannot be outer-joined to each other", at: scope.relations.first?.position)
        }
        var sql = placed.sorted().map { texts[$0] }.joined(separator: " CROSS JOIN ")
        var open = texts.indices.filter { on[$0] != nil }
        while !open.isEmpty {
            guard let next = open.first(where: { (needs[$0] ?? []).isSubset(of: placed) }) else {
                throw Failures.make(
                    1416, "two tables cannot be outer-joined to each other", at: scope.relations[open[0]].position)
            }
            sql += " LEFT JOIN \(texts[next]) ON \((on[next] ?? []).joined(separator: " AND "))"
            scope.relations[next].allowMissing()
            placed.insert(next)
            open.removeAll { $0 == next }
        }
        return sql
    }
}
