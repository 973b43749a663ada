import Model
import MySQLClient
import Testing

@testable import Translation

/// Checks, defaults, computed columns and function indexes are made on real servers.
@Suite struct RealExpressionsTests {
    private func table(_ name: String) -> TableDefinition {
        Samples.table(
            name,
            BothEnds.columns.dropFirst().map { Samples.column($0.name, $0.type) })
    }

    @Test("what is translated can stand in a check", arguments: RealDestination.allCases)
    func checks(_ server: RealDestination) async throws {
        try await server.onDatabase { connection, database in
            var table = table("S")
            table.checks = ExpressionCases.conditions.enumerated().map {
                CheckDefinition(name: "C\($0)", text: $1)
            }
            let all = Samples.conversion(to: server.facts).convert(table, NameMap(), TableChoices())
            let refused = Set(all.notes.filter { $0.severity == .unsupported }.map(\.subject))
            #expect(refused.count == ExpressionCases.notInChecks, "\(all.notes.filter { $0.severity == .unsupported })")
            for start in stride(from: 0, to: table.checks.count, by: 20) {
                var part = self.table("S\(start)")
                part.checks = Array(table.checks[start..<min(table.checks.count, start + 20)])
                let object = try await server.make(part, in: database, connection)
                let made = try await connection.texts(
                    "SELECT COUNT(*) FROM information_schema.TABLE_CONSTRAINTS WHERE TABLE_SCHEMA = '\(database)'"
                        + " AND TABLE_NAME = '\(object.destination.name)' AND CONSTRAINT_TYPE = 'CHECK'")
                #expect(made == [["\(part.checks.filter { !refused.contains($0.name) }.count)"]])
            }
        }
    }

    static let defaults: [(text: String, type: ColumnType, value: String?)] = [
        ("0", .number(precision: 9, scale: 0), "0"), ("-1.5", .number(precision: 9, scale: 2), "-1.50"),
        ("'x'", Samples.text(10), "x"), ("''", Samples.text(10), "NULL"), ("0.5", Samples.text(10), ".5"),
        ("'5'", .number(precision: 9, scale: 0), "5"), ("1 + 1", .number(precision: 9, scale: 0), "2"),
        ("UPPER('a') || 'b'", Samples.text(10), "Ab"), ("NULL", .date, "NULL"),
        ("DATE '2020-02-29'", .date, "2020-02-29 00:00:00"),
        ("TO_DATE('31.12.1999 23:59', 'DD.MM.YYYY HH24:MI')", .date, "1999-12-31 23:59:00"),
        ("ADD_MONTHS(DATE '2024-01-31', 1)", .date, "2024-02-29 00:00:00"),
        (
            "TO_TIMESTAMP('2020-01-01 01:02:03.25', 'YYYY-MM-DD HH24:MI:SS.FF')", .timestamp(fraction: 6, zone: .none),
            "2020-01-01 01:02:03.250000"
        ),
        ("SYSDATE", .date, nil), ("TRUNC(SYSDATE)", .date, nil), ("SYSDATE + 30", .date, nil),
        ("SYSTIMESTAMP", .timestamp(fraction: 6, zone: .none), nil),
        ("SYS_EXTRACT_UTC(SYSTIMESTAMP)", .timestamp(fraction: 6, zone: .none), nil),
        ("SYS_EXTRACT_UTC(SYSTIMESTAMP(0))", .date, nil), ("SYS_EXTRACT_UTC(CURRENT_TIMESTAMP)", .date, nil),
        ("CURRENT_TIMESTAMP", .timestamp(fraction: 3, zone: .carried), nil),
        ("SYSTIMESTAMP", .timestamp(fraction: 6, zone: .session), nil),
        ("SYSDATE", .timestamp(fraction: 0, zone: .session), nil),
        ("SYSTIMESTAMP - INTERVAL '1' DAY", .timestamp(fraction: 6, zone: .carried), nil),
        ("SYSTIMESTAMP + INTERVAL '1' DAY", .date, nil),
        (
            "TIMESTAMP '2020-01-01 01:00:00 +02:00'", .timestamp(fraction: 0, zone: .carried), "2019-12-31 23:00:00"
        ),
        ("SYS_GUID()", .raw(bytes: 16), nil), ("SYS_GUID()", Samples.text(32), nil), ("USER", Samples.text(128), nil),
        ("HEXTORAW('0aff')", .raw(bytes: 2), nil), ("'0AFF'", .raw(bytes: 2), nil),
        ("TO_CHAR(SYSDATE, 'YYYY')", Samples.text(4), nil),
    ]

    @Test("defaults are made and give their values", arguments: RealDestination.allCases)
    func defaults(_ server: RealDestination) async throws {
        var table = Samples.table("D", [])
        for (number, one) in Self.defaults.enumerated() {
            var column = Samples.column("C\(number)", one.type)
            column.defaultText = one.text
            table.columns.append(column)
        }
        let definition = table
        try await server.onDatabase { connection, database in
            let object = try await server.make(definition, in: database, connection)
            #expect(!object.notes.contains { $0.text.contains("is left out") }, "\(object.notes)")
            try await connection.execute("INSERT INTO \(database).d (id) VALUES (1)")
            for (number, one) in Self.defaults.enumerated() {
                let asked = one.value == nil ? "c\(number) IS NOT NULL" : "c\(number)"
                let found = try await connection.texts("SELECT \(asked) FROM \(database).d")
                #expect(found == [[one.value ?? "1"]], "\(one.text)")
            }
        }
    }

    static let refusedDefaults = [
        "SEQ.NEXTVAL", "pkg.f(1)", "f(1)", "(SELECT 1 FROM dual)", "'01-JAN-20'", "INITCAP('a')",
        "SYS_CONTEXT('a', 'b')",
    ]

    @Test("defaults that cannot be said are refused with reason and place", arguments: refusedDefaults)
    func refused(_ text: String) {
        var column = Samples.column("C", text.contains("JAN") ? .date : Samples.text(10))
        column.defaultText = text
        let object = Samples.conversion().convert(Samples.table("T", [column]), NameMap(), TableChoices())
        let notes = object.notes.filter { $0.subject == "C" }
        #expect(notes.map(\.severity) == [.lossy])
        #expect(notes.allSatisfy { $0.text.contains("is left out") })
        #expect(object.line("c")?.contains("DEFAULT") == false)
    }

    @Test("computed columns and function indexes are made and give their values")
    func computed() async throws {
        let texts = [
            ("UPPER(S)", "ABC"), ("N * 2 + W", "4.00"), ("S || '-' || W", "abc-1"),
            ("TO_CHAR(D, 'YYYY-MM')", "2024-02"),
            ("TRUNC(D)", "2024-02-29 00:00:00"), ("ADD_MONTHS(D, 12)", "2025-02-28 10:00:00"),
            ("SUBSTR(S, 1, 2)", "ab"), ("NVL(P, 'none')", "none"),
            ("CASE WHEN N > 0 THEN 'plus' ELSE 'minus' END", "plus"),
            ("DECODE(W, 1, 'one', 'many')", "one"), ("LENGTH(S)", "3"),
        ]
        var table = table("S")
        for (number, text) in texts.enumerated() {
            let type: ColumnType =
                text.1.contains(":")
                ? .date : text.0.hasPrefix("N *") ? .number(precision: 12, scale: 2) : Samples.text(60)
            var column = Samples.column("V\(number)", type)
            column.virtualText = text.0
            table.columns.append(column)
            table.indexes.append(
                IndexDefinition(
                    name: ObjectName("HR", "I\(number)"), parts: [IndexDefinition.Part(expression: text.0)]))
        }
        let definition = table
        try await RealDestination.seekdb.onDatabase { connection, database in
            let object = try await RealDestination.seekdb.make(definition, in: database, connection)
            #expect(!object.notes.contains { $0.severity == .unsupported }, "\(object.notes)")
            #expect(object.parts.count == texts.count)
            try await connection.execute(
                "INSERT INTO \(database).s (id, n, w, s, d) VALUES (1, 1.5, 1, 'abc', '2024-02-29 10:00:00')")
            for (number, text) in texts.enumerated() {
                #expect(try await connection.texts("SELECT v\(number) FROM \(database).s") == [[text.1]], "\(text.0)")
            }
        }
    }

    @Test("what changes by itself cannot stand in checks, computed columns and indexes")
    func changing() {
        var table = table("S")
        table.checks = [CheckDefinition(name: "C", text: "D < SYSDATE")]
        var column = Samples.column("V", .date)
        column.virtualText = "TRUNC(SYSDATE)"
        table.columns.append(column)
        table.indexes = [
            IndexDefinition(name: ObjectName("HR", "I"), parts: [IndexDefinition.Part(expression: "USER || S")])
        ]
        let object = Samples.conversion().convert(table, NameMap(), TableChoices())
        #expect(Set(object.notes("expression.changing").map(\.subject)) == ["C", "V", "I"])
    }
}
