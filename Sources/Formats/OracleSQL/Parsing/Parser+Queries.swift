extension Parser {
    /// A query with its WITH, ORDER BY and row limit, and FOR UPDATE where it stands.
    package mutating func parseQuery() throws(OracleFailure) -> Query {
        let wasProcedural = isProcedural
        isProcedural = false
        defer { isProcedural = wasProcedural }
        return try nested { (parser) throws(OracleFailure) in try parser.parseQueryHere() }
    }

    private mutating func parseQueryHere() throws(OracleFailure) -> Query {
        let place = position
        let with = isWord("WITH") ? try parseWith() : []
        var query = Query(body: try parseQueryBody(), position: place)
        query.with = with
        try parseQueryTail(&query)
        return query
    }

    private mutating func parseQueryTail(_ query: inout Query) throws(OracleFailure) {
        if isWords("ORDER", "SIBLINGS") {
            advance()
            advance()
            try expect("BY", else: OracleFailure.missingBy)
            query.ordersSiblings = true
            repeat { query.order.append(try parseOrderKey()) } while accept(mark: ",")
        } else if isWord("ORDER") {
            query.order = try parseOrderBy()
        }
        if isWord("FOR"), peek(1).isWord("UPDATE") { query.lock = try parseRowLock() }
        query.limit = try parseRowLimit()
        if query.lock == nil, isWord("FOR"), peek(1).isWord("UPDATE") { query.lock = try parseRowLock() }
    }

    // MARK: Set operators

    private mutating func parseQueryBody() throws(OracleFailure) -> QueryBody {
        let first = try parseQueryTerm()
        var rest: [SetOperation.Term] = []
        while let found = setOperator(peek) {
            let place = advance().position
            let isAll = accept("ALL")
            if !isAll { _ = accept("DISTINCT") }
            rest.append(
                SetOperation.Term(operator: found, isAll: isAll, body: try parseQueryTerm(), position: place))
        }
        return rest.isEmpty ? first : .set(SetOperation(first: first, rest: rest))
    }

    private func setOperator(_ token: Token) -> SetOperation.Operator? {
        guard token.kind == .word else { return nil }
        switch token.text {
        case "UNION": return .union
        case "INTERSECT": return .intersect
        case "MINUS", "EXCEPT": return .minus
        default: return nil
        }
    }

    private mutating func parseQueryTerm() throws(OracleFailure) -> QueryBody {
        if isMark("(") { return .nested(try parseSubqueryInParentheses()) }
        guard isWord("SELECT") else { throw .missingSelect(at: position) }
        return .select(try parseSelect())
    }

    // MARK: WITH

    private mutating func parseWith() throws(OracleFailure) -> [NamedQuery] {
        advance()
        if isWord("FUNCTION") || isWord("PROCEDURE") { throw .unsupported("WITH FUNCTION", at: position) }
        var tables: [NamedQuery] = []
        repeat { tables.append(try parseNamedQuery()) } while accept(mark: ",")
        return tables
    }

    private mutating func parseNamedQuery() throws(OracleFailure) -> NamedQuery {
        let name = try parseName()
        let columns = isMark("(") ? try parseNameList() : []
        try expect("AS")
        let query = try parseSubqueryInParentheses()
        let search = try parseSearch()
        let cycle = try parseCycle()
        return NamedQuery(name: name, columns: columns, query: query, search: search, cycle: cycle)
    }

    private mutating func parseSearch() throws(OracleFailure) -> NamedQuery.SearchClause? {
        guard accept("SEARCH") else { return nil }
        let isDepth = accept("DEPTH")
        if !isDepth { try expect("BREADTH") }
        try expect("FIRST")
        try expect("BY", else: OracleFailure.missingBy)
        var keys: [OrderKey] = []
        repeat { keys.append(try parseOrderKey()) } while accept(mark: ",")
        try expect("SET")
        return NamedQuery.SearchClause(
            kind: isDepth ? .depthFirst : .breadthFirst, keys: keys, column: try parseName())
    }

    private mutating func parseCycle() throws(OracleFailure) -> NamedQuery.CycleClause? {
        guard accept("CYCLE") else { return nil }
        var columns: [Name] = []
        repeat { columns.append(try parseName()) } while accept(mark: ",")
        try expect("SET")
        let mark = try parseName()
        try expect("TO")
        let value = try parsePrimary()
        try expect("DEFAULT")
        return NamedQuery.CycleClause(columns: columns, mark: mark, value: value, otherwise: try parsePrimary())
    }

    // MARK: Behind the body

    private mutating func parseRowLimit() throws(OracleFailure) -> RowLimit? {
        guard isWord("OFFSET") || isWord("FETCH") else { return nil }
        let place = position
        var offset: Expression?
        if accept("OFFSET") {
            offset = try parseValue()
            guard accept("ROW") || accept("ROWS") else { throw .missingKeyword(at: position) }
        }
        guard accept("FETCH") else {
            return RowLimit(offset: offset, count: nil, isPercent: false, withTies: false, position: place)
        }
        guard accept("FIRST") || accept("NEXT") else { throw .missingKeyword(at: position) }
        var count = Expression.literal(.number("1"), position)
        if !isWord("ROW"), !isWord("ROWS") { count = try parseValue() }
        let isPercent = accept("PERCENT")
        guard accept("ROW") || accept("ROWS") else { throw .missingKeyword(at: position) }
        let withTies = accept("WITH", "TIES")
        if !withTies { try expect("ONLY") }
        return RowLimit(offset: offset, count: count, isPercent: isPercent, withTies: withTies, position: place)
    }

    private mutating func parseRowLock() throws(OracleFailure) -> RowLock {
        let place = advance().position
        advance()
        var columns: [Reference] = []
        if accept("OF") {
            repeat { columns.append(try parseColumnReference()) } while accept(mark: ",")
        }
        return RowLock(columns: columns, wait: try parseWait(), position: place)
    }

    mutating func parseWait() throws(OracleFailure) -> RowLock.Wait {
        if accept("NOWAIT") { return .never }
        if accept("WAIT") { return .seconds(try parseInteger()) }
        if accept("SKIP", "LOCKED") { return .skipLocked }
        return .forever
    }

    /// A dotted name that can only be a column.
    mutating func parseColumnReference() throws(OracleFailure) -> Reference {
        let place = position
        guard isName || isWord("ROWID") else { throw .missingOrInvalidIdentifier(at: place) }
        var names = [try takeName()]
        while names.count < 4, isMark("."), peek(1).kind == .word || peek(1).kind == .quotedName {
            advance()
            names.append(try takeName())
        }
        return Reference(names: names, position: place)
    }
}
