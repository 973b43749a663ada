/// Every number of a failure stands for one thing, and the operator's page lists them all.
enum FailureRules {
    static let page = "docs/operating/failures.md"

    /// A failure as the sources write it, with `…` where a text is filled in.
    struct Entry {
        var number: String
        var message: String
        var advice: String
        var path: String
        var line: Int
    }

    static func entries(_ tree: SourceTree) -> [Entry] {
        tree.files(under: "Sources").flatMap { file -> [Entry] in
            guard let text = file.swift else { return [] }
            return text.tokens.indices.filter { text[$0].kind == .literal && isNumber(text[$0].text) }.map { index in
                let (message, advice) = texts(text, after: index)
                return Entry(
                    number: text[index].text, message: message, advice: advice, path: file.path, line: text[index].line)
            }
        }.sorted { ($0.number, $0.path, $0.line) < ($1.number, $1.path, $1.line) }
    }

    /// `AGENT-0003`: capital letters, a dash, four digits.
    static func isNumber(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count >= 2, parts[1].utf8.count == 4 else { return false }
        return parts[0].allSatisfy { $0.isASCII && $0.isUppercase } && parts[1].allSatisfy { $0.isASCII && $0.isNumber }
    }

    /// Message and advice stand beside the number, or, where a switch gives numbers to cases, in another switch of the
    /// file under the same case.
    private static func texts(_ text: SwiftText, after number: Int) -> (message: String, advice: String) {
        var given = arguments(text, from: number)
        if given.count == 1, text[number - 1].text == ":", text[number - 3].text == "." {
            given = [Argument()] + argumentsOfCase(text[number - 2].text, in: text)
        }
        let texts = given.dropFirst().filter { $0.label != "detail" }
        let message = texts.first { $0.label != "advice" }?.text ?? ""
        let advice = texts.first { $0.label == "advice" } ?? texts.dropFirst().first { $0.label.isEmpty }
        return (message, advice?.text ?? "")
    }

    private struct Argument {
        var label = ""
        /// Its literals: joined where a plus joins them, told apart where the code chooses between them.
        var text = ""
    }

    /// The arguments from one of them on to the end of its call.
    private static func arguments(_ text: SwiftText, from start: Int) -> [Argument] {
        var arguments = [Argument()]
        var depth = 0
        for index in start..<text.tokens.count {
            let now = text[index]
            if now.kind == .mark {
                if ["(", "[", "{"].contains(now.text) { depth += 1 }
                if [")", "]", "}"].contains(now.text) { depth -= 1 }
                if depth < 0 { break }
                if depth == 0, now.text == "," { arguments.append(Argument()) }
            }
            let last = arguments.count - 1
            if depth == 0, now.kind == .word, text[index + 1].text == ":" { arguments[last].label = now.text }
            if depth == 0, now.kind == .literal {
                let joins = arguments[last].text.isEmpty || text[index - 1].text == "+"
                arguments[last].text += (joins ? "" : " / ") + now.text
            }
            if depth == 0, now.kind == .word, now.text == "case" { break }
        }
        return arguments
    }

    /// The arguments of the call that follows `case .name(…):`, the first such that has texts.
    private static func argumentsOfCase(_ name: String, in text: SwiftText) -> [Argument] {
        for index in text.tokens.indices where text[index].text == "case" && text[index + 2].text == name {
            let pattern = text[index + 3].text == "(" ? text.closing(index + 3) + 1 : index + 3
            guard text[index + 1].text == ".", text[pattern].text == ":" else { continue }
            guard let call = (pattern...(pattern + 3)).first(where: { text[$0].text == "(" }) else { continue }
            let found = arguments(text, from: call + 1)
            if found.count > 1, !found[0].text.isEmpty { return found }
        }
        return []
    }

    static func numbers(_ tree: SourceTree) -> [Finding] {
        Dictionary(grouping: entries(tree), by: \.number).values.flatMap { same -> [Finding] in
            var findings = same.dropFirst().map { entry in
                Finding(
                    entry.path, line: entry.line, subject: entry.number,
                    "\(entry.number) is already used at \(same[0].path):\(same[0].line). "
                        + "A number stands for one failure."
                )
            }
            if let entry = same.first, entry.message.isEmpty || entry.advice.isEmpty {
                findings.append(
                    Finding(
                        entry.path, line: entry.line, subject: entry.number,
                        "\(entry.number) needs a message and an advice, both written here as sentences."))
            }
            return findings
        }
    }

    static func rendered(_ tree: SourceTree) -> String {
        let rows = entries(tree).map { entry in
            "| \(entry.number) | \(cell(entry.message)) | \(cell(entry.advice)) |"
        }
        return """
            # Failures

            Every failure has a number that is never given to another one. This page is made from the sources by
            `scripts/write-failures`; `…` stands for what is filled in when the failure happens.

            | number | what happened | what to do |
            |---|---|---|

            """ + rows.map { $0 + "\n" }.joined()
    }

    private static func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
            .split(separator: "\n").joined(separator: " ")
    }

    static func page(_ tree: SourceTree) -> [Finding] {
        if tree[page]?.text == rendered(tree) { return [] }
        return [Finding(page, "The page differs from the sources. Run `scripts/write-failures` and read what changed.")]
    }
}
