import Glibc
import Model
import Testing

@testable import Translation

@Suite struct RulePageTests {
    private static let root = String(#filePath.prefix(upTo: #filePath.range(of: "/Tests/Domain/")))

    private static func text(of path: String) throws -> String {
        let file = try #require(fopen(path, "r"), "\(path)")
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&block, 1, block.count, file), count > 0 { bytes += block[0..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func swiftFiles(under path: String) throws -> [String] {
        let folder = try #require(opendir(path), "\(path)")
        defer { closedir(folder) }
        var found: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasPrefix(".") { continue }
            if name.hasSuffix(".swift") {
                found.append("\(path)/\(name)")
            } else {
                found += try swiftFiles(under: "\(path)/\(name)")
            }
        }
        return found
    }

    /// Names of rules as they stand in the sources: `"type.number.scale"`.
    private static func rules(in text: String) -> [String] {
        let families: Set<Substring> = [
            "type", "table", "column", "key", "foreign", "check", "index", "partition", "identity", "name", "comment",
            "default", "virtual",
        ]
        return text.split(separator: "\"").filter { piece in
            let parts = piece.split(separator: ".", omittingEmptySubsequences: false)
            return parts.count > 1 && families.contains(parts[0])
                && parts.dropFirst().allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isLowercase } }
        }.map(String.init)
    }

    @Test("every rule that can speak stands in docs/type-rules.md")
    func documented() throws {
        let page = try Self.text(of: "\(Self.root)/docs/type-rules.md")
        var count = 0
        for file in try Self.swiftFiles(under: "\(Self.root)/Sources/Domain/Translation") {
            for rule in Self.rules(in: try Self.text(of: file)) {
                count += 1
                #expect(page.contains("`\(rule)`"), "\(rule) in \(file)")
            }
        }
        #expect(count > 60)
    }

    @Test("defaults over which OceanBase breaks the connection are not sent")
    func harmless() {
        let rules = Samples.conversion().rules
        func text(_ text: String, _ stored: StoredType = .dateTime(fraction: 0)) -> String? {
            DefaultGuard.harmless(text, for: stored, rules)
        }
        #expect(text("(CAST(DATE(NOW()) AS DATETIME))") == "(DATE(NOW()))")
        #expect(text("(CAST(NOW() AS DATETIME) + CAST(1 AS DATETIME))") == nil)
        #expect(text("(CAST(1 AS CHAR))", .text(charactersMax: 9, isFixed: false)) == nil)
        #expect(text("('it''s CAST(')") == "('it''s CAST(')")
        #expect(text("'CAST(1 AS CHAR)'") == "'CAST(1 AS CHAR)'")
        #expect(text("('a' COLLATE utf8mb4_bin)") == nil)
        let other = Samples.conversion(to: Samples.mariaDB).rules
        #expect(DefaultGuard.harmless("(CAST(1 AS CHAR))", for: .double, other) != nil)
    }

    @Test("a draft's expressions are added one by one, and what cannot be said is noted")
    func expressions() {
        var table = Samples.table("T", [Samples.column("A", .number(precision: 9, scale: 0))])
        table.columns[1].defaultText = "MY_OWN(1)"
        table.checks = [CheckDefinition(name: "K", text: "A > 0"), CheckDefinition(name: "L", text: "MY_OWN(A) > 0")]
        table.checks[0].isDeferrable = true
        let conversion = Samples.conversion()
        let names = DestinationNames(NameMap(), conversion.settings, conversion.rules)
        var draft = TableDraft(table, names: names, choices: TableChoices(), in: conversion)
        draft.addColumns()
        draft.addDefaults()
        draft.addChecks()
        #expect(draft.columns[1].defaultText == nil)
        #expect(draft.checks == ["CONSTRAINT `k` CHECK (`a` > 0)"])
        #expect(draft.notes.map(\.subject) == ["A", "K", "L"])
        #expect(draft.notes[1].rule == "check.deferrable")
    }
}

extension String {
    /// Where another text begins in this one; its end when it does not.
    fileprivate func range(of other: String) -> String.Index {
        var place = startIndex
        while place < endIndex, !self[place...].hasPrefix(other) { place = index(after: place) }
        return place
    }
}
