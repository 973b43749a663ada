extension Parser {
    /// `[DECLARE …] BEGIN … END;` to the end of the text. A fault is ORA-06550 with line and column.
    package mutating func parseAnonymousBlock() throws(OracleFailure) -> Block {
        try parseProcedural { (parser) throws(OracleFailure) in
            let label = try parser.parseLabels().last
            var block = try parser.parseBlock()
            block.label = label
            try parser.expectSemicolon()
            guard parser.isAtEnd else { throw parser.unexpectedSymbol() }
            return block
        }
    }

    /// Runs a reading of PL/SQL and turns what it throws into the failure of PL/SQL's own compiler.
    mutating func parseProcedural<T>(
        _ body: (inout Parser) throws(OracleFailure) -> T
    ) throws(OracleFailure) -> T {
        language = .block
        isProcedural = true
        do throws(OracleFailure) { return try body(&self) } catch { throw compileFailure(error) }
    }

    /// A failure that PL/SQL's compiler reports: ORA-06550 with line and column before the text.
    private func compileFailure(_ failure: OracleFailure) -> OracleFailure {
        guard failure.code != 6550, failure.code != 3001 else { return failure }
        let place = lineAndColumn(failure.position ?? 0)
        let symbol = tokens.first { $0.start >= failure.position ?? 0 }
        let isLexical = [911, 1740, 1741, 1742, 1745, 1756].contains(failure.code)
        let text = isLexical ? "PL/SQL: " + failure.message : Parser.unexpected(symbol)
        return .compilation([(place.line, place.column, text)], position: failure.position)
    }

    private static func unexpected(_ token: Token?) -> String {
        let symbol = token.map { $0.kind == .end ? "end-of-file" : $0.text } ?? "end-of-file"
        return "PLS-00103: Encountered the symbol \"\(symbol)\" when expecting one of the following:"
    }

    func unexpectedSymbol() -> OracleFailure {
        let place = lineAndColumn(position.offset)
        return .compilation([(place.line, place.column, Parser.unexpected(peek))], position: position.offset)
    }

    /// A reading of SQL inside PL/SQL: its fault keeps Oracle's number of SQL behind ORA-06550.
    mutating func parseEmbedded<T>(
        _ body: (inout Parser) throws(OracleFailure) -> T
    ) throws(OracleFailure) -> T {
        let start = position.offset
        isProcedural = false
        defer { isProcedural = true }
        do throws(OracleFailure) { return try body(&self) } catch {
            guard error.code != 6550, error.code != 3001 else { throw error }
            let fault = lineAndColumn(error.position ?? start)
            let whole = lineAndColumn(start)
            throw .compilation(
                [
                    (fault.line, fault.column, "PL/SQL: " + error.message),
                    (whole.line, whole.column, "PL/SQL: SQL Statement ignored"),
                ], position: error.position)
        }
    }

    mutating func expectSemicolon() throws(OracleFailure) {
        guard accept(mark: ";") else { throw unexpectedSymbol() }
    }

    // MARK: Blocks

    /// From DECLARE or BEGIN to END and its name.
    mutating func parseBlock() throws(OracleFailure) -> Block {
        try nested { (parser) throws(OracleFailure) in
            let place = parser.position
            let declarations = parser.accept("DECLARE") ? try parser.parseDeclarations() : []
            return try parser.parseBody(declarations, place)
        }
    }

    /// From BEGIN to END and its name.
    mutating func parseBody(_ declarations: [Declaration], _ place: Position) throws(OracleFailure) -> Block {
        guard accept("BEGIN") else { throw unexpectedSymbol() }
        let statements = try parseStatements()
        var rescues: [ExceptionClause] = []
        if accept("EXCEPTION") {
            while isWord("WHEN") { rescues.append(try parseExceptionClause()) }
            guard !rescues.isEmpty else { throw unexpectedSymbol() }
        }
        guard accept("END") else { throw unexpectedSymbol() }
        if isName { advance() }
        return Block(declarations: declarations, statements: statements, rescues: rescues, position: place)
    }

    private mutating func parseExceptionClause() throws(OracleFailure) -> ExceptionClause {
        let place = advance().position
        var names: [[Name]] = []
        if !accept("OTHERS") {
            repeat { names.append(try parseDottedName(limit: 3)) } while accept("OR")
        }
        guard accept("THEN") else { throw unexpectedSymbol() }
        return ExceptionClause(names: names, statements: try parseStatements(), position: place)
    }

    /// Statements up to a word that ends them; one at least.
    mutating func parseStatements() throws(OracleFailure) -> [BlockStatement] {
        var statements: [BlockStatement] = []
        while !isAnyWord(["END", "EXCEPTION", "ELSE", "ELSIF", "WHEN"]) {
            guard !isAtEnd else { throw unexpectedSymbol() }
            statements.append(try parseBlockStatement())
        }
        guard !statements.isEmpty else { throw unexpectedSymbol() }
        return statements
    }

    /// `<<a>> <<b>>`.
    mutating func parseLabels() throws(OracleFailure) -> [Name] {
        var labels: [Name] = []
        while accept(mark: "<<") {
            labels.append(try parseName())
            guard accept(mark: ">>") else { throw unexpectedSymbol() }
        }
        return labels
    }

    // MARK: Stored units

    /// A stored unit: `PROCEDURE …`, `FUNCTION …`, `PACKAGE [BODY] …`, with or without `CREATE OR REPLACE`.
    package mutating func parseSourceUnit() throws(OracleFailure) -> SourceUnit {
        try parseProcedural { (parser) throws(OracleFailure) in
            if parser.accept("CREATE") { _ = parser.accept("OR", "REPLACE") }
            if parser.isWord("EDITIONABLE") || parser.isWord("NONEDITIONABLE") { parser.advance() }
            let unit: SourceUnit
            if parser.isWord("PACKAGE") {
                unit = .package(try parser.parsePackage())
            } else {
                unit = .routine(try parser.parseRoutine(nameLimit: 2))
            }
            _ = parser.accept(mark: ";")
            _ = parser.accept(mark: "/")
            guard parser.isAtEnd else { throw parser.unexpectedSymbol() }
            return unit
        }
    }

    private mutating func parsePackage() throws(OracleFailure) -> PackageUnit {
        let place = advance().position
        let isBody = accept("BODY")
        let names = try parseDottedName(limit: 2)
        _ = try parseRoutineOptions()
        guard accept("IS") || accept("AS") else { throw unexpectedSymbol() }
        let declarations = try parseDeclarations()
        var start: Block?
        if isBody, isWord("BEGIN") {
            start = try parseBody([], position)
        } else {
            guard accept("END") else { throw unexpectedSymbol() }
            if isName { advance() }
        }
        return PackageUnit(names: names, isBody: isBody, declarations: declarations, start: start, position: place)
    }
}

extension OracleFailure {
    /// ORA-06550, one paragraph for every fault.
    package static func compilation(
        _ faults: [(line: Int, column: Int, text: String)], position: Int? = nil
    ) -> OracleFailure {
        let lines = faults.map { "ORA-06550: line \($0.line), column \($0.column):\n\($0.text)" }
        return OracleFailure(code: 6550, message: lines.joined(separator: "\n"), position: position)
    }
}
