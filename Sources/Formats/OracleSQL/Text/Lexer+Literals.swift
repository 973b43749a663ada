extension Lexer {
    // MARK: Character literals

    /// `N'…'`, `U'…'`, `q'[…]'`, `nq'{…}'`; nil when a word stands here.
    mutating func prefixedString() throws(OracleFailure) -> Token? {
        let first = byte() | 0x20
        let second = byte(1)
        if first == UInt8(ascii: "n"), second == UInt8(ascii: "'") {
            let start = place
            place += 1
            return try string(from: start, national: true)
        }
        if first == UInt8(ascii: "u"), second == UInt8(ascii: "'") {
            let start = place
            place += 1
            let literal = try string(from: start, national: true)
            let text = Lexer.unescaped(literal.text)
            return Token(kind: literal.kind, text: text, start: literal.start, end: literal.end)
        }
        if first == UInt8(ascii: "q"), second == UInt8(ascii: "'") { return try chosenQuote(prefix: 1) }
        if first == UInt8(ascii: "n"), second | 0x20 == UInt8(ascii: "q"), byte(2) == UInt8(ascii: "'") {
            return try chosenQuote(prefix: 2)
        }
        return nil
    }

    /// `\\00FC` is a unit of UTF-16, two backslashes are one: ojdbc writes national literals so.
    private static func unescaped(_ text: String) -> String {
        var units: [UInt16] = []
        var rest = Array(text.utf16)[...]
        while let unit = rest.popFirst() {
            let digits = String(decoding: rest.prefix(4), as: UTF16.self)
            if unit == 0x5C, rest.first == 0x5C {
                units.append(unit)
                rest.removeFirst()
            } else if unit == 0x5C, digits.utf16.count == 4, let escaped = UInt16(digits, radix: 16) {
                units.append(escaped)
                rest.removeFirst(4)
            } else {
                units.append(unit)
            }
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// `'…'` with doubled quotes; `place` is at the opening quote.
    mutating func string(from start: Int, national: Bool) throws(OracleFailure) -> Token {
        let quote = UInt8(ascii: "'")
        var value: [UInt8] = []
        place += 1
        var run = place
        while true {
            guard place < bytes.count else { throw .unendedLiteral(at: Position(start)) }
            guard bytes[place] == quote else {
                place += 1
                continue
            }
            value += bytes[run..<place]
            place += 1
            guard byte() == quote, place < bytes.count else { break }
            value.append(quote)
            place += 1
            run = place
        }
        return Token(
            kind: .string(national: national), text: String(decoding: value, as: UTF8.self), start: start, end: place)
    }

    /// `q'[…]'`: the character behind the quote, or its closing partner, and a quote end the literal.
    private mutating func chosenQuote(prefix: Int) throws(OracleFailure) -> Token {
        let start = place
        place += prefix + 1
        guard place < bytes.count, byte() != 0x20, byte() != 0x09, byte() != 0x0A, byte() != 0x0D else {
            throw .unendedLiteral(at: Position(start))
        }
        let opening = openingCharacter()
        place += opening.count
        let closing = Lexer.closing(opening)
        let contentStart = place
        while place + closing.count < bytes.count {
            if bytes[place] == closing[0], bytes[place + closing.count] == UInt8(ascii: "'"),
                bytes[place..<place + closing.count].elementsEqual(closing)
            {
                let value = text(contentStart..<place)
                place += closing.count + 1
                return Token(kind: .string(national: prefix == 2), text: value, start: start, end: place)
            }
            place += 1
        }
        throw .unendedLiteral(at: Position(start))
    }

    private func openingCharacter() -> [UInt8] {
        var length = 1
        if byte() >= 0xC0 { while length < 4, byte(length) & 0xC0 == 0x80 { length += 1 } }
        return Array(bytes[place..<min(place + length, bytes.count)])
    }

    private static func closing(_ opening: [UInt8]) -> [UInt8] {
        switch opening {
        case [UInt8(ascii: "[")]: [UInt8(ascii: "]")]
        case [UInt8(ascii: "{")]: [UInt8(ascii: "}")]
        case [UInt8(ascii: "(")]: [UInt8(ascii: ")")]
        case [UInt8(ascii: "<")]: [UInt8(ascii: ">")]
        default: opening
        }
    }

    // MARK: Numbers

    /// Digits, a point, an exponent and the suffixes `f` and `d`. `1..5` is a number and the mark `..`.
    mutating func number() -> Token {
        let start = place
        digits()
        if byte() == UInt8(ascii: "."), byte(1) != UInt8(ascii: ".") {
            place += 1
            digits()
        }
        if byte() | 0x20 == UInt8(ascii: "e") {
            let sign = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-") ? 1 : 0
            if Lexer.isDigit(byte(1 + sign)) {
                place += 1 + sign
                digits()
            }
        }
        let value = text(start..<place)
        let suffix: Token.NumberSuffix
        switch byte() | 0x20 {
        case UInt8(ascii: "f") where !Lexer.isWordPart(byte(1)): suffix = .float
        case UInt8(ascii: "d") where !Lexer.isWordPart(byte(1)): suffix = .double
        default: suffix = .none
        }
        if suffix != .none { place += 1 }
        return Token(kind: .number(suffix), text: value, start: start, end: place)
    }

    private mutating func digits() {
        while Lexer.isDigit(byte()) { place += 1 }
    }

    // MARK: Comments

    /// Passes `-- …`; gives the hint when it is one.
    mutating func lineComment() -> Token? {
        let start = place
        while place < bytes.count, bytes[place] != 0x0A { place += 1 }
        return hint(start: start, end: place)
    }

    mutating func blockComment() throws(OracleFailure) -> Token? {
        let start = place
        place += 2
        while place < bytes.count, !(bytes[place] == UInt8(ascii: "*") && byte(1) == UInt8(ascii: "/")) { place += 1 }
        guard place < bytes.count else { throw .commentNotEnded(at: Position(start)) }
        place += 2
        return hint(start: start, end: place - 2)
    }

    private func hint(start: Int, end: Int) -> Token? {
        guard start + 2 < end, bytes[start + 2] == UInt8(ascii: "+"), let last = tokens.last, last.kind == .word,
            ["SELECT", "INSERT", "UPDATE", "DELETE", "MERGE"].contains(last.text)
        else { return nil }
        return Token(kind: .hint, text: text(start + 3..<end), start: start, end: place)
    }
}
