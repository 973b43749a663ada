import Model
import Testing

@testable import Translation

/// What once was written with another meaning than at the source: said exactly now, or refused.
@Suite struct ExactnessTests {
    /// Columns of a table `S` beside those of `BothEnds`, of types that seldom meet.
    private static let others: [(String, ColumnType, StoredType)] = [
        ("Z", .timestamp(fraction: 6, zone: .carried), .dateTime(fraction: 6)),
        ("NT", .number(precision: 9, scale: 2), .text(charactersMax: 50, isFixed: false)),
        ("TT", .timestamp(fraction: 6, zone: .none), .text(charactersMax: 50, isFixed: false)),
        ("RT", .raw(bytes: 16), .text(charactersMax: 50, isFixed: false)),
        ("ZT", .timestamp(fraction: 6, zone: .session), .timestamp(fraction: 6)),
        ("T3", .timestamp(fraction: 3, zone: .none), .dateTime(fraction: 3)),
        ("T9", .timestamp(fraction: 9, zone: .none), .dateTime(fraction: 6)),
        ("RATE", .binaryFloat, .double), ("WIDE", .binaryDouble, .double),
        ("DEPT", Samples.text(20), .text(charactersMax: 20, isFixed: false)),
        ("ID0", .number(precision: 9, scale: 0), .integer(bits: 32, isUnsigned: false)),
    ]

    private static let relation = KnownRelation(
        name: ObjectName("HR", "S"),
        columns: (BothEnds.columns.map { ($0.name, $0.type, $0.stored) } + others).map {
            KnownRelation.Column(
                source: Samples.column($0.0, $0.1, isNullable: !["DEPT", "ID0"].contains($0.0)),
                destinationName: $0.0.lowercased(),
                stored: $0.2)
        })

    private func translated(_ query: String) throws(ConversionRefusal) -> TranslatedExpression {
        let conversion = Samples.conversion()
        let names = DestinationNames(NameMap(), conversion.settings, conversion.rules)
        let view = ViewDefinition(name: ObjectName("HR", "V"), columns: [], queryText: query)
        return try conversion.translator.view(view, names, [Self.relation])
    }

    /// The condition of a query over `S`, as it is written.
    private func condition(_ text: String) throws -> String {
        let query = try translated("SELECT ID FROM S WHERE \(text)").text
        return String(query.split(separator: " WHERE ", maxSplits: 1)[1]).replacing("`s`.", with: "")
    }

    private func rule(_ query: String) -> String? {
        do throws(ConversionRefusal) {
            _ = try translated(query)
            return nil
        } catch { return error.rule }
    }

    private func column(
        _ type: ColumnType, _ text: String, to destination: DatabaseFacts = Samples.oceanBase
    ) -> ConvertedObject {
        var column = Samples.column("C", type)
        column.defaultText = text
        return Samples.conversion(to: destination).convert(Samples.table("T", [column]), NameMap(), TableChoices())
    }

    // MARK: Time zones

    @Test(
        "the clock of a column with a time zone is UTC, as its copied rows are",
        arguments: [
            ColumnType.ZoneKind.carried, .session,
        ])
    func zonedDefault(_ zone: ColumnType.ZoneKind) {
        for word in ["SYSTIMESTAMP", "CURRENT_TIMESTAMP(3)", "SYSDATE"] {
            let object = column(.timestamp(fraction: 6, zone: zone), word)
            #expect(object.line("c") == "`c` DATETIME(6) DEFAULT (UTC_TIMESTAMP(6))")
        }
        let refused = column(.timestamp(fraction: 6, zone: zone), "SYSTIMESTAMP", to: Samples.mySQL57)
        #expect(refused.line("c") == "`c` DATETIME(6)")
        #expect(refused.notes("default.expression").map(\.subject) == ["C"])
        #expect(column(.timestamp(fraction: 6, zone: zone), "TRUNC(SYSDATE)").line("c") == "`c` DATETIME(6)")
        let constant = column(.timestamp(fraction: 0, zone: zone), "DATE '2020-01-01'")
        #expect(constant.line("c") == "`c` DATETIME DEFAULT '2020-01-01 00:00:00'")
        #expect(constant.notes("expression.zone").map(\.severity) == [.lossy])
    }

    @Test("the clock of a column without a time zone is that of the session")
    func localDefault() {
        let stamp = ColumnType.timestamp(fraction: 3, zone: .none)
        #expect(column(stamp, "SYSTIMESTAMP").line("c") == "`c` DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3)")
        #expect(column(.date, "SYSTIMESTAMP").line("c") == "`c` DATETIME DEFAULT CURRENT_TIMESTAMP")
        #expect(
            column(stamp, "SYSTIMESTAMP + INTERVAL '1' DAY").line("c")
                == "`c` DATETIME(3) DEFAULT ((NOW(6) + INTERVAL 1 DAY))")
    }

    @Test("the clock is compared in UTC with columns that have a time zone, and by the session's with others")
    func zonedComparison() throws {
        #expect(try condition("Z > SYSTIMESTAMP") == "`z` > UTC_TIMESTAMP(6)")
        #expect(
            try condition("SYSTIMESTAMP(0) - INTERVAL '1' DAY < Z") == "(UTC_TIMESTAMP() - INTERVAL 1 DAY) < `z`")
        #expect(
            try condition("T > SYSTIMESTAMP - INTERVAL '1' DAY") == "`t` > (NOW(6) - INTERVAL 1 DAY)")
        #expect(try translated("SELECT ID FROM S WHERE Z > T").notes.map(\.rule) == ["expression.zone"])
    }

    @Test("a constant with an offset is one in UTC, however it is written", arguments: ["+02:00", " +02:00"])
    func offsets(_ offset: String) throws {
        let text = "TIMESTAMP '2024-01-01 00:00:00\(offset)'"
        #expect(try condition("Z > \(text)") == "`z` > TIMESTAMP'2023-12-31 22:00:00'")
        #expect(try translated("SELECT ID FROM S WHERE Z > \(text)").notes.isEmpty)
        #expect(try translated("SELECT ID FROM S WHERE T > \(text)").notes.map(\.rule) == ["expression.zone"])
        for type in [ColumnType.date, .timestamp(fraction: 6, zone: .none)] {
            let object = column(type, text)
            #expect(object.line("c")?.contains("DEFAULT") == false)
            #expect(object.notes("expression.zone").map(\.severity) == [.lossy])
        }
    }

    @Test("two digits of a year under RRRR are read as RR reads them")
    func shortYears() throws {
        for (text, year) in [
            ("31.12.99", "1999"), ("31.12.49", "2049"), ("31.12.0099", "0099"), ("31.12.1850", "1850"),
        ] {
            let written = try condition("D = TO_DATE('\(text)', 'DD.MM.RRRR')")
            #expect(written == "`d` = TIMESTAMP'\(year)-12-31 00:00:00'")
        }
    }

    @Test("FF prints as many digits as the column declares, and is refused where they are not known")
    func fractions() throws {
        #expect(
            try condition("TO_CHAR(T3, 'SS.FF') = 'x'").contains(
                "CONCAT(DATE_FORMAT(`t3`, '%s.'), LEFT(DATE_FORMAT(`t3`, '%f'), 3))"))
        for value in ["TO_CHAR(T9, 'FF')", "TO_CHAR(T + INTERVAL '1' DAY, 'FF')", "TO_CHAR(D, 'FF')"] {
            #expect(rule("SELECT \(value) AS x FROM S") == "expression.format")
        }
        #expect(rule("SELECT TO_CHAR(T9, 'FF6') AS x, TO_CHAR(MAX(T3), 'FF') AS y FROM S GROUP BY T9") == nil)
    }

    // MARK: Kinds

    @Test(
        "values kept as text are neither compared nor ordered nor computed with",
        arguments: [
            "NT > N", "NT = 1", "NT IN (1, 2)", "NT BETWEEN 1 AND 2", "TT < T", "RT = HEXTORAW('FF')", "NT = NT",
            "NT = '1'",
            "NT + 1 = 2", "NT IN (SELECT N FROM S)", "(ID, NT) IN (SELECT ID, N FROM S)", "N = ANY (SELECT NT FROM S)",
            "GREATEST(NT, NT) IS NULL", "ZT > SYSTIMESTAMP", "ZT = Z",
        ])
    func keptAsText(_ condition: String) {
        #expect(rule("SELECT ID FROM S WHERE \(condition)") == "expression.type")
    }

    @Test("values kept as text are carried, and tested for null")
    func carriedText() {
        #expect(rule("SELECT NT, TT, RT, ZT FROM S WHERE NT IS NULL") == nil)
        #expect(rule("SELECT NT FROM S ORDER BY NT") == "expression.type")
        #expect(rule("SELECT MAX(NT) AS x FROM S") == "expression.type")
        #expect(rule("SELECT ID, RANK() OVER (ORDER BY TT) AS x FROM S") == "expression.type")
        #expect(rule("SELECT NT FROM S UNION ALL SELECT N FROM S") == "expression.type")
    }

    @Test("a number kept as text takes whole numbers as its default, and others not")
    func textDefault() {
        func line(_ text: String) -> String? {
            var column = Samples.column("C", .number(precision: 9, scale: 2))
            column.defaultText = text
            var choices = TableChoices()
            choices.types = ["C": "VARCHAR(50)"]
            return Samples.conversion().convert(Samples.table("T", [column]), NameMap(), choices).line("c")
        }
        #expect(line("-7") == "`c` VARCHAR(50) DEFAULT '-7'")
        #expect(line("0.5") == "`c` VARCHAR(50)")
        #expect(line("1 + 1") == "`c` VARCHAR(50)")
    }

    @Test(
        "constants beside a BINARY_FLOAT are rounded to single precision",
        arguments: [
            ("RATE <= 0.1", "`rate` <= 0.10000000149011612E0"), ("-0.1 < RATE", "(-0.10000000149011612E0) < `rate`"),
            ("RATE IN (1, 0.5)", "`rate` IN (1, 0.5)"), ("RATE = '0.1'", "`rate` = 0.10000000149011612E0"),
            ("WIDE <= 0.1", "`wide` <= 0.1"), ("WIDE > RATE", "`wide` > `rate`"),
            ("RATE > 0.1f", "`rate` > 0.10000000149011612E0"),
            ("ABS(-RATE) > 0.1", "ABS((-`rate`)) > 0.10000000149011612E0"),
            ("NVL(RATE, 0.1) > WIDE", "COALESCE(`rate`, 0.10000000149011612E0) > `wide`"),
        ])
    func singles(_ text: String, _ written: String) throws {
        #expect(try condition(text) == written)
    }

    @Test("a BINARY_FLOAT is not compared with decimal columns, and computed in double precision with a note")
    func computedSingles() throws {
        #expect(rule("SELECT ID FROM S WHERE RATE > N") == "expression.binary")
        #expect(rule("SELECT ID FROM S WHERE WIDE > N") == nil)
        for value in ["RATE * 2", "RATE + WIDE * 0", "SUM(RATE)", "CAST(N AS BINARY_FLOAT)"] {
            let wanted = value.contains("WIDE") ? [] : ["expression.binary"]
            #expect(try translated("SELECT \(value) AS x FROM S").notes.map(\.rule) == wanted, "\(value)")
        }
        #expect(column(.binaryFloat, "0.1").line("c") == "`c` DOUBLE DEFAULT 0.10000000149011612")
        #expect(column(.binaryDouble, "0.1").line("c") == "`c` DOUBLE DEFAULT 0.1")
    }

    // MARK: Queries

    @Test("the columns of ROLLUP are null in rows of subtotals, whatever the table says")
    func rollup() throws {
        let text = try translated(
            "SELECT DEPT || ' total' AS x, SUM(N) AS y FROM S GROUP BY ROLLUP(DEPT) ORDER BY DEPT"
        ).text
        #expect(text.contains("CONCAT(COALESCE(`s`.`dept`, ''), ' total')"))
        #expect(text.hasSuffix("ORDER BY `s`.`dept` IS NULL, `s`.`dept`"))
        let grouped = try translated("SELECT DEPT || ' total' AS x, SUM(N) AS y FROM S GROUP BY DEPT").text
        #expect(grouped.contains("CONCAT(`s`.`dept`, ' total')"))
    }

    @Test(
        "where equal texts become one, blanks at their ends are told of",
        arguments: [
            "SELECT S FROM S GROUP BY S", "SELECT DISTINCT S FROM S", "SELECT S FROM S UNION SELECT P FROM S",
            "SELECT COUNT(DISTINCT S) AS n FROM S", "SELECT ID FROM S WHERE S IN (SELECT P FROM S)",
            "SELECT COUNT(*) OVER (PARTITION BY S) AS n FROM S",
        ])
    func blanks(_ query: String) throws {
        #expect(try translated(query).notes.map(\.rule) == ["expression.blanks"])
    }

    @Test(
        "a value is null when any of its arguments can be",
        arguments: [
            "INSTR(DEPT, P)", "INSTR(DEPT, P, 2)", "INSTR(DEPT, SUBSTR(DEPT, 3))", "LPAD(DEPT, 5, P)", "RPAD(DEPT, W)",
            "RPAD(DEPT, 3, SUBSTR(DEPT, 3))", "ROUND(ID0, W)", "TRUNC(ID0, W)",
            "TO_CHAR(ADD_MONTHS(DATE '2024-01-31', W), 'DD')",
        ])
    func nullability(_ value: String) throws {
        let text = try translated("SELECT \(value) || '!' AS x FROM S ORDER BY \(value) DESC").text
        #expect(text.hasPrefix("SELECT CONCAT(COALESCE("), "\(text)")
        #expect(text.contains(" IS NULL DESC, "), "\(text)")
    }

    @Test("groups have no order of the query below them, so that ROWNUM may limit them")
    func groupedOrder() {
        let groups = "SELECT W, COUNT(*) AS n FROM (SELECT W FROM S ORDER BY ID) GROUP BY W"
        #expect(rule("SELECT * FROM (\(groups)) WHERE ROWNUM <= 9") == nil)
        #expect(rule("SELECT * FROM (\(groups) ORDER BY 2) WHERE ROWNUM <= 9 AND W > 0") == "view.rownum")
    }

    @Test("parts of a set operation keep their texts whole, and their kinds must be alike")
    func sets() throws {
        let text = try translated("SELECT x || '|' AS y FROM (SELECT C AS x FROM S UNION ALL SELECT P FROM S)").text
        #expect(text.contains("CONCAT(COALESCE(`inner_1`.`x`, ''), '|')"))
        #expect(try translated("SELECT S FROM S UNION ALL SELECT P FROM S").notes.isEmpty)
        #expect(text.contains("AS `x` FROM (SELECT `s`.`c` AS `x` FROM `hr`.`s` AS `s`) AS `part` UNION ALL SELECT"))
        #expect(rule("SELECT D FROM S UNION ALL SELECT Z FROM S") == "expression.type")
        #expect(rule("SELECT D FROM S UNION ALL SELECT NULL FROM S UNION ALL SELECT T FROM S") == nil)
    }
}
