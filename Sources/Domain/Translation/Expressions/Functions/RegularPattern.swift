/// A regular expression of the source in the destination's language: read element by element, and only what both mean
/// alike is written.
struct RegularPattern {
    private var rest: Substring
    private(set) var text = ""
    /// `n`: the point stands for line ends as well.
    private let pointTakesLines: Bool
    /// `m`: the marks of begin and end stand at every line.
    private let isByLine: Bool
    private var depth = 0

    /// Nil where the two languages differ.
    static func translate(_ pattern: String, options: String) -> String? {
        guard !options.contains("x") else { return nil }
        var reader = RegularPattern(
            rest: pattern[...], pointTakesLines: options.contains("n"), isByLine: options.contains("m"))
        guard reader.readBranches(), reader.rest.isEmpty else { return nil }
        return reader.text
    }

    private init(rest: Substring, pointTakesLines: Bool, isByLine: Bool) {
        self.rest = rest
        self.pointTakesLines = pointTakesLines
        self.isByLine = isByLine
    }

    private mutating func readBranches() -> Bool {
        depth += 1
        defer { depth -= 1 }
        guard depth < 50 else { return false }
        var isStart = true
        while let mark = rest.first {
            if mark == ")" { return depth > 1 }
            if mark == "|" {
                text += "|"
                rest.removeFirst()
                isStart = true
                continue
            }
            guard readPiece(mark, isStart: isStart) else { return false }
            isStart = false
        }
        return true
    }

    private mutating func readPiece(_ mark: Character, isStart: Bool) -> Bool {
        rest.removeFirst()
        switch mark {
        case "^":
            text += isByLine ? "(?m:^)" : "^"
            return true
        case "$":
            text += isByLine ? "(?m:$)" : "\\z"
            return true
        case "*", "+", "?", "{": return false
        case "(":
            guard rest.first != "?" else { return false }
            text += "("
            guard readBranches(), rest.first == ")" else { return false }
            rest.removeFirst()
            text += ")"
        case "[": guard readSet() else { return false }
        case ".": text += pointTakesLines ? "[\\s\\S]" : "[^\\n]"
        case "\\": guard readEscape() else { return false }
        default: text += Self.literal(mark)
        }
        return readQuantifier()
    }

    private mutating func readQuantifier() -> Bool {
        guard let mark = rest.first else { return true }
        switch mark {
        case "*", "+", "?":
            text.append(mark)
            rest.removeFirst()
        case "{":
            let inner = rest.dropFirst().prefix { $0 != "}" }
            let numbers = inner.split(separator: ",", omittingEmptySubsequences: false)
            guard (1...2).contains(numbers.count), let first = numbers.first, Int(first) != nil,
                numbers.dropFirst().allSatisfy({ $0.isEmpty || Int($0) != nil }), inner.utf8.count <= 7
            else { return false }
            rest = rest.dropFirst(inner.count + 1)
            guard rest.first == "}" else { return false }
            rest.removeFirst()
            text += "{\(inner)}"
        default: return true
        }
        if rest.first == "?" {
            text += "?"
            rest.removeFirst()
        }
        // Two quantifiers in a row mean different things.
        return rest.first.map { !"*+?{".contains($0) } ?? true
    }

    private mutating func readEscape() -> Bool {
        guard let mark = rest.popFirst() else { return false }
        if mark.isLetter {
            guard "dDwWsS".contains(mark) else { return false }
            text += "\\\(mark)"
            return true
        }
        // `\1` is a group that was found before.
        if mark.isNumber {
            guard mark != "0" else { return false }
            text += "\\\(mark)"
            return rest.first?.isNumber != true
        }
        text += Self.literal(mark)
        return true
    }

    /// `[a-z[:digit:]]`; a backslash is a character like any other in it.
    private mutating func readSet() -> Bool {
        text += "["
        if rest.first == "^" {
            text += "^"
            rest.removeFirst()
        }
        var isFirst = true
        while let mark = rest.popFirst() {
            if mark == "]", !isFirst {
                text += "]"
                return true
            }
            isFirst = false
            if mark == "[", let next = rest.first, next == ":" || next == "." || next == "=" {
                guard next == ":", let name = className() else { return false }
                text += "[:\(name):]"
            } else if mark == "-" {
                text += rest.first == "]" || text.hasSuffix("[") || text.hasSuffix("[^") ? "\\-" : "-"
            } else {
                text += mark.isLetter || mark.isNumber ? String(mark) : "\\\(mark)"
            }
        }
        return false
    }

    private mutating func className() -> String? {
        rest.removeFirst()
        let name = String(rest.prefix { $0.isLetter })
        rest = rest.dropFirst(name.count)
        guard rest.hasPrefix(":]") else { return nil }
        rest = rest.dropFirst(2)
        let known = [
            "alpha", "digit", "alnum", "upper", "lower", "space", "punct", "xdigit", "blank", "cntrl", "print",
        ]
        return known.contains(name) ? name : nil
    }

    private static func literal(_ mark: Character) -> String {
        "\\.[]{}()*+?^$|#&~-".contains(mark) ? "\\\(mark)" : String(mark)
    }
}
