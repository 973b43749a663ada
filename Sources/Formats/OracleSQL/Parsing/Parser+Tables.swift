extension Parser {
    mutating func parseFrom() throws(OracleFailure) -> [TableExpression] {
        var tables: [TableExpression] = []
        repeat { tables.append(try parseJoinedTable()) } while accept(mark: ",")
        return tables
    }

    // MARK: Joins

    private mutating func parseJoinedTable() throws(OracleFailure) -> TableExpression {
        var left = try parseTable()
        var length = 0
        while let next = try parseJoin(behind: left) {
            length += 1
            guard length <= Parser.depthLimit else { throw .tooDeep(at: position) }
            left = next
        }
        return left
    }

    private mutating func parseJoin(behind left: TableExpression) throws(OracleFailure) -> TableExpression? {
        let place = position
        guard peek.kind == .word else { return nil }
        if isWord("CROSS") || isWord("OUTER"), peek(1).isWord("APPLY") {
            let kind: Join.Kind = advance().text == "CROSS" ? .crossApply : .outerApply
            advance()
            let right = try parseTable()
            return .join(Join(kind: kind, left: left, right: right, condition: nil, position: place))
        }
        if accept("CROSS", "JOIN") {
            let right = try parseTable()
            return .join(Join(kind: .cross, left: left, right: right, condition: nil, position: place))
        }
        let isNatural = isWord("NATURAL") && isJoin(1)
        guard isNatural || isJoin(0) else { return nil }
        if isNatural { advance() }
        let kind = takeJoinKind()
        let right = try parseTable()
        let condition = isNatural ? .natural : try parseJoinCondition(kind)
        return .join(Join(kind: kind, left: left, right: right, condition: condition, position: place))
    }

    /// Whether JOIN, or the words before it, stand here.
    private func isJoin(_ ahead: Int) -> Bool {
        let first = peek(ahead)
        guard first.kind == .word else { return false }
        switch first.text {
        case "JOIN": return true
        case "INNER": return peek(ahead + 1).isWord("JOIN")
        case "LEFT", "RIGHT", "FULL":
            return peek(ahead + 1).isWord("JOIN") || (peek(ahead + 1).isWord("OUTER") && peek(ahead + 2).isWord("JOIN"))
        default: return false
        }
    }

    private mutating func takeJoinKind() -> Join.Kind {
        var kind = Join.Kind.inner
        switch advance().text {
        case "JOIN": return .inner
        case "LEFT": kind = .left
        case "RIGHT": kind = .right
        case "FULL": kind = .full
        default: break
        }
        _ = accept("OUTER")
        advance()
        return kind
    }

    private mutating func parseJoinCondition(_ kind: Join.Kind) throws(OracleFailure) -> Join.Condition {
        if accept("ON") { return .on(try parseCondition()) }
        if accept("USING") { return .using(try parseNameList()) }
        throw .missingKeyword(at: position)
    }

    // MARK: One table

    /// A table that is changed is no function: the parenthesis behind its name holds columns.
    mutating func parseTable(isChanged: Bool = false) throws(OracleFailure) -> TableExpression {
        let place = position
        if isMark("(") { return try parseTableParentheses() }
        if isWord("LATERAL"), peek(1).isMark("(") {
            advance()
            return try parseTableSubquery(isLateral: true, place)
        }
        if isWord("TABLE") || isWord("THE"), peek(1).isMark("(") { return try parseTableCollection() }
        if isWord("ONLY"), peek(1).isMark("(") {
            advance()
            advance()
            var table = TableReference(names: try parseDottedName(), position: place)
            try expect(mark: ")")
            table.isOnly = true
            table.alias = try parseTableAlias()
            return .table(table)
        }
        return try parseNamedTable(isChanged: isChanged)
    }

    private mutating func parseTableParentheses() throws(OracleFailure) -> TableExpression {
        let place = position
        if isQuery(at: index) { return try parseTableSubquery(isLateral: false, place) }
        return try nested { (parser) throws(OracleFailure) in
            parser.advance()
            let inner = try parser.parseJoinedTable()
            try parser.expect(mark: ")")
            return inner
        }
    }

    private mutating func parseTableSubquery(
        isLateral: Bool, _ place: Position
    ) throws(OracleFailure) -> TableExpression {
        try expect(mark: "(")
        let query = try parseQuery()
        if isWord("WITH") { try parseViewRestriction() }
        try expect(mark: ")")
        let flashback = try parseFlashback()
        let alias = isPivot ? nil : try parseTableAlias()
        return try parsePivots(
            .subquery(
                TableSubquery(query: query, isLateral: isLateral, flashback: flashback, alias: alias, position: place)))
    }

    /// `WITH CHECK OPTION`, `WITH READ ONLY` of a subquery that is changed.
    private mutating func parseViewRestriction() throws(OracleFailure) {
        throw .unsupported("WITH CHECK OPTION in a subquery", at: position)
    }

    private mutating func parseTableCollection() throws(OracleFailure) -> TableExpression {
        let place = advance().position
        try expect(mark: "(")
        let value: Expression
        if isWord("SELECT") || isWord("WITH") {
            value = .subquery(try parseQuery(), position)
        } else {
            value = try parseValue()
        }
        try expect(mark: ")")
        let isOuter = isOuterMark
        if isOuter { for _ in 0..<3 { advance() } }
        return .collection(
            TableCollection(value: value, isOuter: isOuter, alias: try parseTableAlias(), position: place))
    }

    private mutating func parseNamedTable(isChanged: Bool) throws(OracleFailure) -> TableExpression {
        let place = position
        let names = try parseDottedName(limit: 3)
        if isMark("("), !isChanged { return try parseTableFunction(names, place) }
        guard names.count <= 2 else { throw .notProperlyEnded(at: names[2].position) }
        var table = TableReference(names: names, position: place)
        table.link = try parseLink()
        table.partition = try parsePartitionChoice()
        table.flashback = try parseFlashback()
        table.sample = try parseSample()
        if !isPivot { table.alias = try parseTableAlias() }
        if table.flashback == nil { table.flashback = try parseFlashback() }
        return try parsePivots(.table(table))
    }

    /// A function that gives rows, written without TABLE.
    private mutating func parseTableFunction(
        _ names: [Name], _ place: Position
    ) throws(OracleFailure) -> TableExpression {
        if names.count == 1, names[0].text == "JSON_TABLE" { return .jsonTable(try parseJSONTable(place)) }
        if names.count == 1, names[0].text == "XMLTABLE" { throw .unsupported(names[0].text, at: place) }
        let call = Call(names: names, arguments: try parsePlainArguments(), position: place)
        return .collection(
            TableCollection(value: .call(call), isOuter: false, alias: try parseTableAlias(), position: place))
    }

    private mutating func parsePartitionChoice() throws(OracleFailure) -> TableReference.PartitionChoice? {
        guard isWord("PARTITION") || isWord("SUBPARTITION"), peek(1).isMark("(") || peek(1).isWord("FOR") else {
            return nil
        }
        let isSubpartition = advance().text == "SUBPARTITION"
        if accept("FOR") {
            return TableReference.PartitionChoice(
                isSubpartition: isSubpartition, key: .values(try parseValuesInParentheses()))
        }
        try expect(mark: "(")
        let name = try parseName()
        try expect(mark: ")")
        return TableReference.PartitionChoice(isSubpartition: isSubpartition, key: .name(name))
    }

    private mutating func parseSample() throws(OracleFailure) -> TableReference.Sample? {
        guard isWord("SAMPLE"), peek(1).isMark("(") || peek(1).isWord("BLOCK") else { return nil }
        advance()
        let isByBlock = accept("BLOCK")
        try expect(mark: "(")
        let percent = try parseValue()
        try expect(mark: ")")
        var seed: Expression?
        if accept("SEED") {
            try expect(mark: "(")
            seed = try parseValue()
            try expect(mark: ")")
        }
        return TableReference.Sample(percent: percent, isByBlock: isByBlock, seed: seed)
    }

    mutating func parseFlashback() throws(OracleFailure) -> Flashback? {
        let place = position
        if isWord("AS"), peek(1).isWord("OF"), peek(2).isWord("SCN") || peek(2).isWord("TIMESTAMP") {
            advance()
            advance()
            let isSCN = advance().text == "SCN"
            let value = try parseValue()
            return isSCN ? .scn(value, place) : .timestamp(value, place)
        }
        guard isWord("VERSIONS"), peek(1).isWord("BETWEEN") else { return nil }
        advance()
        advance()
        let isSCN = accept("SCN")
        if !isSCN { try expect("TIMESTAMP") }
        let from = accept("MINVALUE") ? nil : try parseValue()
        try expect("AND")
        let to = accept("MAXVALUE") ? nil : try parseValue()
        return isSCN ? .versionsSCN(from: from, to: to, place) : .versionsTimestamp(from: from, to: to, place)
    }

    /// Words that go on with the clause, though they are not reserved.
    private static let clauseWords: Set<String> = [
        "JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL", "OUTER", "USING", "PARTITION", "SUBPARTITION",
        "SAMPLE", "VERSIONS", "OFFSET", "FETCH", "RETURNING", "RETURN", "LOG", "WINDOW", "MODEL", "PIVOT", "UNPIVOT",
        "MATCH_RECOGNIZE", "WHEN", "EXCEPT", "LOOP", "SEARCH", "CYCLE", "ERRORS",
    ]

    mutating func parseTableAlias() throws(OracleFailure) -> Name? {
        if isWord("AS"), isName(peek(1)), !peek(1).isWord("OF") {
            advance()
            return try takeName()
        }
        guard isName, !isAnyWord(Parser.clauseWords) || isAliasInSpite else { return nil }
        return try takeName()
    }

    /// `FROM t left, u` or `t l left`: a clause word that nothing follows as a clause would is a name.
    private var isAliasInSpite: Bool {
        guard peek.kind == .word else { return false }
        let behind = peek(1)
        switch peek.text {
        case "LEFT", "RIGHT", "FULL", "INNER", "OUTER", "CROSS", "NATURAL", "PARTITION", "VERSIONS", "LOG", "RETURN":
            return behind.isMark(",") || behind.isMark(")") || behind.isWord("WHERE") || behind.kind == .end
        default: return false
        }
    }
}
