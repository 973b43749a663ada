internal import Glibc
internal import Testing

@Suite struct FailureTests {
    @Test func everyNumberStandsForOneFailure() { House.expectNothing(against: .failureNumbers) }

    /// With GODWIT_WRITE_PAGES set, as `scripts/write-failures` does, the page is written instead of compared.
    @Test func theFailurePageIsWhatTheSourcesSay() throws {
        guard getenv("GODWIT_WRITE_PAGES") != nil else {
            House.expectNothing(against: .failurePage)
            return
        }
        let file = try #require(fopen(House.tree.root + "/" + FailureRules.page, "w"))
        fputs(FailureRules.rendered(House.tree), file)
        #expect(fclose(file) == 0)
    }

    private let source = """
        throw Failure("AGENT-0003", "No thread \\(name) " + "was free.", advice: "Raise \\(f("x", 1)) | wait.",
            detail: "errno")
        let plain = "AB-12", also = "lower-0001"
        """

    @Test func aFailureIsReadWithItsTexts() throws {
        let entry = try #require(FailureRules.entries(SourceTree(["Sources/A/A.swift": source])).first)
        #expect(entry.number == "AGENT-0003" && entry.line == 1)
        #expect(entry.message == "No thread … was free." && entry.advice == "Raise … | wait.")
    }

    @Test func aFailureIsReadThroughTheCaseThatHasItsNumber() {
        let text = """
            var number: String { switch self { case .busy: "LEDGER-0001"
                case .lost: "LEDGER-0002" } }
            var words: Words { switch self {
                case .busy(let pages): Words("Busy for \\(pages).", "Try " + "again.", detail)
                case .lost: .init("Lost.", advice: isOld ? "Look." : "Look twice.") } }
            """
        let entries = FailureRules.entries(SourceTree(["Sources/A/A.swift": text]))
        #expect(entries.map(\.message) == ["Busy for ….", "Lost."])
        #expect(entries.map(\.advice) == ["Try again.", "Look. / Look twice."])
    }

    @Test func aNumberUsedTwiceOrWithoutAdviceIsFound() {
        let again =
            "let a = Failure(\"AGENT-0003\", \"Again.\", advice: \"Wait.\")\nlet b = Failure(\"AGENT-0004\", text)"
        let tree = SourceTree(["Sources/A/A.swift": source, "Sources/B/B.swift": again])
        let found = Rule.failureNumbers.findings(in: tree)
        #expect(Set(found.map(\.subject)) == ["AGENT-0003", "AGENT-0004"])
        #expect(found.allSatisfy { $0.path == "Sources/B/B.swift" })
    }

    @Test func aPageThatDiffersFromTheSourcesIsFound() {
        let texts = ["Sources/A/A.swift": source]
        let page = FailureRules.rendered(SourceTree(texts))
        #expect(page.contains("| AGENT-0003 | No thread … was free. | Raise … \\| wait. |\n"))
        let right = SourceTree(texts.merging([FailureRules.page: page]) { text, _ in text })
        #expect(Rule.failurePage.findings(in: right) == [])
        #expect(Rule.failurePage.findings(in: SourceTree(texts)).count == 1)
    }
}
