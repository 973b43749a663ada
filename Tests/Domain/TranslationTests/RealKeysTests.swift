import Model
import MySQLClient
import Testing

@testable import Translation

@Suite struct RealKeysTests {
    private static func index(
        _ name: String, _ columns: [String], kind: IndexDefinition.Kind = .ordinary, isUnique: Bool = false
    ) -> IndexDefinition {
        IndexDefinition(
            name: ObjectName("HR", name), parts: columns.map { IndexDefinition.Part(column: $0) }, kind: kind,
            isUnique: isUnique)
    }

    private func indexes(
        _ connection: MySQLConnection, _ database: String, _ table: String
    ) async throws -> [String: String] {
        var found: [String: String] = [:]
        for row in try await connection.texts(
            "SELECT INDEX_NAME, NON_UNIQUE, COLUMN_NAME FROM information_schema.STATISTICS WHERE TABLE_SCHEMA ="
                + " '\(database)' AND TABLE_NAME = '\(table)' ORDER BY INDEX_NAME, SEQ_IN_INDEX")
        {
            found[row[0], default: row[1] == "0" ? "unique" : "plain"] += " \(row[2])"
        }
        return found
    }

    @Test("keys and indexes are made, and what cannot be is said", arguments: RealDestination.allCases)
    func keys(_ server: RealDestination) async throws {
        var table = Samples.table(
            "T",
            [
                Samples.column("A", Samples.text(20)), Samples.column("B", .date), Samples.column("C", .raw(bytes: 16)),
                Samples.column("D", Samples.text(4000)), Samples.column("E", Samples.text(4000)),
                Samples.column("L", .largeText(national: false)),
            ])
        table.keys += [
            KeyDefinition(name: "U_AB", isPrimary: false, columns: ["A", "B"]),
            KeyDefinition(name: "SYS_C2", isPrimary: false, columns: ["C"], isNameGenerated: true, isDeferrable: true),
            KeyDefinition(name: "U_OFF", isPrimary: false, columns: ["B"], isEnabled: false),
            KeyDefinition(name: "U_LONG", isPrimary: false, columns: ["D", "E"]),
        ]
        table.indexes = [
            Self.index("UI_B", ["B", "ID"], isUnique: true), Self.index("I_LONG", ["D", "E"]),
            Self.index("I_LOB", ["L"]),
            Self.index("I_BIT", ["B"], kind: .bitmap), Self.index("I_TEXT", ["L"], kind: .domain),
            Self.index("UI_SAME", ["ID"], isUnique: true),
        ]
        let definition = table
        try await server.onDatabase { connection, database in
            let object = try await server.make(definition, in: database, connection)
            let found = try await indexes(connection, database, "t")
            #expect(
                found == [
                    "PRIMARY": "unique id", "u_ab": "unique a b", "uk_t_3": "unique c", "ui_b": "unique b id",
                    "i_long": "plain d e", "i_lob": "plain l", "i_bit": "plain b",
                ])
            #expect(object.notes("key.nulls").map(\.subject) == ["U_AB", "UI_B"])
            #expect(object.notes("key.deferrable").map(\.subject) == ["SYS_C2"])
            #expect(object.notes("key.disabled").map(\.subject) == ["U_OFF"])
            #expect(object.notes("key.length").map(\.subject) == ["U_LONG"])
            #expect(object.notes("index.prefix").map(\.subject).contains("I_LOB"))
            #expect(object.notes("index.bitmap").map(\.severity) == [.changed])
            #expect(object.notes("index.domain").map(\.severity) == [.unsupported])
        }
    }

    @Test("foreign keys join tables, also a table with itself", arguments: RealDestination.allCases)
    func foreignKeys(_ server: RealDestination) async throws {
        let parent = Samples.table("DEPT", [])
        var child = Samples.table(
            "EMP",
            [
                Samples.column("DEPT_ID", .number(precision: 9, scale: 0)),
                Samples.column("CHIEF", .number(precision: 9, scale: 0)),
            ])
        child.foreignKeys = [
            ForeignKeyDefinition(
                name: "FK_DEPT", columns: ["DEPT_ID"], parent: parent.name, parentColumns: ["ID"], onDelete: .cascade),
            ForeignKeyDefinition(
                name: "SYS_C9", columns: ["CHIEF"], parent: child.name, parentColumns: ["ID"], onDelete: .setNull,
                isNameGenerated: true),
            ForeignKeyDefinition(
                name: "FK_OFF", columns: ["CHIEF"], parent: parent.name, parentColumns: ["ID"], isEnabled: false),
        ]
        child.foreignKeys[1].isDeferrable = true
        let definition = child
        try await server.onDatabase { connection, database in
            try await server.make(parent, in: database, connection)
            let object = try await server.make(definition, in: database, connection)
            #expect(object.parts.map(\.name) == ["fk_dept", "fk_emp_2"])
            #expect(object.notes("foreign.disabled").map(\.subject) == ["FK_OFF"])
            #expect(object.notes("key.deferrable").map(\.subject) == ["SYS_C9"])
            try await connection.execute("INSERT INTO \(database).dept (id) VALUES (1)")
            try await connection.execute("INSERT INTO \(database).emp VALUES (10, 1, NULL), (11, 1, 10)")
            await #expect(throws: MySQLError.self) {
                try await connection.execute("INSERT INTO \(database).emp VALUES (12, 2, NULL)")
            }
            try await connection.execute("DELETE FROM \(database).emp WHERE id = 10")
            #expect(try await connection.texts("SELECT * FROM \(database).emp") == [["11", "1", "NULL"]])
            try await connection.execute("DELETE FROM \(database).dept")
            #expect(try await connection.texts("SELECT * FROM \(database).emp").isEmpty)
        }
    }

    @Test(
        "columns that refer to others take their types, through chains and rings", arguments: RealDestination.allCases)
    func joinedTypes(_ server: RealDestination) async throws {
        let bare = ColumnType.number(precision: nil, scale: nil)
        func reference(_ column: String, to parent: String, _ there: String = "ID") -> ForeignKeyDefinition {
            ForeignKeyDefinition(
                name: "FK_\(column)_\(parent)", columns: [column], parent: ObjectName("HR", parent),
                parentColumns: [there])
        }
        var top = Samples.table("TOP", [Samples.column("CODE", Samples.text(3, isFixed: true), isNullable: false)])
        top.keys.append(KeyDefinition(name: "TOP_UK", isPrimary: false, columns: ["CODE"]))
        var middle = Samples.table("MIDDLE", [Samples.column("CODE", Samples.text(9))])
        middle.columns[0].type = bare
        middle.foreignKeys = [reference("ID", to: "TOP"), reference("CODE", to: "TOP", "CODE")]
        var low = Samples.table(
            "LOW", [Samples.column("M", .number(precision: 38, scale: 0)), Samples.column("S", bare)])
        low.foreignKeys = [reference("M", to: "MIDDLE"), reference("S", to: "LOW")]
        let definitions = [top, middle, low]
        let conversion = Samples.conversion(to: server.facts)
        let choices = conversion.agreed(
            definitions, ["TOP": TableChoices(columns: ["ID": "NR", "CODE": ""])].byName, NameMap())
        try await server.onDatabase { connection, database in
            for table in definitions {
                let object = try await server.make(
                    table, in: database, connection, choices: choices[table.name] ?? TableChoices())
                #expect(object.parts.count == table.foreignKeys.count)
                #expect(object.notes("foreign.parent").isEmpty)
                if table.name.name == "LOW" { #expect(object.notes("type.reference").map(\.subject) == ["M", "S"]) }
            }
        }
    }

    @Test("a foreign key that leaves the project is said to")
    func absentParent() {
        var table = Samples.table("T", [])
        table.foreignKeys = [
            ForeignKeyDefinition(
                name: "FK", columns: ["ID"], parent: ObjectName("OTHER", "P"), parentColumns: ["ID"])
        ]
        let choices = Samples.conversion().agreed([table], [:], NameMap())
        let object = Samples.conversion().convert(table, NameMap(), choices[table.name] ?? TableChoices())
        #expect(object.notes("foreign.parent").map(\.subject) == ["FK"])
        #expect(object.parts.count == 1)
    }

    @Test("names that become one are found")
    func clashes() {
        let names = ["EMP", "emp", "DEPT", "Dept", "X"].map { ObjectName("HR", $0) } + [ObjectName("B", "X")]
        let map = NameMap(schemas: ["B": "hr"])
        let found = Samples.conversion().clashes(among: names, map)
        #expect(
            found == [
                [ObjectName("B", "X"), ObjectName("HR", "X")], [ObjectName("HR", "DEPT"), ObjectName("HR", "Dept")],
                [ObjectName("HR", "EMP"), ObjectName("HR", "emp")],
            ])
        let kept = Samples.conversion(to: Samples.mySQL8) { $0.nameRule = .followSource }
        #expect(kept.clashes(among: names, NameMap()).isEmpty)
    }

    @Test("an expression is indexed, and unique, where the destination can")
    func expressions() async throws {
        var table = Samples.table("T", [Samples.column("A", .number(precision: 9, scale: 0))])
        table.indexes = [
            IndexDefinition(
                name: ObjectName("HR", "I_F"), parts: [IndexDefinition.Part(expression: "\"A\" + 1")], isUnique: true),
            IndexDefinition(
                name: ObjectName("HR", "I_D"), parts: [IndexDefinition.Part(expression: "\"A\"", isDescending: true)]),
            IndexDefinition(
                name: ObjectName("HR", "I_G"),
                parts: [IndexDefinition.Part(column: "ID"), IndexDefinition.Part(expression: "\"A\" * 2")]),
            IndexDefinition(
                name: ObjectName("HR", "I_H"), parts: [IndexDefinition.Part(expression: "MY_OWN(\"A\")")]),
        ]
        let definition = table
        try await RealDestination.seekdb.onDatabase { connection, database in
            let object = try await RealDestination.seekdb.make(definition, in: database, connection)
            let found = try await indexes(connection, database, "t")
            #expect(found["i_f"]?.hasPrefix("unique") == true)
            #expect(found["i_d"] == "plain a")
            #expect(found["i_g"]?.hasPrefix("plain id") == true)
            #expect(object.notes("index.descending").map(\.subject) == ["I_D"])
            #expect(object.notes.contains { $0.subject == "I_H" && $0.severity == .unsupported })
        }
        let plain = Samples.conversion(to: Samples.mariaDB).convert(definition, NameMap(), TableChoices())
        #expect(plain.notes("index.function").map(\.subject) == ["I_F", "I_G", "I_H"])
    }
}

extension Dictionary where Key == String {
    /// Tables of the schema HR by their names.
    fileprivate var byName: [ObjectName: Value] {
        [ObjectName: Value](uniqueKeysWithValues: map { (ObjectName("HR", $0.key), $0.value) })
    }
}
