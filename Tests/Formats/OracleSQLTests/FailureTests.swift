import Testing

@testable import OracleSQL

@Suite struct FailureTests {
    static let refused: [(text: String, code: Int, rest: String)] = [
        ("", 900, ""), ("selec 1", 900, "selec 1"), ("select", 936, ""), ("select from dual", 936, "from dual"),
        ("select 1", 923, ""), ("select 1 2 from dual", 923, "2 from dual"), ("select a,, b from t", 936, ", b from t"),
        ("select 1 from", 903, ""), ("select 1 from where", 903, "where"), ("select 1 from dual where", 936, ""),
        ("select 1 from dual where 1", 920, ""), ("select 1 from dual where a and b = 1", 920, "and b = 1"),
        ("select 1 = 1 from dual", 923, "= 1 from dual"), ("select (1 from dual", 907, "from dual"),
        ("select 1) from dual", 923, ") from dual"), ("select f(1 2) from dual", 907, "2) from dual"),
        ("select 'a from dual", 1756, "'a from dual"), ("select \"a from dual", 1740, "\"a from dual"),
        ("select \"\" from dual", 1741, "\"\" from dual"), ("select 1 from dual;", 911, ";"),
        ("select 1 from dual x y", 933, "y"), ("select a from t group a", 924, "a"),
        ("select a from t order a", 924, "a"), ("select a from t where a is nul", 908, "nul"),
        ("select a from t where a in 1, 2", 933, ", 2"),
        ("select case when 1 then 2 end from t", 920, "then 2 end from t"),
        ("select case 1 end from t", 905, "end from t"), ("select ` from dual", 911, "` from dual"),
        ("insert t values (1)", 925, "t values (1)"), ("insert into t 5", 926, "5"),
        ("insert into t values 1", 906, "1"), ("insert into t values (1", 907, ""), ("update t a = 1", 971, "= 1"),
        ("update t set a 1", 927, "1"), ("delete from", 903, ""), ("select a from t union", 928, ""),
        ("select 1 from dual /* x", 1742, "/* x"), ("select :, 1 from dual", 1745, ":, 1 from dual"),
        ("select a from t left join u", 905, ""), ("select a from select", 903, "select"),
        ("insert into t values (1) log errors", 3001, "log errors"), ("lock table t in x mode", 905, "x mode"),
    ]

    @Test(arguments: refused) func aFaultGivesTheNumberAndThePlaceOfOracle(_ text: String, _ code: Int, _ rest: String)
    {
        let failure = #expect(throws: OracleFailure.self) { try parseStatement(text) }
        #expect(failure?.code == code)
        let place = failure?.position ?? -1
        #expect(place >= 0 && String(decoding: Array(text.utf8).dropFirst(place), as: UTF8.self) == rest)
    }

    @Test func theTextOfAFailureBeginsWithFiveDigits() {
        let failure = OracleFailure.unknownTable(at: Position(7))
        #expect(failure.message == "ORA-00942: table or view does not exist")
        #expect(failure.text == "table or view does not exist")
        #expect(failure.position == 7)
        #expect(OracleFailure.prefix(20_001) == "ORA-20001: ")
    }

    @Test(arguments: [
        String(repeating: "(", count: 20_000), "select " + String(repeating: "(", count: 4_000),
        "select " + String(repeating: "- ", count: 4_000) + "1 from dual",
        "select 1 from dual where " + String(repeating: "not ", count: 4_000) + "1 = 1",
        "select " + String(repeating: "case when ", count: 4_000),
        "select 1" + String(repeating: "+1", count: 10_000) + " from dual",
        "select * from t" + String(repeating: " cross join t", count: 4_000),
        "select " + String(repeating: "f(", count: 4_000), "select 1 from " + String(repeating: "(", count: 4_000),
        String(repeating: "(select 1 from dual union ", count: 4_000),
        String(repeating: "begin ", count: 4_000), "begin " + String(repeating: "if a then ", count: 4_000),
        "select " + String(repeating: "f(1).", count: 4_000) + "x from dual",
        "select 1 from t group by " + String(repeating: "grouping sets (", count: 4_000),
        String(repeating: "explain plan for ", count: 4_000),
    ]) func nestingWithoutEndIsRefusedAndNeverOverflows(_ text: String) {
        #expect(throws: OracleFailure.self) { try parseStatement(text) }
    }

    @Test func longListsAndLongUnionsAreReadInLinearTime() throws {
        let values = (0..<12_000).map(String.init).joined(separator: ",")
        let clock = ContinuousClock()
        let start = clock.now
        _ = try parseStatement("select a from t where a in (\(values))")
        _ = try parseStatement((0..<1_500).map { "select \($0) from dual" }.joined(separator: " union all "))
        _ = try parseStatement("select 1 from t where " + (0..<5_000).map { "a = \($0)" }.joined(separator: " or "))
        _ = try parseStatement("select a" + String(repeating: "||a", count: 4_000) + " from t")
        #expect(clock.now - start < .seconds(20))
    }
}
