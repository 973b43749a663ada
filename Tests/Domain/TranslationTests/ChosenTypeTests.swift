import Model
import Testing

@testable import Translation

@Suite struct ChosenTypeTests {
    @Test(
        "a type that the operator chose is taken",
        arguments: [
            ("DECIMAL(20,4)", "DECIMAL(20,4)"), ("bigint unsigned", "BIGINT UNSIGNED"), ("Integer", "INT"),
            (" VARCHAR ( 100 ) ", "VARCHAR(100)"), ("numeric", "DECIMAL(10,0)"), ("double precision", "DOUBLE"),
            ("text", "TEXT"), ("LONGTEXT", "LONGTEXT"), ("mediumtext", "MEDIUMTEXT"), ("BIT(8)", "BIT(8)"),
            ("CHAR", "CHAR(1)"), ("tinyint(1)", "TINYINT"),
        ])
    func chosen(_ text: String, _ expected: String) {
        let object = Samples.convert(.number(precision: 10, scale: 2), TableChoices(types: ["C": text]))
        #expect(object.line("c") == "`c` \(expected)")
        #expect(object.notes("type.chosen").count == 1)
    }

    @Test(
        "a type that cannot be, or means nothing for the column, stops the table",
        arguments: [
            "DECIMAL(66,0)", "DECIMAL(10,31)", "DECIMAL(5,6)", "VARCHAR", "VARCHAR(9999999)", "GEOMETRY",
            "INT SIGNED BIG",
            "DECIMAL UNSIGNED", "DECIMAL(1", "DATETIME", "LONGBLOB", "", "99", "VARCHAR(-1)", "VARCHAR(x)",
        ])
    func refused(_ text: String) {
        let object = Samples.convert(.number(precision: 10, scale: 2), TableChoices(types: ["C": text]))
        #expect(!object.isSupported)
        #expect(object.notes("type.chosen").count == 1)
    }

    @Test("a chosen type that is narrower is said to lose, a wider one not")
    func width() {
        func worst(_ type: ColumnType, _ wish: String) -> ConversionNote.Severity {
            Samples.convert(type, TableChoices(types: ["C": wish])).worst
        }
        #expect(worst(.number(precision: 9, scale: 0), "BIGINT") == .changed)
        #expect(worst(.number(precision: 9, scale: 0), "SMALLINT") == .lossy)
        #expect(worst(.number(precision: 9, scale: 0), "DECIMAL(10,0)") == .changed)
        #expect(worst(.number(precision: 9, scale: 2), "DECIMAL(9,1)") == .lossy)
        #expect(worst(Samples.text(100), "VARCHAR(50)") == .lossy)
        #expect(worst(Samples.text(100), "TEXT") == .changed)
        #expect(worst(Samples.text(100), "VARCHAR(100)") == .remark)
        #expect(worst(.timestamp(fraction: 6, zone: .none), "DATETIME(3)") == .lossy)
        #expect(worst(.timestamp(fraction: 3, zone: .none), "TIMESTAMP(6)") == .changed)
        #expect(worst(.raw(bytes: 16), "BINARY(16)") == .lossy, "shorter values would be filled up")
        #expect(worst(.raw(bytes: 16), "VARBINARY(20)") == .changed)
        #expect(worst(.json, "JSON") == .lossy)
    }

    @Test("digits that a chosen binary type loses are refused, those of a standard one rounded")
    func digits() {
        func rule(_ choices: TableChoices) -> LossRule? {
            Samples.convert(.float(bits: 126), choices).copy?.columns.last?.onLoss
        }
        #expect(rule(TableChoices()) == .round)
        #expect(rule(TableChoices(types: ["C": "FLOAT"])) == .refuse)
    }
}
