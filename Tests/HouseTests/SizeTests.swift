internal import Testing

@Suite struct SizeTests {
    @Test func noFileIsTooLong() { House.expectNothing(against: .fileLength) }
    @Test func noFunctionIsTooLong() { House.expectNothing(against: .functionLength) }
    @Test func noLineIsTooLong() { House.expectNothing(against: .lineLength) }
    @Test func noFunctionTakesTooManyParameters() { House.expectNothing(against: .parameterCount) }
    @Test func noTypeStoresTooMuch() { House.expectNothing(against: .storedProperties) }
    @Test func noFolderHoldsTooManyFiles() { House.expectNothing(against: .filesPerFolder) }
    @Test func noFileOfTheConsoleIsTooLarge() { House.expectNothing(against: .webFileSize) }

    private func lines(_ count: Int) -> String { String(repeating: "\n", count: count) }

    @Test func aLongFileIsFoundAndATestMayBeLonger() {
        let tree = SourceTree([
            "Sources/A/Long.swift": lines(701), "Sources/A/Fits.swift": lines(700), "Tests/A/Test.swift": lines(1_200),
        ])
        #expect(Rule.fileLength.findings(in: tree).map(\.path) == ["Sources/A/Long.swift"])
    }

    @Test func aLongFunctionIsFoundByItsBracesAlone() {
        let text = """
            struct A {
                func fits() { let brace = "{"; /* { */ }
                func grows(by step: Int = { 1 }()) -> [Int] {
                    // {\(lines(68))
                }
                var value: Int {\(lines(71))}
            }
            """
        let found = Rule.functionLength.findings(in: SourceTree(["Sources/A/A.swift": text]))
        #expect(found.map(\.subject) == ["grows", "value"])
        #expect(found.map(\.line) == [3, 74])
    }

    @Test func aLongLineIsFoundByCharactersNotBytes() {
        let tree = SourceTree([
            "Sources/A/A.swift": String(repeating: "é", count: 120) + "\n" + String(repeating: "e", count: 121) + "\n"
        ])
        #expect(Rule.lineLength.findings(in: tree).map(\.line) == [2])
    }

    @Test func manyParametersAreFoundUnlessTheyAreTheTypeItself() {
        let nine = (1...9).map { "p\($0): Result<Int, Never>" }.joined(separator: ", ")
        let stored = (1...9).map { "let p\($0): Result<Int, Never>" }.joined(separator: "\n")
        let text = "struct A {\n\(stored)\ninit(\(nine)) {}\n}\nfunc wide(\(nine)) {}\nfunc slim(_ a: (Int, Int)) {}\n"
        let found = Rule.parameterCount.findings(in: SourceTree(["Sources/A/A.swift": text]))
        #expect(found.map(\.subject) == ["wide"])
    }

    @Test func manyStoredPropertiesAreFoundWithoutComputedOnes() {
        let stored = (1...20).map { "    var s\($0) = 0 { didSet { } }\n" }.joined()
        let computed = "    static let shared = 0\n    var c: Int { 0 }\n"
        let tree = SourceTree([
            "Sources/A/Fits.swift": "struct Fits {\n\(stored)\(computed)}\n",
            "Sources/A/Full.swift": "final class Full {\n\(stored)\(computed)    let last: [String: Int]\n}\n",
        ])
        let found = Rule.storedProperties.findings(in: tree)
        #expect(found.map(\.subject) == ["Full"])
    }

    @Test func aFullFolderIsFound() {
        let tree = SourceTree(
            Dictionary(uniqueKeysWithValues: (1...21).map { ("Sources/A/F\($0).swift", "") })
                .merging(["Sources/A/B/G.swift": ""]) { text, _ in text })
        #expect(Rule.filesPerFolder.findings(in: tree).map(\.path) == ["Sources/A"])
    }

    @Test func aFolderOfTheConsoleMayHoldMore() {
        func findings(_ count: Int) -> [Finding] {
            let files = (1...count).map { ("Sources/W/web/js/f\($0).js", "") }
            return Rule.filesPerFolder.findings(in: SourceTree(Dictionary(uniqueKeysWithValues: files)))
        }
        #expect(findings(30) == [])
        #expect(findings(31).count == 1)
    }

    @Test func aLargeScriptOfTheConsoleIsFound() {
        let wide = String(repeating: "x", count: 141) + "\n"
        let tree = SourceTree(["Sources/W/web/a.js": wide, "Sources/W/web/b.css": lines(701), "docs/c.js": wide])
        #expect(Rule.webFileSize.findings(in: tree).map(\.path) == ["Sources/W/web/a.js", "Sources/W/web/b.css"])
    }
}
