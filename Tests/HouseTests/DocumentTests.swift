internal import Testing

@Suite struct DocumentTests {
    @Test func theReadmeShowsBothCommands() { House.expectNothing(against: .readme) }
    @Test func theServerThatTestsRunsTheSameCommand() { House.expectNothing(against: .entry) }
    @Test func theChangelogHasItsForm() { House.expectNothing(against: .changelog) }
    @Test func everyDecisionHasItsForm() { House.expectNothing(against: .decisions) }
    @Test func everyLinkLeadsSomewhere() { House.expectNothing(against: .links) }

    @Test func aReadmeWithoutACommandIsFound() {
        #expect(
            Rule.readme.findings(in: SourceTree(["README.md": "./godwit demo"])).map(\.subject) == ["./godwit test"])
        #expect(Rule.readme.findings(in: SourceTree([:])).count == 1)
    }

    @Test func anEntryThatOnlyMentionsTheCommandIsFound() {
        let commented = "#!/bin/sh\n  # ./godwit test\n"
        #expect(Rule.entry.findings(in: SourceTree([".ci/run": commented])).count == 1)
        #expect(Rule.entry.findings(in: SourceTree([".ci/run": commented + "exec ./godwit test\n"])) == [])
        #expect(Rule.entry.findings(in: SourceTree([:])).count == 1)
    }

    @Test func aChangelogOutOfFormIsFound() {
        let good = "# Changelog\n\n## Unreleased\n\n- One.\n\n## 0.1.0 – 2026-01-31\n\n- Two.\n"
        #expect(Rule.changelog.findings(in: SourceTree(["CHANGELOG.md": good])) == [])
        let found = Rule.changelog.findings(in: SourceTree(["CHANGELOG.md": good + "## 0.0.x\n"]))
        #expect(found.map(\.line) == [10])
        #expect(Rule.changelog.findings(in: SourceTree(["CHANGELOG.md": "## 0.1.0 – 2026-01-31"])).count == 1)
    }

    @Test func aDecisionOutOfFormIsFound() {
        let good = DocumentRules.decisionHeadings.map { $0 + "\n\nText.\n\n" }.joined()
        let tree = SourceTree([
            "docs/decisions/0001-a.md": good, "docs/decisions/0003-b.md": good,
            "docs/decisions/0003-c.md": "## Context\n## Decision\n",
        ])
        let found = Rule.decisions.findings(in: tree)
        #expect(found.map(\.path) == ["docs/decisions/0003-b.md", "docs/decisions/0003-c.md"])
        #expect(Rule.decisions.findings(in: SourceTree([:])).count == 1)
    }

    @Test func aLinkToNothingIsFound() {
        let tree = SourceTree([
            "README.md": "[a](docs/a.md), [b](docs/b.md#part), [c](#here), [d](https:" + "//www.w3.org), [e](docs)",
            "docs/a.md": "\n[up](../README.md) [side](./a.md) [gone](../a.md)\n",
        ])
        let found = Rule.links.findings(in: tree)
        #expect(found.map(\.subject) == ["docs/b.md", "../a.md"])
        #expect(found.map(\.line) == [1, 2])
    }
}
