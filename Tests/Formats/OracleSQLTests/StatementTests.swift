import Testing

@testable import OracleSQL

@Suite struct StatementTests {
    static let accepted = [
        "select 1 from dual", "SELECT * FROM t", "select t.*, s.t.* from s.t t",
        "select a b, c as \"d\" from t x where 1=1",
        "select (select max(a) from u where u.id = t.id) from t",
        "select ((select 1 from dual) + 1) * 2 from dual", "select ((select 1 from dual)) from dual",
        "(select 1 from dual) union all (select 2 from dual) minus select 3 from dual order by 1",
        "with a (x, y) as (select 1, 2 from dual), b as (select * from a) select * from a, b",
        "with r (n) as (select 1 from dual union all select n + 1 from r where n < 5) search depth first by n set o "
            + "cycle n set c to 1 default 0 select * from r",
        "select * from a, b where a.x = b.x(+) and a.y (+) = 5",
        "select * from a left outer join b on a.x = b.x full join c using (y, z) cross join d natural join e",
        "select * from (a join b on a.x = b.x) join (c cross join d) on 1 = 1",
        "select * from a cross apply (select * from b where b.x = a.x) c outer apply f(a.x) d",
        "select * from a, lateral (select * from b where b.x = a.x)",
        "select * from table(f(1)) t, table(pkg.f(a => 1)) (+)",
        "select level, connect_by_root a, sys_connect_by_path(a, '/') from t start with p is null "
            + "connect by nocycle prior id = p and prior x is not null order siblings by a",
        "select a, count(*) from t group by rollup (a, (b, c)), cube(d), grouping sets ((a), (), (b, c)) having "
            + "count(*) > 1",
        "select count(distinct a), listagg(a, ',') within group (order by b desc nulls last) from t",
        "select listagg(a, ',' on overflow truncate '...' with count) within group (order by a) over (partition "
            + "by b) from t",
        "select max(a) keep (dense_rank last order by b) from t",
        "select row_number() over (partition by a, b order by c rows between unbounded preceding and current "
            + "row) from t",
        "select sum(a) over (order by b range between interval '1' day preceding and 3 following exclude ties) from t",
        "select lag(a, 1) ignore nulls over (order by b), first_value(a ignore nulls) over w from t window w as "
            + "(order by a)",
        "select nth_value(a, 2) from last over (order by a) from t",
        "select case a when 1 then 'x' else 'y' end, case when a = 1 or b = 2 then 3 end from t",
        "select cast(a as number(10,2)), cast(multiset(select 1 from dual) as numlist), extract(year from d), "
            + "trim(both 'x' from a), trim(leading from a), trim(a), cursor(select 1 from dual) from t",
        "select date '2020-01-01', timestamp '2020-01-01 00:00:00', interval '1 2' day(3) to second(2), "
            + "interval '5' minute, interval '1-2' year to month, (a - b) day(9) to second(6) from t",
        "select a at time zone 'UTC', a at local, systimestamp at time zone dbtimezone from t",
        "select seq.nextval, s.seq.currval, t.rowid, rownum, ora_rowscn from t",
        "select * from t where a in (1, 2) and b not in (select 1 from dual) and (a, b) in ((1, 2), (3, 4))",
        "select * from t where (a, b) = (select 1, 2 from dual) or not exists (select 1 from u)",
        "select * from t where a = any (1, 2) and b > all (select 1 from dual) and c between 1 and 2 and d like "
            + "'x%' escape '\\'",
        "select * from t where ((a = 1 or (b) = 2) and ((c + 1) * 2 = 3)) and regexp_like(a, 'b') and not (x is null)",
        "select * from t where a member of b or a is not empty or a is json or b is of type (only x) or c is nan",
        "select * from t as of scn 123 u, v as of timestamp systimestamp - interval '1' hour where u.a = v.a",
        "select versions_startscn from t versions between scn minvalue and maxvalue where a = 1",
        "select * from t sample (10) seed (1), t partition (p1) x, t partition for (1, 2) y, t@link.world z",
        "select a from t order by a desc nulls first, 2 offset 3 rows fetch next 5 percent rows with ties",
        "select a from t for update of t.a, b nowait", "select a from t for update skip locked",
        "select a from t where rownum <= 5 for update wait 3",
        "select /*+ index(t) */ a from t -- last\n",
        "select q'[it's]', n'x', nq'{y}', 1e5f, .5d, 1.e2, 'a''b' from dual",
        "select '1'from dual where'NO'='NO'and 1=1", "select a left from t left where 1 = 1",
        "select to_number('x' default 0 on conversion error), translate(a using nchar_cs) from t",
        "insert into t values (1, default, :x)",
        "insert into s.t (a, \"b\") values (:1, :2) returning a, b into :3, :4",
        "insert into t (a, b) select 1, 2 from dual union all select 3, 4 from dual",
        "insert into t (select * from u)", "insert into t with x as (select 1 a from dual) select a from x",
        "insert all into a values (1) into b (x) values (y) select 1, 2 y from dual",
        "insert first when a > 1 then into x when b = 2 then into y else into z select * from t",
        "update t set a = 1, (b, c) = (select 1, 2 from dual), d = default where e = 3 returning a into :a",
        "update (select a from t) x set x.a = 2", "delete t where a = 1", "delete from s.t x return a into :1",
        "merge into t using (select 1 a from dual) s on (t.a = s.a) when matched then update set t.b = s.a where 1 = 1 "
            + "delete where t.b = 2 when not matched then insert (a, b) values (s.a, default) where s.a > 1",
        "commit", "commit work", "rollback", "rollback to savepoint a", "rollback to a", "savepoint a",
        "set transaction read only", "set transaction isolation level serializable name 'x'", "set role none",
        "set role all except a, b", "set constraints all deferred",
        "alter session set nls_date_format = 'YYYY' nls_numeric_characters='.,'",
        "alter session set container=cdb$root",
        "alter session set current_schema = \"x\"", "alter session enable parallel dml",
        "lock table \"S\".\"T\" in row share mode nowait", "explain plan for select 1 from dual",
        "call pkg.f(1, b => :x) into :y", "select dbms_lob.substr(a, 1) from t", "select f(a).b.c from t x",
    ]

    @Test(arguments: accepted) func aStatementOfOracleIsRead(_ text: String) throws {
        _ = try parseStatement(text)
    }
}
