extension Parser {
    /// A value, where no condition may stand (in PL/SQL either may).
    package mutating func parseExpression() throws(OracleFailure) -> Expression {
        isProcedural ? try parseEither() : try parseValue()
    }

    /// A condition, with ORA-00920 behind a value that stands alone.
    package mutating func parseCondition() throws(OracleFailure) -> Expression {
        let condition = try parseEither()
        guard condition.isCondition || isProcedural else { throw .invalidRelation(at: position) }
        return condition
    }

    /// A value or a condition, whichever stands here.
    mutating func parseEither() throws(OracleFailure) -> Expression {
        try nested { (parser) throws(OracleFailure) in try parser.parseDisjunction() }
    }

    private mutating func parseDisjunction() throws(OracleFailure) -> Expression {
        let first = try parseConjunction()
        guard isWord("OR") else { return first }
        try requireCondition(first)
        let place = position
        var terms = [first]
        while accept("OR") {
            let term = try parseConjunction()
            try requireCondition(term)
            terms.append(term)
        }
        return .or(terms, place)
    }

    private mutating func parseConjunction() throws(OracleFailure) -> Expression {
        let first = try parseNegation()
        guard isWord("AND") else { return first }
        try requireCondition(first)
        let place = position
        var terms = [first]
        while accept("AND") {
            let term = try parseNegation()
            try requireCondition(term)
            terms.append(term)
        }
        return .and(terms, place)
    }

    private func requireCondition(_ expression: Expression) throws(OracleFailure) {
        guard isProcedural || expression.isCondition else { throw .invalidRelation(at: position) }
    }

    private mutating func parseNegation() throws(OracleFailure) -> Expression {
        guard isWord("NOT") else { return try parsePredicate() }
        let place = advance().position
        let inner = try nested { (parser) throws(OracleFailure) in try parser.parseNegation() }
        try requireCondition(inner)
        return .not(inner, place)
    }

    private mutating func parsePredicate() throws(OracleFailure) -> Expression {
        if isWord("EXISTS"), peek(1).isMark("(") {
            let place = advance().position
            return .exists(try parseSubqueryInParentheses(), place)
        }
        if isWords("CURRENT", "OF") {
            let place = advance().position
            advance()
            return .currentOf(try parseCursorName(), place)
        }
        allowsCondition = isMark("(")
        var left = try parseValue()
        allowsCondition = false
        // A condition in parentheses may be compared only where conditions are values.
        while !left.isCondition || isProcedural, let next = try parsePredicate(behind: left) { left = next }
        return left
    }

    private mutating func parseCursorName() throws(OracleFailure) -> Expression {
        if peek.kind == .bind { return .bind(try parseBind()) }
        let place = position
        return .reference(Reference(names: try parseDottedName(limit: 3), position: place))
    }

    /// What makes a condition of the value before, or nil when nothing does.
    private mutating func parsePredicate(behind left: Expression) throws(OracleFailure) -> Expression? {
        let place = position
        if let comparison = takeComparison() { return try parseComparison(comparison, left, place) }
        guard peek.kind == .word else { return nil }
        let isNegated = isWord("NOT")
        switch isNegated ? peek(1).text : peek.text {
        case "IN":
            skipNot(isNegated)
            return try parseInside(left, isNegated, place)
        case "BETWEEN":
            skipNot(isNegated)
            return try parseBetween(left, isNegated, place)
        case "LIKE", "LIKE2", "LIKE4", "LIKEC":
            skipNot(isNegated)
            return try parseLike(left, isNegated, place)
        case "MEMBER", "SUBMULTISET":
            skipNot(isNegated)
            return try parseMembership(left, isNegated, place)
        case "IS" where !isNegated:
            advance()
            return try parseIs(left, place)
        case "OVERLAPS" where !isNegated:
            advance()
            return .overlaps(left, try parseValue(), place)
        default:
            return nil
        }
    }

    private mutating func skipNot(_ isNegated: Bool) {
        if isNegated { advance() }
        advance()
    }

    private mutating func takeComparison() -> Comparison? {
        guard peek.kind == .mark else { return nil }
        let comparison: Comparison
        switch peek.text {
        case "=": comparison = .equal
        case "!=": comparison = .notEqual
        case "<": comparison = .less
        case "<=": comparison = .lessOrEqual
        case ">": comparison = .greater
        case ">=": comparison = .greaterOrEqual
        default: return nil
        }
        advance()
        return comparison
    }

    private mutating func parseComparison(
        _ comparison: Comparison, _ left: Expression, _ place: Position
    ) throws(OracleFailure) -> Expression {
        let isAny = isWord("ANY") || isWord("SOME")
        guard isAny || isWord("ALL"), peek(1).isMark("(") else {
            return .comparison(comparison, left, try parseValue(), place)
        }
        advance()
        let right: Expression
        let start = position
        if isQuery(at: index) {
            right = .subquery(try parseSubqueryInParentheses(), start)
        } else {
            right = .list(try parseValuesInParentheses(), start)
        }
        return .quantified(comparison, left, isAny ? .any : .all, right, place)
    }

    private mutating func parseInside(
        _ left: Expression, _ isNegated: Bool, _ place: Position
    ) throws(OracleFailure) -> Expression {
        let values: Expression.InSet
        if !isMark("(") {
            values = .value(try parseValue())
        } else if isQuery(at: index) {
            values = .query(try parseSubqueryInParentheses())
        } else {
            values = .list(try parseValuesInParentheses())
        }
        return .inside(left, values, isNegated: isNegated, place)
    }

    /// `(a, b, …)`, one value at least.
    mutating func parseValuesInParentheses() throws(OracleFailure) -> [Expression] {
        try expect(mark: "(")
        var values = [try parseExpression()]
        while accept(mark: ",") { values.append(try parseExpression()) }
        try expect(mark: ")")
        return values
    }

    private mutating func parseBetween(
        _ left: Expression, _ isNegated: Bool, _ place: Position
    ) throws(OracleFailure) -> Expression {
        let low = try parseValue()
        try expect("AND")
        let high = try parseValue()
        return .between(BetweenCondition(value: left, low: low, high: high, isNegated: isNegated, position: place))
    }

    private mutating func parseLike(
        _ left: Expression, _ isNegated: Bool, _ place: Position
    ) throws(OracleFailure) -> Expression {
        let kind: LikeCondition.Kind
        switch tokens[index - 1].text {
        case "LIKE2": kind = .like2
        case "LIKE4": kind = .like4
        case "LIKEC": kind = .likeC
        default: kind = .like
        }
        let pattern = try parseValue()
        let escape = accept("ESCAPE") ? try parseValue() : nil
        return .like(
            LikeCondition(
                kind: kind, value: left, pattern: pattern, escape: escape, isNegated: isNegated, position: place))
    }

    private mutating func parseMembership(
        _ left: Expression, _ isNegated: Bool, _ place: Position
    ) throws(OracleFailure) -> Expression {
        let isSubset = tokens[index - 1].text == "SUBMULTISET"
        _ = accept("OF")
        return .memberOf(left, try parseValue(), isSubset: isSubset, isNegated: isNegated, place)
    }

    private mutating func parseIs(_ left: Expression, _ place: Position) throws(OracleFailure) -> Expression {
        let isNegated = accept("NOT")
        if accept("NULL") { return .isNull(left, isNegated: isNegated, place) }
        if accept("JSON") {
            _ = accept("FORMAT", "JSON") || accept("VALUE")
            let isWrapped = isMark("(") && (peek(1).isWord("STRICT") || peek(1).isWord("LAX")) && accept(mark: "(")
            let isStrict = accept("STRICT")
            _ = accept("LAX")
            if isWrapped { try expect(mark: ")") }
            _ = (accept("ALLOW") || accept("DISALLOW")) && accept("SCALARS")
            if accept("WITH", "UNIQUE", "KEYS") { throw .unsupported("WITH UNIQUE KEYS", at: place) }
            _ = accept("WITHOUT", "UNIQUE", "KEYS")
            return .isJSON(left, isNegated: isNegated, isStrict: isStrict, place)
        }
        if accept("A", "SET") { return .isTest(left, .set, isNegated: isNegated, place) }
        if isWord("OF") { return try parseTypeTest(left, isNegated, place) }
        let tests: [String: Expression.Test] = [
            "NAN": .nan, "INFINITE": .infinite, "TRUE": .isTrue, "FALSE": .isFalse, "EMPTY": .empty,
            "PRESENT": .present, "DANGLING": .dangling,
        ]
        guard peek.kind == .word, let test = tests[peek.text] else { throw .missingNull(at: position) }
        advance()
        return .isTest(left, test, isNegated: isNegated, place)
    }

    private mutating func parseTypeTest(
        _ left: Expression, _ isNegated: Bool, _ place: Position
    ) throws(OracleFailure) -> Expression {
        advance()
        _ = accept("TYPE")
        try expect(mark: "(")
        var types: [Expression.TypeTest] = []
        repeat {
            let isExact = accept("ONLY")
            types.append(Expression.TypeTest(type: try parseDataType(), isExact: isExact))
        } while accept(mark: ",")
        try expect(mark: ")")
        return .isOfType(left, types, isNegated: isNegated, place)
    }
}
