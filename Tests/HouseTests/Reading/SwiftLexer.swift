/// Splits Swift text into tokens and comments. It knows nested comments, escapes, raw and multi-line strings, and
/// reads the code inside interpolations as code. It never fails: what it does not know becomes a mark.
struct SwiftLexer {
    private(set) var tokens: [SwiftText.Token] = []
    private(set) var comments: [SwiftText.Comment] = []
    private let bytes: [UInt8]
    private var at = 0
    private var line = 1
    /// Where the token before this one ended.
    private var lastEnd = -1

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private func byte(_ offset: Int = 0) -> UInt8 {
        at + offset < bytes.count ? bytes[at + offset] : 0
    }

    private func starts(with text: StaticString) -> Bool {
        for index in 0..<text.utf8CodeUnitCount where byte(index) != text.utf8Start[index] { return false }
        return true
    }

    private mutating func append(_ kind: SwiftText.Token.Kind, _ text: String, from start: Int, line: Int) {
        tokens.append(.init(kind: kind, text: text, line: line, touches: start == lastEnd))
        lastEnd = at
    }

    /// Reads code to its end, or to the parenthesis that closes an interpolation.
    mutating func scanCode(insideInterpolation: Bool) {
        var depth = 0
        while at < bytes.count {
            let next = byte()
            if next == UInt8(ascii: "\n") {
                line += 1
                at += 1
            } else if next <= 0x20 {
                at += 1
            } else if Self.isWordByte[Int(next)] {
                scanWord()
            } else if next == UInt8(ascii: "/"), byte(1) == next {
                scanLineComment()
            } else if next == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
                scanBlockComment()
            } else if next == UInt8(ascii: "\"") || next == UInt8(ascii: "#"), let hashes = hashesBeforeQuote() {
                scanString(hashes: hashes)
            } else {
                if next == UInt8(ascii: "(") { depth += 1 }
                if next == UInt8(ascii: ")") {
                    depth -= 1
                    if insideInterpolation && depth < 0 { return }
                }
                scanMark()
            }
        }
    }

    /// By value of the byte: a table, because this is asked for every byte of the project in a debug build.
    private static let isWordByte: [Bool] = (0...255).map { value in
        let byte = UInt8(value)
        let isLetter = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
        let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
        let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
        return isLetter || isCapital || isDigit || byte >= 0x80 || "_`$".utf8.contains(byte)
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private mutating func scanWord() {
        let start = at
        let isNumber = isDigit(byte())
        if byte() == UInt8(ascii: "`") {
            // A raw identifier may hold spaces: it ends at its own mark.
            at += 1
            while at < bytes.count, byte() != UInt8(ascii: "`"), byte() != UInt8(ascii: "\n") { at += 1 }
            if byte() == UInt8(ascii: "`") { at += 1 }
        } else {
            while at < bytes.count,
                Self.isWordByte[Int(bytes[at])] || (isNumber && byte() == UInt8(ascii: ".") && isDigit(byte(1)))
            {
                at += 1
            }
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        append(isNumber ? .number : .word, text, from: start, line: line)
    }

    private mutating func scanMark() {
        let start = at
        let long: [StaticString] = ["..<", "...", "->", "==", "!=", "<=", ">=", "&&", "||", "<<", "??"]
        at += long.first { starts(with: $0) }?.utf8CodeUnitCount ?? 1
        append(.mark, String(decoding: bytes[start..<at], as: UTF8.self), from: start, line: line)
    }

    private mutating func scanLineComment() {
        let start = at
        while at < bytes.count, byte() != UInt8(ascii: "\n") { at += 1 }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        comments.append(.init(text: text, line: line, isDocumentation: text.hasPrefix("///")))
    }

    private mutating func scanBlockComment() {
        let start = at
        let first = line
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                at += 2
            } else if starts(with: "*/") {
                depth -= 1
                at += 2
            } else {
                if byte() == UInt8(ascii: "\n") { line += 1 }
                at += 1
            }
        } while depth > 0 && at < bytes.count
        let text = String(decoding: bytes[start..<min(at, bytes.count)], as: UTF8.self)
        comments.append(.init(text: text, line: first, isDocumentation: text.hasPrefix("/**")))
    }

    /// The number of `#` before a quote that opens a string here; nil when none opens here.
    private func hashesBeforeQuote() -> Int? {
        var hashes = 0
        while byte(hashes) == UInt8(ascii: "#") { hashes += 1 }
        return byte(hashes) == UInt8(ascii: "\"") ? hashes : nil
    }

    private func closes(quotes: Int, hashes: Int) -> Bool {
        for index in 0..<quotes where byte(index) != UInt8(ascii: "\"") { return false }
        for index in 0..<hashes where byte(quotes + index) != UInt8(ascii: "#") { return false }
        return true
    }

    private func escapes(hashes: Int) -> Bool {
        guard byte() == UInt8(ascii: "\\") else { return false }
        for index in 0..<hashes where byte(1 + index) != UInt8(ascii: "#") { return false }
        return true
    }

    private mutating func scanString(hashes: Int) {
        let start = at
        at += hashes
        let quotes = starts(with: "\"\"\"") ? 3 : 1
        at += quotes
        let index = tokens.count
        append(.literal, "", from: start, line: line)
        var content: [UInt8] = []
        while at < bytes.count {
            if closes(quotes: quotes, hashes: hashes) {
                at += quotes + hashes
                break
            }
            if escapes(hashes: hashes) {
                scanEscape(hashes: hashes, into: &content)
                continue
            }
            if byte() == UInt8(ascii: "\n") {
                line += 1
                // A string on one line ends with its line, closed or not.
                if quotes == 1 { break }
            }
            content.append(byte())
            at += 1
        }
        tokens[index].text = String(decoding: content, as: UTF8.self)
        lastEnd = at
    }

    private mutating func scanEscape(hashes: Int, into content: inout [UInt8]) {
        at += 1 + hashes
        switch byte() {
        case UInt8(ascii: "("):
            content += Array("…".utf8)
            scanMark()
            scanCode(insideInterpolation: true)
            if at < bytes.count { scanMark() }
        case UInt8(ascii: "\n"):
            // The line goes on: neither the break nor the indentation belongs to the text.
            line += 1
            at += 1
            while byte() == UInt8(ascii: " ") { at += 1 }
        case UInt8(ascii: "n"):
            content.append(UInt8(ascii: "\n"))
            at += 1
        default:
            content.append(byte())
            at += 1
        }
    }
}
