import Glibc
import JSON
import LocalServers
import Processes
import TestKit
import Testing

/// Project files and projects from the command line, where no database is needed.
@Suite struct ApplyTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func godwit(_ words: String...) async throws -> (code: Int32, out: String, note: String) {
        let program = try await ServedProgram.start(words + ["--data", folder("data")])
        guard case .exited(let code)? = await program.end(within: .seconds(30)) else {
            await program.stop()
            return (-1, program.out, "no end in time: \(program.note)")
        }
        return (code, program.out, program.note)
    }

    private func write(_ name: String, _ password: String = "canary-1", _ options: String = "") throws -> String {
        try Scenarios.write(
            """
            { "name": "\(name)", "source": { "kind": "oracle", "url": "oracle://HR:\(password)@db.example:1521/X" },
              "destination": { "kind": "oceanbase", "url": "mysql://root@127.0.0.1:2881" },
              "objects": { "include": ["HR.*"] }\(options) }
            """, to: folder("\(name).json"))
    }

    /// The folder of the examples, beside the sources of this test.
    private static let examples =
        #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 } + "/examples"

    @Test(arguments: ["smallest", "everything", "chinese-names", "keyless", "speeds"])
    func everyExampleIsUnderstood(_ name: String) async throws {
        if name == "everything" {
            let saved = try await godwit(
                "source", "add", "oceanbase shop", "--untested", "--url", "oceanbase://root:x@127.0.0.1:2881/")
            #expect(saved.code == 0, "\(saved)")
        }
        let applied = try await godwit("apply", "-f", "\(Self.examples)/\(name).json", "--yes")
        #expect(applied.code == 0, "\(applied)")
        let again = try await godwit("apply", "-f", "\(Self.examples)/\(name).json", "--json")
        #expect(again.code == 0)
        #expect(try JSONParser.parse(again.out)["nothingToDo"] == true)
    }

    @Test func aPlanIsShownFirstDoneOnlyWhenAskedForAndEmptyTheSecondTime() async throws {
        let file = try write("shop")
        let plan = try await godwit("apply", "-f", file)
        #expect(plan.code == 4)
        #expect(plan.note.contains("--yes"))
        #expect(plan.out.contains("+ data source shop source"))
        #expect(plan.out.contains("host = db.example"))
        #expect(plan.out.contains("password = ••••••"))
        #expect(plan.out.contains("+ project shop"))
        #expect(!plan.out.contains("canary"))
        #expect(try await godwit("project", "list").out.contains("No project"))
        let done = try await godwit("apply", "-f", file, "--yes", "--json")
        #expect(done.code == 0)
        #expect(try JSONParser.parse(done.out)["done"] == true)
        #expect(try await godwit("apply", "-f", file).out.contains("Nothing to do"))
        let changed = try write("shop", "canary-2", #", "options": { "speed": "fast" }"#)
        let second = try await godwit("apply", "-f", changed, "--yes")
        #expect(second.code == 0)
        #expect(second.out.contains("password: •••••• → ••••••"))
        #expect(second.out.contains("options.speed.preset: normal → fast"))
        #expect(!second.out.contains("objects.include"), "what stays is not shown")
    }

    /// The same at a terminal, where `answer` is typed once the program asks.
    private func godwit(
        _ words: String..., question: String, answer: String
    ) async throws -> (code: Int32, seen: String) {
        let terminal = try PseudoTerminal()
        let program = try await ServedProgram.start(
            words + ["--data", folder("data")], environment: ["NO_COLOR": "1"], at: terminal)
        try await eventually("it asks", within: .seconds(30)) {
            if let status = program.child.exitStatus {
                throw ServedProgram.Ended(status: status, note: terminal.out + program.note)
            }
            return terminal.out.hasSuffix(question + " ")
        }
        terminal.press(answer)
        guard case .exited(let code)? = await program.end(within: .seconds(30)) else {
            await program.stop()
            return (-1, terminal.out)
        }
        return (code, terminal.out)
    }

    @Test func aPersonAtATerminalIsAskedAndOnlyAYesIsAYes() async throws {
        let file = try write("shop")
        for no in ["n\n", "\n", "\u{4}", "yesterday\n"] {
            let refused = try await godwit("apply", "-f", file, question: "Do it? [y/N]", answer: no)
            #expect(refused.code == 4, "\(refused)")
            #expect(refused.seen.contains("+ project shop"), "the plan is shown before the question")
        }
        #expect(try await godwit("project", "list").out.contains("No project"))
        let done = try await godwit("apply", "-f", file, question: "Do it? [y/N]", answer: "Y\n")
        #expect(done.code == 0 && done.seen.contains("Done: shop is"), "\(done)")
        #expect(!done.seen.contains("canary"))
    }

    @Test func aPersonDeletesAProjectOnlyByTypingItsName() async throws {
        #expect(try await godwit("apply", "-f", try write("one"), "--yes").code == 0)
        let question = "Type the name to delete the project:"
        for wrong in ["One\n", "\n", "\u{4}"] {
            let refused = try await godwit("project", "delete", "one", question: question, answer: wrong)
            #expect(refused.code == 4, "\(refused)")
        }
        #expect(try await godwit("project", "show", "one").code == 0)
        let done = try await godwit("project", "delete", "one", question: question, answer: "one\n")
        #expect(done.code == 0 && done.seen.contains("Deleted one"), "\(done)")
        #expect(try await godwit("project", "show", "one").code == 3)
    }

    @Test func aProjectIsClonedRenamedTaggedAndDeletedOnlyByItsName() async throws {
        #expect(try await godwit("apply", "-f", try write("one"), "--yes").code == 0)
        #expect(try await godwit("project", "clone", "one", "二").code == 0)
        #expect(try await godwit("project", "rename", "二", "three").code == 0)
        #expect(try await godwit("project", "tag", "three", "nightly", "夜").code == 0)
        #expect(try await godwit("project", "tag", "three", "a", "b", "c", "d", "e").code == 1)
        let list = try JSONParser.parse(try await godwit("project", "list", "--tag", "夜", "--json").out)
        #expect(list.asArray?.map { $0["name"] } == ["three"])
        #expect(try await godwit("project", "pause", "three").code == 4)
        let unsure = try await godwit("project", "delete", "three")
        #expect(unsure.code == 2)
        #expect(unsure.note.contains("--confirm"))
        #expect(try await godwit("project", "delete", "three", "--confirm", "one").code == 4)
        #expect(try await godwit("project", "delete", "three", "--confirm", "three").code == 0)
        #expect(try await godwit("project", "show", "three").code == 3)
        let waiting = try await godwit("project", "start", "one")
        #expect(waiting.code == 0)
        #expect(waiting.note.contains("godwit serve"))
    }
}
