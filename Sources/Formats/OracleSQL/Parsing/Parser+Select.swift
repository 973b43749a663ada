extension Parser {
    mutating func parseSelect() throws(OracleFailure) -> Select {
        var select = Select(position: advance().position)
        select.hints = takeHints()
        if accept("DISTINCT") || accept("UNIQUE") {
            select.quantifier = .distinct
        } else if accept("ALL") {
            select.quantifier = .all
        }
        try parseColumns(of: &select)
        if language == .block { try parseInto(of: &select) }
        try expect("FROM", else: OracleFailure.missingFrom)
        select.from = try parseFrom()
        if accept("WHERE") { select.filter = try parseCondition() }
        select.hierarchy = try parseHierarchy()
        try parseGrouping(of: &select)
        if isWord("WINDOW"), isName(peek(1)), peek(2).isWord("AS") { try parseWindows(of: &select) }
        for clause in ["MODEL", "MATCH_RECOGNIZE", "QUALIFY"] where isWord(clause) {
            throw .unsupported(clause, at: position)
        }
        return select
    }

    mutating func takeHints() -> [String] {
        var hints: [String] = []
        while peek.kind == .hint { hints.append(advance().text) }
        return hints
    }

    // MARK: Columns

    private mutating func parseColumns(of select: inout Select) throws(OracleFailure) {
        repeat { select.columns.append(try parseSelectColumn()) } while accept(mark: ",")
    }

    private mutating func parseSelectColumn() throws(OracleFailure) -> SelectColumn {
        let place = position
        if accept(mark: "*") { return .star(place) }
        if let names = try parseQualifiedStar() { return .qualifiedStar(names, place) }
        let start = index
        let expression = try parseValue()
        let heading = heading(from: start, to: index)
        return .expression(expression, alias: try parseColumnAlias(), heading: heading)
    }

    /// `t.*`, `s.t.*`; nil when something else stands here.
    private mutating func parseQualifiedStar() throws(OracleFailure) -> [Name]? {
        guard isName else { return nil }
        let count: Int
        if peek(1).isMark("."), peek(2).isMark("*") {
            count = 1
        } else if peek(1).isMark("."), peek(3).isMark("."), peek(4).isMark("*") {
            count = 2
        } else {
            return nil
        }
        var names: [Name] = []
        for _ in 0..<count {
            names.append(try takeName())
            advance()
        }
        advance()
        return names
    }

    private mutating func parseColumnAlias() throws(OracleFailure) -> Name? {
        if accept("AS") {
            guard isName else { throw .missingFrom(at: position) }
            return try takeName()
        }
        if peek.kind == .quotedName { return try takeName() }
        guard isName, !(isWord("BULK") && peek(1).isWord("COLLECT")) else { return nil }
        return try takeName()
    }

    /// The text of these tokens without blanks and comments, in upper case but for quoted names.
    func heading(from start: Int, to end: Int) -> String {
        var text = ""
        for token in tokens[start..<end] where token.kind != .hint {
            let part = slice(token.start, token.end)
            text += token.kind == .quotedName ? part : part.uppercased()
        }
        text.removeAll { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }
        return text
    }

    private mutating func parseInto(of select: inout Select) throws(OracleFailure) {
        select.isBulkInto = accept("BULK", "COLLECT")
        guard accept("INTO") else { return }
        select.into = try parseIntoList()
    }

    /// What receives values: variables, elements, fields and binds.
    mutating func parseIntoList() throws(OracleFailure) -> [Expression] {
        let wasProcedural = isProcedural
        isProcedural = language == .block
        defer { isProcedural = wasProcedural }
        var places: [Expression] = []
        repeat { places.append(try parseReceiver()) } while accept(mark: ",")
        return places
    }

    /// One variable, element, field or bind.
    mutating func parseReceiver() throws(OracleFailure) -> Expression {
        let place = position
        let receiver = try parseValue()
        switch receiver {
        case .reference, .bind, .call, .member, .apply: return receiver
        default: throw .missingOrInvalidIdentifier(at: place)
        }
    }

    // MARK: Behind FROM

    private mutating func parseHierarchy() throws(OracleFailure) -> Select.Hierarchy? {
        let place = position
        var start: Expression?
        if isWords("START", "WITH") {
            advance()
            advance()
            start = try parseCondition()
        }
        guard isWords("CONNECT", "BY") else {
            guard start == nil else { throw .missingKeyword(at: position) }
            return nil
        }
        advance()
        advance()
        let isWithoutCycle = accept("NOCYCLE")
        let connect = try parseCondition()
        if start == nil, accept("START", "WITH") { start = try parseCondition() }
        return Select.Hierarchy(start: start, connect: connect, isWithoutCycle: isWithoutCycle, position: place)
    }

    private mutating func parseGrouping(of select: inout Select) throws(OracleFailure) {
        if isWord("HAVING") {
            advance()
            select.having = try parseCondition()
        }
        guard accept("GROUP") else { return }
        try expect("BY", else: OracleFailure.missingBy)
        repeat { select.groups.append(try parseGroupKey()) } while accept(mark: ",")
        if select.having == nil, accept("HAVING") { select.having = try parseCondition() }
    }

    private mutating func parseGroupKey() throws(OracleFailure) -> GroupKey {
        if peek(1).isMark("("), isWord("ROLLUP") || isWord("CUBE") {
            let isRollup = advance().text == "ROLLUP"
            let keys = try parseGroupKeys()
            return isRollup ? .rollup(keys) : .cube(keys)
        }
        if isWords("GROUPING", "SETS") {
            advance()
            advance()
            return .sets(try parseGroupKeys())
        }
        if isMark("("), peek(1).isMark(")") {
            advance()
            advance()
            return .composite([])
        }
        let key = try parseValue()
        if case .list(let values, _) = key { return .composite(values) }
        return .expression(key)
    }

    private mutating func parseGroupKeys() throws(OracleFailure) -> [GroupKey] {
        try nested { (parser) throws(OracleFailure) in
            try parser.expect(mark: "(")
            var keys: [GroupKey] = []
            repeat { keys.append(try parser.parseGroupKey()) } while parser.accept(mark: ",")
            try parser.expect(mark: ")")
            return keys
        }
    }

    private mutating func parseWindows(of select: inout Select) throws(OracleFailure) {
        advance()
        repeat {
            let name = try parseName()
            try expect("AS")
            select.windows.append(Select.NamedWindow(name: name, window: try parseWindowBody(name.position)))
        } while accept(mark: ",")
    }
}
