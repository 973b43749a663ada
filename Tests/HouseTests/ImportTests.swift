internal import Testing

@Suite struct ImportTests {
    @Test func everyImportIsInTheTableOfModules() { House.expectNothing(against: .importsAreDeclared) }
    @Test func everyRowOfTheTableIsUsed() { House.expectNothing(against: .declarationsAreImported) }
    @Test func outsideModulesComeInOnlyWhereTheyBelong() { House.expectNothing(against: .outsideModules) }
    @Test func aLibraryBelongsToOneRoom() { House.expectNothing(against: .oneRoomPerLibrary) }

    private static let manifest = """
        let libraries: [(name: String, debian: String)] = [ ("CGlass", "libglass-dev") ]
        let rooms: [Room] = [
            Room(0, "Ground/Bytes"),
            Room(1, "Drivers/Net", ["Bytes", "CGlass"]),
            Room(2, "Stores/Ledger", ["Net"]),
        ]
        let program = Room(5, "Programs/bird", ["Ledger"])
        let tests: [(path: String, imports: [String])] = [ ("Drivers/NetTests", ["Net"]) ]
        let more = [ .target(name: "Kit", dependencies: dependencies(["Net"]), path: "Tests/Support/Kit") ]
        """

    private func tree(_ texts: [String: String], manifest: String = manifest) -> SourceTree {
        SourceTree(texts.merging(["Package.swift": manifest]) { text, _ in text })
    }

    @Test func theTableIsReadFromTheManifest() throws {
        let table = ModuleTable(tree([:]))
        #expect(table.modules.map(\.name).sorted() == ["Bytes", "CGlass", "Kit", "Ledger", "Net", "NetTests", "bird"])
        let net = try #require(table["Net"])
        #expect(net.path == "Sources/Drivers/Net" && net.floor == 1 && net.imports == ["Bytes", "CGlass"])
        #expect(table["bird"]?.kind == .program && table["Kit"]?.imports == ["Net"])
        #expect(table.module(of: "Sources/Drivers/Net/Deep/A.swift")?.name == "Net")
    }

    @Test func theTableOfTheProjectHasAllItsModules() {
        let table = ModuleTable(House.tree)
        #expect(table["Engine"]?.floor == 3 && table["godwit"]?.kind == .program && table["TestKit"]?.kind == .support)
        #expect(table["HouseTests"]?.kind == .test && table["CSQLite"]?.kind == .library)
        #expect(table["CWebAssets"]?.path == "Sources/Console/WebAssets")
    }

    @Test func anImportWithoutARowIsFound() {
        let found = Rule.importsAreDeclared.findings(
            in: tree([
                "Sources/Drivers/Net/Net.swift": "internal import Bytes\npackage import struct Ledger.Page\n",
                "Sources/Stores/Ledger/Ledger.swift": "internal import Net\ninternal import Bytes\n",
            ]))
        #expect(found.map(\.subject).sorted() == ["Bytes", "Ledger"])
        #expect(found.contains { $0.path == "Sources/Drivers/Net/Net.swift" && $0.line == 2 })
        #expect(found.contains { $0.message.contains("imports go down") })
    }

    @Test func aRowWithoutAnImportIsFound() {
        let found = Rule.declarationsAreImported.findings(
            in: tree([
                "Sources/Drivers/Net/Net.swift": "internal import Bytes\n",
                "Sources/Programs/bird/Bird.swift": "@preconcurrency internal import Ledger\n",
                "Sources/Stores/Ledger/Ledger.swift": "// import Net\n",
            ]))
        #expect(Set(found.map(\.subject)) == ["Net/CGlass", "Ledger/Net", "NetTests/Net", "Kit/Net"])
    }

    @Test func aModuleFromOutsideIsFoundWhereItDoesNotBelong() {
        let found = Rule.outsideModules.findings(
            in: tree([
                "Sources/Ground/Bytes/Bytes.swift": "internal import Synchronization\n",
                "Sources/Drivers/Net/Net.swift": "internal import Foundation\nimport Glibc\n",
                "Sources/Stores/Ledger/Ledger.swift": "public import Glibc\ninternal import Testing\n",
                "Tests/Drivers/NetTests/NetTests.swift": "internal import XCTest\ninternal import Testing\n",
            ]))
        #expect(found.map(\.subject).sorted() == ["Foundation", "Glibc", "Synchronization", "Testing", "XCTest"])
    }

    @Test func aLibraryInTwoRoomsIsFound() {
        let manifest = Self.manifest.split(separator: "[\"Net\"]),\n]").joined(separator: "[\"Net\", \"CGlass\"]),\n]")
        let found = Rule.oneRoomPerLibrary.findings(in: tree([:], manifest: manifest))
        #expect(found.map(\.subject) == ["Ledger/CGlass"])
        let without = Self.manifest.split(separator: ", \"CGlass\"").joined()
        #expect(Rule.oneRoomPerLibrary.findings(in: tree([:], manifest: without)).map(\.subject) == ["CGlass"])
    }
}
