internal import Testing

@Suite struct WordTests {
    @Test func noProductIsNamedWhereNoneIsKnown() { House.expectNothing(against: .productNames) }
    @Test func nothingIsPublicOrOpen() { House.expectNothing(against: .publicAccess) }
    @Test func nothingTrapsWhereBytesComeIn() { House.expectNothing(against: .traps) }
    @Test func nothingIsLeftUnfinished() { House.expectNothing(against: .unfinishedMarks) }
    @Test func noPlaceOnOneMachineIsNamed() { House.expectNothing(against: .machinePaths) }
    @Test func noUnknownHostIsNamed() { House.expectNothing(against: .outsideHosts) }
    @Test func noLibraryRoomPrints() { House.expectNothing(against: .prints) }
    @Test func noTestSleeps() { House.expectNothing(against: .sleeps) }
    @Test func noCodeIsSwitchedOffInComments() { House.expectNothing(against: .deadCode) }

    @Test func aProductNameInTheEngineIsFound() {
        let tree = SourceTree([
            "Sources/Engine/A.swift": "// Works as on MySQL.\n", "Sources/Stores/B.swift": "// MySQL",
            "Sources/Console/API/C.swift": "\n\nlet kind = \"oceanbase\"\n",
        ])
        #expect(Rule.productNames.findings(in: tree).map(\.description.count).count == 2)
        #expect(Rule.productNames.findings(in: tree).map(\.line) == [1, 3])
    }

    @Test func publicAccessIsFoundAsAWordOfCodeOnly() {
        let text = """
            public struct A {}
            // public
            let a = "public", b = file.open(1), c = A.public
            open class B {}
            """
        #expect(Rule.publicAccess.findings(in: SourceTree(["Sources/A.swift": text])).map(\.line) == [1, 4])
    }

    @Test func aTrapIsFoundOnTheLowFloors() {
        let text = """
            let a = try! f(), b = x as! Int, c = y!, d = z[0]!.count
            let e = !x && a != b
            let f = "wow!", g: Bool = !(c)
            func h() -> Never { fatalError("no") }
            """
        let tree = SourceTree([
            "Package.swift": "Room(2, \"Stores/Low\")\nRoom(3, \"Stores/High\")",
            "Sources/Stores/Low/Low.swift": text, "Sources/Stores/High/High.swift": text,
        ])
        let found = Rule.traps.findings(in: tree)
        #expect(found.map(\.subject) == ["try!", "as!", "a forced unwrap", "a forced unwrap", "fatalError"])
        #expect(found.allSatisfy { $0.path == "Sources/Stores/Low/Low.swift" && [1, 4].contains($0.line) })
    }

    @Test func aMarkOfUnfinishedWorkIsFound() {
        let mark = "TO" + "DO"
        let tree = SourceTree(["a.md": "one\n\(mark): two\n", "b.sh": "mktemp X" + "XXXXX", "c.c": "// \(mark)NE"])
        #expect(Rule.unfinishedMarks.findings(in: tree).map(\.description.first) == ["a"])
    }

    @Test func aPlaceOnOneMachineIsFound() {
        let tree = SourceTree([
            "a.swift": "let a = \"/tm" + "p/a\"", "b.sh": "cd /wo" + "rk", "c.sh": "cd ~\nls /ro" + "ot/x",
            "d.sh": "cd ${TMPDIR:-/tm" + "p}; ls net/wo" + "rk a/tm" + "p/b /wo" + "rker",
        ])
        #expect(Rule.machinePaths.findings(in: tree).map(\.path) == ["a.swift", "b.sh", "c.sh"])
        #expect(Rule.machinePaths.findings(in: tree).map(\.line) == [1, 1, 2])
    }

    @Test func anUnknownHostIsFound() {
        let scheme = "https:" + "//"
        let tree = SourceTree([
            "a.md": "see \(scheme)www.apache.org/licenses and \(scheme)mirror.somewhere.net/simple",
            "b.md":
                "see \(scheme)127.0.0.1:80/ \(scheme)[::1]:80 \(scheme)localhost \(scheme)db.example \(scheme)$HOST",
        ])
        #expect(Rule.outsideHosts.findings(in: tree).map(\.subject) == ["mirror.somewhere.net"])
    }

    @Test func aPrintInALibraryRoomIsFound() {
        let text = "func a() { print(\"x\"); log.print(\"y\") }\nfunc print(_ a: Int) {}\n"
        let tree = SourceTree([
            "Package.swift": "Room(3, \"Engine\")\nRoom(5, \"Programs/bird\")",
            "Sources/Engine/A.swift": text, "Sources/Programs/bird/B.swift": text,
        ])
        #expect(Rule.prints.findings(in: tree).map(\.description.count).count == 1)
    }

    @Test func aSleepingTestIsFound() {
        let call = "func wait() async throws { try await Task.sleep(for: .seconds(1)); run(\"sleep 5\") }\n"
        let tree = SourceTree([
            "Tests/A/A.swift": call, "Tests/Support/TestKit/Eventually.swift": call, "Sources/A.swift": call,
        ])
        #expect(Rule.sleeps.findings(in: tree).map(\.path) == ["Tests/A/A.swift"])
    }

    @Test func switchedOffCodeIsFoundAndProseIsNot() {
        let text = """
            // let a = 1
            // if a > 1 {
            // }
            // Lets the caller go on; a var keeps the rest.
            /// let a = 1
            """
        #expect(Rule.deadCode.findings(in: SourceTree(["A.swift": text])).map(\.line) == [1, 2, 3])
    }
}
