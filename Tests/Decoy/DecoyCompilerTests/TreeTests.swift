import DecoyCompiler
import OracleSQL
import TestKit
import Testing

@Suite struct TreeTests {
    @Test(arguments: [
        (
            "select ename from emp start with mgr is null connect by prior empno = mgr order siblings by ename",
            "KING BLAKE ALLEN WARD CLARK JONES FORD SMITH"
        ),
        (
            "select level, ename from emp start with empno = 7566 connect by prior empno = mgr",
            "1|JONES 2|FORD 3|SMITH"
        ),
        (
            "select prior ename, ename from emp where level = 3 start with empno = 7566 connect by prior empno = mgr",
            "FORD|SMITH"
        ),
        (
            "select connect_by_root ename, sys_connect_by_path(ename, '/') from emp where empno = 7369 "
                + "start with mgr is null connect by mgr = prior empno", "KING|/KING/JONES/FORD/SMITH"
        ),
        (
            "select ename, connect_by_isleaf from emp start with empno = 7566 connect by prior empno = mgr",
            "JONES|0 FORD|0 SMITH|1"
        ),
        ("select level n from dual connect by level <= 3 order by n desc", "3 2 1"),
        ("select rownum from dual connect by rownum < 3", "1 2"),
        ("select level from dual where rownum <= 2 connect by level <= 5 order by 1 desc", "2 1"),
        ("select count(*) from dual where mod(level, 2) = 0 and rownum <= 3 connect by level <= 9", "3"),
        (
            "select rownum, ename from emp where rownum <= 2 start with mgr is null connect by prior empno = mgr "
                + "order by ename", "2|JONES 1|KING"
        ),
        ("select count(*) from emp where rownum <= 3 start with mgr is null connect by prior empno = mgr", "3"),
        ("select count(*) from (select level from dual connect by level <= 1000)", "1000"),
        (
            "select e.ename, d.dname from emp e, dept d where e.deptno = d.deptno and level = 2 start with mgr is null "
                + "connect by prior empno = mgr order by 1", "BLAKE|SALES CLARK|ACCOUNTING JONES|RESEARCH"
        ),
        (
            "select a from (select 1 a, 2 b from dual union all select 2, 1 from dual) start with a = 1 "
                + "connect by nocycle prior b = a", "1 2"
        ),
    ])
    func rowsHangAsInOracle(_ query: String, _ rows: String) async throws {
        #expect(try await Running.text(query) == rows)
    }

    @Test func aLoopIsRefused() async throws {
        await #expect(throws: Judge.Refused.self) {
            _ = try await Running.text(
                "select a from (select 1 a, 2 b from dual union all select 2, 1 from dual) connect by prior b = a")
        }
    }
}
