import DecoyCompiler
import OracleSQL
import TestKit
import Testing

@Suite struct RefusalTests {
    @Test(arguments: [
        ("select x from dual", "904@7"),
        ("select e.x from emp e", "904@7"),
        ("select * from nothing", "942@14"),
        ("select deptno from emp, dept", "918@7"),
        ("select * from other.secret", "942@14"),
        ("select job, count(*) from emp", "937@7"),
        ("select job, sal from emp group by job", "979@12"),
        ("select 1 from emp where count(*) > 1", "934@24"),
        ("select level from emp", "1788@7"),
        ("select 1 from dual union select 'a' from dual", "1790@19"),
        ("select 1, 2 from dual union select 1 from dual", "1789@22"),
        ("select case when 1 = 1 then 1 else 'a' end from dual", "932@35"),
        ("select date '2024-01-01' + date '2024-01-01' from dual", "975@25"),
        ("select date '2024-13-01' from dual", "1843@7"),
        ("select date '2024-02-30' from dual", "1839@7"),
        ("select max(count(*)) from emp", "978@0"),
        ("select e.empno from emp e, dept d where e.deptno(+) = d.deptno(+)", "1468@52"),
        ("select * from kinds where text = 'a'", "932@31"),
        ("select text from kinds order by text", "932@32"),
        ("select distinct ename from emp order by sal", "1791@40"),
        ("select ename from emp order by 3", "1785@31"),
        ("select emp_seq.nextval from dual where emp_seq.nextval > 1", "2287@47"),
        ("select none.nextval from dual", "2289@7"),
        ("select nosuchfunction(1) from dual", "904@7"),
        ("insert into emp (empno, nope) values (1, 2)", "904@24"),
        ("insert into emp (empno, ename) values (1)", "947@12"),
        ("insert into emp (empno) values (1, 2)", "913@12"),
        ("insert into emp (empno, empno) values (1, 2)", "957@24"),
        ("update emp set nope = 1", "904@15"),
        ("delete from other.secret", "942@12"),
        ("update clerks set yearly = 1", "1733@18"),
        (
            "merge into emp e using dept d on (e.deptno = d.deptno) when matched then update set e.deptno = 1",
            "38104@84"
        ),
    ])
    func whatIsWrongIsRefusedWithOraclesNumberAndPlace(_ statement: String, _ refusal: String) {
        #expect(Running.refusal(statement) == refusal)
    }

    @Test func rightsDecideWhatExists() {
        #expect(Running.refusal("select * from hr.emp", user: "GUEST") == "compiled")
        #expect(Running.refusal("select * from staff", user: "GUEST") == "compiled")
        #expect(Running.refusal("select * from hr.dept", user: "GUEST") == "942@14")
        #expect(Running.refusal("delete from hr.emp", user: "GUEST") == "1031@12")
        #expect(Running.refusal("select hr.emp_seq.nextval from dual", user: "GUEST") == "2289@7")
    }
}
