import Catalog
import Glibc
import JSON
import LocalServers
import Model
import Processes
import TestKit
import Testing

/// `godwit run` on real servers: a stand-in for Oracle at one end and the OceanBase engine at the other.
@Suite(.serialized, .timeLimit(.minutes(4))) struct RunTests {
    @Test func aProjectRunsToItsEndAndASecondRunFindsNothingToDo() async throws {
        let moved = try await MovedSchema.make()
        let file = try moved.file()
        let first = try await moved.godwit("run", "-f", file)
        #expect(first.code == 0, "\(first)")
        let lines = RunLines(first.out)
        #expect(lines.all("begin").first?["project"] == .string(moved.schema))
        let completed = lines.all("step").filter { $0["state"] == "completed" }.map { $0["step"] }
        #expect(completed == ["precheck", "schema", "full", "indexes"])
        #expect(lines.all("progress").allSatisfy { $0["activity"]?.asString?.isEmpty == false })
        #expect(lines.end?["done"] == true)
        #expect(lines.end?["rows"] == 250)
        #expect(try await moved.number("SELECT COUNT(*) FROM `\(moved.database)`.orders") == 200)
        #expect(try await moved.number("SELECT CAST(SUM(salary) AS SIGNED) FROM `\(moved.database)`.people") == 147_000)
        #expect(try await moved.number("SELECT COUNT(*) FROM `\(moved.database)`.visits") == 30)
        let index = "SELECT COUNT(*) FROM information_schema.statistics WHERE table_schema = '\(moved.database)'"
        #expect(try await moved.number(index + " AND index_name = 'orders_person_ix'") == 1)

        let second = try await moved.godwit("run", "-f", file)
        #expect(second.code == 0)
        #expect(RunLines(second.out).end?["rows"] == 250)
        #expect(try await moved.number("SELECT COUNT(*) FROM `\(moved.database)`.orders") == 200)
        try await checkCommands(moved, file)
    }

    /// What the commands of a project say about the one that has just been moved.
    private func checkCommands(_ moved: MovedSchema, _ file: String) async throws {
        let again = try await moved.godwit("apply", "-f", file)
        #expect(again.code == 0)
        #expect(again.out.contains("Nothing to do"))
        let list = try await moved.godwit("project", "list", "--json")
        let project = try JSONParser.parse(list.out).asArray?.first
        #expect(project?["state"] == "completed")
        #expect(project?["orders"]?.asArray?.contains("release") == true)
        let tables = try await moved.godwit("project", "tables", moved.schema, "--json")
        let rows = try JSONParser.parse(tables.out).asArray ?? []
        #expect(rows.map { $0["rows"] }.sorted { ($0?.asInteger ?? 0) < ($1?.asInteger ?? 0) } == [20, 30, 200])
        let object = try await moved.godwit("project", "objects", moved.schema, "1")
        #expect(object.out.contains("CREATE TABLE"))
        #expect(try await moved.godwit("project", "precheck", moved.schema).code == 0)
        #expect(try await moved.godwit("project", "quarantine", moved.schema).out.contains("No row"))
        let refused = try await moved.godwit("project", "start", moved.schema)
        #expect(refused.code == 4)
        #expect(refused.note.contains("completed"))
    }

    @Test func aFileThatIsWrongIsRefusedWithTheFileAndThePlaceInIt() async throws {
        let moved = try await MovedSchema.make(orders: 1)
        let file = try moved.file(options: ["sped": "fast"])
        let refused = try await moved.godwit("run", "-f", file)
        #expect(refused.code == 2)
        #expect(refused.note.contains(file))
        #expect(refused.note.contains("options.sped"))
        #expect(refused.note.contains("Did you mean “speed”"))
        #expect(try await moved.godwit("run", "-f", moved.folder("none.json")).code == 3)
        #expect(try await moved.godwit("run").code == 2)
    }

    @Test func aWrongPasswordIsSaidWithWhatToDoAndNeverShown() async throws {
        let moved = try await MovedSchema.make(orders: 1)
        let refused = try await moved.godwit("run", "-f", try moved.file(password: "wrong-canary"))
        #expect(refused.code == 1)
        let failure = RunLines(refused.out).end?["failure"]
        #expect(failure?["message"]?.asString?.isEmpty == false)
        let advice = failure?["advice"]?.asString ?? ""
        #expect(advice.contains("assword"), "\(refused)")
        #expect(!refused.out.contains("wrong-canary") && !refused.note.contains("wrong-canary"))
        // The same command with the right word goes on where that one stopped.
        #expect(try await moved.godwit("run", "-f", try moved.file()).code == 0)
    }

    @Test func whateverIsKilledInTheMiddleEveryRowArrivesOnce() async throws {
        let orders = 40_000
        let moved = try await MovedSchema.make(orders: orders)
        // Slow enough to be in the middle, in chunks small enough to be many.
        let slow: JSONValue = ["speed": ["lanes": 2, "chunkBytes": 65_536, "rowsPerSecondMax": 8_000]]
        let first = try await ServedProgram.start(["run", "-f", try moved.file(options: slow), "--data", moved.data])
        let checkerKilled = try await killCheckerOnceRowsArrive(moved, first)
        #expect(checkerKilled, "\(first.out) \(first.note)")
        let seen = try await rows(moved)
        try await eventually("another Checker goes on", within: .seconds(40)) {
            if let status = first.child.exitStatus { throw ServedProgram.Ended(status: status, note: first.out) }
            return try await rows(moved) > seen + 500
        }
        first.child.signal(SIGKILL)
        #expect(await first.end(within: .seconds(10)) != nil)
        #expect(try await rows(moved) < orders, "it was over before it was killed")
        let fast = try moved.file(options: ["speed": ["lanes": 2, "chunkBytes": 65_536]])
        let second = try await moved.godwit("run", "-f", fast, within: .seconds(90))
        #expect(second.code == 0, "\(second)")
        let sums = "SELECT COUNT(*) * 1000 + COUNT(*) - COUNT(DISTINCT order_id) FROM `\(moved.database)`.orders"
        #expect(try await moved.number(sums) == orders * 1_000)
        #expect(try await moved.number("SELECT COUNT(*) FROM `\(moved.database)`.visits") == 30)
        #expect(RunLines(second.out).end?["rows"]?.asInteger == Int64(orders + 50))
    }

    @Test func whenTheServerDiesTheRunThatShowedItsWorkDoesItItself() async throws {
        let orders = 30_000
        let moved = try await MovedSchema.make(orders: orders)
        let (server, _) = try await ServedProgram.serve(moved.data)
        let slow: JSONValue = ["speed": ["lanes": 2, "chunkBytes": 65_536, "rowsPerSecondMax": 5_000]]
        let run = try await ServedProgram.start(["run", "-f", try moved.file(options: slow), "--data", moved.data])
        try await eventually("rows arrive", within: .seconds(60)) {
            if let status = run.child.exitStatus { throw ServedProgram.Ended(status: status, note: run.out) }
            return try await rows(moved) > 500
        }
        server.child.signal(SIGKILL)
        #expect(await server.end(within: .seconds(10)) != nil)
        #expect(try await rows(moved) < orders, "it was over before the server died")
        #expect(await run.end(within: .seconds(100)) == .exited(0), "\(run.out) \(run.note)")
        #expect(RunLines(run.out).all("begin").first?["server"]?.asInteger != nil, "the server had it at first")
        #expect(RunLines(run.out).end?["rows"]?.asInteger == Int64(orders + 50))
        let sums = "SELECT COUNT(*) * 1000 + COUNT(*) - COUNT(DISTINCT order_id) FROM `\(moved.database)`.orders"
        #expect(try await moved.number(sums) == orders * 1_000)
        await run.stop()
    }

    @Test func anObjectThatIsNotThereIsLookedAtAndRunAgainFromTheCommandLine() async throws {
        let moved = try await MovedSchema.make(orders: 1)
        let (name, file) = (moved.schema, try moved.file())
        for statement in ["CREATE DATABASE `\(moved.database)`", "CREATE TABLE `\(moved.database)`.visits (a INT)"] {
            try await moved.execute(statement)
        }
        #expect(try await moved.godwit("run", "-f", file).code == 1, "the check sees what is in the way")
        let answers = try JSONParser.parse(try await moved.godwit("project", "precheck", name, "--json").out)
        let clash = try #require(answers.asArray?.first { $0["key"] == "destination.objects" }?["number"]?.asInteger)
        _ = try await moved.godwit("project", "precheck", name, "--skip", "\(clash)")
        #expect(try await moved.godwit("run", "-f", file).code == 1)
        let failed = try await moved.godwit("project", "objects", name, "--state", "failed", "--json")
        let object = try #require(try JSONParser.parse(failed.out).asArray?.first)
        #expect(object["source"] == .string(name + ".VISITS"), "\(failed)")
        let number = "\(object["number"]?.asInteger ?? 0)"
        #expect(try await moved.godwit("project", "objects", name, number).out.contains("VARCHAR2(40)"))
        let refused = try await moved.godwit("project", "retry", name, "--all")
        #expect(refused.code == 1 && refused.out.contains("was not made by this project"), "\(refused)")
        #expect(try await moved.godwit("project", "edit", name, number).code == 2)
        try await moved.execute("DROP TABLE `\(moved.database)`.visits")
        let text = "CREATE TABLE `visits` (`page` VARCHAR(40), `seconds` INT, `note` INT)"
        let edited = try await moved.godwit(
            "project", "edit", name, number, "--file", try write(text, to: moved.folder("visits.sql")))
        #expect(edited.code == 0 && edited.out.contains("ready"), "\(edited)")
        #expect(try await moved.godwit("project", "edit", name, number, "--converted").code == 0)
        let made = try await moved.godwit("project", "retry", name, number)
        #expect(made.code == 0 && made.out.contains("VISITS: completed"), "\(made)")
        let late = try await moved.godwit("project", "skip", name, number)
        #expect(late.code == 1 && late.out.contains("created already"), "\(late)")
        #expect(try await moved.godwit("project", "retry", name, "9").code == 4)
        let end = try await moved.godwit("run", "-f", file)
        #expect(end.code == 0, "\(end)")
        #expect(try await moved.number("SELECT COUNT(*) FROM `\(moved.database)`.visits") == 30)
    }

    private func rows(_ moved: MovedSchema) async throws -> Int {
        (try? await moved.number("SELECT COUNT(*) FROM `\(moved.database)`.orders")) ?? 0
    }

    private func killCheckerOnceRowsArrive(_ moved: MovedSchema, _ program: ServedProgram) async throws -> Bool {
        try await eventually("rows arrive", within: .seconds(40)) {
            if let status = program.child.exitStatus { throw ServedProgram.Ended(status: status, note: program.out) }
            return try await rows(moved) > 500
        }
        let checkers = ProcessTable.entries().filter { entry in
            entry.arguments.contains("component") && entry.arguments.contains { $0 == moved.data }
        }
        for entry in checkers { _ = ProcessTable.kill(entry.identity, SIGKILL) }
        return !checkers.isEmpty
    }
}
