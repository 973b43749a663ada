internal import Testing

@Suite struct NameTests {
    @Test func noNameHasARefusedWord() { House.expectNothing(against: .refusedWords) }
    @Test func noTypeOrFolderIsWithoutANoun() { House.expectNothing(against: .refusedTypeNames) }
    @Test func aFileIsNamedAfterWhatItHolds() { House.expectNothing(against: .fileNames) }

    @Test func aNameIsReadWordByWord() {
        #expect(words(of: "httpURLFor2Ends") == ["http", "url", "for2", "ends"])
        #expect(words(of: "snake_case-name") == ["snake", "case", "name"])
        #expect(words(of: "Base64") == ["base64"])
        #expect(words(of: "SQLITE_OK") == ["sqlite", "ok"])
    }

    @Test func aRefusedWordIsFoundInEveryKindOfName() {
        let text = """
            enum Kind { case plain, jobDone(Int) }
            struct TaskList { var taskless: Int; let targetTable = 1 }
            func run(_ worker: Int, for handler: Int) { for item in [1] { _ = item } }
            func process() {}
            func processTable(of id: Int) -> Task<Void, Never> { let (a, info) = (1, 2); return Task { } }
            """
        let found = Rule.refusedWords.findings(
            in: SourceTree(["Sources/A/A.swift": text, "Sources/A/util/b.c": "", "Package.swift": "let target = 1"]))
        #expect(
            Set(found.map(\.subject)) == [
                "jobDone", "TaskList", "targetTable", "worker", "handler", "item", "process", "info", "util",
            ])
    }

    @Test func aWordOfAStandardIsAllowedWhereTheStandardRules() {
        let text = "func readTarget() {}"
        let tree = SourceTree(["Sources/Drivers/HTTPServer/A.swift": text, "Sources/Engine/A.swift": text])
        #expect(Rule.refusedWords.findings(in: tree).map(\.path) == ["Sources/Engine/A.swift"])
    }

    @Test func aTypeWithoutANounIsFound() {
        let tree = SourceTree([
            "Sources/A/A.swift": "struct CatalogManager {}\nenum Base {}\nstruct Base64 {}\nextension Shared {}\n",
            "Sources/A/web/base.css": "",
            "Sources/Common/B.swift": "struct CommonTongue {}\nstruct CoreCount {}\nstruct TheNewYear {}",
        ])
        let found = Rule.refusedTypeNames.findings(in: tree)
        #expect(Set(found.map(\.subject)) == ["CatalogManager", "Base", "Common", "CommonTongue", "CoreCount"])
    }

    @Test func aFileNamedAfterNothingIsFound() {
        let tree = SourceTree([
            "Package.swift": "Room(0, \"Ground/Bytes\")",
            "Sources/Ground/Bytes/Bytes.swift": "// What the module is for.",
            "Sources/Ground/Bytes/Reader+Text.swift": "extension Reader { }",
            "Sources/Ground/Bytes/OnThread.swift": "func onThread() {}",
            "Sources/Ground/Bytes/Helpful.swift": "extension Reader { func read() {} }",
            "Sources/Ground/Bytes/Deadlines.swift": "func run(before deadline: Int) {}\nprivate class Clock {}",
            "Sources/Ground/Bytes/Records.swift": "struct Entry {}\nstruct Line {}",
        ])
        #expect(Rule.fileNames.findings(in: tree).map(\.subject) == ["Records"])
    }
}
