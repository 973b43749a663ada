/// Documents that must exist, their form, and the links between them.
enum DocumentRules {
    private static func missing(_ path: String, _ why: String) -> [Finding] {
        [Finding(path, "The file is missing. \(why)")]
    }

    static func readme(_ tree: SourceTree) -> [Finding] {
        guard let file = tree["README.md"] else {
            return missing("README.md", "It says what this is and how to try it.")
        }
        return ["./godwit demo", "./godwit test"].filter { !file.text.contains($0) }.map { command in
            Finding("README.md", subject: command, "`\(command)` is not shown. A newcomer needs both commands.")
        }
    }

    static func entry(_ tree: SourceTree) -> [Finding] {
        guard let file = tree[".ci/run"] else { return missing(".ci/run", "It calls `./godwit test`.") }
        let calls = file.lines.contains { line in
            !line.drop { $0 == " " }.hasPrefix("#") && line.contains("./godwit test")
        }
        if calls { return [] }
        return [Finding(".ci/run", "It does not call `./godwit test`: people and machines run the same command.")]
    }

    /// Newest first, each heading a version with its date, `Unreleased` on top, nothing under a heading but lists.
    static func changelog(_ tree: SourceTree) -> [Finding] {
        let path = "CHANGELOG.md"
        guard let file = tree[path] else { return missing(path, "It says what each version brings.") }
        let headings = file.lines.enumerated().filter { $0.element.hasPrefix("## ") }
        guard let first = headings.first, first.element == "## Unreleased" else {
            return [Finding(path, "The first heading is `## Unreleased`.")]
        }
        return headings.dropFirst().filter { !isVersion($0.element.dropFirst(3)) }.map { index, heading in
            Finding(path, line: index + 1, subject: String(heading), "A heading reads `## 1.2.3 – 2026-01-31`.")
        }
    }

    private static func isVersion(_ text: Substring) -> Bool {
        let parts = text.split(separator: " – ")
        guard parts.count == 2 else { return false }
        let numbers = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let date = parts[1].split(separator: "-").map(\.count)
        return numbers.count == 3 && numbers.allSatisfy { UInt($0) != nil } && date == [4, 2, 2]
    }

    static let decisionHeadings = ["## Context", "## Decision", "## Price", "## What would change our mind"]

    static func decisions(_ tree: SourceTree) -> [Finding] {
        let pages = tree.files(under: "docs/decisions")
        guard !pages.isEmpty else { return missing("docs/decisions", "Decisions are written down, one page each.") }
        return pages.enumerated().flatMap { index, page -> [Finding] in
            let headings = page.lines.filter { $0.hasPrefix("## ") }.map(String.init)
            var findings: [Finding] = []
            if headings != decisionHeadings {
                let form = decisionHeadings.map { $0.dropFirst(3) }.joined(separator: ", ")
                findings.append(Finding(page.path, "A decision has the headings \(form), in this order."))
            }
            if page.name.prefix(4).allSatisfy(\.isNumber), Int(page.name.prefix(4)) == index + 1 { return findings }
            return findings + [Finding(page.path, "Decisions are numbered without gaps: 0001-what-it-is-about.md.")]
        }
    }

    /// Links between documents lead somewhere: `[text](path)`, relative to the page.
    static func links(_ tree: SourceTree) -> [Finding] {
        let folders = Set(
            tree.files.flatMap { file -> [String] in
                let parts = file.folder.split(separator: "/")
                return parts.indices.map { parts[...$0].joined(separator: "/") }
            })
        return tree.files.filter { $0.suffix == "md" }.flatMap { page -> [Finding] in
            page.lines.enumerated().flatMap { index, line in
                destinations(in: line).compactMap { link in
                    let path = resolved(link, from: page.folder)
                    if tree[path] != nil || folders.contains(path) { return nil }
                    return Finding(
                        page.path, line: index + 1, subject: link,
                        "The link to \(link) leads nowhere. Mend or remove it.")
                }
            }
        }
    }

    private static func destinations(in line: Substring) -> [String] {
        guard line.contains("](") else { return [] }
        return line.split(separator: "](", omittingEmptySubsequences: false).dropFirst().compactMap { rest in
            let link = rest.prefix { $0 != ")" && $0 != "#" && $0 != " " }
            return link.isEmpty || link.contains("://") || link.hasPrefix("mailto:") ? nil : String(link)
        }
    }

    private static func resolved(_ link: String, from folder: String) -> String {
        var parts = folder.split(separator: "/")
        for part in link.split(separator: "/") {
            switch part {
            case ".": continue
            case "..": _ = parts.popLast()
            default: parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }
}
