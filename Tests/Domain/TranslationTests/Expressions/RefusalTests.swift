import Model
import OracleSQL
import Testing

@testable import Translation

/// What cannot be said exactly is refused by a named rule, with the reason and the place, and never passed through.
@Suite struct RefusalTests {
    static let valueCases: [(text: String, rule: String)] = [
        ("INITCAP(S)", "expression.function"), ("pkg.price(N)", "expression.function"),
        ("price(N)", "expression.function"),
        ("SOUNDEX(S)", "expression.function"), ("S || D", "expression.implicit"), ("D + T", "expression.type"),
        ("T - T", "expression.interval"), ("T + 1", "expression.timestamp"), ("TO_DATE(S)", "expression.format"),
        ("TO_DATE(S, P)", "expression.format"), ("TO_DATE(S, 'MM/YYYY')", "expression.format"),
        ("TO_DATE('x', 'YYYY-MM-DD')", "expression.date"), ("TO_CHAR(D)", "expression.implicit"),
        ("TO_CHAR(D, 'D')", "expression.format"), ("TO_CHAR(N, '999EEEE')", "expression.format"),
        ("TO_CHAR(N, P)", "expression.format"), ("TRUNC(D, 'DAY')", "expression.unit"),
        ("ROUND(D, 'MM')", "expression.unit"),
        ("INSTR(S, 'a', -1)", "expression.instr"), ("INSTR(S, 'a', 1, 2)", "expression.instr"),
        ("TRANSLATE(S, 'ab', 'ba')", "expression.translate"), ("LTRIM(S, 'ab')", "expression.trim"),
        ("REGEXP_REPLACE(S, '(a)', '\\1b')", "expression.pattern"), ("REGEXP_SUBSTR(S, P)", "expression.pattern"),
        ("REGEXP_SUBSTR(S, 'a**')", "expression.pattern"), ("CHR(W)", "expression.character"),
        ("MEDIAN(N)", "expression.aggregate"), ("N + 'abc'", "expression.number"),
        ("SYS_CONTEXT('A', 'B')", "expression.function"),
        ("SEQ.NEXTVAL", "expression.sequence"), ("ROWNUM", "view.rownum"), ("ROWID", "expression.pseudo"),
        ("LEVEL", "view.hierarchy"), ("MISSING", "expression.name"), ("X.Y.Z", "expression.name"),
        ("N@LINK", "expression.link"), (":B", "expression.bind"), ("CAST(S AS BLOB)", "expression.cast"),
        ("INTERVAL '1' DAY", "expression.interval"), ("EXTRACT(TIMEZONE_HOUR FROM T)", "expression.zone"),
        ("T AT TIME ZONE 'UTC'", "expression.zone"), ("1E100", "expression.number"),
        ("SUM(N) KEEP (DENSE_RANK LAST ORDER BY D)", "expression.aggregate"),
        ("SUM(N) OVER (ORDER BY N RANGE 5 PRECEDING)", "expression.window"),
        ("LISTAGG(S, ',') WITHIN GROUP (ORDER BY S) OVER (PARTITION BY W)", "expression.listagg"),
    ]

    @Test("bytes are not counted in another character set than the source's")
    func bytesOfAnotherCharacterSet() {
        var table = Samples.table("T", [Samples.column("S", Samples.text(20))])
        let texts = ["LENGTHB(S) < 20", "VSIZE(S) < 20", "ASCII(S) = 65", "S <> CHR(50089)", "S <> CHR(65)"]
        table.checks = texts.map { CheckDefinition(name: $0, text: $0) }
        let usual = Samples.conversion().convert(table, NameMap(), TableChoices())
        #expect(usual.notes("expression.bytes").isEmpty)
        var facts = Samples.oracle
        facts.characterSet = "ZHS16GBK"
        let other = OracleToMySQL(source: facts, destination: Samples.oceanBase, settings: ConversionSettings())
        let found = other.convert(table, NameMap(), TableChoices()).notes("expression.bytes")
        #expect(found.map(\.subject) == Array(texts.prefix(4)) && found.allSatisfy { $0.severity == .unsupported })
    }

    static let queryCases: [(text: String, rule: String)] = [
        ("SELECT ID FROM S CONNECT BY PRIOR ID = W", "view.hierarchy"), ("SELECT ID FROM S@LINK", "expression.link"),
        ("SELECT ID FROM S WHERE ROWNUM > 0", "view.rownum"), ("SELECT ID FROM S WHERE ROWNUM <= W", "expression.name"),
        ("SELECT ID FROM S WHERE ROWNUM < 5 ORDER BY ID", "view.rownum"),
        ("SELECT W, COUNT(*) FROM S WHERE ROWNUM < 5 GROUP BY W", "view.rownum"),
        ("SELECT * FROM (SELECT ID, N FROM S ORDER BY N DESC) WHERE ID > 0 AND ROWNUM <= 2", "view.rownum"),
        ("SELECT a.ID FROM (SELECT ID FROM S ORDER BY N) a, S b WHERE ROWNUM <= 2", "view.rownum"),
        ("SELECT * FROM (SELECT * FROM (SELECT ID FROM S ORDER BY N)) WHERE ROWNUM <= 2", "view.rownum"),
        ("WITH q AS (SELECT ID FROM S ORDER BY N) SELECT ID FROM q WHERE ROWNUM = 1", "view.rownum"),
        ("SELECT * FROM (SELECT ID FROM S ORDER BY N) FETCH FIRST 2 ROWS ONLY", "view.limit"),
        (
            "SELECT * FROM (SELECT ID FROM S ORDER BY N) a JOIN S b ON a.ID = b.ID WHERE ROWNUM <= 2", "view.rownum"
        ),
        ("SELECT CASE WHEN COUNT(*) > 2 THEN 1 ELSE 0 END AS x FROM S WHERE ROWNUM <= 2", "view.rownum"),
        ("SELECT CASE MAX(W) WHEN 1 THEN 1 END AS x FROM S WHERE ROWNUM <= 2", "view.rownum"),
        ("SELECT EXTRACT(YEAR FROM MAX(D)) AS x FROM S WHERE ROWNUM <= 2", "view.rownum"),
        ("SELECT TRIM(MAX(S)) AS x FROM S WHERE ROWNUM <= 2", "view.rownum"),
        ("SELECT ID, SUM(N) OVER (ORDER BY ID) AS x FROM S WHERE ROWNUM <= 2", "view.rownum"),
        ("SELECT ID, NVL(ROW_NUMBER() OVER (ORDER BY ID), 0) AS x FROM S WHERE ROWNUM <= 2", "view.rownum"),
        ("SELECT W, B, COUNT(*) FROM S GROUP BY ROLLUP((W, B))", "view.groups"),
        ("SELECT W, B, COUNT(*) FROM S GROUP BY ROLLUP((W, B), ID)", "view.groups"),
        ("SELECT W, COUNT(*) FROM S GROUP BY ROLLUP(W, 1)", "view.groups"),
        ("SELECT NVL(W, 0), COUNT(*) FROM S GROUP BY ROLLUP(NVL(W, 0))", "view.groups"),
        ("SELECT W, COUNT(*) FROM S GROUP BY CUBE(W, B)", "view.groups"),
        ("SELECT W FROM S FETCH FIRST 5 PERCENT ROWS ONLY", "view.limit"),
        ("SELECT W FROM S ORDER BY W FETCH FIRST 5 ROWS WITH TIES", "view.limit"),
        ("SELECT ID FROM S SAMPLE (10)", "view.table"), ("SELECT ID FROM S AS OF SCN 1", "view.table"),
        ("SELECT ID FROM S PARTITION (P1)", "view.table"), ("SELECT * FROM TABLE(f(1))", "view.collection"),
        ("SELECT * FROM (SELECT W, B, N FROM S) PIVOT (SUM(N) FOR B IN (1, 2))", "view.pivot"),
        ("SELECT * FROM S a, LATERAL (SELECT 1 AS x FROM DUAL) b", "view.lateral"),
        ("SELECT TABLE_NAME FROM SYS.ALL_TABLES", "view.dictionary"),
        ("SELECT a.ID FROM S a, S b WHERE a.ID(+) = b.ID(+)", "view.outer"),
        ("SELECT a.ID(+) FROM S a, S b WHERE a.ID = b.ID", "view.outer"),
        ("SELECT a.ID FROM S a, S b WHERE a.ID = b.ID(+) ORDER BY b.N(+)", "view.outer"),
        ("SELECT ID FROM S a, S b", "expression.name"), ("SELECT", "expression.text"),
        ("SELECT ID FROM S WHERE S LIKE 'a!b' ESCAPE '!'", "expression.like"),
        ("SELECT ID FROM S WHERE REGEXP_LIKE(S, '[[.a.]]')", "expression.pattern"),
        ("SELECT ID FROM S WHERE S IN ('a', 1)", "expression.list"),
        ("SELECT ID FROM S WHERE S NOT IN (1, 'a', NULL)", "expression.list"),
        ("SELECT ID FROM S WHERE D > '01-JAN-20'", "expression.implicit"),
        ("SELECT ID FROM S UNION SELECT ID, W FROM S", "view.columns"),
        ("SELECT ID FROM S INTERSECT ALL SELECT W FROM S", "view.set"),
    ]

    private func refusal(_ query: String) -> ConversionRefusal? {
        let relation = KnownRelation(
            name: ObjectName("HR", "S"),
            columns: BothEnds.columns.map {
                KnownRelation.Column(
                    source: Samples.column($0.name, $0.type), destinationName: $0.name.lowercased(), stored: $0.stored)
            })
        let conversion = Samples.conversion()
        let names = DestinationNames(NameMap(), conversion.settings, conversion.rules)
        let view = ViewDefinition(name: ObjectName("HR", "V"), columns: [], queryText: query)
        do throws(ConversionRefusal) {
            _ = try conversion.translator.view(view, names, [relation])
            return nil
        } catch { return error }
    }

    @Test("values without an exact counterpart are refused by their rule", arguments: valueCases)
    func values(_ text: String, _ rule: String) {
        let refusal = refusal("SELECT \(text) AS R FROM S")
        #expect(refusal?.rule == rule || refusal?.rule == "expression.text", "\(text): \(String(describing: refusal))")
        #expect(refusal?.reason.contains("At character") == true || refusal?.reason.contains("`") == true, "\(text)")
    }

    @Test("queries without an exact counterpart are refused by their rule", arguments: queryCases)
    func queries(_ text: String, _ rule: String) {
        let refusal = refusal(text)
        #expect(refusal?.rule == rule || refusal?.rule == "expression.text", "\(text): \(String(describing: refusal))")
    }

    @Test("a refusal names the place in the text")
    func place() {
        #expect(
            refusal("SELECT ID, INITCAP(S) FROM S")?.reason
                == "INITCAP has no counterpart at the destination. (At character 12: `INITCAP(S) FROM S`.)")
    }

    @Test("without the types of the columns only what is the same for all types is written")
    func unknown() throws {
        let conversion = Samples.conversion()
        let names = DestinationNames(NameMap(), conversion.settings, conversion.rules)
        func translated(_ query: String) throws -> TranslatedExpression {
            try conversion.translator.view(
                ViewDefinition(name: ObjectName("HR", "V"), columns: [], queryText: query), names)
        }
        #expect(
            try translated("SELECT E.NAME, \"Pay\" * 12 AS YEAR FROM EMP E, HR.DEPT D WHERE E.DNO = D.DNO").text
                == "SELECT `e`.`name`, (`pay` * 12) AS `year` FROM `hr`.`emp` AS `e`, `hr`.`dept` AS `d` "
                + "WHERE `e`.`dno` = `d`.`dno`")
        #expect(try translated("SELECT * FROM EMP").notes.map(\.rule) == ["expression.unknown"])
        for query in ["SELECT HIRED + 1 FROM EMP", "SELECT TRUNC(X) FROM EMP", "SELECT A - B FROM EMP"] {
            #expect(throws: ConversionRefusal.self) { try translated(query) }
        }
    }

    @Test("a view that the source cannot read itself is not supported, and says so")
    func invalid() {
        var view = ViewDefinition(name: ObjectName("HR", "V"), columns: [], queryText: "SELECT * FROM GONE")
        view.isInvalid = true
        let object = Samples.conversion().convert(view, NameMap())
        #expect(!object.isSupported && object.notes.map(\.rule) == ["view.invalid"])
    }

    @Test("synonyms are followed where the source says what the view reads, else refused")
    func synonyms() throws {
        let conversion = Samples.conversion()
        let names = DestinationNames(
            NameMap(schemas: ["SALES": "shop"], objects: [ObjectName("HR", "EMP"): ObjectName("people", "staff")]),
            conversion.settings, conversion.rules)
        var view = ViewDefinition(
            name: ObjectName("HR", "V"), columns: [], queryText: "SELECT ORDERS.ID, EMP.NO FROM ORDERS, EMP",
            dependsOn: [ObjectName("SALES", "ORDERS"), ObjectName("HR", "EMP")])
        let written = try conversion.translator.view(view, names)
        #expect(written.text.hasSuffix("FROM `shop`.`orders` AS `orders`, `people`.`staff` AS `emp`"))
        #expect(written.notes.map(\.rule) == ["view.synonym"])
        view.queryText = "SELECT ID FROM OTHERS"
        #expect(throws: ConversionRefusal.self) { try conversion.translator.view(view, names) }
    }
}
