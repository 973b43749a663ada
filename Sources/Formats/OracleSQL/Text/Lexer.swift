/// Cuts the text of a statement into tokens. Blanks and comments vanish, hints stay.
package struct Lexer {
    let bytes: [UInt8]
    var place = 0
    var tokens: [Token] = []

    /// All tokens of the text, the last of kind `end`.
    package static func tokens(of text: String) throws(OracleFailure) -> [Token] {
        var lexer = Lexer(bytes: Array(text.utf8))
        lexer.tokens.reserveCapacity(lexer.bytes.count / 5 + 2)
        while let token = try lexer.next() { lexer.tokens.append(token) }
        let end = lexer.bytes.count
        lexer.tokens.append(Token(kind: .end, text: "", start: end, end: end))
        return lexer.tokens
    }

    func byte(_ ahead: Int = 0) -> UInt8 {
        let index = place + ahead
        return index < bytes.count ? bytes[index] : 0
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private mutating func next() throws(OracleFailure) -> Token? {
        while place < bytes.count {
            let now = byte()
            switch now {
            case 0x20, 0x09...0x0D, 0x00: place += 1
            case UInt8(ascii: "-") where byte(1) == UInt8(ascii: "-"):
                if let hint = lineComment() { return hint }
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"):
                if let hint = try blockComment() { return hint }
            case 0xC2 where byte(1) == 0xA0: place += 2
            default: return try token(now)
            }
        }
        return nil
    }

    private mutating func token(_ now: UInt8) throws(OracleFailure) -> Token {
        switch now {
        case UInt8(ascii: "'"): return try string(from: place, national: false)
        case UInt8(ascii: "\""): return try quotedName()
        case UInt8(ascii: ":") where byte(1) != UInt8(ascii: "="): return try bind()
        case UInt8(ascii: "."):
            return Lexer.isDigit(byte(1)) ? number() : mark()
        default: break
        }
        if Lexer.isDigit(now) { return number() }
        if let literal = try prefixedString() { return literal }
        if Lexer.isWordStart(now) { return word() }
        guard Lexer.marks.contains(now) else { throw .invalidCharacter(at: Position(place)) }
        return mark()
    }

    // MARK: Words and names

    private mutating func word() -> Token {
        let start = place
        while place < bytes.count, Lexer.isWordPart(bytes[place]) { place += 1 }
        return Token(kind: .word, text: upper(start..<place), start: start, end: place)
    }

    private func upper(_ range: Range<Int>) -> String {
        if bytes[range].contains(where: { $0 >= 0x80 }) { return text(range).uppercased() }
        return String(unsafeUninitializedCapacity: range.count) { buffer in
            for (index, byte) in bytes[range].enumerated() {
                buffer[index] = byte >= 0x61 && byte <= 0x7A ? byte - 0x20 : byte
            }
            return range.count
        }
    }

    private mutating func quotedName() throws(OracleFailure) -> Token {
        let start = place
        let text = try quotedText()
        return Token(kind: .quotedName, text: text, start: start, end: place)
    }

    private mutating func quotedText() throws(OracleFailure) -> String {
        let start = place
        place += 1
        while place < bytes.count, bytes[place] != UInt8(ascii: "\"") { place += 1 }
        guard place < bytes.count else { throw .missingQuotedEnd(at: Position(start)) }
        place += 1
        guard place - start > 2 else { throw .emptyQuotedName(at: Position(start)) }
        return text(start + 1..<place - 1)
    }

    private mutating func bind() throws(OracleFailure) -> Token {
        let start = place
        place += 1
        while byte() == 0x20 || byte() == 0x0A || byte() == 0x0D || byte() == 0x09 { place += 1 }
        if byte() == UInt8(ascii: "\"") {
            let name = try quotedText()
            return Token(kind: .bind, text: name, start: start, end: place)
        }
        let nameStart = place
        if Lexer.isDigit(byte()) {
            while Lexer.isDigit(byte()) { place += 1 }
        } else {
            while place < bytes.count, Lexer.isWordPart(bytes[place]) { place += 1 }
        }
        guard place > nameStart, !ReservedWords.all.contains(upper(nameStart..<place)) else {
            throw OracleFailure(1745, "missing or invalid bind variable name", at: Position(start))
        }
        return Token(kind: .bind, text: upper(nameStart..<place), start: start, end: place)
    }

    // MARK: Marks

    private static let marks = Set("+-*/=<>!^~(),.;:|@%?[]{}&$#".utf8)
    private static let pairs: [String: String] = [
        "<=": "<=", ">=": ">=", "<>": "!=", "!=": "!=", "^=": "!=", "~=": "!=", "||": "||", ":=": ":=", "=>": "=>",
        "..": "..", "**": "**", "<<": "<<", ">>": ">>",
    ]

    private mutating func mark() -> Token {
        let start = place
        let pair = place + 1 < bytes.count && byte() < 0x80 && byte(1) < 0x80 ? text(place..<place + 2) : ""
        if let spelled = Lexer.pairs[pair] {
            place += 2
            return Token(kind: .mark, text: spelled, start: start, end: place)
        }
        place += 1
        return Token(kind: .mark, text: text(start..<place), start: start, end: place)
    }

    // MARK: Classes of bytes

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    static func isWordStart(_ byte: UInt8) -> Bool {
        (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A) || byte >= 0x80
    }
    static func isWordPart(_ byte: UInt8) -> Bool {
        isWordStart(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
            || byte == UInt8(ascii: "#")
    }
}
