import DecoyCompiler
import OracleSQL
import TestKit
import Testing

@testable import DecoyEngine

@Suite struct BlockRunTests {
    private func out(_ type: OracleType = .varchar2(4000, .byte)) -> Cell { .null(type) }

    static let results: [(block: String, expected: String?)] = [
        ("begin :x := 1 + 2 * 3; end;", "7"), ("begin :x := 7 / 2; end;", "3.5"),
        ("begin :x := 'a' || 1 || null || 'b'; end;", "a1b"),
        ("begin :x := upper('abc') || length('xy'); end;", "ABC2"),
        ("begin :x := 2 ** 10; end;", "1024"), ("begin :x := mod(17, 5) + 17 mod 5; end;", "4"),
        ("declare a number := 5; b varchar2(3); begin b := a; :x := b || a; end;", "55"),
        ("declare a number(5,2) := 1.239; begin :x := a; end;", "1.24"),
        ("declare a char(5) := 'x'; begin :x := a || '.'; end;", "x    ."),
        ("declare a char(5) := 'x'; begin if a = 'x' then :x := 'same'; end if; end;", "same"),
        ("declare a pls_integer := 0; begin for i in 1..10 loop a := a + i; end loop; :x := a; end;", "55"),
        ("declare a varchar2(20); begin for i in reverse 1..3 loop a := a || i; end loop; :x := a; end;", "321"),
        ("declare a number := 0; begin loop a := a + 1; exit when a > 4; end loop; :x := a; end;", "5"),
        (
            "declare a number := 0; begin while a < 3 loop a := a + 1; continue when a = 2; :x := :x || a; end "
                + "loop; end;",
            "13"
        ),
        (
            "begin <<o>> for i in 1..3 loop for j in 1..3 loop exit o when i * j = 4; :x := i || j; end loop; "
                + "end loop; end;",
            "21"
        ),
        ("begin case 2 when 1 then :x := 'a'; when 2 then :x := 'b'; else :x := 'c'; end case; end;", "b"),
        ("begin :x := case when 1 = 2 then 'a' when null = 1 then 'b' end; end;", nil),
        ("begin if null = 1 then :x := 'a'; elsif not (1 = 2) and (2 > 1 or null) then :x := 'b'; end if; end;", "b"),
        ("declare b boolean := true; begin b := not b or 1 = 2; if b = false then :x := 'f'; end if; end;", "f"),
        ("begin :x := to_char(date '2020-02-29' + 1, 'YYYY-MM-DD'); end;", "2020-03-01"),
        ("begin :x := substr('abcdef', 2, 3); end;", "bcd"), ("begin :x := nvl('', 'e'); end;", "e"),
        ("begin select 'v' || 1 into :x from dual; end;", "v1"),
        ("declare a number := 3; b number; begin select a * 2 into b from dual where a = 3; :x := b; end;", "6"),
        (
            "declare type r is record (a number := 4, b varchar2(5)); v r; begin v.b := 'q'; :x := v.a || v.b; end;",
            "4q"
        ),
        (
            "declare r dual%rowtype; d dual.dummy%type := 'D'; begin select * into r from dual; :x := r.dummy "
                + "|| d; end;",
            "XD"
        ),
        (
            "declare type t is table of varchar2(5) index by pls_integer; v t; begin v(3) := 'c'; v(1) := 'a'; "
                + ":x := v.count || v(v.first) || v(v.last) || v.next(1); end;", "2ac3"
        ),
        (
            "declare type t is table of number index by varchar2(9); v t; begin v('b') := 2; v('a') := 1; "
                + ":x := v.first || v.last || case when v.exists('c') then 'y' else 'n' end; end;", "abn"
        ),
        (
            "declare type t is table of number; v t := t(5, 6); begin v.extend(2, 1); v(3) := 9; v.trim; :x := "
                + "v.count || v(3); end;",
            "39"
        ),
        (
            "declare type r is record (n number); type t is table of r index by pls_integer; v t; begin v(1).n := 7; "
                + "v(1).n := v(1).n + 1; :x := v(1).n; end;", "8"
        ),
        (
            "declare type t is table of number; v t; begin select level bulk collect into v from dual connect "
                + "by level <= 4; "
                + ":x := v.count || v(4); end;", "44"
        ),
        (
            "declare cursor c (p number) is select level n from dual connect by level <= p; r c%rowtype; begin "
                + "open c(3); loop "
                + "fetch c into r; exit when c%notfound; :x := :x || r.n; end loop; :x := :x || c%rowcount; "
                + "close c; end;",
            "1233"
        ),
        ("begin for r in (select level n from dual connect by level <= 3) loop :x := :x || r.n; end loop; end;", "123"),
        ("declare cursor c is select 'k' a from dual; begin for r in c loop :x := r.a; end loop; end;", "k"),
        (
            "declare c sys_refcursor; n number; begin open c for select 42 from dual; fetch c into n; close c; "
                + ":x := n; end;",
            "42"
        ),
        (
            "declare c sys_refcursor; n number; begin open c for 'select :a + 1 from dual' using 41; fetch c "
                + "into n; :x := n; end;",
            "42"
        ),
        (
            "declare procedure p(a in number, b out number, c in out varchar2) is begin b := a * 2; c := c || "
                + "'z'; end; n number; "
                + "begin :x := 's'; p(21, n, :x); :x := :x || n; end;", "sz42"
        ),
        (
            "declare function f(n number) return number is begin if n < 2 then return 1; end if; return n * f(n "
                + "- 1); end; "
                + "begin :x := f(10); end;", "3628800"
        ),
        (
            "declare function f(a number default 5, b number := 7) return number is begin return a - b; end; "
                + "begin :x := f(b => 1) || f; end;", "4-2"
        ),
        (
            "declare procedure p(a number); procedure q is begin p(1); end; procedure p(a number) is begin :x "
                + ":= a; end; begin q; end;",
            "1"
        ),
        (
            "declare procedure p(a number) is begin :x := 'n'; end; procedure p(a varchar2) is begin :x := 'v'; "
                + "end; begin p('1'); end;",
            "v"
        ),
        ("begin execute immediate 'select :1 || dummy from dual' into :x using 'a'; end;", "aX"),
        ("begin execute immediate 'begin :a := :b + 1; end;' using out :x, 5; end;", "6"),
        (
            "declare a varchar2(5); begin a := 'toolong'; exception when value_error then :x := sqlcode || "
                + "sqlerrm; end;",
            "-6502ORA-06502: PL/SQL: numeric or value error: character string buffer too small"
        ),
        ("begin :x := 1 / 0; exception when zero_divide then :x := 'z'; end;", "z"),
        (
            "declare n number; begin select 1 into n from dual where 1 = 2; exception when no_data_found then "
                + ":x := sqlcode; end;",
            "100"
        ),
        (
            "declare n number; begin select level into n from dual connect by level < 3; exception when "
                + "too_many_rows then :x := 'm'; end;",
            "m"
        ),
        (
            "declare e exception; begin raise e; exception when e then :x := sqlcode || sqlerrm; end;",
            "1User-Defined Exception"
        ),
        (
            "declare e exception; pragma exception_init(e, -20005); begin raise_application_error(-20005, 'x'); "
                + "exception when e then "
                + ":x := sqlerrm; end;", "ORA-20005: x"
        ),
        (
            "begin begin raise no_data_found; exception when others then raise; end; exception when "
                + "no_data_found then :x := 'r'; end;",
            "r"
        ),
        (
            "declare n number; begin n := 'abc'; exception when others then :x := sqlerrm; end;",
            "ORA-06502: PL/SQL: numeric or value error: character to number conversion error"
        ),
        (
            "declare a varchar2(3) := 'o'; begin <<b>> declare a varchar2(3) := 'i'; begin :x := a; end; :x := "
                + ":x || a; end;",
            "io"
        ),
        ("begin :x := dbms_random.string('U', 5); :x := length(:x); end;", "5"),
        (
            "begin update accounts set amount = 1 where id = -1; :x := sql%rowcount || case when sql%notfound "
                + "then 'n' end; end;",
            "0n"
        ),
    ]

    @Test(arguments: results) func aBlockGivesWhatOracleGives(_ block: String, _ expected: String?) async throws {
        let value = try await withBlocks { session in
            try session.block(block, [.null(.varchar2(4000, .byte))]).first ?? nil
        }
        #expect(value == expected)
    }

    static let failures: [(block: String, message: String)] = [
        ("begin raise_application_error(-20001, 'no'); end;", "ORA-20001: no\nORA-06512: at line 1"),
        ("begin\n  null;\n  raise no_data_found;\nend;", "ORA-01403: no data found\nORA-06512: at line 3"),
        (
            "declare e exception; begin raise e; end;",
            "ORA-06510: PL/SQL: unhandled user-defined exception\nORA-06512: at line 1"
        ),
        ("begin\n x := 1;\nend;", "ORA-06550: line 2, column 2:\nPLS-00201: identifier 'X' must be declared\n"),
        ("begin\n nix(1);\nend;", "ORA-06550: line 2, column 2:\nPLS-00201: identifier 'NIX' must be declared\n"),
        (
            "begin\n update nowhere set a = 1;\nend;",
            "ORA-06550: line 2, column 9:\nPL/SQL: ORA-00942: table or view does not exist\n"
        ),
        (
            "declare n number(2); begin n := 100; end;",
            "ORA-06502: PL/SQL: numeric or value error: number precision too large\nORA-06512: at line 1"
        ),
        ("declare type t is table of number; v t; begin v(1) := 1; end;", "ORA-06531: "),
        ("declare type t is table of number; v t := t(); begin v(1) := 1; end;", "ORA-06533: "),
        ("declare type t is varray(2) of number; v t := t(1, 2); begin v.extend; end;", "ORA-06532: "),
        ("begin case 1 when 2 then null; end case; end;", "ORA-06592: "),
        ("declare function f return number is begin null; end; begin :x := f; end;", "ORA-06503: "),
        ("declare procedure p is begin p; end; begin p; end;", "ORA-06500: "),
        ("declare c constant number := 1; begin c := 2; end;", "ORA-06550: line 1, column 39:\nPLS-00363: "),
        ("declare cursor c is select 1 from dual; n number; begin fetch c into n; end;", "ORA-01001: "),
        ("begin begin nix; exception when others then null; end; end;", "ORA-06550: "),
        ("begin dbms_output.put_line(1, 2); end;", "ORA-06550: line 1, column 7:\nPLS-00306: "),
    ]

    @Test(arguments: failures) func aFailureHasOraclesTextAndLines(_ block: String, _ start: String) async throws {
        let failure = try await withBlocks { session in
            session.failure(block, block.contains(":x") ? [.null(.varchar2(4000, .byte))] : [])
        }
        #expect(failure?.message.hasPrefix(start) == true, "\(failure?.message ?? "no failure")")
    }

    @Test func aFailedBlockLeavesNothingAndACaughtFailureLeavesWhatWentBefore() async throws {
        try await withBlocks { session in
            let code = session.failure("begin insert into accounts values (5001, 'A', 1); raise zero_divide; end;")?
                .code
            #expect(code == 1476)
            #expect(try session.rows("SELECT COUNT(*) FROM accounts WHERE id = 5001") == [["0"]])
            _ = try session.run(
                "begin insert into accounts values (5001, 'A', 1); insert into accounts values (5001, 'B', 1); "
                    + "exception when dup_val_on_index then null; end;")
            #expect(try session.rows("SELECT owner FROM accounts WHERE id = 5001") == [["A"]])
            try session.rollback()
        }
    }

    @Test func changesInABlockUseItsVariablesAndGiveValuesBack() async throws {
        try await withBlocks { session in
            let text = """
                declare
                  type ids is table of number index by pls_integer;
                  v ids; w ids; n number; r accounts%rowtype;
                begin
                  for i in 1..3 loop v(i) := 5100 + i; end loop;
                  forall i in 1..v.count insert into accounts values (v(i), 'N' || v(i), 1);
                  update accounts set amount = amount + 1 where id between 5101 and 5103
                    returning id bulk collect into w;
                  n := w.count;
                  r.id := 5104; r.owner := 'R'; insert into accounts values r;
                  delete from accounts where id = 5104 returning owner into :x;
                  :x := :x || n || sql%rowcount;
                end;
                """
            #expect(try session.block(text, [.null(.varchar2(40, .byte))]) == ["R31"])
            #expect(try session.rows("SELECT SUM(amount) FROM accounts WHERE id BETWEEN 5101 AND 5103") == [["6"]])
            try session.rollback()
        }
    }

    @Test func outputIsCollectedInLines() async throws {
        try await withBlocks { session in
            _ = try session.run(
                "begin dbms_output.enable(); dbms_output.put('a'); dbms_output.put_line('b' || 1); "
                    + "dbms_output.put_line(null); end;"
            )
            #expect(session.lines() == ["ab1", ""])
            _ = try session.run("begin dbms_output.put_line('x'); end;")
            let cells: [Cell] = [.null(.varchar2(100, .byte)), .null(.number(precision: nil, scale: nil))]
            #expect(try session.block("begin dbms_output.get_line(:line, :status); end;", cells) == ["x", "0"])
            #expect(try session.block("begin dbms_output.get_line(:line, :status); end;", cells) == [nil, "1"])
        }
    }

    @Test func aCursorGoesOutThroughABind() async throws {
        try await withBlocks { session in
            let text = """
                declare
                  a varchar2(20) := null; b varchar2(20) := null; c sys_refcursor;
                begin
                  a := :1; b := :2;
                  open c for select a || 'x' v, level n from dual where a like b escape '/'
                    connect by level <= 2 order by n;
                  :3 := c;
                end;
                """
            let outcome = try session.run(text, [.text("ab"), .text("a%"), .null(.refCursor)])
            let cursor = try #require(outcome.outCursors[2])
            #expect(cursor.columns.map(\.name) == ["V", "N"])
            #expect(try cursor.next())
            #expect(cursor.cell(0).text == "abx")
            #expect(try cursor.next())
            #expect(try !cursor.next())
        }
    }

    @Test func aBlockIsRunForEveryRowOfBinds() async throws {
        try await withBlocks { session in
            let types = [BindType(.varchar2(10, .byte)), BindType(.varchar2(10, .byte))]
            let prepared = try session.prepare("begin :o := :i || '!'; end;", types)
            let rows: [[Cell]] = [
                [.null(.varchar2(10, .byte)), .text("a")], [.null(.varchar2(10, .byte)), .text("b")],
            ]
            let outcome = try session.execute(prepared, rows: rows)
            #expect(outcome.returned.map { $0[0][0].text } == ["a!", "b!"])
        }
    }
}
