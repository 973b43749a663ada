/// One word for one thing: `docs/glossary.md` is the law for the nouns of the domain.
enum GlossaryRules {
    static let page = "docs/glossary.md"

    struct Row {
        var word: String
        var meaning: String
        var refused: [String]
        var line: Int
    }

    static func rows(_ tree: SourceTree) -> [Row] {
        (tree[page]?.lines ?? []).enumerated().compactMap { index, line in
            guard line.hasPrefix("| "), !line.hasPrefix("| word |") else { return nil }
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
                .map { trimmed($0) }
            guard cells.count == 3 else { return Row(word: "", meaning: "", refused: [], line: index + 1) }
            let refused = cells[2].split(separator: ",").map { trimmed($0) }.filter { $0 != "–" }
            return Row(word: cells[0], meaning: cells[1], refused: refused, line: index + 1)
        }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    static func types(_ tree: SourceTree) -> [Finding] {
        let known = Set(rows(tree).map { $0.word.lowercased() })
        return tree.files(under: "Sources/Domain/Model").flatMap { file -> [Finding] in
            (file.swift?.declarations.types ?? []).compactMap { type in
                guard type.kind != .extension, !type.isNested, !isKnown(words(of: type.name), by: known) else {
                    return nil
                }
                return Finding(
                    file.path, line: type.line, subject: type.name,
                    "No word of \(page) stands for `\(type.name)`. Add a row: word, meaning, not to be called.")
            }
        }
    }

    /// A name is known by its whole, its end (`ConsoleSession` is a session) or its beginning (`ComponentKind`).
    private static func isKnown(_ parts: [String], by known: Set<String>) -> Bool {
        (1...max(1, parts.count)).contains { count in
            let ends = [parts.prefix(count), parts.suffix(count)].map { $0.joined(separator: " ") }
            return ends.contains { known.contains($0) || ($0.hasSuffix("s") && known.contains(String($0.dropLast()))) }
        }
    }

    static func form(_ tree: SourceTree) -> [Finding] {
        let rows = rows(tree)
        guard !rows.isEmpty else { return [Finding(page, "The glossary has no rows: `| word | meaning | not |`.")] }
        let known = Set(rows.map { $0.word.lowercased() })
        var seen: Set<String> = []
        return rows.flatMap { row -> [Finding] in
            guard !row.word.isEmpty, !row.meaning.isEmpty else {
                return [Finding(page, line: row.line, "A row has three cells: word, meaning, not to be called.")]
            }
            var findings = row.refused.filter { known.contains($0.lowercased()) }.map { word in
                Finding(
                    page, line: row.line, subject: word, "\(word) is refused here and is a word of its own elsewhere.")
            }
            if !seen.insert(row.word.lowercased()).inserted {
                findings.append(Finding(page, line: row.line, subject: row.word, "\(row.word) has two rows. Keep one."))
            }
            return findings
        }
    }
}
