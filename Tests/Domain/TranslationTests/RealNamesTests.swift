import LocalServers
import Model
import MySQLClient
import TestKit
import Testing

@testable import Translation

/// Which names are one name at the destination, asked of a real server.
@Suite struct RealNamesTests {
    /// Every character of the basic plane that can stand in a name, in groups that one question can ask for.
    private static let groups: [[Unicode.Scalar]] = stride(from: UInt32(0x21), through: 0xFFFF, by: 2048).map { first in
        (first..<min(first + 2048, 0x10000)).compactMap { Unicode.Scalar($0) }
    }

    @Test("every character counts as the server lets it count", arguments: groups)
    func weights(_ group: [Unicode.Scalar]) async throws {
        guard !group.isEmpty else { return }
        let text = String(String.UnicodeScalarView(group))
        let digits = text.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        var found: [UInt8] = []
        try await RealDestination.seekdb.onDatabase { connection, _ in
            let weights = try await connection.texts(
                "SELECT HEX(WEIGHT_STRING(CONVERT(UNHEX('\(digits)') USING utf8mb4) COLLATE utf8mb4_general_ci))")
            found = Array(weights.joined().joined().utf8)
        }
        #expect(found.count == group.count * 4)
        let compared = group.map { NameComparison.letters.key(String($0)) }
        for (at, scalar) in group.enumerated() where at * 4 + 4 <= found.count {
            let weight = UInt32(String(decoding: found[at * 4..<at * 4 + 4], as: UTF8.self), radix: 16) ?? 0
            // The weight is itself a character that counts as itself.
            let same = Unicode.Scalar(weight).map { NameComparison.letters.key(String($0)) }
            #expect(same == compared[at], "\(scalar) \(scalar.value) counts as \(weight)")
        }
    }

    private static let pairs: [(String, String)] = [
        ("a", "A"), ("é", "É"), ("e", "é"), ("straße", "STRASSE"), ("straße", "strase"), ("ａ", "a"), ("ａ", "Ａ"),
        ("ı", "i"), ("σ", "ς"), ("Я", "я"), ("e\u{301}", "\u{E9}"), ("Å", "A"), ("ﬁ", "fi"), ("ა", "Ა"), ("Ω", "ω"),
        ("æ", "ae"), ("ñ", "N"), ("か", "カ"), ("𠮷", "😀"), ("a_", "a-"), ("a\u{200B}", "a"), ("가", "\u{1100}\u{1161}"),
        ("ſ", "s"), ("中", "国"), ("x😀", "x😁"), ("客户", "客戶"), ("a b", "a  b"), ("µ", "μ"), ("ö", "o"), ("ⱥ", "Ⱥ"),
    ]

    /// Other servers fold fewer letters than the rule: there a name may be changed without need, never missed.
    @Test(
        "tables, columns and indexes meet where the rule says so, in OceanBase exactly there",
        arguments: RealDestination.allCases)
    func pairs(_ server: RealDestination) async throws {
        let rules = DestinationRules(server.facts, ConversionSettings())
        try await server.onDatabase { connection, database in
            for (one, other) in Self.pairs {
                if server != .seekdb, (one + other).unicodeScalars.contains(where: { $0.value > 0xFFFF }) { continue }
                let (a, b) = (NameText.quoted(one), NameText.quoted(other))
                let sameObject = rules.objectNames.key(one) == rules.objectNames.key(other)
                let samePart = rules.partNames.key(one) == rules.partNames.key(other)
                try await connection.execute("CREATE TABLE \(database).\(a) (id INT)")
                let table = await connection.isRefused("CREATE TABLE \(database).\(b) (id INT)")
                #expect(table == sameObject, "tables \(one) and \(other)")
                if !table { try await connection.execute("DROP TABLE \(database).\(b)") }
                try await connection.execute("DROP TABLE \(database).\(a)")
                let columns = await connection.isRefused("CREATE TABLE \(database).c (\(a) INT, \(b) INT)")
                #expect(server == .seekdb ? columns == samePart : samePart || !columns, "columns \(one) and \(other)")
                if !columns { try await connection.execute("DROP TABLE \(database).c") }
                let indexes = await connection.isRefused(
                    "CREATE TABLE \(database).i (k INT, l INT, KEY \(a) (k), KEY \(b) (l))")
                #expect(server == .seekdb ? indexes == samePart : samePart || !indexes, "indexes \(one) and \(other)")
                if !indexes { try await connection.execute("DROP TABLE \(database).i") }
            }
        }
    }

    @Test("objects whose names the destination takes for one are found, whatever rule made them")
    func clashes() {
        let names = ["CAFÉ", "CAFE", "café", "STRASSE", "straße", "x😀", "x😁", "e\u{301}", "\u{E9}"].map {
            ObjectName("HR", $0)
        }
        for rule in ConversionSettings.NameRule.allCases {
            let found = Samples.conversion { $0.nameRule = rule }.clashes(among: names, NameMap())
            var wanted = [["CAFE", "CAFÉ", "café"], ["x😀", "x😁"]]
            // In capitals the sharp s is two letters.
            if rule == .upper { wanted.insert(["STRASSE", "straße"], at: 1) }
            #expect(found.map { $0.map(\.name) } == wanted, "\(rule)")
        }
        // Two schemas that the server takes for one.
        let schemas = [ObjectName("É", "T"), ObjectName("E", "T"), ObjectName("F", "T")]
        #expect(Samples.conversion().clashes(among: schemas, NameMap()).map(\.count) == [2])
    }

    @Test(
        "constraints of two schemas that become one database get names of their own",
        arguments: RealDestination.allCases)
    func merged(_ server: RealDestination) async throws {
        func table(_ schema: String, _ name: String, _ fold: String) -> TableDefinition {
            var table = Samples.table(name, [Samples.column("P", .number(precision: 9, scale: 0))], schema: schema)
            table.foreignKeys = [
                ForeignKeyDefinition(
                    name: fold, columns: ["P"], parent: ObjectName(schema, name), parentColumns: ["ID"])
            ]
            table.checks = [CheckDefinition(name: "CK_\(fold)", text: "\"P\" > 0")]
            table.indexes = [IndexDefinition(name: ObjectName(schema, fold), parts: [.init(column: "P")])]
            return table
        }
        let tables = [table("A", "T1", "REF"), table("B", "T2", "REF"), table("C", "T3", "REF")]
        let conversion = Samples.conversion(to: server.facts)
        try await server.onDatabase { connection, database in
            let names = NameMap(schemas: ["A": database, "B": database, "C": database])
            let choices = conversion.agreed(tables, [:], names)
            for table in tables {
                let object = conversion.convert(table, names, choices[table.name] ?? TableChoices())
                for statement in object.statements + object.parts.map(\.statement) {
                    try await connection.execute(statement)
                }
                #expect(object.parts.count == 2)
                #expect(object.notes("name.clash").isEmpty == false || table.name.schema == "A")
            }
            let count = try await connection.texts(
                "SELECT COUNT(DISTINCT constraint_name) FROM information_schema.table_constraints WHERE "
                    + "table_schema = '\(database)' AND constraint_type = 'FOREIGN KEY'")
            #expect(count == [["3"]])
        }
    }
}

extension MySQLConnection {
    fileprivate nonisolated func isRefused(_ statement: String) async -> Bool {
        do {
            _ = try await execute(statement)
            return false
        } catch {
            return true
        }
    }
}
