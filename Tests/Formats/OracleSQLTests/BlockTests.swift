import Testing

@testable import OracleSQL

@Suite struct BlockTests {
    static let accepted = [
        "begin null; end;", "BEGIN\n  NULL;\nEND;\n", "<<a>> declare b number; begin a.b := 1; end a;",
        "declare a varchar2(10) := 'x'; b constant pls_integer not null default 1; c t.x%type; d s.t%rowtype; "
            + "e exception; pragma exception_init(e, -942); begin null; exception when e or no_data_found then null; "
            + "when others then raise; end;",
        "declare type r is record (a number, b varchar2(3 char) := 'x'); type t is table of r index by pls_integer; "
            + "type n is table of number; type v is varray(5) of date; type c is ref cursor return t%rowtype; "
            + "subtype s is varchar2(5); x t; y sys_refcursor; begin x(1).a := 2; x.delete(1); y := null; end;",
        "declare cursor c (p number default 1) is select * from t where a = p for update; begin open c(2); "
            + "loop fetch c into a, b.c; exit when c%notfound; end loop; close c; end;",
        "begin if a > 1 and b then null; elsif c then null; else x := y is null; end if; end;",
        "begin case a when 1 then null; else null; end case; case when a = 1 then null; end case; end;",
        "begin <<l>> for i in reverse 1..10 loop exit l when i = 3; continue when i > 4; end loop l; "
            + "while true loop exit; end loop; for r in (select * from t) loop null; end loop; "
            + "for r in c(1, 2) loop null; end loop; for r in p.c loop null; end loop; end;",
        "begin select a, count(*) into :x, v.y from t where b = z group by a; "
            + "select a bulk collect into l from t; fetch c bulk collect into l limit 10; end;",
        "begin forall i in 1..l.count save exceptions insert into t values l(i); "
            + "forall i in indices of l update t set a = l(i).b where c = l(i).d returning e bulk collect into f; end;",
        "begin insert into t (a) values (b) returning c into d; update t set row = r where current of c; "
            + "delete from t where current of c; merge into t using u on (t.a = u.a) when matched then update "
            + "set b = 1; "
            + "commit; rollback to a; savepoint b; set transaction read only; lock table t in share mode; end;",
        "begin open :c for select * from t; open c for 'select ' || x using a, in b; "
            + "execute immediate 'x' into a, b using in out c, out d returning into e; end;",
        "begin raise_application_error(-20001, 'x'); raise p.e; return; p; p.q; s.p.q(a => 1, b => :x); end;",
        "begin :r := f(:a); :b := not :c; x := a ** 2 mod 3 || 'x'; y := sql%rowcount + c%rowcount; end;",
        "declare procedure p (a in out nocopy number, b out varchar2, c t%rowtype default null) is d number; "
            + "begin null; end p; function f return boolean; function f return boolean is begin return true; "
            + "end; begin p; end;",
        "begin x := case when a then 1 else 2 end; y := cast(a as number); z := extract(year from sysdate); end;",
        "declare a number; begin a := :old.x + :new.y(1); a := t(1)(2).c(3); a := f(1).b; end;",
        "begin pipe row (a); x := date '2020-01-01'; x := interval '1' day; x := sysdate - level; end;",
        "declare type t is table of varchar2(10) index by varchar2(20); begin for i in t.first .. t.last loop "
            + "null; end loop; end;",
    ]

    @Test(arguments: accepted) func aBlockOfOracleIsRead(_ text: String) throws {
        guard case .block = try parseStatement(text) else {
            Issue.record("no block: \(text)")
            return
        }
    }

    static let units = [
        "procedure p as begin null; end;",
        "create or replace function s.f (a number) return number deterministic is begin return a; end f;",
        "package p authid current_user as type t is table of number; v constant number := 1; procedure q(a t); "
            + "function f return t; cursor c is select * from t; e exception; end p;",
        "CREATE OR REPLACE PACKAGE BODY p AS x number; procedure q(a t) is begin null; end; begin x := 1; end;",
        "function f return n pipelined as begin pipe row(1); return; end;",
    ]

    @Test(arguments: units) func aStoredUnitIsRead(_ text: String) throws {
        var parser = try Parser(text, language: .block)
        _ = try parser.parseSourceUnit()
    }

    @Test func bindsOfABlockAreDistinctNamesAndThoseOfSQLAreOccurrences() throws {
        #expect(try ParsedStatement("begin :a := :b + :A; :\"c\" := 1; end;").binds == ["A", "B", "c"])
        #expect(try ParsedStatement("select :a, :b, :a from dual where x=:1").binds == ["A", "B", "A", "1"])
    }

    @Test(arguments: [
        (
            "begin x := 1 end;",
            "ORA-06550: line 1, column 14:\nPLS-00103: Encountered the symbol \"END\" when expecting"
        ),
        (
            "begin\n  select into a from t;\nend;",
            "ORA-06550: line 2, column 10:\nPL/SQL: ORA-00936: missing expression\n"
        ),
        ("begin null;", "ORA-06550: line 1, column 12:\nPLS-00103: Encountered the symbol \"end-of-file\""),
        ("begin end;", "ORA-06550: line 1, column 7:\nPLS-00103: Encountered the symbol \"END\""),
    ]) func aFaultInABlockNamesLineAndColumn(_ text: String, _ start: String) throws {
        let failure = #expect(throws: OracleFailure.self) { try parseStatement(text) }
        #expect(failure?.code == 6550)
        #expect(failure?.message.hasPrefix(start) == true, "\(failure?.message ?? "")")
    }
}
