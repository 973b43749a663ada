extension Parser {
    mutating func parseBlockStatement() throws(OracleFailure) -> BlockStatement {
        try nested { (parser) throws(OracleFailure) in
            let label = try parser.parseLabels().last
            let statement = try parser.parseLabelled(label)
            try parser.expectSemicolon()
            return statement
        }
    }

    private mutating func parseLabelled(_ label: Name?) throws(OracleFailure) -> BlockStatement {
        let place = position
        let isKeyword = !peek(1).isMark(":=") && !peek(1).isMark(".") && !peek(1).isMark("%")
        guard peek.kind == .word, isKeyword else { return try parseAssignmentOrCall() }
        switch peek.text {
        case "BEGIN", "DECLARE":
            var block = try parseBlock()
            block.label = label
            return .block(block)
        case "LOOP", "WHILE", "FOR": return .loop(try parseLoop(label))
        case "IF": return try parseIf()
        case "CASE": return .choice(try parseChoice())
        case "NULL":
            advance()
            return .null(place)
        case "EXIT", "CONTINUE": return try parseExit()
        case "GOTO": throw .unsupported("GOTO", at: place)
        case "RAISE":
            advance()
            return .raise(isMark(";") ? nil : try parseDottedName(limit: 3), place)
        case "RETURN":
            advance()
            return .giveBack(isMark(";") ? nil : try parseExpression(), place)
        default: return try parseSQLOrCall(place)
        }
    }

    private mutating func parseSQLOrCall(_ place: Position) throws(OracleFailure) -> BlockStatement {
        switch peek.text {
        case "SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "MERGE": return .sql(try parseEmbeddedStatement())
        case "COMMIT", "ROLLBACK", "SAVEPOINT": return .sql(try parseEmbeddedStatement())
        case "SET" where peek(1).isWord("TRANSACTION"): return .sql(try parseEmbeddedStatement())
        case "LOCK" where peek(1).isWord("TABLE"): return .sql(try parseEmbeddedStatement())
        case "OPEN" where peek(1).kind != .mark: return .open(try parseOpen())
        case "FETCH": return .fetch(try parseFetch())
        case "CLOSE" where peek(1).kind != .mark:
            advance()
            return .close(try parseReceiver(), place)
        case "EXECUTE" where peek(1).isWord("IMMEDIATE"): return .dynamic(try parseDynamic())
        case "FORALL": return .forAll(try parseForAll())
        case "PIPE" where peek(1).isWord("ROW"):
            advance()
            advance()
            try expect(mark: "(")
            let value = try parseExpression()
            try expect(mark: ")")
            return .pipeRow(value, place)
        default: return try parseAssignmentOrCall()
        }
    }

    private mutating func parseAssignmentOrCall() throws(OracleFailure) -> BlockStatement {
        let place = position
        guard isName || peek.kind == .bind else { throw unexpectedSymbol() }
        let receiver = try parseReceiver()
        if accept(mark: ":=") { return .assign(receiver, try parseExpression(), place) }
        if case .bind = receiver { throw unexpectedSymbol() }
        return .call(receiver, place)
    }

    // MARK: Choices and loops

    private mutating func parseIf() throws(OracleFailure) -> BlockStatement {
        let place = advance().position
        var branches: [ConditionalBranch] = []
        repeat {
            let test = try parseExpression()
            guard accept("THEN") else { throw unexpectedSymbol() }
            branches.append(ConditionalBranch(test: test, statements: try parseStatements()))
        } while accept("ELSIF")
        let otherwise = accept("ELSE") ? try parseStatements() : []
        guard accept("END", "IF") else { throw unexpectedSymbol() }
        return .branch(branches, otherwise: otherwise, place)
    }

    private mutating func parseChoice() throws(OracleFailure) -> ChoiceStatement {
        let place = advance().position
        let operand = isWord("WHEN") ? nil : try parseExpression()
        var branches: [ConditionalBranch] = []
        while accept("WHEN") {
            let test = try parseExpression()
            guard accept("THEN") else { throw unexpectedSymbol() }
            branches.append(ConditionalBranch(test: test, statements: try parseStatements()))
        }
        let otherwise = accept("ELSE") ? try parseStatements() : nil
        guard !branches.isEmpty, accept("END", "CASE") else { throw unexpectedSymbol() }
        if isName { advance() }
        return ChoiceStatement(operand: operand, branches: branches, otherwise: otherwise, position: place)
    }

    private mutating func parseLoop(_ label: Name?) throws(OracleFailure) -> Loop {
        let place = position
        let kind: Loop.Kind
        if accept("WHILE") {
            kind = .condition(try parseExpression())
        } else if accept("FOR") {
            kind = try parseForHead()
        } else {
            kind = .endless
        }
        guard accept("LOOP") else { throw unexpectedSymbol() }
        let statements = try parseStatements()
        guard accept("END", "LOOP") else { throw unexpectedSymbol() }
        if isName { advance() }
        return Loop(kind: kind, label: label, statements: statements, position: place)
    }

    private mutating func parseForHead() throws(OracleFailure) -> Loop.Kind {
        let name = try parseName()
        guard accept("IN") else { throw unexpectedSymbol() }
        if isMark("("), isQuery(at: index) {
            advance()
            let query = try parseEmbeddedQuery()
            try expect(mark: ")")
            return .query(name, query)
        }
        let isReversed = accept("REVERSE")
        let low = try parseExpression()
        guard accept(mark: "..") else { return .cursor(name, low) }
        return .range(name, low: low, high: try parseExpression(), isReversed: isReversed)
    }

    private mutating func parseExit() throws(OracleFailure) -> BlockStatement {
        let place = position
        let isExit = advance().text == "EXIT"
        let label = isName ? try parseName() : nil
        let condition = accept("WHEN") ? try parseExpression() : nil
        return isExit
            ? .exit(label: label, condition: condition, place) : .next(label: label, condition: condition, place)
    }

    // MARK: SQL

    private mutating func parseEmbeddedStatement() throws(OracleFailure) -> EmbeddedStatement {
        let start = position.offset
        let content = try parseEmbedded { (parser) throws(OracleFailure) in
            let content = try parser.parseEmbeddedContent()
            guard parser.isMark(";") || parser.isAtEnd else { throw .notProperlyEnded(at: parser.position) }
            return content
        }
        return EmbeddedStatement(content: content, start: start, end: lastEnd)
    }

    private mutating func parseEmbeddedContent() throws(OracleFailure) -> EmbeddedStatement.Content {
        let place = position
        switch try parseStatementHere() {
        case .query(let query): return .query(query)
        case .insert(let insert): return .insert(insert)
        case .multiInsert(let insert): return .multiInsert(insert)
        case .update(let update): return .update(update)
        case .delete(let delete): return .delete(delete)
        case .merge(let merge): return .merge(merge)
        case .commit: return .commit
        case .rollback(let savepoint, _): return .rollback(savepoint: savepoint)
        case .savepoint(let name): return .savepoint(name)
        case .setTransaction(let mode, _): return .setTransaction(mode)
        case .lockTable(let lock): return .lockTable(lock)
        default: throw .invalidStatement(at: place)
        }
    }

    private mutating func parseOpen() throws(OracleFailure) -> OpenCursor {
        let place = advance().position
        let start = try parseReceiver()
        if accept("FOR") {
            if isWord("SELECT") || isWord("WITH") || (isMark("(") && isQuery(at: index)) {
                return OpenCursor(cursor: start, content: .query(try parseEmbeddedQuery()), position: place)
            }
            let text = try parseExpression()
            return OpenCursor(cursor: start, content: .dynamic(text, using: try parseUsing()), position: place)
        }
        guard case .call(let call) = start else {
            return OpenCursor(cursor: start, content: .declared([]), position: place)
        }
        return OpenCursor(
            cursor: .reference(Reference(names: call.names, position: call.position)),
            content: .declared(call.arguments), position: place)
    }

    private mutating func parseFetch() throws(OracleFailure) -> FetchCursor {
        let place = advance().position
        let cursor = try parseReceiver()
        let isBulk = accept("BULK", "COLLECT")
        guard accept("INTO") else { throw unexpectedSymbol() }
        let into = try parseIntoList()
        let limit = accept("LIMIT") ? try parseExpression() : nil
        return FetchCursor(cursor: cursor, into: into, isBulk: isBulk, limit: limit, position: place)
    }

    private mutating func parseUsing() throws(OracleFailure) -> [UsingArgument] {
        guard accept("USING") else { return [] }
        var arguments: [UsingArgument] = []
        repeat {
            let isIn = accept("IN")
            let isOut = accept("OUT")
            let value = try parseExpression()
            arguments.append(UsingArgument(mode: isOut ? (isIn ? .inOut : .out) : .in, value: value))
        } while accept(mark: ",")
        return arguments
    }

    private mutating func parseDynamic() throws(OracleFailure) -> DynamicStatement {
        let place = advance().position
        advance()
        let text = try parseExpression()
        var isBulk = accept("BULK", "COLLECT")
        var into: [Expression] = []
        if accept("INTO") { into = try parseIntoList() }
        let using = try parseUsing()
        var returning: [Expression] = []
        if accept("RETURNING") || accept("RETURN") {
            if accept("BULK", "COLLECT") { isBulk = true }
            guard accept("INTO") else { throw unexpectedSymbol() }
            returning = try parseIntoList()
        }
        return DynamicStatement(
            text: text, into: into, isBulk: isBulk, using: using, returning: returning, position: place)
    }

    private mutating func parseForAll() throws(OracleFailure) -> ForAll {
        let place = advance().position
        let variable = try parseName()
        guard accept("IN") else { throw unexpectedSymbol() }
        let bounds = try parseForAllBounds()
        let savesExceptions = accept("SAVE", "EXCEPTIONS")
        let content: ForAll.Content
        if isWords("EXECUTE", "IMMEDIATE") {
            content = .dynamic(try parseDynamic())
        } else {
            content = .sql(try parseEmbeddedStatement())
        }
        return ForAll(
            variable: variable, bounds: bounds, savesExceptions: savesExceptions, content: content, position: place)
    }

    private mutating func parseForAllBounds() throws(OracleFailure) -> ForAll.Bounds {
        if accept("VALUES", "OF") { return .values(of: try parseReceiver()) }
        if accept("INDICES", "OF") {
            let collection = try parseReceiver()
            guard accept("BETWEEN") else { return .indices(of: collection, low: nil, high: nil) }
            let low = try parseValue()
            try expect("AND")
            return .indices(of: collection, low: low, high: try parseValue())
        }
        let low = try parseExpression()
        guard accept(mark: "..") else { throw unexpectedSymbol() }
        return .range(low: low, high: try parseExpression())
    }
}
