extension Parser {
    mutating func parsePrimary() throws(OracleFailure) -> Expression {
        let token = peek
        switch token.kind {
        case .number(let suffix):
            advance()
            return .literal(numberLiteral(token.text, suffix), token.position)
        case .string(let national):
            advance()
            return .literal(.string(token.text, national: national), token.position)
        case .bind where rowNames.contains(token.text): return .reference(try parseRowReference())
        case .bind: return .bind(try parseBind())
        case .quotedName: return try parseReferenceOrCall()
        case .word: return try parseWordPrimary(token)
        case .mark where token.text == "(": return try parseParentheses()
        case .mark, .hint, .end: throw .missingExpression(at: token.position)
        }
    }

    private func numberLiteral(_ text: String, _ suffix: Token.NumberSuffix) -> Literal {
        switch suffix {
        case .none: .number(text)
        case .float: .binaryFloat(text)
        case .double: .binaryDouble(text)
        }
    }

    private mutating func parseWordPrimary(_ token: Token) throws(OracleFailure) -> Expression {
        let place = token.position
        switch token.text {
        case "NULL":
            advance()
            return .literal(.null, place)
        case "TRUE" where !peek(1).isMark("(") && !peek(1).isMark("."),
            "FALSE" where !peek(1).isMark("(") && !peek(1).isMark("."):
            guard isProcedural else { return try parseReferenceOrCall() }
            advance()
            return .literal(.boolean(token.text == "TRUE"), place)
        case "DATE", "TIMESTAMP", "INTERVAL":
            if let literal = try parseDatetimeLiteral() { return literal }
        case "CASE": return try parseCase()
        case "CAST", "TREAT", "EXTRACT", "TRIM", "CURSOR", "MULTISET", "XMLCAST":
            if peek(1).isMark("("), let special = try parseSpecialCall(token.text) { return special }
        case "DEFAULT" where !isProcedural:
            throw .missingExpression(at: place)
        case "NEW" where isProcedural && peek(1).kind == .word:
            advance()
        default: break
        }
        return try parseReferenceOrCall()
    }

    /// `DATE '…'`, `TIMESTAMP '…'`, `INTERVAL '…' DAY TO SECOND`; nil when the word is a name.
    private mutating func parseDatetimeLiteral() throws(OracleFailure) -> Expression? {
        guard case .string = peek(1).kind else { return nil }
        let kind = advance()
        let text = advance().text
        switch kind.text {
        case "DATE": return .literal(.date(text), kind.position)
        case "TIMESTAMP": return .literal(.timestamp(text), kind.position)
        default: return .literal(.interval(text, try parseIntervalQualifier()), kind.position)
        }
    }

    /// `DAY (n) TO SECOND (n)` and its kin.
    package mutating func parseIntervalQualifier() throws(OracleFailure) -> IntervalQualifier {
        let leading = try parseIntervalField()
        var leadingDigits: Int?
        var fractionDigits: Int?
        if isMark("(") {
            advance()
            leadingDigits = try parseInteger()
            if accept(mark: ",") { fractionDigits = try parseInteger() }
            try expect(mark: ")")
        }
        guard accept("TO") else {
            return IntervalQualifier(leading: leading, leadingDigits: leadingDigits, fractionDigits: fractionDigits)
        }
        let trailing = try parseIntervalField()
        if trailing == .second, accept(mark: "(") {
            fractionDigits = try parseInteger()
            try expect(mark: ")")
        }
        return IntervalQualifier(
            leading: leading, leadingDigits: leadingDigits, trailing: trailing, fractionDigits: fractionDigits)
    }

    private mutating func parseIntervalField() throws(OracleFailure) -> IntervalQualifier.Field {
        let fields: [String: IntervalQualifier.Field] = [
            "YEAR": .year, "MONTH": .month, "DAY": .day, "HOUR": .hour, "MINUTE": .minute, "SECOND": .second,
        ]
        guard peek.kind == .word, let field = fields[peek.text] else {
            throw OracleFailure(30089, "missing or invalid <datetime field>", at: position)
        }
        advance()
        return field
    }

    private mutating func parseCase() throws(OracleFailure) -> Expression {
        let place = advance().position
        let operand = isWord("WHEN") ? nil : try parseExpression()
        var branches: [CaseExpression.Branch] = []
        while accept("WHEN") {
            let test = operand == nil ? try parseCondition() : try parseExpression()
            try expect("THEN")
            branches.append(CaseExpression.Branch(test: test, result: try parseExpression()))
        }
        guard !branches.isEmpty else { throw .missingKeyword(at: position) }
        let otherwise = accept("ELSE") ? try parseExpression() : nil
        try expect("END")
        return .caseOf(
            CaseExpression(operand: operand, branches: branches, otherwise: otherwise, position: place))
    }

    // MARK: Parentheses and subqueries

    /// Whether the parenthesis at this token opens a query, not a value, a list or a join.
    func isQuery(at start: Int) -> Bool {
        var depth = start
        // No more of them than may be nested: beyond that the statement is refused anyway.
        let end = min(tokens.count - 1, start + Parser.depthLimit + 1)
        while tokens[depth].isMark("("), depth < end { depth += 1 }
        guard tokens[depth].isWord("SELECT") || tokens[depth].isWord("WITH") else { return false }
        // Every parenthesis inside the first must hold a whole term of the query.
        var inner = start + 1
        while inner < depth {
            guard let closing = closings[inner] else { return true }
            let behind = tokens[closing + 1]
            guard behind.isMark(")") || Parser.queryTails.contains(behind.text) else { return false }
            inner += 1
        }
        return true
    }

    private static let queryTails: Set<String> = [
        "UNION", "INTERSECT", "MINUS", "EXCEPT", "ORDER", "OFFSET", "FETCH",
    ]

    mutating func parseSubqueryInParentheses() throws(OracleFailure) -> Query {
        try expect(mark: "(")
        let query = try parseQuery()
        try expect(mark: ")")
        return query
    }

    private mutating func parseParentheses() throws(OracleFailure) -> Expression {
        let place = position
        if isQuery(at: index) { return .subquery(try parseSubqueryInParentheses(), place) }
        advance()
        let allowsConditions = isProcedural || allowsCondition
        allowsCondition = false
        let first = allowsConditions ? try parseEither() : try parseValue()
        guard isMark(",") else {
            try expect(mark: ")")
            return first
        }
        var values = [first]
        while accept(mark: ",") { values.append(try parseValue()) }
        try expect(mark: ")")
        return .list(values, place)
    }
}
