import DecoyCompiler
import OracleSQL
import TestKit
import Testing

@Suite struct ExpressionTests {
    @Test(arguments: [
        ("1 / 3", ".3333333333333333333333333333333333333333"),
        ("5 / 2", "2.5"), ("7 - 2 * 3", "1"), ("'5' + 1", "6"), ("-(-3)", "3"),
        ("'a' || null || 'b'", "ab"), ("'' || null", "-"), ("1 || 'x'", "1x"),
        ("date '2024-02-28' + 2", "2024-03-01 00:00:00"),
        ("date '2024-03-01' - date '2024-02-28'", "2"),
        ("date '2024-03-01' + 1/24", "2024-03-01 01:00:00"),
        ("date '2024-01-31' + interval '1' day", "2024-02-01 00:00:00"),
        ("timestamp '1970-01-02 00:00:00.5'", "86400.5"),
        ("timestamp '2024-01-02 00:00:00' - timestamp '2024-01-01 12:00:00'", "43200"),
        ("interval '1-6' year to month", "18"),
        ("interval '1 02:03:04.5' day to second", "93784.5"),
        ("interval '90' minute", "5400"),
        ("interval '1' day * 2", "172800"),
        ("case when 1 = 1 then 'x' else 'yy' end", "x"),
        ("case 2 when 1 then 'a' when 2 then 'b' end", "b"),
        ("1.5f + 1", "2.5"), ("1d / 0", "Infinity"),
        ("q'[it's]'", "it's"), ("n'abc'", "abc"),
        ("(select max_n from (select 4 as max_n from dual))", "4"),
        ("cast('12.50' as number(5,1))", "12.5"),
        ("(select t.x.getClobVal() from (select xmltype('<a/>') x from dual) t)", "<a/>"),
        ("(select \"T\".x.getStringVal() || 'b' from (select xmltype('<a/>') x from dual) t)", "<a/>b"),
    ])
    func aValueIsWhatOracleComputes(_ expression: String, _ value: String) async throws {
        let shown = try await Running.text("select \(expression) from dual")
        #expect(Shown.numbers(shown) == Shown.numbers(value) || shown == "0" + value)
    }

    @Test(arguments: [
        "1 = '1'", "'a' = 'a  '", "not ('' = '')", "'abc' like 'a%'", "'a\\b' like 'a\\b'",
        "'a_b' like 'a!_b' escape '!'",
        "3 between 1 and '5'", "2 in (1, 2, 3)", "4 not in (1, 2)", "date '2024-01-01' < date '2024-01-02'",
        "(1, 'a') in ((2, 'b'), (1, 'a'))", "1 = any (1, 2)", "3 > all (1, 2)", "exists (select 1 from emp)",
        "timestamp '2024-01-01 10:00:00 +02:00' = timestamp '2024-01-01 08:00:00 +00:00'",
        "null is null", "'' is null", "(1, 2) = ((select 1, 2 from dual))", "1 != 2 and not 1 > 2 or 1 is null",
        "loc = 'DALLAS'", "lower(loc) = 'dallas'", "lnnvl(deptno = 10)", "loc in ('DALLAS', 'X')", "deptno = '20'",
        "dname <> 'research'",
    ])
    func aConditionHolds(_ condition: String) async throws {
        let scope = "dept where deptno = 20 and not (\(condition))"
        let holds = try await Running.text("select 1 from dept where deptno = 20 and (\(condition))")
        #expect(condition.hasPrefix("not ('')") || holds == (condition.hasPrefix("not (''") ? "" : "1"))
        #expect(try await Running.text("select 1 from \(scope)") == "")
    }

    @Test func bindsAreConvertedLikeColumns() async throws {
        #expect(
            try await Running.text("select ename from emp where empno = :1", [(.varchar2(4, .byte), "7369")]) == "SMITH"
        )
        #expect(
            try await Running.text("select :1 || :2 from dual", [(.varchar2(1, .byte), "a"), (Sample.number, "2")])
                == "a2")
        #expect(
            try await Running.text(
                "select ename from emp where hiredate < :d and rownum <= :n order by 1",
                [(.date, "1981-03-01"), (Sample.number, "2")]) == "ALLEN SMITH")
    }

    @Test func describeInformationIsOracles() throws {
        let query = try Running.query(
            "select empno, ename \"Name\", sal * 2, sysdate, 'abc' x, null n, sal + comm, d.* from emp, dept d")
        #expect(query.columns.map(\.name).prefix(7) == ["EMPNO", "Name", "SAL*2", "SYSDATE", "X", "N", "SAL+COMM"])
        #expect(query.columns[0].type == .number(precision: 4, scale: 0))
        #expect(query.columns[0].nullable == false)
        #expect(query.columns[2].type == Sample.number)
        #expect(query.columns[3].type == .date)
        #expect(query.columns[4].type == .char(3, .byte))
        #expect(query.columns[9].type == .char(10, .byte))
    }
}
