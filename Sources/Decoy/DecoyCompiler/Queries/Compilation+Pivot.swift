internal import DecoyDictionary
internal import OracleSQL

/// PIVOT and UNPIVOT, written as the queries that they stand for.
extension Compilation {
    /// The table in front, once, under a name that no statement can spell.
    private static let sourceName = Name("the rows before", isQuoted: true)

    private func frame(
        of table: TableExpression, _ scope: Scope, at place: Position
    ) throws(OracleFailure) -> (frame: Scope, columns: [Name]) {
        var select = Select(position: place)
        select.columns = [.star(place)]
        select.from = [table]
        let block = try block(
            Query(body: .select(select), position: place), outer: scope.outer, commonTables: scope.commonTables)
        let frame = Scope(outer: scope.outer)
        frame.commonTables = scope.commonTables
        frame.commonTables[Self.sourceName.text] = WithRelation(
            physicalName: "(\(block.sql))", fields: Self.fields(of: block))
        return (frame, block.columns.map { Name($0.name, isQuoted: true) })
    }

    private func add(
        _ body: QueryBody, _ frame: Scope, _ alias: Name?, _ scope: Scope, at place: Position
    ) throws(OracleFailure) -> String {
        let block = try block(
            Query(body: body, position: place), outer: frame.outer, commonTables: frame.commonTables)
        let name = nextAlias()
        let sql = "(\(block.sql)) AS \(name)"
        scope.relations.append(
            Relation(name: alias?.text, alias: name, fields: Self.fields(of: block), sql: sql, position: place))
        return sql
    }

    private static func reference(_ name: Name) -> Expression {
        .reference(Reference(names: [name], position: name.position))
    }

    private static func plain(_ name: Name) -> SelectColumn {
        .expression(reference(name), alias: name, heading: name.text)
    }

    func pivot(_ pivot: Pivot, _ scope: Scope) throws(OracleFailure) -> String {
        let place = pivot.position
        let (frame, columns) = try self.frame(of: pivot.table, scope, at: place)
        var used = Set(pivot.columns.map(\.text))
        for aggregate in pivot.aggregates {
            for argument in aggregate.call.arguments {
                used.formUnion(columns.map(\.text).filter { argument.value.mentions($0) })
            }
        }
        var select = Select(position: place)
        select.from = [.table(TableReference(names: [Self.sourceName], position: place))]
        let keys = columns.filter { !used.contains($0.text) }
        select.columns = keys.map(Self.plain)
        select.groups = keys.map { .expression(Self.reference($0)) }
        for group in pivot.groups {
            let tests = zip(pivot.columns, group.values).map { name, value in
                Expression.comparison(.equal, Self.reference(name), value, place)
            }
            let test = tests.count == 1 ? tests[0] : Expression.and(tests, place)
            for aggregate in pivot.aggregates {
                guard aggregate.alias != nil || pivot.aggregates.count == 1 else {
                    throw OracleFailure.ambiguousColumn(at: place)
                }
                let first = group.alias?.text ?? group.heading
                let name = Name(aggregate.alias.map { "\(first)_\($0.text)" } ?? first, isQuoted: true)
                let call = try Self.call(aggregate.call, where: test)
                select.columns.append(.expression(.call(call), alias: name, heading: name.text))
            }
        }
        return try add(.select(select), frame, pivot.alias, scope, at: place)
    }

    /// The aggregate of the rows that fulfil the test: NULL counts in none.
    private static func call(_ call: Call, where test: Expression) throws(OracleFailure) -> Call {
        guard call.window == nil, call.keep == nil, call.withinGroup == nil, call.isStar || call.arguments.count == 1
        else { throw Failures.unsupported("PIVOT with this aggregate", at: call.position) }
        var changed = call
        let value = call.isStar ? Expression.literal(.number("1"), call.position) : call.arguments[0].value
        let branch = CaseExpression.Branch(test: test, result: value)
        changed.isStar = false
        changed.arguments = [
            Call.Argument(
                value: .caseOf(
                    CaseExpression(operand: nil, branches: [branch], otherwise: nil, position: call.position)))
        ]
        return changed
    }

    func unpivot(_ unpivot: Unpivot, _ scope: Scope) throws(OracleFailure) -> String {
        let place = unpivot.position
        let (frame, columns) = try self.frame(of: unpivot.table, scope, at: place)
        let used = Set(unpivot.entries.map(\.column.text))
        let keys = columns.filter { !used.contains($0.text) }
        let bodies = unpivot.entries.map { entry in
            var select = Select(position: place)
            select.from = [.table(TableReference(names: [Self.sourceName], position: place))]
            select.columns = keys.map(Self.plain)
            let value = Self.reference(entry.column)
            select.columns.append(.expression(entry.label, alias: unpivot.label, heading: unpivot.label.text))
            select.columns.append(.expression(value, alias: unpivot.value, heading: unpivot.value.text))
            if !unpivot.includesNulls { select.filter = .isNull(value, isNegated: true, place) }
            return QueryBody.select(select)
        }
        let rest = bodies.dropFirst().map {
            SetOperation.Term(operator: .union, isAll: true, body: $0, position: place)
        }
        let body = rest.isEmpty ? bodies[0] : QueryBody.set(SetOperation(first: bodies[0], rest: rest))
        return try add(body, frame, unpivot.alias, scope, at: place)
    }
}

extension Expression {
    /// Whether a column is named, bare or behind its table.
    fileprivate func mentions(_ column: String) -> Bool {
        contains { expression in
            guard case .reference(let reference) = expression else { return false }
            return reference.last.text == column
        }
    }
}
