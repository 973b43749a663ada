internal import Testing

@Suite struct GlossaryTests {
    @Test func everyNounOfTheDomainIsInTheGlossary() { House.expectNothing(against: .glossary) }
    @Test func everyRowOfTheGlossaryIsWhole() { House.expectNothing(against: .glossaryForm) }

    private let page = """
        | word | meaning | not to be called |
        |---|---|---|
        | data source | a saved connection | endpoint |
        | session | a signed-in browser | – |

        """

    @Test func aNounWithoutARowIsFound() {
        let tree = SourceTree([
            GlossaryRules.page: page,
            "Sources/Domain/Model/A.swift": """
            struct DataSource { enum Inner {} }
            enum DataSourceKind {}
            struct ConsoleSession {}
            enum Sessions {}
            struct Sourdough {}
            struct Data {}
            extension Array {}
            """,
        ])
        #expect(Rule.glossary.findings(in: tree).map(\.subject) == ["Sourdough", "Data"])
    }

    @Test func aDoubleHalfOrContradictingRowIsFound() {
        let more = "| session | again | data source |\n| half | |\n"
        let found = Rule.glossaryForm.findings(in: SourceTree([GlossaryRules.page: page + more]))
        #expect(found.map(\.line) == [5, 5, 6])
        #expect(found.map(\.subject) == ["data source", "session", ""])
        #expect(Rule.glossaryForm.findings(in: SourceTree([GlossaryRules.page: page])) == [])
        #expect(Rule.glossaryForm.findings(in: SourceTree([:])).count == 1)
    }
}
