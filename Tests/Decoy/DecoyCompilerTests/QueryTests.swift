import DecoyCompiler
import OracleSQL
import TestKit
import Testing

@Suite struct QueryTests {
    @Test(arguments: [
        ("select 1 from dual", "1"),
        ("select * from dual", "X"),
        ("select ename from emp where empno = 7369", "SMITH"),
        ("select e.ename, d.dname from emp e, dept d where e.deptno = d.deptno and e.empno = 7839", "KING|ACCOUNTING"),
        (
            "select d.dname, count(e.empno) from dept d left join emp e on e.deptno = d.deptno group by "
                + "d.dname order by 1",
            "ACCOUNTING|2 OPERATIONS|0 RESEARCH|3 SALES|3"
        ),
        ("select d.deptno, e.empno from dept d, emp e where d.deptno = e.deptno(+) and d.deptno = 40", "40|-"),
        ("select deptno from dept minus select deptno from emp", "40"),
        ("select count(*) from emp where rownum <= 3", "3"),
        ("select ename from (select ename from emp order by sal desc) where rownum < 3", "KING FORD"),
        ("select rownum, ename from emp where rownum <= 2 order by ename desc", "1|SMITH 2|ALLEN"),
        ("select level from dual connect by level <= 3", "1 2 3"),
        ("select id, ename, yearly from clerks", "7369|SMITH|9600"),
        ("select ename from staff where mgr is null", "KING"),
        ("select hr.emp.ename from hr.emp where hr.emp.empno = 7902", "FORD"),
        ("select max(count(*)) from emp group by deptno", "3"),
        ("select deptno, sum(sal) from emp group by rollup(deptno) order by deptno", "10|7450 20|6775 30|5700 -|19925"),
        (
            "select ename from emp where (deptno, sal) in (select deptno, max(sal) from emp group by deptno) "
                + "order by 1",
            "BLAKE FORD KING"
        ),
        ("select distinct deptno from emp order by deptno desc", "30 20 10"),
        ("select ename from emp order by sal offset 1 rows fetch next 2 rows only", "WARD ALLEN"),
        ("with d as (select deptno n from dept) select count(*) from d where n > 10", "3"),
        (
            "select ename, rank() over (partition by deptno order by sal desc) r from emp where deptno = 10 order by 2",
            "KING|1 CLARK|2"
        ),
        (
            "select ename, sum(sal) over (order by empno rows between 1 preceding and current row) s from emp "
                + "where deptno = 20 order by empno", "SMITH|800.00 JONES|3775.00 FORD|5975.00"
        ),
        (
            "select ename, count(*) over (order by hiredate range between 3 preceding and current row) c from emp "
                + "where deptno = 30 order by hiredate", "ALLEN|1 WARD|2 BLAKE|1"
        ),
        (
            "select deptno, listagg(ename, ',') within group (order by ename) from emp group by deptno order by 1",
            "10|CLARK,KING 20|FORD,JONES,SMITH 30|ALLEN,BLAKE,WARD"
        ),
        (
            "select deptno, max(ename) keep (dense_rank last order by sal) from emp group by deptno order by 1",
            "10|KING 20|FORD 30|BLAKE"
        ),
        (
            "select deptno, min(ename) keep (dense_rank first order by sal) over (partition by deptno) from emp "
                + "where deptno = 10 order by 1", "10|CLARK 10|CLARK"
        ),
        (
            "select ename, lag(ename) over (order by empno) from emp where deptno = 10 order by empno",
            "CLARK|- KING|CLARK"
        ),
        (
            "select job j, round(avg(sal), 2) from emp group by job having count(*) > 1 order by j",
            "MANAGER|2758.33 SALESMAN|1425"
        ),
        (
            "select deptno, job, count(*), grouping(job) from emp group by grouping sets ((deptno), (job)) "
                + "having count(*) > 2 order by 1, 2", "20|-|3|1 30|-|3|1 -|MANAGER|3|0"
        ),
        ("select 'x' || deptno t from dept group by rollup(deptno) order by 1", "x x10 x20 x30 x40"),
        (
            "select deptno, (select dname from dept d where d.deptno = e.deptno) n from emp e group by deptno "
                + "order by 1",
            "10|ACCOUNTING 20|RESEARCH 30|SALES"
        ),
        ("select count(distinct job) from emp", "5"),
        ("select count(*) from emp a join dept b using (deptno) natural join (select 20 deptno from dual) c", "3"),
        ("select deptno, dname from emp join dept using (deptno) where empno = 7369", "20|RESEARCH"),
        (
            "select e.ename from emp e where exists (select 1 from emp m where m.mgr = e.empno) and rownum = "
                + "1 order by 1",
            "JONES"
        ),
        ("select (select count(*) from emp e where e.deptno = d.deptno) c from dept d order by d.deptno", "2 3 3 0"),
        (
            "select ename, sal + nvl(comm, 0) pay from emp where deptno = 30 order by pay desc",
            "BLAKE|2850.00 ALLEN|1900.00 WARD|1750.00"
        ),
        ("select upper(substr(ename, 1, 1)) i from emp where deptno = 10 order by upper(ename)", "C K"),
        (
            "select * from (select e.*, rownum rn from emp e where rownum <= 5) where rn > 4",
            "7698|BLAKE|MANAGER|7839|1981-05-01 00:00:00|2850.00|-|30|5"
        ),
        ("select column_value from table(sys.odcinumberlist(3, 1)) order by 1", "1 3"),
        ("select ename from emp fetch first 25 percent rows only", "SMITH ALLEN"),
        ("select deptno from emp order by deptno fetch first 1 row with ties", "10 10"),
        ("select deptno from dept union all select null from dual order by 1 desc nulls last", "40 30 20 10 -"),
        ("(select 1 from dual union select 2 from dual) minus select 2 from dual", "1"),
        (
            "select decode(deptno, 10, 'A', 20, 'B', 'C') d, count(*) from emp group by decode(deptno, 10, "
                + "'A', 20, 'B', 'C') order by 1",
            "A|2 B|3 C|3"
        ),
        (
            "select to_char(hiredate, 'YYYY-MM') m, count(*) from emp group by to_char(hiredate, 'YYYY-MM') "
                + "having count(*) > 1 order by m", "1981-02|2"
        ),
        (
            "select x.* from dept d cross apply (select max(sal) m from emp e where e.deptno = d.deptno) x order by 1",
            "2850.00 3000.00 5000.00 -"
        ),
        (
            "select e.ename, m.ename from emp e, emp m where e.mgr = m.empno(+) and m.deptno(+) = 10 and "
                + "e.deptno = 10 order by 1",
            "CLARK|KING KING|-"
        ),
        ("with t(n) as (select 1 from dual union all select n + 1 from t where n < 4) select n from t", "1 2 3 4"),
    ])
    func aQueryGivesWhatOracleGives(_ query: String, _ rows: String) async throws {
        #expect(Shown.numbers(try await Running.text(query)) == Shown.numbers(rows))
    }
}
