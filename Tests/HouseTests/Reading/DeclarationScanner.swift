/// Walks the tokens of a file once and keeps what is declared, with the braces as its only idea of scope.
struct DeclarationScanner {
    private enum Scope {
        case type(Int)
        case function(Int)
        case other
    }

    private let tokens: [SwiftText.Token]
    private var found = Declarations()
    private var scopes: [Scope] = []
    /// What the next opening brace belongs to.
    private var pending: Scope?
    private var pendingTest: Declarations.TestMark?
    private var at = 0

    init(_ tokens: [SwiftText.Token]) { self.tokens = tokens }

    private func token(_ index: Int) -> SwiftText.Token {
        tokens.indices.contains(index) ? tokens[index] : .init(kind: .mark, text: "", line: 0, touches: false)
    }

    private var enclosingType: Int? {
        if case .type(let index)? = scopes.last { index } else { nil }
    }

    mutating func scan() -> Declarations {
        while at < tokens.count {
            let now = tokens[at]
            if now.kind == .mark {
                scanMark(now)
            } else if now.kind == .word && token(at - 1).text != "." {
                scanKeyword(now)
            }
            at += 1
        }
        return found
    }

    private mutating func scanMark(_ now: SwiftText.Token) {
        switch now.text {
        case "{":
            scopes.append(pending ?? .other)
            pending = nil
        case "}":
            if case .function(let index)? = scopes.popLast() {
                found.functions[index].lineCount = now.line - found.functions[index].line + 1
            }
        case "@" where token(at + 1).text == "Test":
            let name = token(at + 2).text == "(" && token(at + 3).kind == .literal ? token(at + 3).text : nil
            pendingTest = .init(displayName: name)
        default: return
        }
    }

    private mutating func scanKeyword(_ now: SwiftText.Token) {
        switch now.text {
        case "struct", "class", "enum", "protocol", "extension", "actor": scanType(now)
        case "func", "init", "subscript": scanFunction(now)
        case "var", "let": scanProperty(now)
        case "case": scanCases()
        case "for" where token(at + 1).kind == .word: record(at + 1, .property)
        case "typealias", "associatedtype": record(at + 1, .type)
        default: return
        }
    }

    private mutating func record(_ index: Int, _ role: Declarations.Name.Role) {
        let name = token(index)
        let ignored = ["_", "try", "await", "case", "let", "var", "in"]
        guard name.kind == .word, !ignored.contains(name.text) else { return }
        found.names.append(.init(text: name.text.filter { $0 != "`" }, line: name.line, role: role))
    }

    private mutating func scanType(_ now: SwiftText.Token) {
        let name = token(at + 1)
        guard name.kind == .word, !["func", "var", "let", "subscript", "in"].contains(name.text),
            let kind = Declarations.TypeDeclaration.Kind(rawValue: now.text)
        else { return }
        var full = name.text
        var index = at + 2
        while kind == .extension, token(index).text == ".", token(index + 1).kind == .word {
            full += "." + token(index + 1).text
            index += 2
        }
        if kind != .extension { record(at + 1, .type) }
        found.types.append(.init(kind: kind, name: full, line: now.line, isNested: !scopes.isEmpty))
        pending = .type(found.types.count - 1)
        at = index - 1
    }

    private mutating func scanFunction(_ now: SwiftText.Token) {
        var index = at + 1
        if now.text == "func" {
            record(index, .function)
            index += 1
        } else if enclosingType == nil {
            return
        }
        if token(index).text == "?" || token(index).text == "!" { index += 1 }
        index = afterGenerics(index)
        // An operator is more than one mark; its parameters open after the last.
        while index < tokens.count, token(index).text != "(" && token(index).text != "{" { index += 1 }
        guard token(index).text == "(" else { return }
        let end = closingBracket(of: index, in: tokens)
        let name = now.text == "func" ? token(at + 1).text.filter { $0 != "`" } : now.text
        let parameters = parameters(from: index + 1, to: end)
        found.functions.append(
            .init(name: name, line: now.line, parameters: parameters, owner: enclosingType, test: pendingTest))
        pendingTest = nil
        at = end
        let isRequirement = enclosingType.map { found.types[$0].kind == .protocol } ?? false
        if !isRequirement { pending = .function(found.functions.count - 1) }
    }

    private func afterGenerics(_ start: Int) -> Int {
        guard token(start).text == "<", token(start + 1).kind == .word else { return start }
        var depth = 0
        for index in start..<tokens.count {
            if tokens[index].text == "<" { depth += 1 }
            if tokens[index].text == ">" { depth -= 1 }
            if depth == 0 { return index + 1 }
        }
        return start
    }

    /// What a token adds to the depth of brackets; `<` counts, because generic arguments have commas too.
    private func nesting(_ token: SwiftText.Token) -> Int {
        guard token.kind == .mark else { return 0 }
        return switch token.text {
        case "(", "[", "{", "<": 1
        case ")", "]", "}", ">": -1
        default: 0
        }
    }

    /// The first name of every parameter, or the second where the first is `_`.
    private mutating func parameters(from start: Int, to end: Int) -> [String] {
        var parameters: [String] = []
        var depth = 0
        var startsParameter = true
        for index in start..<max(start, end) {
            let now = tokens[index]
            if startsParameter, depth == 0, now.kind == .word, token(index - 1).text != "@" {
                startsParameter = false
                record(index, .parameter)
                let second = token(index + 1)
                if second.kind == .word { record(index + 1, .parameter) }
                parameters.append(now.text == "_" && second.kind == .word ? second.text : now.text)
            }
            if depth == 0, now.kind == .mark, now.text == "," { startsParameter = true }
            depth += nesting(now)
        }
        return parameters
    }

    private mutating func scanProperty(_ now: SwiftText.Token) {
        if token(at + 1).text == "(" {
            for index in (at + 2)..<max(at + 2, closingBracket(of: at + 1, in: tokens)) { record(index, .property) }
            return
        }
        record(at + 1, .property)
        guard token(at + 1).kind == .word, scopes.isEmpty || enclosingType != nil else { return }
        let (isStored, others) = extent(of: at + 1)
        if isStored {
            keepStored([token(at + 1).text] + others)
        } else {
            found.functions.append(.init(name: token(at + 1).text, line: now.line, owner: enclosingType))
            let isRequirement = enclosingType.map { found.types[$0].kind == .protocol } ?? false
            pending = isRequirement ? .other : .function(found.functions.count - 1)
        }
    }

    private mutating func keepStored(_ names: [String]) {
        guard let type = enclosingType else { return }
        switch found.types[type].kind {
        case .struct, .class, .actor: break
        case .enum, .protocol, .extension: return
        }
        var index = at - 1
        let line = token(at).line
        while index >= 0, token(index).line == line, token(index).kind == .word || token(index).text == ")" {
            if token(index).text == "static" || token(index).text == "class" { return }
            index -= 1
        }
        found.types[type].storedProperties += names
    }

    /// Whether the property whose name stands at `start` is stored, and which others its declaration names.
    private func extent(of start: Int) -> (isStored: Bool, others: [String]) {
        var depth = 0
        var others: [String] = []
        var index = start + 1
        while index < tokens.count {
            let now = tokens[index]
            if depth == 0 {
                if now.text == "=" && now.kind == .mark { return (true, others) }
                if now.text == "{" {
                    let first = token(index + 1).text
                    return (first == "willSet" || first == "didSet", others)
                }
                if now.text == "}" { return (true, others) }
                let continues = [":", ",", ".", "->", "&"].contains(token(index - 1).text) || now.kind == .mark
                if now.line > token(index - 1).line && !(continues && now.text != "@") { return (true, others) }
                if now.text == ",", token(index + 1).kind == .word { others.append(token(index + 1).text) }
            }
            depth += nesting(now)
            index += 1
        }
        return (true, others)
    }

    private mutating func scanCases() {
        guard let type = enclosingType, found.types[type].kind == .enum else { return }
        record(at + 1, .enumCase)
        var depth = 0
        var index = at + 2
        while index < tokens.count {
            let now = tokens[index]
            if depth == 0, now.line > token(index - 1).line, token(index - 1).text != "," { return }
            if depth == 0, now.text == "}" { return }
            if depth == 0, now.text == "," { record(index + 1, .enumCase) }
            depth += nesting(now)
            index += 1
        }
    }
}
