internal import Testing

@Suite struct SayingTests {
    @Test func everyPairSaysASentenceOfTheSources() { House.expectNothing(against: .strayKeys) }

    @Test func whatIsShownIsSaidInChinese() { House.expectNothing(against: .unsaid) }

    private let sources = """
        note("The column `\\(name)` is left out. " + reason)
        note("Rows are " + "cut\\(isLong ? ", as they are too long" : "").")
        note("It is \\(count) B" + (other.map { " of \\($0)" } ?? "") + "; longer ones are refused.")
        run("SELECT \\(name) FROM DUAL") ; run("CREATE TABLE `\\(name)`.")
        """

    private func tree(_ pairs: String) -> SourceTree {
        SourceTree([
            "Sources/Domain/Translation/Notes.swift": sources,
            SayingRules.folder + "/zh/notes.js": "export const said = [\n\(pairs)\n];\n",
        ])
    }

    private let pairs = """
          ['The column `{name}` is left out. {why}', '…'],
          ['Rows are '
            + 'cut.', '…'], ['Rows are cut, as they are too long.', '…'],
          ['It is {count} B; longer ones are refused.', '…'],
        """

    @Test func pairsAndSentencesMeetWhereTextsAreFilledIn() {
        let tree = tree(pairs)
        #expect(SayingRules.keys(tree).map(\.text).contains("The column `…` is left out. …"))
        #expect(SayingRules.keys(tree).map(\.line) == [2, 3, 5], "a pair begins its line")
        #expect(Rule.strayKeys.findings(in: tree) == [])
        #expect(Rule.unsaid.findings(in: tree) == [])
    }

    @Test func aChangedSentenceIsFoundOnBothSides() {
        let tree = tree(pairs.replacing("is left out", with: "is omitted"))
        let stray = Rule.strayKeys.findings(in: tree)
        #expect(stray.map(\.subject) == ["The column `…` is omitted. …"] && stray.first?.line == 2)
        let unsaid = Rule.unsaid.findings(in: tree)
        #expect(unsaid.map(\.subject) == ["The column `…` is left out. …"] && unsaid.first?.line == 1)
    }

    @Test func aFailureWithoutItsAdviceInChineseIsFound() {
        let failure = "let a = Failure(\"PROJECT-0001\", \"It is \\(x) away.\", advice: \"Bring it back.\")"
        let tree = SourceTree([
            "Sources/Engine/A.swift": failure, SayingRules.folder + "/zh.js": "  ['It is {what} away.', '…'],",
        ])
        #expect(Rule.unsaid.findings(in: tree).map(\.subject) == ["Bring it back."])
    }

    @Test func statementsAndTokensAreNoSentences() {
        for text in ["SELECT … FROM DUAL", "CREATE TABLE `…`.", "UK_…_ROWID", "… …", "type.number", "Oracle Database"] {
            #expect(!SayingRules.isSentence(text), "\(text)")
        }
        for text in ["Tables have a key", "… rows are left.", "Have an administrator run this:", "“…” is no address."] {
            #expect(SayingRules.isSentence(text), "\(text)")
        }
    }
}
