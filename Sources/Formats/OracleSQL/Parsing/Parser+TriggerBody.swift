extension Parser {
    /// The body of a trigger: a block, or `CALL procedure(…)`. `:OLD.c` and `:NEW.c` become references whose first name
    /// has the colon in it, so that they are no name that anybody could write.
    package mutating func parseTriggerBody(oldName: String, newName: String) throws(OracleFailure) -> Block {
        rowNames = [oldName, newName]
        guard isWord("CALL") else { return try parseAnonymousBlock() }
        return try parseProcedural { (parser) throws(OracleFailure) in
            let place = parser.advance().position
            let routine = try parser.parseExpression()
            _ = parser.accept(mark: ";")
            guard parser.isAtEnd else { throw parser.unexpectedSymbol() }
            return Block(statements: [.call(routine, place)], position: place)
        }
    }

    /// The condition of WHEN, in which the rows are named without a colon.
    package mutating func parseTriggerCondition() throws(OracleFailure) -> Expression {
        try parseProcedural { (parser) throws(OracleFailure) in
            let condition = try parser.parseExpression()
            guard parser.isAtEnd else { throw parser.unexpectedSymbol() }
            return condition
        }
    }

    /// `:NEW.column`, with further names behind it for an attribute.
    mutating func parseRowReference() throws(OracleFailure) -> Reference {
        let token = advance()
        var names = [Name(":" + token.text, at: token.position)]
        while names.count < 4, accept(mark: ".") { names.append(try parseName()) }
        guard names.count > 1 else {
            let place = lineAndColumn(token.position.offset)
            throw .compilation(
                [(place.line, place.column, "PLS-00049: bad bind variable '\(token.text)'")],
                position: token.position.offset)
        }
        return Reference(names: names, position: token.position)
    }
}
