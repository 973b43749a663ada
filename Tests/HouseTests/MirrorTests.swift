internal import Testing

@Suite struct MirrorTests {
    @Test func everyRoomHasItsTests() { House.expectNothing(against: .mirroredTests) }
    @Test func everyTestIsNamedByItsRule() { House.expectNothing(against: .testNames) }
    @Test func everyLongerFileIsTested() { House.expectNothing(against: .testedFiles) }

    @Test func aRoomWithoutTestsIsFound() {
        let tree = SourceTree([
            "Package.swift": """
            let rooms = [ Room(0, "Ground/Bytes"), Room(0, "Ground/Values"), Room(3, "Engine") ]
            let tests: [(path: String, imports: [String])] = [ ("Ground/BytesTests", []), ("EngineTests", []) ]
            """,
            "Tests/Ground/BytesTests/BytesTests.swift": "@Test func aByteHasEightBits() {}",
            "Tests/EngineTests/EngineTests.swift": "func notATest() {}",
        ])
        #expect(Rule.mirroredTests.findings(in: tree).map(\.subject) == ["Values", "EngineTests"])
    }

    @Test func aTestWithoutASentenceIsFound() {
        let text = """
            @Test func works() {}
            @Test(arguments: [1]) func holdsFor(_ n: Int) {}
            @Suite struct A { @Test @MainActor func aRestartKeepsTheLease() {} }
            @Test("A page is found by its number") func p1() {}
            @Test("pages") func aPageIsFoundByItsNumber() {}
            @Test func `a page is found`() {}
            """
        let found = Rule.testNames.findings(in: SourceTree(["Tests/A/A.swift": text]))
        #expect(found.map(\.subject) == ["works", "holdsFor", "aPageIsFoundByItsNumber"])
        #expect(found.map(\.line) == [1, 2, 5])
    }

    @Test func aLongFileThatNoTestNamesIsFound() {
        let long = String(repeating: "\n", count: 61)
        let tree = SourceTree([
            "Sources/A/Named.swift": "struct Named {}" + long, "Sources/A/Lost.swift": "struct Lost {}" + long,
            "Sources/A/Short.swift": "struct Short {}", "Tests/A/A.swift": "let a = Named(), b = \"Lost\"",
        ])
        #expect(Rule.testedFiles.findings(in: tree).map(\.subject) == ["Lost"])
    }
}
