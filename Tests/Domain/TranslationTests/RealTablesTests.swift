import Model
import MySQLClient
import Testing

@testable import Translation

/// What the conversion writes is run on real servers and read back.
@Suite struct RealTablesTests {
    @Test("every type is made as the rules say", arguments: RealDestination.allCases)
    func types(_ server: RealDestination) async throws {
        let cases = TypeCase.numbers + TypeCase.others
        let columns = cases.enumerated().map { Samples.column("C\($0)", $1.type) }
        try await server.onDatabase { connection, database in
            let object = try await server.make(Samples.table("T", columns), in: database, connection)
            let made = try await connection.columnTypes(database, "t")
            for column in try #require(object.copy).columns {
                let wanted = StoredTypeText.text(of: column.destinationType).lowercased()
                let found = try #require(made[column.destinationName])
                // Integers show the width in which they would be printed.
                let plain = wanted.hasSuffix("int") ? String(found.prefix { $0 != "(" }) : found
                #expect(plain == wanted, "\(column.sourceName)")
            }
        }
    }

    @Test("a table of a thousand columns is made", arguments: RealDestination.allCases)
    func thousandColumns(_ server: RealDestination) async throws {
        let columns = (1...999).map { Samples.column("COLUMN_\($0)", $0 % 2 == 0 ? Samples.text(1) : .boolean) }
        try await server.onDatabase { connection, database in
            let object = try await server.make(Samples.table("WIDE", columns), in: database, connection)
            #expect(try await connection.columnTypes(database, "wide").count == 1000)
            #expect(object.notes.isEmpty)
        }
    }

    @Test("columns that are together too wide move into TEXT", arguments: RealDestination.allCases)
    func wideRow(_ server: RealDestination) async throws {
        let columns = (1...150).map { Samples.column("COLUMN_\($0)", Samples.text(4000)) }
        try await server.onDatabase { connection, database in
            let object = try await server.make(Samples.table("WIDE", columns), in: database, connection)
            #expect(try await connection.columnTypes(database, "wide").count == 151)
            let kept = object.copy?.columns.filter { $0.destinationType == .text(charactersMax: 4000, isFixed: false) }
            #expect((kept?.count ?? 0) + object.notes("table.row.size").count == 150)
            #expect(object.worst == .changed)
        }
    }

    @Test("whatever is not refused for its width is made", arguments: RealDestination.allCases)
    func widths(_ server: RealDestination) async throws {
        try await server.onDatabase { connection, database in
            for (number, type) in [Samples.text(10), Samples.text(100), .largeBytes].enumerated() {
                let columns = (1...190).map { Samples.column("C\($0)", type) }
                let object = try await server.make(Samples.table("W_\(number)", columns), in: database, connection)
                #expect(object.isSupported)
            }
        }
    }

    @Test("columns that are together wider than any row are shortened, which is said")
    func shortened() async throws {
        let columns = (1...999).map { Samples.column("COLUMN_\($0)", Samples.text(4000)) }
        try await RealDestination.seekdb.onDatabase { connection, database in
            let object = try await RealDestination.seekdb.make(Samples.table("WIDE", columns), in: database, connection)
            #expect(try await connection.columnTypes(database, "wide").count == 1000)
            #expect(object.notes("table.row.short").count == 999)
            #expect(object.line("column_1") == "`column_1` VARCHAR(393)")
        }
        let elsewhere = Samples.conversion(to: Samples.mariaDB)
            .convert(Samples.table("WIDE", columns), NameMap(), TableChoices())
        #expect(elsewhere.notes("table.row.page").map(\.severity) == [.unsupported])
    }

    static let names = [
        "EMP", "emp2", "Emp3", "a b", "it's", "say \"x\"", "back`quote", "员工表", "$$X", "a.b/c\\d", "x;--", "%_",
        "ORDER", "🙂",
        String(repeating: "L", count: 128), String(repeating: "员", count: 42),
        String(repeating: "L", count: 127) + "M",
        String(repeating: "é", count: 64), "blank ",
    ]

    @Test("tables, columns, keys and indexes of any name are made", arguments: RealDestination.allCases)
    func anyName(_ server: RealDestination) async throws {
        try await server.onDatabase { connection, database in
            var made: Set<String> = []
            for name in Self.names {
                var table = Samples.table(
                    name, [Samples.column(name, Samples.text(20)), Samples.column("X", .date, isNullable: false)])
                table.comment = name
                table.keys.append(KeyDefinition(name: "U\(name)", isPrimary: false, columns: ["X"]))
                table.indexes = [
                    IndexDefinition(name: ObjectName("HR", "I\(name)"), parts: [IndexDefinition.Part(column: name)])
                ]
                table.checks = [CheckDefinition(name: "C\(name)", text: "\"\(name)\" <> 'x'")]
                if name.contains("\"") { table.checks = [] }
                let object = try await server.make(table, in: database, connection)
                made.insert(object.destination.name)
            }
            #expect(made.count == Self.names.count)
            let listed = try await connection.texts(
                "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = '\(database)'")
            #expect(Set(listed.map { $0[0] }) == made)
        }
    }

    @Test("columns whose names differ only in case are told apart", arguments: RealDestination.allCases)
    func clash(_ server: RealDestination) async throws {
        let columns = ["NAME", "name", "Name"].map { Samples.column($0, Samples.text(5)) }
        try await server.onDatabase { connection, database in
            let object = try await server.make(Samples.table("T", columns), in: database, connection)
            #expect(object.notes("name.clash").map(\.subject) == ["name", "Name"])
            #expect(try await connection.columnTypes(database, "t").count == 4)
        }
    }

    @Test("a table without a key gets the address of its rows", arguments: RealDestination.allCases)
    func addresses(_ server: RealDestination) async throws {
        let table = Samples.table(
            "LOG", [Samples.column("A", .date), Samples.column("OMS_ROW_NUMBER", .date)], hasKey: false)
        try await server.onDatabase { connection, database in
            let object = try await server.make(table, in: database, connection)
            let plan = try #require(object.copy)
            #expect(plan.addressing == .rowAddress)
            #expect(plan.addressColumns.prefix(3) == ["OMS_OBJECT_NUMBER", "OMS_RELATIVE_FNO", "OMS_BLOCK_NUMBER"])
            #expect(plan.addressColumns.count == 4 && plan.isKeyless == true)
            #expect(object.notes("name.clash").map(\.subject) == ["OMS_ROW_NUMBER"])
            #expect(object.notes("table.key.address").count == 1)
            let keyed = try await connection.texts(
                "SELECT COLUMN_NAME FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = '\(database)'"
                    + " AND INDEX_NAME = 'UK_log_OMS_ROWID' AND NON_UNIQUE = 0 ORDER BY SEQ_IN_INDEX")
            #expect(keyed.map { $0[0] } == plan.addressColumns)
            // Programs that name no columns do not see them.
            try await connection.execute("INSERT INTO \(database).log VALUES (NULL, NULL)")
            try await connection.execute("INSERT INTO \(database).log VALUES (NULL, NULL)")
            #expect(try await connection.texts("SELECT * FROM \(database).log").map(\.count) == [2, 2])
        }
    }

    @Test("comments, defaults, checks and identity are made", arguments: RealDestination.allCases)
    func clauses(_ server: RealDestination) async throws {
        var name = Samples.column("NAME", Samples.text(20), isNullable: false)
        name.defaultText = "'it''s \\ here' "
        name.comment = "它's \\ \"name\"\n" + String(repeating: "c", count: 2000)
        var made = Samples.column("MADE", .date)
        made.defaultText = "SYSDATE"
        var stamp = Samples.column("STAMP", .timestamp(fraction: 9, zone: .none))
        stamp.defaultText = "SYSTIMESTAMP"
        var large = Samples.column("LARGE", .largeText(national: false))
        large.defaultText = "'x'"
        var gone = Samples.column("GONE", .number(precision: 9, scale: 0))
        gone.defaultText = "SEQ.NEXTVAL"
        var empty = Samples.column("EMPTY", Samples.text(1))
        empty.defaultText = "''"
        var hidden = Samples.column("HIDDEN", Samples.text(1))
        hidden.isHidden = true
        var twice = Samples.column("TWICE", .number(precision: 12, scale: 0))
        twice.virtualText = "\"PAY\" * 2"
        var wrong = Samples.column("WRONG", .number(precision: 12, scale: 0))
        wrong.virtualText = "ID + 1"
        var pay = Samples.column("PAY", .number(precision: 9, scale: 0))
        pay.defaultText = "21"
        var table = Samples.table("T", [name, made, stamp, large, gone, empty, hidden, pay, twice, wrong])
        table.columns[0].identity = ColumnIdentity(isAlways: true, start: 1, step: 1, next: 4711)
        table.comment = "Table's"
        table.checks = [
            CheckDefinition(name: "SYS_C1", text: "PAY > 0 AND NAME <> 'x'", isNameGenerated: true),
            CheckDefinition(name: "OFF", text: "PAY > 10000", isEnabled: false),
            CheckDefinition(name: "NUMBERS", text: "ID > 0"),
            CheckDefinition(name: "ODD", text: "REGEXP_LIKE(NAME, '^i')"),
        ]
        let definition = table
        try await server.onDatabase { connection, database in
            let object = try await server.make(definition, in: database, connection)
            try await connection.execute("INSERT INTO \(database).t (made) VALUES ('2020-01-01')")
            let row = try await connection.texts("SELECT id, name, twice, empty FROM \(database).t")
            #expect(row == [["4711", "it's \\ here", "42", "NULL"]])
            #expect(object.notes("comment.length").map(\.subject) == ["NAME"])
            #expect(object.notes("default.large").count == (server == .seekdb ? 1 : 0))
            #expect(object.notes.filter { $0.subject == "GONE" }.map(\.severity) == [.lossy])
            #expect(object.copy?.columns.contains { $0.sourceName == "TWICE" } == false)
            #expect(object.notes("virtual.identity").map(\.subject) == ["WRONG"])
            #expect(object.notes("check.identity").map(\.subject) == ["NUMBERS"])
            #expect(object.line("hidden")?.contains("INVISIBLE") == true)
            await #expect(throws: MySQLError.self) {
                try await connection.execute("INSERT INTO \(database).t (pay) VALUES (-1)")
            }
        }
    }
}
