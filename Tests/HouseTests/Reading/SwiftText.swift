/// A Swift file as tokens, comments and declarations.
struct SwiftText {
    struct Token {
        enum Kind { case word, number, mark, literal }

        var kind: Kind
        /// The content of a literal, with `…` for each interpolation; the characters of everything else.
        var text: String
        var line: Int
        /// No space stands between this token and the one before.
        var touches: Bool
    }

    struct Comment {
        var text: String
        var line: Int
        /// Written with `///` or `/**`.
        var isDocumentation: Bool
    }

    let tokens: [Token]
    let comments: [Comment]
    let declarations: Declarations

    init(_ bytes: [UInt8]) {
        var lexer = SwiftLexer(bytes)
        lexer.scanCode(insideInterpolation: false)
        tokens = lexer.tokens
        comments = lexer.comments
        var scanner = DeclarationScanner(lexer.tokens)
        declarations = scanner.scan()
    }

    init(_ text: String) { self.init(Array(text.utf8)) }

    /// The token at `index`, or an empty one outside: rules look around freely.
    subscript(index: Int) -> Token {
        tokens.indices.contains(index) ? tokens[index] : Token(kind: .mark, text: "", line: 0, touches: false)
    }

    /// The index of the bracket that closes the one at `index`.
    func closing(_ index: Int) -> Int { closingBracket(of: index, in: tokens) }
}

/// The index of the bracket that closes the one at `index`, or the last index when none does.
func closingBracket(of index: Int, in tokens: [SwiftText.Token]) -> Int {
    var depth = 0
    for at in index..<tokens.count where tokens[at].kind == .mark {
        switch tokens[at].text {
        case "(", "[", "{": depth += 1
        case ")", "]", "}":
            depth -= 1
            if depth == 0 { return at }
        default: continue
        }
    }
    return max(index, tokens.count - 1)
}

/// `camelCaseName` as its words in lower case; digits belong to the word before them.
func words(of name: String) -> [String] {
    var words: [String] = []
    var word = ""
    let letters = Array(name.filter { $0 != "`" })
    for (index, letter) in letters.enumerated() {
        let startsWord =
            letter.isUppercase
            && (index == 0 || !letters[index - 1].isUppercase
                || (index + 1 < letters.count && letters[index + 1].isLowercase))
        if startsWord || letter == "_" || letter == " " || letter == "-" {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        if letter != "_" && letter != " " && letter != "-" { word += letter.lowercased() }
    }
    if !word.isEmpty { words.append(word) }
    return words
}
