internal import Glibc

/// What the server says in English, the console says in Chinese: sentences are the keys, so that a changed sentence
/// would fall back to English without a word. Each key must be a sentence of the sources, and each sentence of the
/// covered families must have a key.
enum SayingRules {
    static let folder = "Sources/Console/WebAssets/web/js/said"

    /// Where every sentence is shown to a person: what a conversion notes and loses, what a check or a connection test
    /// asks and answers, and why an order does not fit.
    static let covered = [
        "Sources/Domain/Translation/", "Sources/Engine/Catalogue/ColumnPreview.swift",
        "Sources/Engine/Steps/Schema/ViewGrounds.swift", "Sources/Engine/Steps/Precheck/",
        "Sources/Engine/Projects/ProjectEdit.swift", "Sources/Engine/Objects/ObjectImport.swift",
        "Sources/Connectors/ConnectorKit/EndPrecheck.swift",
        "Sources/Connectors/OracleConnector/Prechecks/", "Sources/Connectors/MySQLConnectors/Prechecks/",
        "Sources/Connectors/ConnectorKit/Reachability+Steps.swift",
        "Sources/Connectors/OracleConnector/Connection/ConnectionAdvice.swift",
        "Sources/Connectors/OracleConnector/Connection/ConnectionTester.swift",
        "Sources/Connectors/OracleConnector/Connection/ServerQuestions.swift",
        "Sources/Connectors/MySQLConnectors/ConnectionAdvice.swift",
        "Sources/Connectors/MySQLConnectors/ConnectionTester.swift",
        "Sources/Connectors/MySQLConnectors/ServerQuestions.swift",
        "Sources/Engine/Projects/ProjectStateMachine.swift", "Sources/Engine/Projects/TableOrders.swift",
        "Sources/Engine/Steps/Schema/", "Sources/Engine/Full/Quarantine/",
    ]

    /// Failures that no page of the console shows: the server does not come up with them, or a command line ends.
    static let unseen: Set<String> = [
        "CATALOG-0004", "CATALOG-0007", "CATALOG-0008", "CATALOG-0017", "CATALOG-0018", "CATALOG-0019", "CATALOG-0023",
        "DATA-0001", "DATA-0002", "DATA-0003", "DEMO-0001", "DEMO-0002", "DEMO-0003", "PROGRAM-0001", "SERVE-0001",
    ]

    // MARK: Keys

    struct Sentence: Hashable {
        /// With `…` where a text is filled in.
        var text: String
        var path: String
        var line: Int
    }

    /// The English side of every pair, `{name}` as `…`.
    static func keys(_ tree: SourceTree) -> [Sentence] {
        tree.files(under: folder).filter { $0.suffix == "js" }.flatMap { keys($0) }
    }

    /// A pair begins its line with `['`; the parts of a long text are joined by a plus.
    private static func keys(_ file: SourceFile) -> [Sentence] {
        var keys: [Sentence] = []
        var open: Sentence?
        for (number, line) in file.lines.enumerated() {
            var rest = line.drop { $0 == " " }
            if open == nil {
                guard rest.hasPrefix("['") else { continue }
                rest = rest.dropFirst()
                open = Sentence(text: "", path: file.path, line: number + 1)
            } else {
                guard rest.hasPrefix("+ '") else { continue }
                rest = rest.dropFirst(2)
            }
            let (text, behind) = quoted(rest)
            open?.text += text
            if behind.hasPrefix(","), var key = open {
                key.text = holes(of: key.text)
                keys.append(key)
                open = nil
            }
        }
        return keys
    }

    /// The text in single quotes that begins here, and what stands behind it.
    private static func quoted(_ line: Substring) -> (text: String, rest: Substring) {
        var text = ""
        var rest = line.dropFirst()
        while let letter = rest.popFirst(), letter != "'" {
            if letter == "\\", let escaped = rest.popFirst() { text.append(escaped) } else { text.append(letter) }
        }
        return (text, rest)
    }

    private static func holes(of text: String) -> String {
        text.split(separator: "{", omittingEmptySubsequences: false).enumerated().map { at, part in
            guard at > 0, let end = part.firstIndex(of: "}") else { return String(part) }
            return "…" + part[part.index(after: end)...]
        }.joined()
    }

    // MARK: Sentences

    /// The literals of a file as the compiler joins them: `"a" + "b"` is one text.
    static func sentences(_ file: SourceFile) -> [Sentence] {
        guard let text = file.swift else { return [] }
        var sentences: [Sentence] = []
        var index = 0
        while index < text.tokens.count {
            guard text.tokens[index].kind == .literal else {
                index += 1
                continue
            }
            var nested: [Int] = []
            var sentence = Sentence(text: text[index].text, path: file.path, line: text[index].line)
            var end = afterLiteral(index, in: text, &nested)
            while text[end].kind == .mark, text[end].text == "+", text[end + 1].kind == .literal {
                sentence.text += text[end + 1].text
                end = afterLiteral(end + 1, in: text, &nested)
            }
            // What is joined to it and is no literal fills a hole at its end.
            if text[end].kind == .mark, text[end].text == "+" || sentence.text.hasSuffix(" ") { sentence.text += "…" }
            sentences.append(sentence)
            // What stands inside of an interpolation is a text of its own.
            sentences += nested.map { Sentence(text: text[$0].text, path: file.path, line: text[$0].line) }
            index = end
        }
        return sentences
    }

    /// The index behind a literal and its interpolations.
    private static func afterLiteral(_ index: Int, in text: SwiftText, _ nested: inout [Int]) -> Int {
        var end = index + 1
        while text[end].kind == .mark, text[end].text == "(" {
            let close = text.closing(end)
            nested += (end..<close).filter { text[$0].kind == .literal }
            end = close + 1
        }
        return end
    }

    /// Begins as a sentence and has words; a statement in SQL begins with a word in capitals and has no full stop.
    static func isSentence(_ text: String) -> Bool {
        guard !text.contains("\n"), text.contains(where: { $0.isLowercase }), let first = text.unicodeScalars.first,
            first == "…" || first == "“" || ("A"..."Z").contains(first), hasWords(text)
        else { return false }
        let isEnded = text.hasSuffix(".") || text.hasSuffix(":")
        let opening = text.prefix { $0 != " " }
        let isShouted = opening.count > 1 && opening.allSatisfy { !$0.isLowercase && $0 != "…" }
        // `Oracle Database` is a name: what is said has words in small letters behind the first.
        let isSaid = text.split(separator: " ").dropFirst().contains { $0.first?.isLowercase == true }
        return isEnded || (isSaid && !isShouted && first != "…" && !isCode(text))
    }

    /// `CAST(…) + 1` and the like, written for a database.
    private static func isCode(_ text: String) -> Bool {
        ["DATE(", "DAY(", "IF(", "CAST(", "DATE_FORMAT(", "MAKEDATE("].contains { text.hasPrefix($0) }
    }

    /// At least two words of its own, or it is a form that anything would fit.
    static func hasWords(_ text: String) -> Bool {
        text.split { " …".contains($0) }.count { word in word.count { $0.isLetter } > 1 } >= 2
    }

    /// Every sentence of the covered families.
    static func shown(_ tree: SourceTree) -> [Sentence] {
        let files = tree.files(under: "Sources").filter { file in covered.contains { file.path.hasPrefix($0) } }
        let notes = files.flatMap { sentences($0) }.filter { isSentence($0.text) }
        let failures = FailureRules.entries(tree).filter { !unseen.contains($0.number) }
        return notes
            + failures.flatMap { entry in
                [entry.message, entry.advice].joined(separator: " / ").split(separator: " / ").map {
                    Sentence(text: String($0), path: entry.path, line: entry.line)
                }.filter { hasWords($0.text) }
            }
    }

    // MARK: Findings

    static func strayKeys(_ tree: SourceTree) -> [Finding] {
        let files = tree.files(under: "Sources").filter { !$0.path.hasPrefix("Sources/Decoy/") }
        let spoken = Set(files.flatMap { sentences($0) }.map(\.text))
        let forms = spoken.filter { !$0.contains("\n") && $0.contains("…") && hasWords($0) }.map { Form($0) }
        let all = Form.bytes(of: spoken.joined(separator: "\n"))
        return keys(tree).filter { key in
            if spoken.contains(key.text) { return false }
            let form = Form(key.text)
            if forms.contains(where: { $0.covers(form) }) { return false }
            // A text that is put together from several literals: each of its parts stands in one of them.
            return form.parts.count < 2 || !form.words.allSatisfy { strstr(all, $0) != nil }
        }.map { key in
            Finding(
                key.path, line: key.line, subject: key.text,
                "“\(key.text)” is no sentence of the sources, so that nothing is said by it. Write the sentence as it "
                    + "is there now, or remove the pair.")
        }
    }

    static func unsaid(_ tree: SourceTree) -> [Finding] {
        let known = keys(tree).map(\.text)
        let whole = Set(known)
        let forms = known.map { Form($0) }
        var seen: Set<String> = []
        return shown(tree).filter { sentence in
            guard !whole.contains(sentence.text), seen.insert(sentence.text).inserted else { return false }
            let form = Form(sentence.text)
            return !forms.contains { $0.covers(form) || form.covers($0) }
        }.map { sentence in
            Finding(
                sentence.path, line: sentence.line, subject: sentence.text,
                "“\(sentence.text)” has no Chinese. Give it a pair in \(folder).")
        }
    }
}

/// A text with holes, in bytes: thousands of them are compared with each other in a debug build.
private struct Form {
    let text: [CChar]
    /// What stands around the holes.
    let parts: [[CChar]]

    init(_ text: String) {
        self.text = Form.bytes(of: text)
        parts = text.split(separator: "…", omittingEmptySubsequences: false).map { Form.bytes(of: String($0)) }
    }

    static func bytes(of text: String) -> [CChar] { text.utf8.map { CChar(bitPattern: $0) } + [0] }

    /// The parts without their marks and blanks, as far as they are words.
    var words: [[CChar]] {
        parts.compactMap { part in
            let text = String(decoding: part.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let isWord = { (letter: Character) in letter.isLetter || letter.isNumber }
            guard let first = text.firstIndex(where: isWord), let last = text.lastIndex(where: isWord) else {
                return nil
            }
            return Form.bytes(of: String(text[first...last]))
        }
    }

    /// Whether the parts stand in another text, in order, the first at its start, the last at its end.
    func covers(_ other: Form) -> Bool {
        guard parts.count > 1, strncmp(parts[0], other.text, parts[0].count - 1) == 0 else { return false }
        return other.text.withUnsafeBufferPointer { text in
            guard let start = text.baseAddress else { return false }
            let end = start + (text.count - 1)
            var at = start + (parts[0].count - 1)
            for part in parts.dropFirst().dropLast() where part.count > 1 {
                guard let found = strstr(at, part) else { return false }
                at = UnsafePointer(found) + (part.count - 1)
            }
            let last = parts[parts.count - 1]
            guard end - at >= last.count - 1 else { return false }
            return strcmp(end - (last.count - 1), last) == 0
        }
    }
}
