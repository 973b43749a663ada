import Glibc
import Model
import MySQLClient
import TestKit
import Testing

@testable import Translation

/// Tables that nobody thought of: whatever is declared, the statements run, or a note says what is left out.
@Suite struct RandomTablesTests {
    static let types: [ColumnType] = (TypeCase.numbers + TypeCase.others).map(\.type) + [.externalFile, .other("X")]
    private static let rounds = getenv("GODWIT_TABLE_ROUNDS").flatMap { UInt64(String(cString: $0)) } ?? 1
    static let marks = [
        "", "a", "B", " ", "'", "\"", "`", "\\", "é", "员", "🙂", "$", "#", ".", "%", "/", "-", ";", "ß", "İ",
    ]

    static func name(_ number: Int, _ random: inout SeededGenerator) -> String {
        var name = "N\(number)"
        for _ in 0..<Int.random(in: 0...3, using: &random) { name += marks.randomElement(using: &random) ?? "" }
        if Int.random(in: 0..<8, using: &random) == 0 { name += String(repeating: "L", count: 100) }
        return name
    }

    static func table(_ number: Int, _ random: inout SeededGenerator) -> TableDefinition {
        let count = Int.random(in: 1...12, using: &random)
        let columns = (1...count).map { place in
            Samples.column(
                name(place, &random), types.randomElement(using: &random) ?? .date,
                isNullable: Bool.random(using: &random))
        }
        var table = Samples.table(name(number, &random), columns, hasKey: Bool.random(using: &random))
        func some(_ most: Int) -> [String] {
            Array(table.columns.map(\.name).shuffled(using: &random).prefix(Int.random(in: 1...most, using: &random)))
        }
        for place in 0..<Int.random(in: 0...3, using: &random) {
            table.keys.append(KeyDefinition(name: name(place, &random), isPrimary: false, columns: some(3)))
        }
        for place in 0..<Int.random(in: 0...3, using: &random) {
            table.indexes.append(
                IndexDefinition(
                    name: ObjectName("HR", name(place + 10, &random)),
                    parts: some(3).map { IndexDefinition.Part(column: $0, isDescending: Bool.random(using: &random)) },
                    isUnique: Bool.random(using: &random), isLocal: Bool.random(using: &random),
                    isVisible: Bool.random(using: &random)))
        }
        table.comment = name(0, &random)
        if Bool.random(using: &random) {
            table.partitioning = RealPartitionsTests.hash(some(2), Int.random(in: 1...4, using: &random))
        } else if Bool.random(using: &random) {
            table.partitioning = Partitioning(
                level: Partitioning.Level(method: Bool.random(using: &random) ? .range : .list, columns: some(1)),
                partitions: [Partitioning.Partition(name: name(1, &random), boundText: "1")])
        }
        return table
    }

    @Test("tables at random run, on every server", arguments: RealDestination.allCases)
    func run(_ server: RealDestination) async throws {
        // One that found a bound beyond its column, then others: as many as a soak asks for.
        try await run(server, seed: 645_743_461_671_727_317)
        for seed in 0..<Self.rounds { try await run(server, seed: seed) }
    }

    private func run(_ server: RealDestination, seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let tables = (1...20).map { Self.table($0, &random) }
        try await server.onDatabase { connection, database in
            var made = 0
            for (number, table) in tables.enumerated() {
                let object = try await server.make(table, in: database, connection)
                made += object.isSupported ? 1 : 0
                #expect(object.isSupported || object.worst == .unsupported, "seed \(seed), table \(number)")
                #expect(object.copy?.columns.count ?? 0 <= table.columns.count)
            }
            let listed = try await connection.texts(
                "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = '\(database)'")
            #expect(listed == [["\(made)"]], "seed \(seed)")
        }
    }
}
