import DecoyCompiler
import OracleSQL
import TestKit
import Testing

@Suite struct ChangeTests {
    /// Runs changes inside a transaction that is undone, and gives the rows of a last query.
    private func after(_ changes: [String], _ query: String) async throws -> String {
        let judge = try await Judge.ready
        var script = "BEGIN;\n"
        for change in changes {
            let compiled = try Running.change(change)
            script += "\\o /dev/null\n\(compiled.sql);\n\\o\n"
        }
        script += try Running.query(query).sql + ";\nROLLBACK;"
        let output = try judge.run(script: script, in: judge.database)
        return output.split(separator: "\u{1e}")
            .map { $0.split(separator: "\u{1f}", omittingEmptySubsequences: false).joined(separator: "|") }
            .joined(separator: " ")
    }

    @Test(arguments: [
        (
            "insert into dept values (50, 'NEW', 'HERE')",
            "select deptno, dname, loc || '.' from dept where deptno = 50",
            "50|NEW|HERE      ."
        ),
        (
            "insert into dept (deptno, dname) values ('51', 5 + 5)", "select deptno, dname from dept where deptno > 50",
            "51|10"
        ),
        (
            "insert into dept (deptno, dname) select empno - 7300, ename from emp where empno = 7369",
            "select dname from dept where deptno = 69", "SMITH"
        ),
        (
            "update emp set sal = sal * 1.1, comm = default where ename = 'SMITH'",
            "select sal, comm from emp where ename = 'SMITH'", "880.00|0.00"
        ),
        (
            "update emp e set (job, mgr) = (select 'X', max(x.empno) from emp x where x.deptno = e.deptno) "
                + "where empno = 7369",
            "select job, mgr from emp where empno = 7369", "X|7902"
        ),
        ("delete from emp where rownum <= 5", "select ename from emp order by empno", "CLARK KING FORD"),
        ("update emp set sal = 1 where rownum = 1", "select ename from emp where sal = 1", "SMITH"),
        (
            """
            merge into emp e using (select 7369 id, 5 v from dual union all select 1, 6 from dual) s on (e.empno = s.id)
            when matched then update set e.sal = s.v when not matched then insert (empno, sal) values (s.id, s.v)
            """, "select empno, sal from emp where sal < 10 order by 1", "1|6.00 7369|5.00"
        ),
        (
            """
            merge into emp e using dept d on (e.deptno = d.deptno) when matched then update set sal = sal + 1
            delete where sal > 5000
            """, "select count(*) from emp where sal in (801, 5001)", "1"
        ),
        (
            """
            insert all when deptno <= 20 then into kinds (id, n) values (deptno, 1) when deptno >= 20 then into kinds
            (id, n) values (deptno, 2) select deptno from dept
            """, "select n, count(*) from kinds group by n order by n", "1|2 2|3"
        ),
        (
            "insert into kinds (id, ts, ds, ym, r) values (1.6, timestamp '2024-01-01 00:00:00.1234567', "
                + "interval '1' hour, "
                + "interval '2' month, 'ff')", "select id, ts, ds, ym, r from kinds", "2|1704067200.123457|3600|2|\\xff"
        ),
        ("update clerks set ename = 'X'", "select count(*) from emp where ename = 'X'", "1"),
        ("delete clerks where id > 0", "select count(*) from emp where job = 'CLERK'", "0"),
        ("insert into kinds (id) values (emp_seq.nextval)", "select count(id) from kinds", "1"),
    ])
    func aChangeLeavesTheRowsThatOracleWould(_ change: String, _ query: String, _ rows: String) async throws {
        #expect(try await after([change], query) == rows)
    }

    @Test func manyRowsAreOneStatementOfArrays() async throws {
        let compiled = try Running.change(
            "insert into dept (deptno, dname, loc) values (:1, upper(:2), 'X')",
            binds: [BindType(Sample.number), BindType(.varchar2(10, .byte))])
        let sql = try #require(compiled.arraySQL)
        #expect(compiled.arrayParameters.count == 2)
        let filled = Running.filled(sql, compiled.arrayParameters, ["{61,62}", "{a,b}"])
        let judge = try await Judge.ready
        let output = try judge.run(
            script:
                "BEGIN; \\o /dev/null\n\(filled);\n\\o\nSELECT c1, c2 FROM data.t10 WHERE c1 > 60 ORDER BY 1; "
                + "ROLLBACK;",
            in: judge.database)
        #expect(output == "61\u{1f}A\u{1e}62\u{1f}B")
    }

    @Test func returningGivesTheValuesAndTheRowID() throws {
        let change = try Running.change(
            "update emp set sal = sal + 1 where empno = 1 returning sal, ename into :1, :2",
            binds: [BindType(Sample.number), BindType(.varchar2(10, .byte))])
        #expect(change.columns.map(\.hidden) == [true, false, false])
        #expect(change.returning.map(\.bind) == [0, 1])
        #expect(change.sql.contains("born = pg_current_xact_id()"))
    }
}
