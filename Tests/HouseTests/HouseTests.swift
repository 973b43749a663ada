// HouseTests: the house checks itself. It reads the tree of the project as text and compares it with the rules of
// STYLE.md: imports, sizes, words, glossary, tests, documents, assets of the console, numbers of failures.
//
// Reading/ turns files into tokens and declarations, Rules/ holds one family of rules a file as pure functions from a
// tree to findings, and the test files beside this one apply them: once to the project, once to a small bad example,
// because a check that cannot fail is no check. What a rule excuses stands in Exemptions.swift, with its reason.
//
// It refuses to know the language fully: literals of regular expressions and conditional compilation are read as
// plain code. Read next: Rules/Rule.swift, Exemptions.swift, Reading/SwiftLexer.swift.
internal import Testing

/// The project as the rules see it, read once for all tests of this module.
enum House {
    static let tree = SourceTree.project()

    static let findings: [Rule: [Finding]] = {
        let project = tree
        let found = mapInParallel(Rule.allCases) { rule in (rule, rule.findings(in: project)) }
        return Dictionary(uniqueKeysWithValues: found)
    }()

    /// Fails once for every finding of the rule that no exemption excuses.
    static func expectNothing(against rule: Rule) {
        for finding in findings[rule, default: []] where !exemptions.contains(where: { $0.excuses(finding, of: rule) })
        {
            Issue.record(Comment(rawValue: finding.description))
        }
    }
}
