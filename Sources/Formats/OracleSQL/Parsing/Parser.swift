/// Reads tokens into trees: one descent, no going back but by copying the parser, which is cheap.
///
/// Everything that reads a part of a statement is a `mutating` method in an extension; it takes the tokens it
/// understands and throws at the first that does not fit.
package struct Parser {
    /// What the words around decide: PL/SQL knows more operators, and its binds are one per name.
    package enum Language: Sendable { case sql, block }

    package let text: String
    let bytes: [UInt8]
    let tokens: [Token]
    var index = 0
    /// How deep the tree is at this place.
    var depth = 0
    package var language: Language
    /// Whether conditions are values here and the operators of PL/SQL are known: in PL/SQL, outside its SQL.
    package var isProcedural = false
    /// Whether the parenthesis that stands here may hold a condition.
    var allowsCondition = false
    /// For every opening parenthesis the index of the token that closes it.
    let closings: [Int: Int]
    /// Names of the binds so far: every occurrence in SQL, distinct names in PL/SQL.
    package internal(set) var binds: [String] = []
    private var bindNumbers: [String: Int] = [:]
    /// In the body of a trigger: the names of the old and the new row, which stand behind a colon as binds do.
    var rowNames: Set<String> = []

    /// The deepest tree: enough for any statement written by hand or machine, and small for a thread's stack.
    package static let depthLimit = 200

    package init(_ text: String, language: Language = .sql) throws(OracleFailure) {
        self.text = text
        self.bytes = Array(text.utf8)
        self.tokens = try Lexer.tokens(of: text)
        self.language = language
        self.isProcedural = language == .block
        self.closings = Parser.closings(tokens)
    }

    private static func closings(_ tokens: [Token]) -> [Int: Int] {
        var closings: [Int: Int] = [:]
        var open: [Int] = []
        for (index, token) in tokens.enumerated() where token.kind == .mark {
            if token.text == "(" { open.append(index) }
            if token.text == ")", let start = open.popLast() { closings[start] = index }
        }
        return closings
    }

    // MARK: Looking

    package var peek: Token { tokens[index] }

    package func peek(_ ahead: Int) -> Token { tokens[min(index + ahead, tokens.count - 1)] }

    package var isAtEnd: Bool { peek.kind == .end }
    package var position: Position { peek.position }

    package func isWord(_ word: String) -> Bool { peek.isWord(word) }
    package func isMark(_ mark: String) -> Bool { peek.isMark(mark) }

    /// Whether these words stand here, in this order.
    package func isWords(_ words: String...) -> Bool {
        for (ahead, word) in words.enumerated() where !peek(ahead).isWord(word) { return false }
        return true
    }

    package func isAnyWord(_ words: Set<String>) -> Bool { peek.kind == .word && words.contains(peek.text) }

    // MARK: Taking

    @discardableResult package mutating func advance() -> Token {
        let now = tokens[index]
        if index < tokens.count - 1 { index += 1 }
        return now
    }

    package mutating func accept(_ word: String) -> Bool {
        guard isWord(word) else { return false }
        advance()
        return true
    }

    /// Takes all the words or none.
    package mutating func accept(_ first: String, _ second: String, _ more: String...) -> Bool {
        for (ahead, word) in ([first, second] + more).enumerated() where !peek(ahead).isWord(word) { return false }
        for _ in 0..<(2 + more.count) { advance() }
        return true
    }

    package mutating func accept(mark: String) -> Bool {
        guard isMark(mark) else { return false }
        advance()
        return true
    }

    /// Takes the word, or throws ORA-00905 or the failure given.
    package mutating func expect(
        _ word: String, else failure: (Position) -> OracleFailure = OracleFailure.missingKeyword
    ) throws(OracleFailure) {
        guard accept(word) else { throw failure(position) }
    }

    package mutating func expect(
        mark: String, else failure: ((Position) -> OracleFailure)? = nil
    ) throws(OracleFailure) {
        guard !accept(mark: mark) else { return }
        if let failure { throw failure(position) }
        switch mark {
        case "(": throw .missingOpening(at: position)
        case ")": throw .missingClosing(at: position)
        case ",": throw .missingComma(at: position)
        case "=": throw .missingEquals(at: position)
        default: throw .missingKeyword(at: position)
        }
    }

    /// Throws unless the statement ends here: Oracle's ORA-00933, or ORA-00911 for a semicolon.
    package func expectEnd() throws(OracleFailure) {
        if isAtEnd { return }
        throw isMark(";") ? .invalidCharacter(at: position) : .notProperlyEnded(at: position)
    }

    /// The text between two places.
    package func slice(_ start: Int, _ end: Int) -> String {
        guard start >= 0, start <= end, end <= bytes.count else { return "" }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// Where the last token taken ends.
    package var lastEnd: Int { index > 0 ? tokens[index - 1].end : 0 }

    /// Line and column, both from 1 and 0 as PL/SQL counts them, of a place in the text.
    package func lineAndColumn(_ offset: Int) -> (line: Int, column: Int) {
        var line = 1
        var start = 0
        for (place, byte) in bytes.prefix(offset).enumerated() where byte == 0x0A {
            line += 1
            start = place + 1
        }
        return (line, offset - start + 1)
    }

    // MARK: Depth and binds

    /// Goes one level down for the time of `body`.
    package mutating func nested<T>(
        _ body: (inout Parser) throws(OracleFailure) -> T
    ) throws(OracleFailure) -> T {
        guard depth < Parser.depthLimit else { throw .tooDeep(at: position) }
        depth += 1
        defer { depth -= 1 }
        return try body(&self)
    }

    mutating func parseBind() throws(OracleFailure) -> Bind {
        let token = advance()
        if language == .block, let known = bindNumbers[token.text] {
            return Bind(name: token.text, index: known, position: token.position)
        }
        let number = binds.count
        binds.append(token.text)
        bindNumbers[token.text] = number
        return Bind(name: token.text, index: number, position: token.position)
    }
}
