import Glibc
import JSON
import LocalServers
import Processes
import TestKit
import Testing

/// The commands as a person or a script calls them: what they print, and the exit code.
@Suite struct CommandLineTests {
    @Test func theHelpNamesEveryCommandAndEveryCommandHasItsOwn() async throws {
        let help = try await godwit("help")
        #expect(help.code == 0)
        for name in [
            "demo", "run", "apply", "project", "serve", "agent", "source", "component", "machine", "ticket", "account",
            "doctor",
        ] {
            #expect(help.out.contains(name), "the help does not name \(name)")
            let own = try await godwit(name, "--help")
            #expect(own.code == 0)
            #expect(own.out.contains("godwit \(name)"))
        }
        #expect(try await godwit("version").out.hasPrefix("godwit "))
    }

    @Test func whatIsNotUnderstoodIsRefusedWithCodeTwoAndAHint() async throws {
        let unknown = try await godwit("sorce", "list")
        #expect(unknown.code == 2)
        #expect(unknown.note.contains("Did you mean source"))
        let option = try await godwit("source", "list", "--colour")
        #expect(option.code == 2)
        #expect(option.note.contains("--colour"))
        #expect(try await godwit("serve", "--listen", "nowhere").code == 2)
        #expect(try await godwit("serve", "--certificate", "x.pem").code == 2)
    }

    @Test func withoutAnInstallationTheAnswerSaysHowToStartOne() async throws {
        let folder = try TemporaryDirectory()
        let answer = try await godwit("machine", "list", "--data", folder("none"))
        #expect(answer.code == 3)
        #expect(answer.note.contains("godwit serve"))
    }

    @Test func aDataSourceIsAddedListedTestedAndRemoved() async throws {
        let folder = try TemporaryDirectory()
        let server = try await TestServers.shared.seekDB
        let url = "oceanbase://\(server.user)@\(server.host):\(server.port)/test"
        let added = try await godwit("source", "add", "orders", "--url", url, "--data", folder.path)
        #expect(added.code == 0, "\(added)")
        #expect(added.out.contains("ds_"))
        let listed = try await godwit("source", "list", "--json", "--data", folder.path)
        let sources = try JSONParser.parse(Array(listed.out.utf8))
        guard case .array(let rows) = sources, case .object(let row)? = rows.first else {
            Issue.record("no list: \(listed)")
            return
        }
        #expect(row["name"] == .string("orders"))
        #expect(row["port"] == .integer(Int64(server.port)))
        let again = try await godwit("source", "add", "orders", "--url", url, "--data", folder.path)
        #expect(again.code == 4)
        #expect(try await godwit("source", "test", "orders", "--data", folder.path).code == 0)
        #expect(try await godwit("doctor", "--data", folder.path).out.contains("Data source orders"))
        #expect(try await godwit("source", "remove", "orders", "--data", folder.path).code == 0)
        #expect(try await godwit("source", "test", "orders", "--data", folder.path).code == 3)
    }

    @Test func anUnreachableSourceIsNotSavedUnlessAskedAndTheDoctorFindsIt() async throws {
        let folder = try TemporaryDirectory()
        let port = try #require(LoopbackPort.take())
        defer { LoopbackPort.giveBack(port) }
        let url = "mysql://app:secret-canary@127.0.0.1:\(port)/test"
        let refused = try await godwit("source", "add", "gone", "--url", url, "--data", folder.path)
        #expect(refused.code == 1)
        #expect(refused.out.contains("✗"))
        #expect(!refused.out.contains("secret-canary") && !refused.note.contains("secret-canary"))
        #expect(try await godwit("source", "list", "--data", folder.path).out.contains("No data source yet"))
        let saved = try await godwit("source", "add", "gone", "--untested", "--url", url, "--data", folder.path)
        #expect(saved.code == 0)
        let doctor = try await godwit("doctor", "--data", folder.path)
        #expect(doctor.code == 5)
        #expect(doctor.out.contains("Data source gone"))
        let json = try await godwit("doctor", "--json", "--data", folder.path)
        guard case .object(let found) = try JSONParser.parse(Array(json.out.utf8)) else {
            Issue.record("no JSON: \(json)")
            return
        }
        #expect(found["failed"] == .integer(1))
    }

    @Test func aComponentNeedsAMachineAndTheAnswerSaysSo() async throws {
        let folder = try TemporaryDirectory()
        _ = try await godwit("source", "list", "--data", folder.path)
        _ = try await godwit("account", "password", "admin", "--data", folder.path)
        let set = try await godwit("account", "password", "admin", "--data", folder.path, password: "correct horse")
        #expect(set.code == 0)
        let refused = try await godwit("component", "add", "beat", "--data", folder.path)
        #expect(refused.code == 4)
        #expect(refused.note.contains("godwit serve"))
    }

    // MARK: Frame

    private struct Answer {
        var code: Int32
        var out: String
        var note: String
    }

    private func godwit(_ arguments: String..., password: String? = nil) async throws -> Answer {
        let folder = try TemporaryDirectory()
        // A shell keeps the two outputs apart; the words travel as arguments, never as text of the script.
        var call = Launch(
            "/bin/sh",
            [
                "-c", "out=$1; note=$2; shift 2; exec \"$@\" >\"$out\" 2>\"$note\"", "sh", folder("out"),
                folder("note"), BuiltProgram.path,
            ] + arguments)
        if let password { call.environment = ["GODWIT_PASSWORD": password, "PATH": "/usr/bin:/bin"] }
        let child = try await launch(call)
        guard let status = await child.waitForExit(within: .seconds(60)) else {
            _ = await child.stop(grace: .seconds(1))
            Issue.record("godwit \(arguments.joined(separator: " ")) did not end within 60 s")
            return Answer(code: -1, out: "", note: "")
        }
        guard case .exited(let code) = status else {
            Issue.record("godwit \(arguments.joined(separator: " ")): \(status)")
            return Answer(code: -1, out: "", note: "\(status)")
        }
        return Answer(
            code: code, out: RotatingLog.tail(of: folder("out"), bytes: 1 << 20),
            note: RotatingLog.tail(of: folder("note"), bytes: 1 << 20))
    }
}
