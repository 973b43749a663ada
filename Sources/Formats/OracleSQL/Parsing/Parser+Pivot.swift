/// PIVOT and UNPIVOT behind a table. XML, ANY and subqueries as values, and several values at once in UNPIVOT, are
/// refused.
extension Parser {
    var isPivot: Bool {
        guard isAnyWord(["PIVOT", "UNPIVOT", "MATCH_RECOGNIZE"]) else { return false }
        return peek(1).isMark("(") || ["XML", "INCLUDE", "EXCLUDE"].contains { peek(1).isWord($0) }
    }

    /// The table itself when nothing of the kind stands behind it.
    mutating func parsePivots(_ table: TableExpression) throws(OracleFailure) -> TableExpression {
        guard isPivot else { return table }
        let place = position
        if accept("PIVOT") { return .pivot(try parsePivot(table, place)) }
        if accept("UNPIVOT") { return .unpivot(try parseUnpivot(table, place)) }
        throw .unsupported(peek.text, at: place)
    }

    private mutating func parsePivot(_ table: TableExpression, _ place: Position) throws(OracleFailure) -> Pivot {
        if isWord("XML") { throw .unsupported("PIVOT XML", at: place) }
        try expect(mark: "(")
        var aggregates: [Pivot.Aggregate] = []
        repeat {
            let start = position
            guard case .call(let call) = try parseValue() else {
                throw OracleFailure(56_902, "expect aggregate function inside pivot operation", at: start)
            }
            aggregates.append(Pivot.Aggregate(call: call, alias: isWord("FOR") ? nil : try parsePivotAlias()))
        } while accept(mark: ",")
        try expect("FOR")
        let columns = try parsePivotColumns()
        try expect("IN")
        try expect(mark: "(")
        if isAnyWord(["ANY", "SELECT", "WITH"]) { throw .unsupported("PIVOT IN (\(peek.text))", at: position) }
        var groups: [Pivot.Group] = []
        repeat {
            let start = index
            let value = try parseValue()
            var values = [value]
            if case .list(let parts, _) = value { values = parts }
            guard values.count == columns.count else { throw .invalidRelation(at: place) }
            let heading = heading(from: start, to: index)
            groups.append(Pivot.Group(values: values, heading: heading, alias: try parsePivotAlias()))
        } while accept(mark: ",")
        try expect(mark: ")")
        try expect(mark: ")")
        return Pivot(
            table: table, aggregates: aggregates, columns: columns, groups: groups, alias: try parseTableAlias(),
            position: place)
    }

    private mutating func parseUnpivot(_ table: TableExpression, _ place: Position) throws(OracleFailure) -> Unpivot {
        let includesNulls = accept("INCLUDE")
        if includesNulls || accept("EXCLUDE") { try expect("NULLS") }
        try expect(mark: "(")
        if isMark("(") { throw .unsupported("UNPIVOT of several values at once", at: position) }
        let value = try parseName()
        try expect("FOR")
        if isMark("(") { throw .unsupported("UNPIVOT of several values at once", at: position) }
        let label = try parseName()
        try expect("IN")
        try expect(mark: "(")
        var entries: [Unpivot.Entry] = []
        repeat {
            if isMark("(") { throw .unsupported("UNPIVOT of several values at once", at: position) }
            let column = try parseName()
            let text =
                accept("AS") ? try parseValue() : .literal(.string(column.text, national: false), column.position)
            entries.append(Unpivot.Entry(column: column, label: text))
        } while accept(mark: ",")
        try expect(mark: ")")
        try expect(mark: ")")
        return Unpivot(
            table: table, includesNulls: includesNulls, value: value, label: label, entries: entries,
            alias: try parseTableAlias(), position: place)
    }

    private mutating func parsePivotAlias() throws(OracleFailure) -> Name? {
        if accept("AS") { return try parseName() }
        return isMark(",") || isMark(")") ? nil : try parseName()
    }

    private mutating func parsePivotColumns() throws(OracleFailure) -> [Name] {
        guard accept(mark: "(") else { return [try parseName()] }
        var names: [Name] = []
        repeat { names.append(try parseName()) } while accept(mark: ",")
        try expect(mark: ")")
        return names
    }
}
