import LocalServers
import Processes
import TestKit
import Testing

/// The commands of `decoy` that are clients, as a person or a script calls them: what they print, and the exit code.
@Suite struct DecoyCommandTests {
    @Test(
        arguments: [
            (["sql"], "Where to?"), (["sql", "--colour"], "There is no option --colour."),
            (["sql", "scott"], "user/password@address"), (["sql", "/leopard@nowhere"], "user/password@address"),
            (["sql", "scott/leopard"], "no @address"), (["sql", "scott/leopard@[::1", "select 1 from dual"], "ORA-"),
            (["sql", "scott/leopard@db", "select 1", "from dual"], "A statement is one argument"),
            (["measure"], "One USER/PASSWORD@ADDRESS is needed."),
            (["measure", "scott/leopard@a", "scott/leopard@b"], "One USER/PASSWORD@ADDRESS is needed."),
            (["measure", "scott/leopard@a", "--rows"], "--rows takes a number"),
            (["measure", "scott/leopard@a", "--rows", "0"], "--rows takes a number"),
            (["measure", "--rows", "many", "scott/leopard@a"], "--rows takes a number"),
            (["measure", "--rows", "1000000001", "scott/leopard@a"], "--rows takes a number"),
            (["measure", "--quick", "scott/leopard@a"], "There is no option --quick."),
            (["meassure"], "There is no command “meassure”."),
        ] as [([String], String)])
    func wrongWordsAreNamedWithCodeTwo(words: [String], reason: String) async throws {
        let answer = try await decoy(words)
        #expect(answer.code == 2)
        #expect(answer.out.isEmpty)
        #expect(answer.note.lowercased().contains(reason.lowercased()), "\(answer.note)")
        #expect(answer.note.contains("See: decoy help"))
        #expect(!answer.note.contains("leopard"))
    }

    @Test func theHelpOfEveryCommandIsAskedForInTheSameWay() async throws {
        for words in [[], ["help"], ["--help"], ["sql", "--help"], ["measure", "--help"], ["serve", "-h"]] {
            let answer = try await decoy(words)
            #expect(answer.code == 0)
            for name in ["decoy serve", "decoy sql", "decoy measure", "Exit codes"] {
                #expect(answer.out.contains(name))
            }
        }
    }

    @Test func aServerThatIsNotThereIsTheAnswerWithCodeOne() async throws {
        let port = try #require(LoopbackPort.take())
        defer { LoopbackPort.giveBack(port) }
        let place = "scott/leopard@127.0.0.1:\(port)/ORCLPDB1"
        for words in [["sql", place, "select 1 from dual"], ["measure", place, "--rows", "1"]] {
            let answer = try await decoy(words)
            #expect(answer.code == 1)
            #expect(answer.note.contains("ORA-12541"))
            #expect(!answer.note.contains("leopard"))
        }
    }

    @Test("Scripts are cut at lines of a slash, and the first failure takes back what was not committed")
    func scripts() async throws {
        let server = try await DecoyProgram.start()
        let place = "\(server.user)/\(server.password)@127.0.0.1:\(server.port)/\(server.service)"
        let script = """
            -- a comment / and no statement
            /
            create table notes (id number, line varchar2(40))
              /
            begin
              insert into notes values (1, 'a;b');
              insert into notes values (2, null);
            end;
            /
            /* first */ insert into notes values (3, 'x|y' || chr(10) || 'z');
            /
            select id, line from notes order by id;
            /

            """
        let lines = try await decoy(["sql", place, "--lines"], input: script)
        #expect(lines.code == 0 && lines.note.isEmpty)
        #expect(lines.out == "1|a;b\n2|∅\n3|x\\|y\\nz\n")
        let table = try await decoy(["sql", place, "select id, line from notes where id < 3 order by id"])
        #expect(table.out == "ID  LINE\n--  ----\n 1  a;b\n 2  ∅\n2 rows\n")
        #expect(try await decoy(["sql", place, "update notes set line = 'q' where id > 1"]).out == "2 rows\n")

        let failing = "delete from notes\n/\nselect 1 from nowhere\n/\ninsert into notes values (9, 'never')"
        let failed = try await decoy(["sql", place, "-"], input: failing)
        #expect(failed.code == 1)
        #expect(failed.out == "3 rows\n")
        #expect(failed.note.contains("ORA-00942"))
        #expect(try await decoy(["sql", place, "--lines", "select count(*), max(id) from notes"]).out == "3|3\n")

        let measured = try await decoy(["measure", place, "--rows", "5001"])
        #expect(measured.code == 0)
        #expect(measured.out.contains("array insert, 5000 rows each: 5001 rows in"))
        #expect(measured.out.contains("the same by two connections: 5001 rows in"))
        #expect(measured.out.contains("drained whole, time 1"))
        let rest = try await decoy(["sql", place, "--lines", "select table_name from user_tables"])
        #expect(!rest.out.uppercased().contains("DECOY_MEASURE"))
        await server.remove()
    }

    private struct Answer {
        var code: Int32
        var out: String
        var note: String
    }

    private func decoy(_ words: [String], input: String = "") async throws -> Answer {
        let folder = try TemporaryDirectory()
        let program = try #require(DecoyProgram.executable())
        try SmallFile.replace(folder("in"), with: Array(input.utf8))
        // A shell keeps the two outputs apart; the words travel as arguments, never as text of the script.
        let call = Launch(
            "/bin/sh",
            [
                "-c", "in=$1; out=$2; note=$3; shift 3; exec \"$@\" <\"$in\" >\"$out\" 2>\"$note\"", "sh", folder("in"),
                folder("out"), folder("note"), program,
            ] + words)
        let child = try await launch(call)
        guard let status = await child.waitForExit(within: .seconds(60)), case .exited(let code) = status else {
            _ = await child.stop(grace: .seconds(1))
            Issue.record("decoy \(words.joined(separator: " ")) did not end by itself within 60 s")
            return Answer(code: -1, out: "", note: "")
        }
        return Answer(
            code: code, out: RotatingLog.tail(of: folder("out"), bytes: 1 << 20),
            note: RotatingLog.tail(of: folder("note"), bytes: 1 << 20))
    }
}
