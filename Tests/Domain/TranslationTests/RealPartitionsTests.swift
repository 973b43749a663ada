import Model
import MySQLClient
import Testing

@testable import Translation

@Suite struct RealPartitionsTests {
    typealias Partition = Partitioning.Partition
    typealias Level = Partitioning.Level

    static let years = [
        Partition(
            name: "P2023",
            boundText: "TO_DATE(' 2024-01-01 00:00:00', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')"),
        Partition(name: "P2024", boundText: "DATE '2025-01-01'"), Partition(name: "PMAX", boundText: "MAXVALUE"),
    ]

    static func table(_ partitioning: Partitioning, keyed columns: [String]? = nil) -> TableDefinition {
        var table = Samples.table(
            "SALES",
            [
                Samples.column("SOLD", .date), Samples.column("REGION", Samples.text(10)),
                Samples.column("AMOUNT", .number(precision: 10, scale: 2)),
                Samples.column("STAMP", .timestamp(fraction: 6, zone: .none)),
                Samples.column("BIG", .number(precision: 38, scale: 0)), Samples.column("CODE", .raw(bytes: 4)),
            ])
        if let columns { table.keys[0].columns = columns }
        table.indexes = [
            IndexDefinition(
                name: ObjectName("HR", "I_L"), parts: [IndexDefinition.Part(column: "AMOUNT")], isLocal: true),
            IndexDefinition(name: ObjectName("HR", "I_G"), parts: [IndexDefinition.Part(column: "REGION")]),
        ]
        table.partitioning = partitioning
        return table
    }

    /// Every kind of partitioning that the destination can hold, and how many partitions it then has.
    static let kinds: [(name: String, partitioning: Partitioning, count: Int)] = [
        ("range", Partitioning(level: Level(method: .range, columns: ["SOLD"]), partitions: years), 3),
        (
            "range of stamps",
            Partitioning(
                level: Level(method: .range, columns: ["STAMP"]),
                partitions: [
                    Partition(name: "A", boundText: "TIMESTAMP' 2024-01-01 00:00:00.123456'"),
                    Partition(name: "B", boundText: "TIMESTAMP' 2024-01-02 02:00:00+02:00'"),
                    Partition(name: "C", boundText: "TO_TIMESTAMP('01-FEB-24','DD-MON-RR')"),
                ]), 3
        ),
        (
            "range of numbers and texts",
            Partitioning(
                level: Level(method: .range, columns: ["ID", "REGION"]),
                partitions: [
                    Partition(name: "A", boundText: "10, 'it''s'"), Partition(name: "B", boundText: "20.5, MAXVALUE"),
                    Partition(name: "C", boundText: "MAXVALUE, MAXVALUE"),
                ]), 3
        ),
        (
            "range of decimals",
            Partitioning(
                level: Level(method: .range, columns: ["BIG"]),
                partitions: [
                    Partition(name: "A", boundText: "-5"), Partition(name: "B", boundText: "1E20"),
                    Partition(name: "C", boundText: "99999999999999999999999999999999999999"),
                ]), 3
        ),
        (
            "range of bytes",
            Partitioning(
                level: Level(method: .range, columns: ["CODE"]),
                partitions: [
                    Partition(name: "A", boundText: "HEXTORAW('0A')"), Partition(name: "B", boundText: "MAXVALUE"),
                ]), 2
        ),
        (
            "interval",
            Partitioning(
                level: Level(method: .range, columns: ["SOLD"], intervalText: "NUMTOYMINTERVAL(1,'MONTH')"),
                partitions: Array(years.prefix(2))), 3
        ),
        (
            "list",
            Partitioning(
                level: Level(method: .list, columns: ["REGION"]),
                partitions: [
                    Partition(name: "N", boundText: "'NORTH', 'NORD', NULL"),
                    Partition(name: "S", boundText: "'SOUTH'"),
                    Partition(name: "O", boundText: "DEFAULT"),
                ]), 3
        ),
        (
            "list of pairs",
            Partitioning(
                level: Level(method: .list, columns: ["REGION", "ID"]),
                partitions: [
                    Partition(name: "N", boundText: "( 'N', 1 ), ( 'N', 2 )"),
                    Partition(name: "S", boundText: "( 'S', 1 )"),
                    Partition(name: "O", boundText: "DEFAULT"),
                ]), 3
        ),
        (
            "list of decimals",
            Partitioning(
                level: Level(method: .list, columns: ["BIG"]),
                partitions: [Partition(name: "N", boundText: "1, 2"), Partition(name: "S", boundText: "3, NULL")]), 2
        ),
        (
            "automatic list",
            Partitioning(
                level: Level(method: .list, columns: ["REGION"], isAutomatic: true),
                partitions: [Partition(name: "N", boundText: "'NORTH'")]), 2
        ),
        ("hash", hash(["ID"], 4), 4), ("hash of texts", hash(["REGION", "SOLD"], 4), 4),
        (
            "range by hash",
            Partitioning(
                level: Level(method: .range, columns: ["SOLD"]), sublevel: Level(method: .hash, columns: ["ID"]),
                partitions: years.map { nested($0, ["", ""]) }), 6
        ),
    ]

    /// Composites that only OceanBase has.
    static let composites: [(name: String, partitioning: Partitioning, count: Int)] = [
        (
            "list by range",
            Partitioning(
                level: Level(method: .list, columns: ["REGION"]), sublevel: Level(method: .range, columns: ["SOLD"]),
                partitions: [
                    nested(Partition(name: "N", boundText: "'N'"), ["DATE '2024-01-01'", "MAXVALUE"]),
                    nested(Partition(name: "O", boundText: "DEFAULT"), ["MAXVALUE"]),
                ]), 3
        ),
        (
            "range by list",
            Partitioning(
                level: Level(method: .range, columns: ["SOLD"], intervalText: "INTERVAL '1' DAY"),
                sublevel: Level(method: .list, columns: ["REGION"]),
                partitions: years.prefix(2).map { nested($0, ["'N'", "DEFAULT"]) }), 6
        ),
        (
            "hash by range",
            Partitioning(
                level: Level(method: .hash, columns: ["ID"]), sublevel: Level(method: .range, columns: ["SOLD"]),
                partitions: [
                    nested(Partition(name: "H1"), ["DATE '2024-01-01'", "MAXVALUE"]),
                    nested(Partition(name: "H2"), ["DATE '2024-01-01'", "MAXVALUE"]),
                ]), 4
        ),
        (
            "hash by hash",
            Partitioning(
                level: Level(method: .hash, columns: ["REGION"]), sublevel: Level(method: .hash, columns: ["ID"]),
                partitions: [nested(Partition(name: "H1"), ["", ""]), nested(Partition(name: "H2"), ["", "", ""])]), 5
        ),
    ]

    static func hash(_ columns: [String], _ count: Int) -> Partitioning {
        Partitioning(
            level: Level(method: .hash, columns: columns), partitions: (1...count).map { Partition(name: "SYS_P\($0)") }
        )
    }

    static func nested(_ partition: Partition, _ bounds: [String]) -> Partition {
        var partition = partition
        partition.subpartitions = bounds.enumerated().map { number, bound in
            Partition(name: "\(partition.name)_S\(number)", boundText: bound)
        }
        return partition
    }

    private func count(_ connection: MySQLConnection, _ database: String, _ table: String) async throws -> Int {
        try await connection.texts(
            "SELECT PARTITION_NAME FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = '\(database)'"
                + " AND TABLE_NAME = '\(table)' AND PARTITION_NAME IS NOT NULL"
        ).count
    }

    /// The table of this kind, by a name of its own.
    private func table(_ number: Int, _ partitioning: Partitioning, hasKey: Bool) -> TableDefinition {
        var table = Self.table(partitioning)
        table.name.name = "\(hasKey ? "KEYED" : "BARE")_\(number)"
        if !hasKey { table.keys = [] }
        return table
    }

    @Test("every kind of partitioning is made on OceanBase, with keys that keep their rule")
    func oceanBase() async throws {
        try await RealDestination.seekdb.onDatabase { connection, database in
            for (number, kind) in (Self.kinds + Self.composites).enumerated() {
                let keyed = table(number, kind.partitioning, hasKey: true)
                let object = try await RealDestination.seekdb.make(keyed, in: database, connection)
                let name = object.destination.name
                #expect(try await count(connection, database, name) == kind.count, "\(kind.name): \(object.notes)")
                guard kind.name != "range of stamps" else { continue }
                // ID is the key whatever the rows are spread by.
                let rows = "INSERT INTO \(database).\(name) (id, sold, region, big) VALUES"
                try await connection.execute("\(rows) (1, '2024-02-02', 'N', 1)")
                await #expect(throws: MySQLError.self) {
                    try await connection.execute("\(rows) (1, '2023-02-02', 'NORD', 2)")
                }
            }
        }
    }

    @Test("a table without a key is spread as well")
    func keyless() async throws {
        try await RealDestination.seekdb.onDatabase { connection, database in
            for (number, kind) in (Self.kinds + Self.composites).enumerated() {
                let bare = table(number, kind.partitioning, hasKey: false)
                let object = try await RealDestination.seekdb.make(bare, in: database, connection)
                let made = try await count(connection, database, object.destination.name)
                #expect(made == kind.count, "\(kind.name): \(object.notes)")
                #expect(object.copy?.addressColumns.count == 4)
            }
        }
    }

    @Test("elsewhere keys come before partitions, and what is dropped is said")
    func mariaDB() async throws {
        try await RealDestination.mariadb.onDatabase { connection, database in
            for (number, kind) in (Self.kinds + Self.composites).enumerated() {
                for hasKey in [true, false] {
                    let definition = table(number, kind.partitioning, hasKey: hasKey)
                    let object = try await RealDestination.mariadb.make(definition, in: database, connection)
                    let isWhole = try await count(connection, database, object.destination.name) == 0
                    let isSaid = object.notes.contains {
                        $0.severity == .lossy && $0.text.contains("without partitions")
                    }
                    #expect(isWhole == isSaid, "\(kind.name): \(object.notes)")
                }
            }
        }
    }
}
