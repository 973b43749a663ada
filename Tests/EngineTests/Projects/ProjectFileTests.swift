import JSON
import Model
import Testing

@testable import Engine

@Suite struct ProjectFileTests {
    private static let ends = """
        "source": { "kind": "oracle", "url": "oracle://HR:secret@127.0.0.1:1521/ORCLPDB1" },
        "destination": { "kind": "oceanbase", "url": "mysql://root@127.0.0.1:2881" }
        """
    private static let objects = "\"objects\": { \"include\": [\"HR.*\"] }"

    private func file(_ more: String) -> String {
        "{ \"name\": \"hr\", \(Self.ends), \(Self.objects)\(more.isEmpty ? "" : ", ")\(more) }"
    }

    private func failure(_ text: String) -> Failure? {
        do throws(Failure) {
            _ = try ProjectFile.parse(text)
            return nil
        } catch {
            return error
        }
    }

    @Test func theSmallestFileIsRead() throws {
        let file = try ProjectFile.parse(
            """
            { "name": "hr", "type": "migration", \(Self.ends),
              "objects": { "include": ["HR.*"], "exclude": [], "map": { "HR": "hr" } },
              "steps": ["schema", "full"], "options": { "createDatabase": true } }
            """)
        #expect(file.source == .described(kind: "oracle", url: "oracle://HR:secret@127.0.0.1:1521/ORCLPDB1"))
        #expect(file.destination == .described(kind: "oceanbase", url: "mysql://root@127.0.0.1:2881"))
        #expect(file.specification.steps == [.schema, .full, .indexes])
        #expect(file.specification.objects == ObjectSelection(include: ["HR.*"], map: ["HR": "hr"]))
        #expect(file.specification.options.createDatabase)
    }

    @Test func everyMemberIsRead() throws {
        let file = try ProjectFile.parse(
            """
            { "name": "订单 2024", "type": "migration", "tags": ["night", "夜"],
              "source": { "dataSource": "Shop" }, "destination": { "dataSource": "ds_1" },
              "objects": { "include": ["A.*"], "exclude": ["A.T"], "map": { "A": "a" },
                "tables": { "A.X": { "rename": "b.y", "filter": "ID > 1", "columns": { "ID": "id" },
                                     "types": { "ID": "BIGINT" } } } },
              "steps": ["indexes", "full"],
              "options": { "createDatabase": true, "onNonEmpty": "ignore", "onUnsupported": "leaveOut",
                "stopBefore": ["full"], "quarantineMax": 5, "checkers": 3,
                "conversion": { "integers": "decimals", "lengthRule": "expand", "lengthFactor": 2, "nameRule": "upper",
                  "rowAddress": "none", "collation": "utf8mb4_bin", "timestampLoss": "truncate", "floatLoss": "null",
                  "indexesAfterRows": false, "migratesForeignKeys": false },
                "speed": { "preset": "custom", "lanes": 4, "rowsPerStatement": 10, "chunkBytes": 65536,
                  "rowsPerSecondMax": 1, "bytesPerSecondMax": 2, "destinationMemoryPercentMax": 50 } } }
            """)
        let wish = file.specification
        #expect(file.source == .saved("Shop") && file.destination == .saved("ds_1"))
        #expect(wish.name == "订单 2024" && wish.kind == .migration && wish.tags == ["night", "夜"])
        #expect(wish.steps == [.full, .indexes])
        #expect(
            wish.objects.tables["A.X"]
                == TableWish(renamedTo: "b.y", filter: "ID > 1", columns: ["ID": "id"], types: ["ID": "BIGINT"]))
        var options = ProjectOptions()
        options.createDatabase = true
        options.onNonEmpty = .ignore
        options.onUnsupported = .leaveOut
        options.stopBefore = [.full]
        options.quarantineMax = 5
        options.checkers = 3
        options.conversion.integers = .decimals
        options.conversion.lengthRule = .expand
        options.conversion.lengthFactor = 2
        options.conversion.nameRule = .upper
        options.conversion.rowAddress = .none
        options.conversion.collation = "utf8mb4_bin"
        options.conversion.timestampLoss = .truncate
        options.conversion.floatLoss = .null
        options.conversion.indexesAfterRows = false
        options.conversion.migratesForeignKeys = false
        options.speed = CopySpeed(preset: .custom)
        options.speed.lanes = 4
        options.speed.rowsPerStatement = 10
        options.speed.chunkBytes = 65_536
        options.speed.rowsPerSecondMax = 1
        options.speed.bytesPerSecondMax = 2
        options.speed.destinationMemoryPercentMax = 50
        #expect(wish.options == options)
    }

    @Test func aPresetIsNamedAndOneWithNumbersIsCustom() throws {
        #expect(
            try ProjectFile.parse(file("\"options\": {\"speed\": \"fast\"}")).specification.options.speed.lanes == 8)
        let custom = try ProjectFile.parse(file("\"options\": {\"speed\": {\"lanes\": 5}}")).specification.options.speed
        #expect(custom.preset == .custom && custom.lanes == 5)
        #expect(try ProjectFile.parse(file("\"options\": null, \"tags\": null")).specification.options == .init())
    }

    @Test(arguments: [
        ("\"stepz\": []", "“stepz” is not known. Correct that place. Did you mean “steps”?"),
        (
            "\"options\": {\"onNonEmty\": \"stop\"}",
            "“options.onNonEmty” is not known. Correct that place. Did you mean “onNonEmpty”?"
        ),
        (
            "\"options\": {\"speed\": {\"lane\": 1}}",
            "“options.speed.lane” is not known. Correct that place. Did you mean “lanes”?"
        ),
        (
            "\"options\": {\"conversion\": {\"zzz\": 1}}",
            "“options.conversion.zzz” is not known. Correct that place. Known here: integers"
        ),
        ("\"options\": []", "“options” is"), ("\"options\": {\"checkers\": \"two\"}", "“options.checkers” is “two”"),
        ("\"options\": {\"checkers\": 0}", "a whole number from 1 to"),
        ("\"options\": {\"checkers\": 1.5}", "a whole number from 1 to"),
        ("\"options\": {\"checkers\": 1e300}", "a whole number from 1 to"),
        ("\"options\": {\"createDatabase\": 1}", "true or false"),
        ("\"options\": {\"onNonEmpty\": \"STOP\"}", "one of stop, ignore, truncateKeyless"),
        ("\"options\": {\"stopBefore\": [\"fulll\"]}", "“options.stopBefore” is “fulll”"),
        ("\"options\": {\"speed\": \"slow\"}", "one of smooth, normal, fast, custom"),
        ("\"options\": {\"speed\": 4}", "“options.speed” is"),
        ("\"options\": {\"conversion\": {\"lengthFactor\": 9}}", "a number from 1.0 to 4.0"),
        ("\"steps\": []", "at least one step"), ("\"steps\": [\"schemas\"]", "“steps” is “schemas”"),
        ("\"steps\": \"schema\"", "a list of texts"), ("\"steps\": [1]", "“steps.0”"),
        ("\"tags\": [\"a b\"]", "At most 4 different tags"),
        ("\"tags\": [\"a\", \"a\"]", "At most 4 different tags"),
        ("\"tags\": [\"a\", \"b\", \"c\", \"d\", \"e\"]", "At most 4 different tags"),
        ("\"type\": \"copy\"", "one of migration, synchronization"),
        ("\"type\": \"synchronization\"", "this version has no synchronization projects"),
    ])
    func whatIsWrongIsSaidWithItsPathAndWhatMayStandThere(_ more: String, _ words: String) throws {
        let found = failure(file(more))
        let failure = try #require(found)
        #expect(failure.number == "PROJECT-0010")
        #expect("\(failure.message) \(failure.advice)".contains(words), "\(failure)")
    }

    @Test(arguments: [
        ("{}", "“name” is missing"), ("[]", "the file is"), ("{\"name\": 1}", "“name” is"),
        ("{\"name\": \"\"}", "“name” is “”"), ("{\"name\": \" a\"}", "“name”"), ("{\"name\": \"a\\nb\"}", "“name”"),
        ("{\"name\": \"\(String(repeating: "x", count: 65))\"}", "“name”"),
        ("{\"name\": \"a\", \"objects\": {\"include\": []}}", "“objects.include” selects nothing"),
        ("{\"name\": \"a\", \"objects\": {\"include\": [\"x\"]}}", "does not name a schema"),
        ("{\"name\": \"a\", \"objects\": {\"include\": [\"A.*\"], \"map\": {\"A\": 1}}}", "“objects.map.A”"),
        (
            "{\"name\": \"a\", \"objects\": {\"include\": [\"A.*\"], \"tables\": {\"A.B\": {\"ren\": \"x\"}}}}",
            "“objects.tables.A.B.ren” is not known. Correct that place. Did you mean “rename”?"
        ),
        ("{\"name\": \"a\", \"objects\": {\"include\": [\"A.*\"]}}", "“source” is missing"),
        ("{\"name\": \"a\", \"objects\": {\"include\": [\"A.*\"]}, \"source\": {}}", "“source” names no database"),
        (
            "{\"name\": \"a\", \"objects\": {\"include\": [\"A.*\"]}, "
                + "\"source\": {\"dataSource\": \"x\", \"url\": \"y\"}}",
            "names a data source and describes one"
        ),
    ])
    func whatIsMissingIsSaid(_ text: String, _ words: String) throws {
        let found = failure(text)
        let failure = try #require(found)
        #expect("\(failure.message) \(failure.advice)".contains(words), "\(failure)")
    }

    @Test func hostileFilesAreRefusedWithoutATrap() {
        #expect(failure(String(repeating: "[", count: 100_000))?.number == "PROJECT-0011")
        #expect(failure(String(repeating: "{\"a\":", count: 50_000))?.number == "PROJECT-0011")
        #expect(failure("")?.number == "PROJECT-0011")
        #expect(failure("{\"name\": \"a\"")?.number == "PROJECT-0011")
        #expect(FileFields.nearest(String(repeating: "k", count: 65), ["k"]) == nil)
        let wide = (0..<2_000).map { "\"k\($0)\": 1" }.joined(separator: ",")
        #expect(failure("{\(wide)}")?.number == "PROJECT-0010")
        let longKey = String(repeating: "k", count: 20_000)
        let began = ContinuousClock.now
        #expect(failure("{\"\(longKey)\": 1}")?.number == "PROJECT-0010")
        #expect(ContinuousClock.now - began < .seconds(20))
    }

    @Test func aNameIsOfAnyScriptAndNothingThatAShellOrAPathWouldRead() {
        for name in ["a", "A-b_c.d e", "项目", "проект 7", String(repeating: "x", count: 64)] {
            #expect(ProjectFile.isName(name), "\(name)")
        }
        for name in ["", " a", "a ", "a/b", "a\\b", "a\"b", "a\tb", "a;b", "a😀", String(repeating: "x", count: 65)] {
            #expect(!ProjectFile.isName(name), "\(name)")
        }
    }

    @Test func theNearestNameIsGuessedOnlyWhenItIsNear() {
        #expect(FileFields.nearest("INCLUD", ["include", "exclude"]) == "include")
        #expect(FileFields.nearest("xyz", ["include", "exclude"]) == nil)
        #expect(FileFields.nearest("", ["a"]) == nil)
        #expect(FileFields.nearest("include", []) == nil)
    }

    @Test func optionsThatCameAfterAProjectWasSavedHaveTheirStandards() throws {
        let stored: JSONValue = ["createDatabase": true, "conversion": ["nameRule": "upper"]]
        let options = try JSONCoder.decode(ProjectOptions.self, from: stored)
        var expected = ProjectOptions()
        expected.createDatabase = true
        expected.conversion.nameRule = .upper
        #expect(options == expected)
    }
}
