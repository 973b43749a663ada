import Model
import Testing

@testable import Translation

@Suite struct TableRulesTests {
    private func convert(
        _ table: TableDefinition, to destination: DatabaseFacts = Samples.oceanBase, _ map: NameMap = NameMap(),
        _ choices: TableChoices = TableChoices(), _ change: (inout ConversionSettings) -> Void = { _ in }
    ) -> ConvertedObject {
        Samples.conversion(to: destination, change).convert(table, map, choices)
    }

    @Test("the whole statement of a small table")
    func golden() {
        var name = Samples.column("NAME", Samples.text(40), isNullable: false)
        name.comment = "Who"
        name.defaultText = "'nobody'"
        var table = Samples.table("EMP", [name, Samples.column("HIRED", .date)])
        table.columns[0].identity = ColumnIdentity(isAlways: false, next: 21)
        table.keys.append(KeyDefinition(name: "EMP_UK", isPrimary: false, columns: ["NAME"]))
        table.checks = [CheckDefinition(name: "EMP_CK", text: "NAME <> 'root'")]
        table.comment = "Staff"
        table.indexes = [
            IndexDefinition(name: ObjectName("HR", "EMP_IX"), parts: [IndexDefinition.Part(column: "HIRED")])
        ]
        let object = convert(table)
        #expect(
            object.statements == [
                """
                CREATE TABLE `hr`.`emp` (
                  `id` INT NOT NULL AUTO_INCREMENT,
                  `name` VARCHAR(40) NOT NULL DEFAULT 'nobody' COMMENT 'Who',
                  `hired` DATETIME,
                  PRIMARY KEY (`id`),
                  UNIQUE KEY `emp_uk` (`name`),
                  CONSTRAINT `emp_ck` CHECK (`name` <> 'root')
                ) AUTO_INCREMENT=21 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='Staff'
                """
            ])
        #expect(object.parts.map(\.statement) == ["CREATE INDEX `emp_ix` ON `hr`.`emp` (`hired`)"])
        #expect(object.copy?.columns.map(\.destinationName) == ["id", "name", "hired"])
        #expect(object.copy?.addressing == .rowAddress)
    }

    @Test("the operator's names are taken as written, the others follow the rule")
    func names() {
        let table = Samples.table("EMP", [Samples.column("NAME", .date)])
        let wish = NameMap(objects: [table.name: ObjectName("Staff", "People")])
        #expect(convert(table, to: Samples.mySQL8, wish).destination == ObjectName("Staff", "People"))
        #expect(convert(table, wish).destination == ObjectName("staff", "people"))
        let schema = NameMap(schemas: ["HR": "Company"])
        #expect(convert(table, to: Samples.mySQL8, schema).destination == ObjectName("Company", "emp"))
        let kept = convert(table, to: Samples.mySQL8) { $0.nameRule = .followSource }
        #expect(kept.destination == ObjectName("HR", "EMP"))
        #expect(kept.copy?.columns.map(\.destinationName) == ["ID", "NAME"])
        #expect(convert(table, to: Samples.mySQL8) { $0.nameRule = .upper }.line("NAME") != nil)
    }

    @Test("names that are too long are shortened alike everywhere, and stay apart")
    func shortening() {
        let long = String(repeating: "A", count: 100)
        let short = NameShortening.fit(long.lowercased(), 64)
        #expect(short.count == 61)
        #expect(short.hasPrefix(String(repeating: "a", count: 52) + "_"))
        #expect(NameShortening.hash("godwit") == NameShortening.hash("godwit"))
        #expect(NameShortening.hash("godwit") != NameShortening.hash("godwiu"))
        let table = Samples.table(long, [])
        #expect(convert(table).destination.name == short)
        #expect(convert(table).notes("name.shortened").count == 1)
        var child = Samples.table("CHILD", [])
        child.foreignKeys = [
            ForeignKeyDefinition(name: "FK", columns: ["ID"], parent: table.name, parentColumns: ["ID"])
        ]
        #expect(convert(child).parts.first?.statement.contains("REFERENCES `hr`.`\(short)`") == true)
    }

    @Test("a foreign key that was never proven is made without looking at the rows")
    func novalidate() {
        var table = Samples.table("T", [Samples.column("P", .number(precision: 9, scale: 0))])
        var key = ForeignKeyDefinition(name: "FK", columns: ["P"], parent: table.name, parentColumns: ["ID"])
        table.foreignKeys = [key]
        #expect(convert(table).parts.first?.reference?.isUnproven == nil)
        key.isValidated = false
        table.foreignKeys = [key]
        #expect(convert(table).parts.first?.reference?.isUnproven == true)
        #expect(convert(table).notes("foreign.novalidate").map(\.severity) == [.remark])
    }

    @Test("columns that were not chosen are left out, with what needs them")
    func chosenColumns() {
        var table = Samples.table("T", [Samples.column("A", .date), Samples.column("B", .date)])
        table.keys.append(KeyDefinition(name: "U_B", isPrimary: false, columns: ["B"]))
        let object = convert(table, NameMap(), TableChoices(columns: ["ID": "", "A": "When"], filter: "A > SYSDATE"))
        #expect(object.copy?.columns.map(\.destinationName) == ["id", "When"])
        #expect(object.copy?.filter == "A > SYSDATE")
        #expect(object.notes("column.chosen").map(\.subject) == ["B"])
        #expect(object.notes("key.columns").map(\.subject) == ["U_B"])
    }

    @Test("tables without rows of their own are noted and not made")
    func storage() {
        for (storage, rule) in [
            (TableDefinition.Storage.temporary, "table.temporary"), (.external, "table.external"),
            (.nested, "table.nested"),
        ] {
            var table = Samples.table("T", [])
            table.storage = storage
            let object = convert(table)
            #expect(!object.isSupported)
            #expect(object.copy == nil)
            #expect(object.notes.map(\.rule) == [rule])
        }
        var organized = Samples.table("T", [])
        organized.storage = .indexOrganized
        #expect(convert(organized).copy?.addressing == .key(["ID"]))
    }

    @Test("a table without a key may also be left as it is")
    func noAddress() {
        let table = Samples.table("T", [Samples.column("A", .date)], hasKey: false)
        let object = convert(table) { $0.rowAddress = .none }
        #expect(object.copy?.addressColumns == [])
        #expect(object.worst == .lossy)
        #expect(object.statements.first?.contains("OMS_") == false)
    }

    @Test("old MySQL keeps no checks, no expressions and no partitions against its keys")
    func oldMySQL() {
        var made = Samples.column("MADE", .date)
        made.defaultText = "SYSDATE"
        var sum = Samples.column("SUM", .number(precision: 9, scale: 0))
        sum.defaultText = "1 + 2"
        var table = Samples.table("T", [made, sum])
        table.checks = [CheckDefinition(name: "CK", text: "SUM > 0")]
        let object = convert(table, to: Samples.mySQL57)
        #expect(object.line("made") == "`made` DATETIME DEFAULT CURRENT_TIMESTAMP")
        #expect(object.line("sum") == "`sum` INT")
        #expect(object.notes("check.ignored").map(\.severity) == [.lossy])
        #expect(object.notes("default.expression").map(\.severity) == [.lossy])
        #expect(object.statements.first?.contains("ENGINE=InnoDB") == true)
        #expect(convert(table, to: Samples.mySQL8).statements.first?.contains("CHECK (`sum` > 0)") == true)
    }

    @Test("a collation that is not binary is said to lose, and one that is not there stops the table")
    func collation() {
        var facts = Samples.oceanBase
        facts.collations = ["utf8mb4_bin", "utf8mb4_general_ci"]
        let table = Samples.table("T", [])
        let loose = convert(table, to: facts) { $0.collation = "utf8mb4_general_ci" }
        #expect(loose.statements.first?.hasSuffix("DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci") == true)
        #expect(loose.notes("table.collation").map(\.severity) == [.lossy])
        for name in ["utf8mb4_0900_ai_ci", "x; DROP TABLE t", "utf8mb4_bin "] {
            #expect(!convert(table, to: facts) { $0.collation = name }.isSupported)
        }
    }

    @Test("identity goes on with the next value, or says why not")
    func identity() {
        func convert(
            _ identity: ColumnIdentity, _ type: ColumnType, to facts: DatabaseFacts = Samples.oceanBase
        )
            -> ConvertedObject
        {
            var column = Samples.column("N", type)
            column.identity = identity
            return self.convert(Samples.table("T", [column]), to: facts)
        }
        let next = convert(ColumnIdentity(isAlways: true, next: 5000), .number(precision: nil, scale: nil))
        #expect(next.line("n") == "`n` BIGINT NOT NULL AUTO_INCREMENT")
        #expect(next.statements.first?.contains("AUTO_INCREMENT=5000 ") == true)
        #expect(next.notes("identity.always").count == 1)
        let down = convert(ColumnIdentity(isAlways: false, start: -1, step: -1), .number(precision: 9, scale: 0))
        #expect(down.notes("identity.direction").map(\.severity) == [.lossy])
        #expect(down.line("n") == "`n` INT")
        let wide = convert(ColumnIdentity(isAlways: false, step: 10), .number(precision: 9, scale: 2))
        #expect(wide.notes("identity.type").map(\.severity) == [.lossy])
        let steps = convert(ColumnIdentity(isAlways: false, step: 10), .number(precision: 9, scale: 0))
        #expect(steps.notes("identity.step").map(\.severity) == [.lossy])
        let full = convert(ColumnIdentity(isAlways: false, next: 128), .number(precision: 2, scale: 0))
        #expect(full.notes("identity.direction").count == 1)
        let mySQL = convert(
            ColumnIdentity(isAlways: false, next: 7), .number(precision: 9, scale: 0), to: Samples.mySQL8)
        #expect(mySQL.statements.first?.contains("KEY `ix_t_n` (`n`)") == true)
    }

    @Test("partitions that the destination cannot have are dropped with a note, never in silence")
    func partitions() {
        func rules(_ partitioning: Partitioning, to facts: DatabaseFacts = Samples.oceanBase) -> [String] {
            let object = convert(RealPartitionsTests.table(partitioning), to: facts)
            let isWhole = object.statements.first?.contains("PARTITION BY") == false
            return object.notes.filter { $0.severity == .lossy }.map(\.rule) + (isWhole ? ["whole"] : [])
        }
        typealias Level = Partitioning.Level
        typealias Partition = Partitioning.Partition
        let many = RealPartitionsTests.hash(["ID"], 8193)
        #expect(rules(many) == ["partition.count", "whole"])
        let deep = Partitioning(
            level: Level(method: .range, columns: ["SOLD"]), sublevel: Level(method: .hash, columns: ["ID"]),
            partitions: [
                RealPartitionsTests.nested(
                    Partition(name: "P", boundText: "MAXVALUE"), [String](repeating: "", count: 8193))
            ])
        #expect(rules(deep) == ["partition.count"])
        #expect(rules(Partitioning(level: Level(method: .reference, columns: []), partitions: [])).last == "whole")
        #expect(rules(Partitioning(level: Level(method: .system, columns: []), partitions: [])).last == "whole")
        let odd = Partitioning(
            level: Level(method: .range, columns: ["SOLD"]), partitions: [Partition(name: "P", boundText: "SYSDATE")])
        #expect(rules(odd) == ["partition.bound", "whole"])
        let range = Partitioning(level: Level(method: .range, columns: ["SOLD"]), partitions: RealPartitionsTests.years)
        #expect(rules(range) == [])
        #expect(rules(range, to: Samples.mySQL8) == ["partition.key", "whole"])
        let interval = Partitioning(
            level: Level(method: .range, columns: ["SOLD"], intervalText: "1"), partitions: RealPartitionsTests.years)
        #expect(rules(interval) == ["partition.interval"])
    }

    @Test("a key that partitions made global is primary again when they are dropped")
    func restored() {
        let odd = Partitioning(
            level: Partitioning.Level(method: .range, columns: ["SOLD"]),
            partitions: [Partitioning.Partition(name: "P", boundText: "SYSDATE")])
        let object = convert(RealPartitionsTests.table(odd))
        #expect(object.statements.first?.contains("PRIMARY KEY (`id`)") == true)
        #expect(object.notes("partition.primary").isEmpty)
    }

    @Test("every kind of object that is not migrated is told what to do about")
    func listed() {
        for kind in ObjectKind.allCases {
            let note = Samples.conversion().note(on: ListedObject(name: ObjectName("HR", "X"), kind: kind))
            #expect(note.severity == (kind.isMigrated ? .remark : .unsupported))
            #expect(note.rule.hasPrefix("object."))
            #expect(note.text.hasSuffix("."))
        }
        let sequence = ListedObject(name: ObjectName("H'R", "S"), kind: .sequence)
        #expect(
            Samples.conversion().note(on: sequence).text.contains("SEQUENCE_OWNER = 'H''R' AND SEQUENCE_NAME = 'S'"))
        #expect(Samples.conversion(to: Samples.mariaDB).note(on: sequence).text.contains("CREATE SEQUENCE"))
        for flag in ["temporary", "external", "nested"] {
            let listed = ListedObject(name: ObjectName("HR", "X"), kind: .table, flags: [flag, "noKey"])
            #expect(Samples.conversion().note(on: listed).rule == "table.\(flag)")
            #expect(StorageRules.refusal(of: .heap) == nil)
        }
    }
}
