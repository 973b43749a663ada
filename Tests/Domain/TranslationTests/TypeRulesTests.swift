import Model
import Testing

@testable import Translation

/// One line of the table in docs/type-rules.md.
struct TypeCase: Sendable, CustomTestStringConvertible {
    let type: ColumnType
    let expected: String
    let worst: ConversionNote.Severity
    let rule: String?

    init(_ type: ColumnType, _ expected: String, _ worst: ConversionNote.Severity = .remark, _ rule: String? = nil) {
        self.type = type
        self.expected = expected
        self.worst = worst
        self.rule = rule
    }

    var testDescription: String { "\(type)" }

    static let numbers: [TypeCase] = [
        TypeCase(.number(precision: 1, scale: 0), "TINYINT"),
        TypeCase(.number(precision: 2, scale: 0), "TINYINT"),
        TypeCase(.number(precision: 3, scale: 0), "SMALLINT"),
        TypeCase(.number(precision: 4, scale: 0), "SMALLINT"),
        TypeCase(.number(precision: 5, scale: 0), "MEDIUMINT"),
        TypeCase(.number(precision: 6, scale: 0), "MEDIUMINT"),
        TypeCase(.number(precision: 9, scale: 0), "INT"),
        TypeCase(.number(precision: 10, scale: 0), "BIGINT"),
        TypeCase(.number(precision: 18, scale: 0), "BIGINT"),
        TypeCase(.number(precision: 19, scale: 0), "DECIMAL(19,0)"),
        TypeCase(.number(precision: 38, scale: 0), "DECIMAL(38,0)"),
        TypeCase(.number(precision: nil, scale: 0), "DECIMAL(38,0)"),
        TypeCase(.number(precision: nil, scale: 2), "DECIMAL(40,2)"),
        TypeCase(.number(precision: 10, scale: nil), "BIGINT"),
        TypeCase(.number(precision: 10, scale: 2), "DECIMAL(10,2)"),
        TypeCase(.number(precision: 38, scale: 30), "DECIMAL(38,30)"),
        TypeCase(.number(precision: 2, scale: 5), "DECIMAL(5,5)", .changed, "type.number.fraction"),
        TypeCase(.number(precision: 38, scale: 35), "DECIMAL(33,30)", .lossy, "type.number.scale"),
        TypeCase(.number(precision: 2, scale: 127), "DECIMAL(30,30)", .lossy, "type.number.scale"),
        TypeCase(.number(precision: 5, scale: -2), "INT"),
        TypeCase(.number(precision: 20, scale: -20), "DECIMAL(40,0)"),
        TypeCase(.number(precision: 38, scale: -84), "DECIMAL(65,0)", .lossy, "type.number.wide"),
        TypeCase(.number(precision: nil, scale: nil), "DECIMAL(65,30)", .changed, "type.number.unknown"),
        TypeCase(.float(bits: 24), "DOUBLE"),
        TypeCase(.float(bits: 126), "DOUBLE", .lossy, "type.float.rounded"),
        TypeCase(.binaryFloat, "DOUBLE", .changed, "type.binary.float"),
        TypeCase(.binaryDouble, "DOUBLE", .remark, "type.binary.double"),
    ]

    static let others: [TypeCase] = [
        TypeCase(Samples.text(10), "VARCHAR(10)"),
        TypeCase(Samples.text(4000), "VARCHAR(4000)"),
        TypeCase(Samples.text(32767), "VARCHAR(32767)"),
        TypeCase(Samples.text(10, isFixed: true), "CHAR(10)", .changed, "type.text.blanks"),
        TypeCase(Samples.text(255, isFixed: true), "CHAR(255)", .changed, "type.text.blanks"),
        TypeCase(Samples.text(256, isFixed: true), "VARCHAR(256)", .changed, "type.text.fixed"),
        TypeCase(.raw(bytes: 16), "VARBINARY(16)"),
        TypeCase(.raw(bytes: 32767), "VARBINARY(32767)"),
        TypeCase(.largeText(national: false), "LONGTEXT", .remark, "type.lob.text"),
        TypeCase(.largeBytes, "LONGBLOB", .remark, "type.lob.bytes"),
        TypeCase(.longText, "LONGTEXT", .changed, "type.long.text"),
        TypeCase(.longRaw, "LONGBLOB", .changed, "type.long.raw"),
        TypeCase(.date, "DATETIME"),
        TypeCase(.timestamp(fraction: 0, zone: .none), "DATETIME"),
        TypeCase(.timestamp(fraction: 6, zone: .none), "DATETIME(6)"),
        TypeCase(.timestamp(fraction: 9, zone: .none), "DATETIME(6)", .lossy, "type.timestamp.fraction"),
        TypeCase(.timestamp(fraction: 3, zone: .carried), "DATETIME(3)", .lossy, "type.timestamp.zone"),
        TypeCase(.timestamp(fraction: 6, zone: .session), "DATETIME(6)", .changed, "type.timestamp.local"),
        TypeCase(.monthInterval(yearDigits: 2), "VARCHAR(30)", .changed, "type.interval"),
        TypeCase(.dayInterval(dayDigits: 9, fraction: 9), "VARCHAR(30)", .changed, "type.interval"),
        TypeCase(.rowAddress(bytesMax: nil), "VARCHAR(18)", .lossy, "type.row.address"),
        TypeCase(.rowAddress(bytesMax: 4000), "VARCHAR(5340)", .lossy, "type.row.address"),
        TypeCase(.xml, "LONGTEXT", .changed, "type.xml"),
        TypeCase(.json, "LONGTEXT", .changed, "type.json"),
        TypeCase(.boolean, "TINYINT"),
    ]
}

@Suite struct TypeRulesTests {
    @Test("every type becomes what the table of rules says", arguments: TypeCase.numbers + TypeCase.others)
    func type(_ example: TypeCase) throws {
        let object = Samples.convert(example.type)
        #expect(object.line("c") == "`c` \(example.expected)")
        #expect(object.worst == example.worst)
        if let rule = example.rule { #expect(object.notes(rule).count == 1) }
        #expect(object.notes.isEmpty || example.rule != nil)
        let copied = try #require(object.copy?.columns.first { $0.sourceName == "C" })
        #expect(StoredTypeText.text(of: copied.destinationType) == example.expected)
    }

    @Test("types that cannot be carried leave their column out, with the reason")
    func refused() {
        let types: [(ColumnType, String)] = [
            (.externalFile, "type.refused.file"),
            (.object(schema: "MDSYS", name: "SDO_GEOMETRY"), "type.refused.object"),
            (.other("ANYDATA"), "type.refused.unknown"),
        ]
        for (type, rule) in types {
            let object = Samples.convert(type)
            #expect(object.worst == .unsupported)
            #expect(object.notes(rule).map(\.subject) == ["C"])
            #expect(object.line("c") == nil)
            #expect(object.copy?.columns.map(\.sourceName) == ["ID"])
        }
    }

    @Test("a table of nothing but refused columns is not made")
    func nothingLeft() {
        let table = Samples.table("T", [Samples.column("C", .externalFile)], hasKey: false)
        let object = Samples.conversion().convert(table, NameMap(), TableChoices())
        #expect(!object.isSupported)
        #expect(object.copy == nil)
        #expect(object.notes("table.columns").count == 1)
    }

    @Test("decimals instead of integers when the project says so")
    func decimals() {
        let object = Samples.convert(.number(precision: 5, scale: 0)) { $0.integers = .decimals }
        #expect(object.line("c") == "`c` DECIMAL(5,0)")
    }

    @Test("a length in bytes is kept, or widened by the project's factor")
    func lengths() {
        #expect(Samples.convert(Samples.text(11)) { $0.lengthRule = .expand }.line("c") == "`c` VARCHAR(17)")
        let characters = Samples.convert(Samples.text(11, countsBytes: false)) { $0.lengthRule = .expand }
        #expect(characters.line("c") == "`c` VARCHAR(11)")
        #expect(Samples.convert(Samples.text(Int.max)).isSupported)
        #expect(Samples.convert(.number(precision: Int.max, scale: Int.min)).isSupported)
    }

    @Test(
        "a number without precision follows its values",
        arguments: [
            (NumberProfile(rows: 9000, integerDigitsMax: 5, scaleMax: 0), "BIGINT"),
            (NumberProfile(rows: 9, integerDigitsMax: 5, scaleMax: 0), "DECIMAL(21,6)"),
            (NumberProfile(rows: 9, integerDigitsMax: 38, scaleMax: 0), "DECIMAL(50,6)"),
            (NumberProfile(rows: 9000, integerDigitsMax: 15, scaleMax: 0), "BIGINT"),
            (NumberProfile(rows: 9000, integerDigitsMax: 16, scaleMax: 0), "DECIMAL(38,0)"),
            (NumberProfile(rows: 9000, integerDigitsMax: 38, scaleMax: 0), "DECIMAL(65,0)"),
            (NumberProfile(rows: 9000, integerDigitsMax: 126, scaleMax: 0), "DOUBLE"),
            (NumberProfile(rows: 9, integerDigitsMax: 5, scaleMax: 2), "DECIMAL(21,6)"),
            (NumberProfile(rows: 9, integerDigitsMax: 5, scaleMax: 0, isSample: true), "DECIMAL(32,9)"),
            (NumberProfile(rows: 9, integerDigitsMax: 60, scaleMax: 5), "DECIMAL(65,5)"),
            (NumberProfile(rows: 9, integerDigitsMax: 1, scaleMax: 40), "DECIMAL(45,30)"),
            (NumberProfile(rows: 9, integerDigitsMax: 62, scaleMax: 9), "DOUBLE"),
            (NumberProfile(rows: 0, integerDigitsMax: 0, scaleMax: 0), "DECIMAL(65,30)"),
        ])
    func profiles(_ profile: NumberProfile, _ expected: String) {
        let choices = TableChoices(profiles: ["C": profile])
        let object = Samples.convert(.number(precision: nil, scale: nil), choices)
        #expect(object.line("c") == "`c` \(expected)")
        #expect(object.copy?.columns.last?.onLoss == (profile.scaleMax > 30 || expected == "DOUBLE" ? .round : .refuse))
    }

    @Test("only columns that need it are profiled")
    func profiled() {
        let table = Samples.table(
            "T",
            [
                Samples.column("A", .number(precision: nil, scale: nil)), Samples.column("B", .float(bits: 126)),
                Samples.column("C", .float(bits: 24)), Samples.column("D", .number(precision: nil, scale: 0)),
            ])
        #expect(Samples.conversion().columnsToProfile(of: table) == ["A", "B"])
    }

    @Test("floats of many digits keep them where their values allow")
    func floats() {
        let few = NumberProfile(rows: 5, integerDigitsMax: 8, scaleMax: 4)
        let many = NumberProfile(rows: 5, integerDigitsMax: 8, scaleMax: 20)
        let tiny = NumberProfile(rows: 5, integerDigitsMax: 1, scaleMax: 60)
        for (profile, expected) in [(few, "DOUBLE"), (many, "DECIMAL(65,30)"), (tiny, "DOUBLE")] {
            let object = Samples.convert(.float(bits: 126), TableChoices(profiles: ["C": profile]))
            #expect(object.line("c") == "`c` \(expected)")
        }
    }

    @Test("the rules of loss of the project reach the columns")
    func loss() {
        func rule(_ type: ColumnType) -> LossRule? {
            Samples.convert(type) {
                $0.timestampLoss = .truncate
                $0.floatLoss = .null
            }.copy?.columns.last?.onLoss
        }
        #expect(rule(.timestamp(fraction: 9, zone: .none)) == .truncate)
        #expect(rule(.timestamp(fraction: 6, zone: .none)) == .refuse)
        #expect(rule(.binaryFloat) == .null)
        #expect(rule(.binaryDouble) == .null)
    }
}
