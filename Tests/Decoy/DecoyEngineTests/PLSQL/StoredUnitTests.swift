import DecoyCompiler
import OracleSQL
import Testing

@testable import DecoyEngine

@Suite struct StoredUnitTests {
    private static let text = Cell.null(.varchar2(4000, .byte))

    @Test func proceduresAndFunctionsAreCalledByNameAndPosition() async throws {
        try await withBlocks { session in
            _ = try session.run(
                """
                CREATE OR REPLACE PROCEDURE add_up (a IN NUMBER, b NUMBER DEFAULT 10, total OUT NUMBER) IS
                BEGIN
                    total := a + b;
                END add_up;
                """)
            _ = try session.run(
                "create or replace function shout (a varchar2) return varchar2 is begin return upper(a) || '!'; end;")
            let number = Cell.null(.number(precision: nil, scale: nil))
            #expect(try session.block("begin add_up(1, 2, :x); end;", [number]) == ["3"])
            #expect(try session.block("begin add_up(total => :x, a => 1); end;", [number]) == ["11"])
            #expect(try session.block("begin blocks.add_up(5, total => :x); end;", [number]) == ["15"])
            #expect(try session.block("begin :x := shout(:y); end;", [Self.text, .text("hey")]) == ["HEY!", "hey"])
            #expect(try session.block("call shout('a') into :x", [Self.text]) == ["A!"])
            #expect(try session.rows("SELECT shout('b') || shout(:1) FROM dual", [.text("c")]) == [["B!C!"]])
            #expect(session.failure("begin add_up(1); end;")?.message.contains("PLS-00306") == true)
        }
    }

    @Test func aPackageKeepsItsStateForTheSession() async throws {
        try await withBlocks { session in
            _ = try session.run(
                """
                create or replace package counter as
                    step constant number := 2;
                    last_value number := 100;
                    too_much exception;
                    type list is table of number index by binary_integer;
                    cursor names (prefix varchar2) is select prefix || dummy as name from dual;
                    procedure advance;
                    procedure advance (by_much number);
                    function total return number;
                    function sum_of (a list) return number;
                    procedure fill (n number, a out list);
                end counter;
                """)
            _ = try session.run(
                """
                create or replace package body counter as
                    hidden number := 0;
                    procedure advance is begin advance(step); end;
                    procedure advance (by_much number) is
                    begin
                        if by_much > 50 then raise too_much; end if;
                        hidden := hidden + by_much;
                    end;
                    function total return number is begin return hidden; end;
                    function sum_of (a list) return number is
                        s number := 0;
                    begin
                        for i in 1 .. a.count loop s := s + a(i); end loop;
                        return s;
                    end;
                    procedure fill (n number, a out list) is
                    begin
                        for i in 1 .. n loop a(i) := i * 100; end loop;
                    end;
                begin
                    hidden := 7;
                end counter;
                """)
            _ = try session.run("begin counter.advance; counter.advance(5); end;")
            #expect(
                try session.block("begin :x := counter.total || ',' || counter.last_value; end;", [Self.text]) == [
                    "14,100"
                ])
            _ = try session.run("begin counter.last_value := counter.last_value + counter.step; end;")
            #expect(try session.block("begin :x := blocks.counter.last_value; end;", [Self.text]) == ["102"])
            let caught = "begin counter.advance(99); exception when counter.too_much then :x := 'caught'; end;"
            #expect(try session.block(caught, [Self.text]) == ["caught"])
            let looped = "begin for r in counter.names('p') loop :x := r.name; end loop; end;"
            #expect(try session.block(looped, [Self.text]) == ["pX"])
            #expect(session.failure("begin counter.hidden := 1; end;")?.message.contains("PLS-00201") == true)
            let message = session.failure("begin counter.advance(99); end;")?.message
            #expect(
                message
                    == "ORA-06510: PL/SQL: unhandled user-defined exception\nORA-06512: at \"BLOCKS.COUNTER\", line 6\n"
                    + "ORA-06512: at line 1")
            _ = try session.run("begin dbms_session.reset_package; end;")
            #expect(try session.block("begin :x := counter.total; end;", [Self.text]) == ["7"])
        }
    }

    @Test func arraysOfAClientGoInAndOut() async throws {
        try await withBlocks { session in
            _ = try session.run(
                "create or replace package lists as type list is table of number index by binary_integer; "
                    + "procedure double (a in out list); end;")
            _ = try session.run(
                "create or replace package body lists as procedure double (a in out list) is begin "
                    + "for i in 1 .. a.count loop a(i) := a(i) * 2; end loop; end; end;")
            let number = OracleType.number(precision: nil, scale: nil)
            let prepared = try session.prepare("begin lists.double(:a); end;", [BindType(number)])
            var options = ExecuteOptions()
            options.arrays = [0: [.number(1), .number(5)]]
            let outcome = try session.execute(prepared, rows: [[.null(number)]], options)
            #expect(outcome.outArrays[0]?.map(\.integer) == [2, 10])
        }
    }

    @Test func aUnitThatCannotBeReadIsKeptAsInvalid() async throws {
        try await withBlocks { session in
            let outcome = try session.run("create or replace procedure broken is begin nul end;")
            #expect(outcome.isCompiledWithErrors)
            let failure = session.failure("begin broken; end;")
            #expect(failure?.message.contains("PLS-00905: object BLOCKS.BROKEN is invalid") == true)
        }
    }

    @Test func aUnitRunsWithTheRightsOfItsOwner() async throws {
        try await withBlocks { session in
            _ = try session.run(
                "create or replace function how_many return number is n number; begin "
                    + "select count(*) into n from accounts where id = -7; return n; end;")
            _ = try session.run("GRANT EXECUTE ON how_many TO PUBLIC")
        }
        try await withBlocks(as: "SYSTEM") { session in
            let values = try session.block("begin :x := blocks.how_many; end;", [Self.text])
            #expect(values == ["0"])
            let user = session.context.user
            #expect(user == "SYSTEM")
        }
    }
}
