import Model
import Translation

/// Facts, tables and conversions that the tests speak of.
enum Samples {
    static let oracle: DatabaseFacts = {
        var facts = DatabaseFacts(kind: "oracle", product: "Oracle Database 19c Enterprise Edition", version: [19, 3])
        facts.characterSet = "AL32UTF8"
        facts.nameCase = .upper
        facts.identifierLengthMax = 128
        return facts
    }()

    static let oceanBase: DatabaseFacts = {
        var facts = DatabaseFacts(kind: "oceanbase", product: "OceanBase 4.3.5.3 seekdb", version: [4, 3, 5, 3])
        facts.nameCase = .lower
        facts.abilities = [
            "checkConstraints", "expressionDefaults", "functionIndexes", "globalIndexes", "largeRows",
            "keylessAutoIncrement", "letterNames", "partitionsWithoutForeignKeyLimit",
        ]
        return facts
    }()

    static let mySQL57 = DatabaseFacts(kind: "mysql", product: "MySQL Community Server", version: [5, 7, 44])
    static let mySQL8 = DatabaseFacts(kind: "mysql", product: "MySQL Community Server", version: [8, 0, 36])
    static let mariaDB = DatabaseFacts(kind: "mysql", product: "MariaDB Server", version: [10, 11, 6])

    static func conversion(
        to destination: DatabaseFacts = oceanBase, _ change: (inout ConversionSettings) -> Void = { _ in }
    ) -> OracleToMySQL {
        var settings = ConversionSettings()
        change(&settings)
        return OracleToMySQL(source: oracle, destination: destination, settings: settings)
    }

    static func column(_ name: String, _ type: ColumnType, isNullable: Bool = true) -> ColumnDefinition {
        ColumnDefinition(name: name, type: type, typeText: "\(type)", isNullable: isNullable)
    }

    static func text(_ length: Int, isFixed: Bool = false, countsBytes: Bool = true) -> ColumnType {
        .character(ColumnType.CharacterType(length: length, countsBytes: countsBytes, isFixed: isFixed))
    }

    /// A table with a key column ID in front, unless there are keys of its own.
    static func table(
        _ name: String, _ columns: [ColumnDefinition], hasKey: Bool = true, schema: String = "HR"
    ) -> TableDefinition {
        let key = column("ID", .number(precision: 9, scale: 0), isNullable: false)
        var table = TableDefinition(name: ObjectName(schema, name), columns: hasKey ? [key] + columns : columns)
        if hasKey { table.keys = [KeyDefinition(name: "\(name)_PK", isPrimary: true, columns: ["ID"])] }
        return table
    }

    /// What a single column of this type becomes.
    static func convert(
        _ type: ColumnType, _ choices: TableChoices = TableChoices(), to destination: DatabaseFacts = oceanBase,
        _ change: (inout ConversionSettings) -> Void = { _ in }
    ) -> ConvertedObject {
        conversion(to: destination, change).convert(table("T", [column("C", type)]), NameMap(), choices)
    }
}

extension ConvertedObject {
    /// The line of the statement that makes the column.
    func line(_ column: String) -> String? {
        statements.first?.split(separator: "\n").map { line in
            let text = line.drop { $0 == " " }
            return String(text.hasSuffix(",") ? text.dropLast() : text)
        }.first { $0.hasPrefix("`\(column)` ") }
    }

    func notes(_ rule: String) -> [ConversionNote] { notes.filter { $0.rule == rule } }
}
