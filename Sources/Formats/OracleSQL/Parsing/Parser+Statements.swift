/// The one way in for a client's text.
package func parseStatement(_ text: String) throws(OracleFailure) -> Statement {
    try ParsedStatement(text).statement
}

/// A statement with the names of its binds: every occurrence in SQL, distinct names in PL/SQL.
package struct ParsedStatement: Sendable {
    package let statement: Statement
    package let binds: [String]

    package init(_ text: String) throws(OracleFailure) {
        var parser = try Parser(text)
        statement = try parser.parseStatement()
        binds = parser.binds
    }
}

extension Parser {
    /// One whole statement, to the end of the text.
    package mutating func parseStatement() throws(OracleFailure) -> Statement {
        let statement = try parseStatementHere()
        if case .definition = statement { return statement }
        if case .block = statement { return statement }
        try expectEnd()
        return statement
    }

    mutating func parseStatementHere() throws(OracleFailure) -> Statement {
        let place = position
        if isMark("(") { return .query(try parseQuery()) }
        if isMark("<<") || isWord("BEGIN") || isWord("DECLARE") {
            language = .block
            isProcedural = true
            return .block(try parseAnonymousBlock())
        }
        guard peek.kind == .word else { throw .invalidStatement(at: place) }
        switch peek.text {
        case "SELECT", "WITH": return .query(try parseQuery())
        case "INSERT": return try parseInsertStatement()
        case "UPDATE": return .update(try parseUpdate())
        case "DELETE": return .delete(try parseDelete())
        case "MERGE": return .merge(try parseMerge())
        case "CALL": return .call(try parseCallStatement())
        case "COMMIT": return try parseCommit()
        case "ROLLBACK": return try parseRollback()
        case "SAVEPOINT":
            advance()
            return .savepoint(try parseName(else: { OracleFailure(3001, "missing savepoint name", at: $0) }))
        case "SET": return try parseSet()
        case "LOCK": return .lockTable(try parseLockTable())
        case "EXPLAIN": return try parseExplain()
        case "ALTER" where peek(1).isWord("SESSION"): return try parseAlterSession()
        default: return .definition(try parseDefinition())
        }
    }

    // MARK: Transactions

    private mutating func parseCommit() throws(OracleFailure) -> Statement {
        let place = advance().position
        _ = accept("WORK")
        if accept("COMMENT") { _ = try parseString() }
        if accept("WRITE") {
            while isAnyWord(["WAIT", "NOWAIT", "IMMEDIATE", "BATCH"]) { advance() }
        }
        return .commit(place)
    }

    private mutating func parseRollback() throws(OracleFailure) -> Statement {
        let place = advance().position
        _ = accept("WORK")
        guard accept("TO") else { return .rollback(savepoint: nil, place) }
        _ = isWord("SAVEPOINT") && isName(peek(1)) ? accept("SAVEPOINT") : false
        return .rollback(savepoint: try parseName(else: OracleFailure.missingKeyword), place)
    }

    private mutating func parseSet() throws(OracleFailure) -> Statement {
        let place = advance().position
        if accept("TRANSACTION") { return .setTransaction(try parseTransactionMode(), place) }
        if accept("ROLE") { return .setRole(try parseRoleChoice(), place) }
        if accept("CONSTRAINT") || accept("CONSTRAINTS") {
            var names: [[Name]] = []
            if !accept("ALL") {
                repeat { names.append(try parseDottedName()) } while accept(mark: ",")
            }
            let isDeferred = accept("DEFERRED")
            if !isDeferred { try expect("IMMEDIATE") }
            return .setConstraints(names, isDeferred: isDeferred, place)
        }
        throw .invalidOption(at: position)
    }

    private mutating func parseTransactionMode() throws(OracleFailure) -> TransactionMode {
        var mode: TransactionMode?
        if accept("READ", "ONLY") {
            mode = .readOnly
        } else if accept("READ", "WRITE") {
            mode = .readWrite
        } else if accept("ISOLATION") {
            try expect("LEVEL")
            if accept("SERIALIZABLE") {
                mode = .serializable
            } else {
                try expect("READ")
                try expect("COMMITTED")
                mode = .readCommitted
            }
        } else if accept("USE", "ROLLBACK") {
            try expect("SEGMENT")
            _ = try parseName()
            mode = .readWrite
        }
        if accept("NAME") {
            let name = try parseString()
            return mode ?? .named(name)
        }
        guard let mode else { throw .invalidOption(at: position) }
        return mode
    }

    private mutating func parseRoleChoice() throws(OracleFailure) -> RoleChoice {
        if accept("NONE") { return .none }
        if accept("ALL") {
            var names: [Name] = []
            if accept("EXCEPT") {
                repeat { names.append(try parseName()) } while accept(mark: ",")
            }
            return .all(except: names)
        }
        var names: [Name] = []
        repeat {
            names.append(try parseName())
            if accept("IDENTIFIED") {
                try expect("BY", else: OracleFailure.missingBy)
                advance()
            }
        } while accept(mark: ",")
        return .roles(names)
    }

    // MARK: Sessions

    private mutating func parseAlterSession() throws(OracleFailure) -> Statement {
        let place = advance().position
        advance()
        var settings: [SessionSetting] = []
        if accept("SET") {
            repeat { settings.append(try parseSessionParameter()) } while !isAtEnd && !isMark(";")
            return .alterSession(settings, place)
        }
        if accept("CLOSE") {
            try expect("DATABASE")
            try expect("LINK")
            return .alterSession([.closeLink(try parseName())], place)
        }
        guard isAnyWord(["ENABLE", "DISABLE", "FORCE", "ADVISE", "SYNC"]) else { throw .invalidOption(at: position) }
        var words: [String] = []
        while peek.kind == .word || peek.kind == .number(.none) { words.append(advance().text) }
        return .alterSession([.option(words)], place)
    }

    private mutating func parseSessionParameter() throws(OracleFailure) -> SessionSetting {
        guard peek.kind == .word || peek.kind == .quotedName else { throw .invalidOption(at: position) }
        var name = try takeName()
        // An event, and parameters that begin with an underscore in quotes, take a text of their own.
        if name.text == "EVENTS" {
            return .parameter(name: name, value: try parseString(), isLiteral: true)
        }
        if name.text == "CONSTRAINT" || name.text == "CONSTRAINTS" {
            name = Name("CONSTRAINTS", at: name.position)
        }
        try expect(mark: "=")
        if case .string = peek.kind {
            return .parameter(name: name, value: advance().text, isLiteral: true)
        }
        return .parameter(name: name, value: try parseSessionValue(), isLiteral: false)
    }

    /// A number, a word, or a dotted name such as `CDB$ROOT`.
    private mutating func parseSessionValue() throws(OracleFailure) -> String {
        let isNegative = accept(mark: "-")
        switch peek.kind {
        case .number: return (isNegative ? "-" : "") + advance().text
        case .word, .quotedName:
            var text = advance().text
            while isMark("."), peek(1).kind == .word || peek(1).kind == .quotedName {
                advance()
                text += "." + advance().text
            }
            return text
        default: throw .invalidOption(at: position)
        }
    }

    // MARK: Locks, plans, calls

    private mutating func parseLockTable() throws(OracleFailure) -> LockTable {
        let place = advance().position
        try expect("TABLE")
        var tables: [TableReference] = []
        repeat {
            guard case .table(let table) = try parseTable(), table.alias == nil else {
                throw .invalidTableName(at: position)
            }
            tables.append(table)
        } while accept(mark: ",")
        try expect("IN")
        let mode: LockTable.Mode
        if accept("ROW", "SHARE") || accept("SHARE", "UPDATE") {
            mode = .rowShare
        } else if accept("ROW", "EXCLUSIVE") {
            mode = .rowExclusive
        } else if accept("SHARE", "ROW", "EXCLUSIVE") {
            mode = .shareRowExclusive
        } else if accept("SHARE") {
            mode = .share
        } else {
            try expect("EXCLUSIVE")
            mode = .exclusive
        }
        try expect("MODE")
        return LockTable(tables: tables, mode: mode, wait: try parseWait(), position: place)
    }

    private mutating func parseExplain() throws(OracleFailure) -> Statement {
        let place = advance().position
        try expect("PLAN")
        var identifier: String?
        if accept("SET") {
            try expect("STATEMENT_ID")
            try expect(mark: "=")
            identifier = try parseString()
        }
        let into = accept("INTO") ? try parseDottedName() : []
        try expect("FOR")
        let inner = try nested { (parser) throws(OracleFailure) in try parser.parseStatementHere() }
        return .explain(inner, identifier: identifier, into: into, place)
    }

    private mutating func parseCallStatement() throws(OracleFailure) -> CallStatement {
        let place = advance().position
        let routine = try parsePrimary()
        guard case .call = routine else {
            throw OracleFailure(6576, "not a valid function or procedure name", at: place)
        }
        var into: Bind?
        if accept("INTO") {
            guard peek.kind == .bind else {
                throw OracleFailure(1745, "missing or invalid bind variable name", at: position)
            }
            into = try parseBind()
        }
        return CallStatement(routine: routine, into: into, position: place)
    }
}
