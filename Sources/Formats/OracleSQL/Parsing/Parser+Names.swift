extension Parser {
    /// The longest name, in bytes.
    package static let nameLimit = 128

    /// Whether an identifier stands here that may name something: quoted, or no reserved word.
    package var isName: Bool { isName(peek) }

    package func isName(_ token: Token) -> Bool {
        if token.kind == .quotedName { return true }
        guard token.kind == .word else { return false }
        return !(isProcedural ? ReservedWords.ofBlocks : ReservedWords.all).contains(token.text)
    }

    /// An identifier; a reserved word is refused with ORA-00903 or the failure given.
    package mutating func parseName(
        else failure: (Position) -> OracleFailure = OracleFailure.invalidTableName
    ) throws(OracleFailure) -> Name {
        guard isName else { throw failure(position) }
        return try takeName()
    }

    /// Any word or quoted name, reserved or not.
    package mutating func takeName() throws(OracleFailure) -> Name {
        let token = advance()
        guard token.text.utf8.count <= Parser.nameLimit else { throw .nameTooLong(at: token.position) }
        return Name(token.text, isQuoted: token.kind == .quotedName, at: token.position)
    }

    /// `a`, `a.b`, `a.b.c`: names joined by points, the first no reserved word.
    package mutating func parseDottedName(
        limit: Int = 2, else failure: (Position) -> OracleFailure = OracleFailure.invalidTableName
    ) throws(OracleFailure) -> [Name] {
        var names = [try parseName(else: failure)]
        while names.count < limit, isMark("."), peek(1).kind == .word || peek(1).kind == .quotedName {
            advance()
            names.append(try takeName())
        }
        return names
    }

    /// `(a, b, c)`.
    package mutating func parseNameList(
        else failure: (Position) -> OracleFailure = OracleFailure.missingOrInvalidIdentifier
    ) throws(OracleFailure) -> [Name] {
        try expect(mark: "(")
        var names = [try parseName(else: failure)]
        while accept(mark: ",") { names.append(try parseName(else: failure)) }
        try expect(mark: ")")
        return names
    }

    /// `@link.domain`, when it stands here.
    package mutating func parseLink() throws(OracleFailure) -> Name? {
        guard isMark("@") else { return nil }
        let place = advance().position
        var text = try parseName().text
        while isMark(".") || isMark("@") {
            text += advance().text
            text += try parseName().text
        }
        return Name(text, at: place)
    }

    /// A whole number without sign, as in sizes and options; ORA-02017 otherwise.
    package mutating func parseInteger() throws(OracleFailure) -> Int {
        guard peek.kind == .number(.none), let value = Int(peek.text) else {
            throw OracleFailure(2017, "integer value required", at: position)
        }
        advance()
        return value
    }

    /// A character literal; ORA-01780 otherwise.
    package mutating func parseString() throws(OracleFailure) -> String {
        guard case .string = peek.kind else { throw OracleFailure(1780, "string literal required", at: position) }
        return advance().text
    }
}
