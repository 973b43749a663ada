import MySQLClient
import Testing
import Values

/// A column type with values at its limits: how a person writes them in SQL, and what they are.
struct TypeCase: Sendable, CustomTestStringConvertible {
    let definition: String
    let values: [(sql: String, value: MySQLValue)]
    /// The text protocol of both servers prints FLOAT with six digits.
    var isExactAsText = true
    var only: TestServer?

    var testDescription: String { definition }

    init(_ definition: String, only: TestServer? = nil, _ values: [(sql: String, value: MySQLValue)]) {
        self.definition = definition
        self.values = values
        self.only = only
    }

    static func integers(_ definition: String, _ numbers: Int64...) -> TypeCase {
        TypeCase(definition, numbers.map { (String($0), .integer($0)) })
    }

    static func naturals(_ definition: String, _ numbers: UInt64...) -> TypeCase {
        TypeCase(definition, numbers.map { (String($0), .unsigned($0)) })
    }

    static func decimals(_ definition: String, _ texts: String...) -> TypeCase {
        TypeCase(definition, texts.map { ($0, ExactDecimal($0).map { .decimal($0) } ?? .null) })
    }

    static func dates(_ definition: String, _ texts: String...) -> TypeCase {
        TypeCase(definition, texts.map { ("'\($0)'", CivilDate($0).map { .date($0) } ?? .null) })
    }

    static func moments(_ definition: String, only: TestServer? = nil, _ texts: String...) -> TypeCase {
        TypeCase(definition, only: only, texts.map { ("'\($0)'", CivilDateTime($0).map { .dateTime($0) } ?? .null) })
    }

    static func spans(_ definition: String, only: TestServer? = nil, _ texts: String...) -> TypeCase {
        TypeCase(definition, only: only, texts.map { ("'\($0)'", TimeSpan($0).map { .time($0) } ?? .null) })
    }

    static func floats(_ definition: String, _ numbers: Float...) -> TypeCase {
        var all = TypeCase(definition, numbers.map { ("\(Double($0))\(exponent(Double($0)))", .float($0)) })
        all.isExactAsText = false
        return all
    }

    static func doubles(_ definition: String, _ numbers: Double...) -> TypeCase {
        TypeCase(definition, numbers.map { ("\($0)\(exponent($0))", .double($0)) })
    }

    private static func exponent(_ number: Double) -> String { "\(number)".contains("e") ? "" : "e0" }
}

extension TypeCase {
    static let all = integers + exactNumbers + floatingNumbers + bits + times + texts + bytes

    private static let integers: [TypeCase] = [
        .integers("TINYINT", -128, -1, 0, 127),
        .naturals("TINYINT UNSIGNED", 0, 128, 255),
        .integers("SMALLINT", -32_768, 32_767),
        .naturals("SMALLINT UNSIGNED", 32_768, 65_535),
        .integers("MEDIUMINT", -8_388_608, -1, 8_388_607),
        .naturals("MEDIUMINT UNSIGNED", 8_388_608, 16_777_215),
        .integers("INT", -2_147_483_648, 2_147_483_647),
        .naturals("INT UNSIGNED", 2_147_483_648, 4_294_967_295),
        .integers("BIGINT", .min, -1, .max),
        .naturals("BIGINT UNSIGNED", 9_223_372_036_854_775_808, .max),
        .naturals("INT(6) UNSIGNED ZEROFILL", 42, 4_294_967_295),
        .integers("BOOL", 0, 1),
        .naturals("YEAR", 1901, 2026, 2155, 0),
    ]

    private static let exactNumbers: [TypeCase] = [
        .decimals(
            "DECIMAL(65,30)", "99999999999999999999999999999999999.999999999999999999999999999999",
            "-99999999999999999999999999999999999.999999999999999999999999999999",
            "0.000000000000000000000000000001", "0.000000000000000000000000000000"),
        .decimals("DECIMAL(65,0)", String(repeating: "9", count: 65), "-" + String(repeating: "9", count: 65), "0"),
        .decimals("DECIMAL(30,30)", "0." + String(repeating: "9", count: 30)),
        .decimals("DECIMAL(18,4)", "-12345678901234.5678", "0.0001"),
        .decimals("DECIMAL(10,2) UNSIGNED", "99999999.99"),
    ]

    private static let floatingNumbers: [TypeCase] = [
        .floats(
            "FLOAT", 16_777_216, 16_777_215, 0.1, 3.4028235e38, -3.4028235e38, .leastNormalMagnitude, 123_456.79,
            0.333_333_34),
        .doubles(
            "DOUBLE", 1.7976931348623157e308, -1.7976931348623157e308, 2.2250738585072014e-308, 0.1,
            0.30000000000000004, 9_007_199_254_740_991, 123_456_789.123_456_79, 1e22, 4.35, 5e-5),
    ]

    private static let bits: [TypeCase] = [
        TypeCase("BIT(1)", [("b'0'", .bits(0)), ("b'1'", .bits(1))]),
        TypeCase("BIT(9)", [("b'100000001'", .bits(257)), ("b'111111111'", .bits(511))]),
        TypeCase("BIT(64)", [("b'1'", .bits(1)), ("b'\(String(repeating: "1", count: 64))'", .bits(.max))]),
    ]

    private static let times: [TypeCase] = [
        .dates("DATE", "0000-00-00", "2020-00-00", "2020-12-00", "1000-01-01", "2024-02-29", "9999-12-31"),
        .moments(
            "DATETIME", "0000-00-00 00:00:00", "1000-01-01 00:00:00", "1969-12-31 23:59:59", "9999-12-31 23:59:59"),
        .moments("DATETIME(3)", "2026-11-21 12:34:56.789", "2026-11-21 00:00:00.001"),
        .moments(
            "DATETIME(6)", "0000-00-00 00:00:00", "2026-11-21 12:34:56.000001", "2026-11-21 00:00:00.123456",
            "9999-12-31 23:59:59.999999"),
        .moments("TIMESTAMP(6) NULL", "0000-00-00 00:00:00", "1970-01-01 00:00:01", "2038-01-19 03:14:07.999999"),
        // OceanBase keeps a TIMESTAMP as wide as a DATETIME.
        .moments(
            "TIMESTAMP(6) NULL", only: .seekdb, "0001-01-01 00:00:00.000001", "9999-12-31 23:59:59.999999"),
        .spans("TIME", "00:00:00", "23:59:59", "-838:59:59", "838:59:59", "-00:00:01"),
        .spans("TIME(6)", "-00:00:00.000001", "00:00:00.999999", "838:59:58.999999", "-838:59:58.999999", "838:59:59"),
        // The last microseconds exist in MariaDB alone; OceanBase refuses them with 1292.
        .spans("TIME(6)", only: .mariadb, "838:59:59.999999", "-838:59:59.999999"),
    ]

    private static let texts: [TypeCase] = [
        TypeCase(
            "CHAR(10)",
            [("'abc  '", .text("abc")), ("''", .text("")), ("'\u{1F600}鳥'", .text("\u{1F600}鳥"))]),
        TypeCase(
            "VARCHAR(50)",
            [
                ("'abc  '", .text("abc  ")), ("' '", .text(" ")), ("'\u{1F600} ｆ é ß'", .text("\u{1F600} ｆ é ß")),
                ("'it''s \\\\ \\\"q\\\" `b`'", .text("it's \\ \"q\" `b`")),
                ("'a\\0b\\nc\\rd\\te\\Zf%_'", .text("a\0b\nc\rd\te\u{1A}f%_")),
            ]),
        TypeCase("TINYTEXT", [("REPEAT('x', 255)", .text(String(repeating: "x", count: 255)))]),
        TypeCase(
            "TEXT", [("REPEAT('鳥', 20000)", .text(String(repeating: "鳥", count: 20_000))), ("''", .text(""))]),
        TypeCase("MEDIUMTEXT", [("REPEAT('m', 100000)", .text(String(repeating: "m", count: 100_000)))]),
        TypeCase("LONGTEXT", [("REPEAT('l', 70000)", .text(String(repeating: "l", count: 70_000)))]),
        TypeCase(
            "JSON",
            [
                ("'{\"a\": [1, 2.5, \"ü\"], \"b\": null}'", .text("{\"a\": [1, 2.5, \"ü\"], \"b\": null}")),
                ("'\"\\\\\\\\\"'", .text("\"\\\\\"")), ("'[]'", .text("[]")),
            ]),
        TypeCase("ENUM('x','it''s','ü')", [("'it''s'", .text("it's")), ("3", .text("ü"))]),
        TypeCase("SET('a','b','ü')", [("'a,ü'", .text("a,ü")), ("''", .text(""))]),
    ]

    private static let everyByte: [UInt8] = (0...255).map { UInt8($0) }
    private static let everyByteHex = everyByte.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()

    private static let bytes: [TypeCase] = [
        TypeCase("BINARY(4)", [("x'01'", .bytes([1, 0, 0, 0])), ("x'20202020'", .bytes([32, 32, 32, 32]))]),
        TypeCase("VARBINARY(300)", [("x'\(everyByteHex)'", .bytes(everyByte)), ("''", .bytes([]))]),
        TypeCase("TINYBLOB", [("x'00ff'", .bytes([0, 255]))]),
        TypeCase("BLOB", [("x'\(everyByteHex)'", .bytes(everyByte))]),
        TypeCase("MEDIUMBLOB", [("REPEAT(x'00', 70000)", .bytes([UInt8](repeating: 0, count: 70_000)))]),
        TypeCase("LONGBLOB", [("x'\(everyByteHex)\(everyByteHex)'", .bytes(everyByte + everyByte))]),
    ]
}
