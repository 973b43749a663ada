import Catalog
import Engine
import Glibc
import JSON
import LocalServers
import Model
import Processes
import TestKit
import Testing

/// `godwit serve` as it is built: what it answers, what it refuses, and how it ends.
@Suite(.serialized) struct ServeTests {
    // MARK: Answers

    @Test(.timeLimit(.minutes(2)))
    func theFirstLineIsTheURLAndTheConsoleAnswersThere() async throws {
        try await serving { server, client, _ in
            #expect(server.url == "http://127.0.0.1:\(client.port)")
            let health = try await client.get("/healthz")
            #expect(health.status == 200 && health.text == "ok\n")
            let metrics = try await client.get("/metrics")
            #expect(metrics.status == 200)
            #expect(metrics.text.split(separator: "\n").contains { $0.hasPrefix("godwit_catalog_up 1") })
            let page = try await client.get("/")
            #expect(page.status == 200)
            #expect(page.header("Content-Type").hasPrefix("text/html"))
            #expect(page.text.lowercased().hasPrefix("<!doctype html>"))
            #expect(page.header("Content-Security-Policy").contains("frame-ancestors 'none'"))
            #expect(page.header("X-Content-Type-Options") == "nosniff")
            #expect(page.header("Referrer-Policy") == "no-referrer")
            let refused = try await client.get("/api/v1/machines")
            #expect(refused.status == 401)
            #expect(refused.json?["error"]?["code"]?.asString == "not_signed_in")
            #expect(refused.json?["error"]?["message"]?.asString?.isEmpty == false)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func aKilledServerGoesOnWithTheSameSessionsAndTheSameWishes() async throws {
        let folder = try TemporaryDirectory()
        let (first, client) = try await ServedProgram.serve(folder.path)
        let cookie = try await signedIn(client)
        let catalog = try await Catalog.open(directory: folder.path)
        let wanted = try await component(catalog, start: true)
        let unwanted = try await component(catalog, start: false)
        let pid = try await runningPID(catalog, wanted)
        first.child.signal(SIGKILL)
        #expect(await first.end(within: .seconds(10)) == .signalled(SIGKILL))
        let (second, after) = try await ServedProgram.serve(folder.path)
        let me = try await WebClient(port: after.port, cookie: cookie).get("/api/v1/me")
        #expect(me.status == 200 && me.json?["account"]?.asString == "admin")
        #expect(try await after.get("/api/v1/me").status == 401)
        #expect(try await catalog.component(wanted)?.intent.desired == .running)
        #expect(try await catalog.component(unwanted)?.intent.desired == .stopped)
        _ = try await runningPID(catalog, wanted, not: pid)
        #expect(try await catalog.component(unwanted)?.observation.state == .stopped)
        #expect(ProcessTable.identity(of: pid) == nil)
        await second.stop()
        await catalog.close()
    }

    @Test(.timeLimit(.minutes(2)))
    func thePasswordIsSetAtTheFirstSignInAndOnlyThen() async throws {
        try await serving { _, client, _ in
            let cookie = try await signedIn(client)
            #expect(try await WebClient(port: client.port, cookie: cookie).get("/api/v1/machines").status == 200)
            let again = try await client.post(
                "/api/v1/session/first", ["account": "other", "password": "another long password"])
            #expect(again.status == 409)
            let right = try await client.post("/api/v1/session", ["account": "admin", "password": .string(password)])
            #expect(right.status == 200)
        }
    }

    // MARK: Refusals

    @Test(.timeLimit(.minutes(2)))
    func aSecondServerOrAgentOfTheSameDirectoryIsRefusedAndNamesTheFirst() async throws {
        try await serving { server, client, data in
            let second = try await ServedProgram.refusal("serve", "--data", data, "--listen", "127.0.0.1:0")
            #expect(second.code == 1)
            #expect(second.note.contains("process \(server.child.pid) ") && second.note.contains("serve.pid"))
            let agent = try await ServedProgram.refusal("agent", "--data", data)
            #expect(agent.code == 1)
            #expect(agent.note.contains("process \(server.child.pid) ") && agent.note.contains("agent.pid"))
            #expect(try await client.get("/healthz").status == 200)
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func aServerLeavesTheWorkToAnAgentThatRunsAndASecondAgentIsRefused() async throws {
        let folder = try TemporaryDirectory()
        let agent = try await ServedProgram.start(["agent", "--data", folder.path])
        try await eventually("the agent holds its pid file", within: .seconds(20)) {
            PIDFile.owner(of: folder("run/agent.pid")) == agent.child.pid
        }
        let second = try await ServedProgram.refusal("agent", "--data", folder.path)
        #expect(second.code == 1)
        #expect(second.note.contains("process \(agent.child.pid) ") && second.note.contains("agent.pid"))
        let (server, client) = try await ServedProgram.serve(folder.path)
        #expect(try await client.get("/healthz").status == 200)
        #expect(server.note.contains("this machine has an agent already"))
        server.child.signal(SIGTERM)
        #expect(await server.end(within: .seconds(10)) == .exited(0))
        #expect(PIDFile.owner(of: folder("run/agent.pid")) == agent.child.pid)
        agent.child.signal(SIGTERM)
        #expect(await agent.end(within: .seconds(10)) == .exited(0))
        #expect(processes(of: folder.path).isEmpty)
    }

    @Test(.timeLimit(.minutes(2)))
    func whatKeepsTheAgentFromWorkingKeepsTheServerFromStarting() async throws {
        let folder = try TemporaryDirectory()
        try SmallFile.replace(folder("machine.id"), with: Array("not an id\n".utf8))
        let refused = try await ServedProgram.refusal("serve", "--data", folder.path, "--listen", "127.0.0.1:0")
        #expect(refused.code == 1)
        #expect(refused.note.contains("DATA-0003") && refused.note.contains(folder("machine.id")))
        #expect(refused.note.contains("holds no machine id"))
        #expect(!refused.note.contains("the console is served"))
        #expect(try await ServedProgram.refusal("serve", "--data", "", "--listen", "127.0.0.1:0").code == 2)
    }

    @Test(.timeLimit(.minutes(2)))
    func aPortInUseIsRefusedWithItsAddressAndAdvice() async throws {
        try await serving { _, client, _ in
            let other = try TemporaryDirectory()
            let place = "127.0.0.1:\(client.port)"
            let refused = try await ServedProgram.refusal("serve", "--data", other.path, "--listen", place)
            #expect(refused.code == 1)
            #expect(refused.note.contains("Cannot listen on \(place): the port is in use"))
            #expect(refused.note.contains("--listen"))
            #expect(!FileTree.exists(other("run/serve.pid")) && !FileTree.exists(other("run/agent.pid")))
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func aDamagedCatalogIsRefusedWithItsPathAndAdvice() async throws {
        let garbage = try TemporaryDirectory()
        let noise = (0..<9_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) }
        try SmallFile.replace(garbage("catalog.sqlite3"), with: noise, mode: 0o600)
        try await expectDamage(in: garbage)
        let cut = try TemporaryDirectory()
        await (try await Catalog.open(directory: cut.path)).close()
        let whole = try #require(SmallFile.read(cut("catalog.sqlite3"), limit: 1 << 24))
        for length in [whole.count / 2, 1_000, 20] {
            try SmallFile.replace(cut("catalog.sqlite3"), with: Array(whole[..<length]), mode: 0o600)
            try await expectDamage(in: cut)
        }
        try SmallFile.replace(cut("catalog.sqlite3"), with: whole, mode: 0o600)
        let (server, _) = try await ServedProgram.serve(cut.path)
        await server.stop()
    }

    @Test(.timeLimit(.minutes(2)))
    func aKeyThatOthersMayReadIsRefusedUntilItIsPrivateAgain() async throws {
        let folder = try TemporaryDirectory()
        await (try await Catalog.open(directory: folder.path)).close()
        chmod(folder("catalog.key"), 0o644)
        let refused = try await ServedProgram.refusal("serve", "--data", folder.path, "--listen", "127.0.0.1:0")
        #expect(refused.code == 1)
        #expect(refused.note.contains("CATALOG-0019") && refused.note.contains(folder("catalog.key")))
        #expect(refused.note.contains("chmod 600"))
        chmod(folder("catalog.key"), 0o600)
        let (server, _) = try await ServedProgram.serve(folder.path)
        await server.stop()
    }

    // MARK: TLS

    @Test(.timeLimit(.minutes(2)))
    func withACertificateTheServerSpeaksOnlyTLSAndItsCookieIsSecure() async throws {
        let keys = try TemporaryDirectory()
        let (certificate, key) = try await selfSigned(in: keys, name: "own")
        try await serving(["--certificate", certificate, "--key", key]) { server, client, _ in
            #expect(server.url == "https://127.0.0.1:\(client.port)")
            await #expect(throws: (any Error).self) { try await client.get("/healthz") }
            let health = try await encrypted(
                WebClient.request("GET", "/healthz", cookie: nil), client.port, trusting: certificate)
            #expect(health.status == 200 && health.text == "ok\n")
            let body = JSONValue.object(["account": "admin", "password": .string(password)]).encoded()
            let first = try await encrypted(
                WebClient.request("POST", "/api/v1/session/first", cookie: nil, body: body), client.port,
                trusting: certificate)
            #expect(first.status == 200)
            #expect(first.header("Set-Cookie").contains("; Secure"))
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func aCertificateThatCannotBeUsedIsRefusedWithItsFile() async throws {
        let keys = try TemporaryDirectory()
        let data = try TemporaryDirectory()
        let (certificate, _) = try await selfSigned(in: keys, name: "own")
        let (_, otherKey) = try await selfSigned(in: keys, name: "other")
        try SmallFile.replace(keys("text.pem"), with: Array("no certificate\n".utf8))
        func refusal(_ certificate: String, _ key: String) async throws -> (code: Int32, note: String) {
            try await ServedProgram.refusal(
                "serve", "--data", data.path, "--listen", "127.0.0.1:0", "--certificate", certificate, "--key", key)
        }
        for absent in [keys("text.pem"), keys("none.pem")] {
            let refused = try await refusal(absent, otherKey)
            #expect(refused.code == 1)
            #expect(refused.note.contains("SERVE-0001") && refused.note.contains(absent))
        }
        let mixed = try await refusal(certificate, otherKey)
        #expect(mixed.code == 1)
        #expect(mixed.note.contains(certificate) && mixed.note.contains(otherKey) && mixed.note.contains("one pair"))
    }

    // MARK: End and notices

    @Test(.timeLimit(.minutes(2)))
    func sigtermEndsItInOrderWithAnOpenStreamAndARunningComponent() async throws {
        let folder = try TemporaryDirectory()
        let (server, client) = try await ServedProgram.serve(folder.path)
        let cookie = try await signedIn(client)
        let catalog = try await Catalog.open(directory: folder.path)
        _ = try await runningPID(catalog, try await component(catalog, start: true))
        await catalog.close()
        let (head, socket) = try await WebClient(port: client.port, cookie: cookie)
            .openStream("/api/v1/stream?topics=machines,components")
        #expect(head.status == 200 && head.header("Content-Type").hasPrefix("text/event-stream"))
        #expect(PIDFile.owner(of: folder("run/serve.pid")) == server.child.pid)
        server.child.signal(SIGTERM)
        let status = await server.end(within: .seconds(10))
        #expect(status == .exited(0), "\(server.note)")
        if status == nil { await server.stop() }
        #expect(processes(of: folder.path).isEmpty)
        #expect(!FileTree.exists(folder("run/serve.pid")) && !FileTree.exists(folder("run/agent.pid")))
        withExtendedLifetime(socket) {}
    }

    @Test(.timeLimit(.minutes(2)))
    func theServiceManagerHearsThatItIsReadyAndThatItStops() async throws {
        let place = try TemporaryDirectory()
        let manager = try NoticeSocket(place("notify"))
        try await serving(environment: ["NOTIFY_SOCKET": manager.path]) { server, client, _ in
            _ = try await manager.notices(upTo: "READY=1")
            #expect(try await client.get("/healthz").status == 200)
            server.child.signal(SIGTERM)
            let last = try await manager.notices(upTo: "STOPPING=1")
            #expect(!last.contains("READY=1"))
            #expect(await server.end(within: .seconds(10)) == .exited(0))
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func theLogSaysWhereTheConsoleIsInTextAndAsJSON() async throws {
        try await serving { server, client, data in
            let log = RotatingLog.tail(of: data + "/logs/serve.log", bytes: 1 << 20)
            let line = log.split(separator: "\n").first { $0.contains("the console is served") }
            #expect(line?.contains("url=http://127.0.0.1:\(client.port)") == true)
            #expect(server.note.contains("the console is served"))
        }
        try await serving(["--log-format", "json"]) { server, client, _ in
            server.child.signal(SIGTERM)
            #expect(await server.end(within: .seconds(10)) == .exited(0))
            let lines = try server.note.split(separator: "\n").map { try JSONParser.parse(String($0)) }
            let served = lines.first { $0["message"]?.asString == "the console is served" }
            #expect(served?["fields"]?["url"]?.asString == "http://127.0.0.1:\(client.port)")
            #expect(lines.last?["message"]?.asString == "stopped")
            #expect(lines.allSatisfy { $0["time"]?.asString != nil && $0["level"]?.asString != nil })
        }
    }

    // MARK: Frame

    private let password = "a long first password"

    private func serving(
        _ more: [String] = [], environment: [String: String] = [:],
        _ body: (ServedProgram, WebClient, String) async throws -> Void
    ) async throws {
        let folder = try TemporaryDirectory()
        let (server, client) = try await ServedProgram.serve(folder.path, more, environment: environment)
        do {
            try await body(server, client, folder.path)
        } catch {
            await server.stop()
            Issue.record("the server said: \(server.note)")
            throw error
        }
        await server.stop()
        #expect(processes(of: folder.path).isEmpty)
    }

    private func signedIn(_ client: WebClient) async throws -> String {
        let answer = try await client.post(
            "/api/v1/session/first", ["account": "admin", "password": .string(password)])
        #expect(answer.status == 200, "\(answer.text)")
        #expect(!answer.header("Set-Cookie").contains("Secure"))
        return answer.cookie
    }

    private func processes(of data: String) -> [ProcessTable.Entry] {
        ProcessTable.entries().filter { $0.identity.pid != getpid() && $0.arguments.contains(data) }
    }

    private func expectDamage(in folder: TemporaryDirectory) async throws {
        let refused = try await ServedProgram.refusal("serve", "--data", folder.path, "--listen", "127.0.0.1:0")
        #expect(refused.code == 1, "\(refused.note)")
        #expect(refused.note.contains("CATALOG-0003") && refused.note.contains(folder("catalog.sqlite3")))
        #expect(refused.note.contains("restore the catalog from a backup"))
    }

    private func component(_ catalog: Catalog, start: Bool) async throws -> ComponentID {
        try await eventually("the machine appears", within: .seconds(20)) { try await !catalog.machines().isEmpty }
        return try await ComponentOrders(catalog: catalog).add(
            kind: .heartbeat, name: uniqueName("beat"), machine: nil, configuration: [:], start: start, by: .system
        ).id
    }

    private func runningPID(_ catalog: Catalog, _ id: ComponentID, not other: Int32 = 0) async throws -> Int32 {
        try await eventually("the component runs", within: .seconds(45)) {
            let now = try await catalog.component(id)?.observation
            guard now?.state == .running, let pid = now?.process?.pid, pid != other else { return nil }
            return pid
        }
    }

    private func selfSigned(
        in folder: TemporaryDirectory, name: String
    ) async throws -> (certificate: String, key: String) {
        let (certificate, key) = (folder("\(name).crt"), folder("\(name).key"))
        let child = try await launch(
            Launch(
                "openssl",
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key,
                    "-out", certificate,
                ]))
        #expect(await child.waitForExit(within: .seconds(30)) == .exited(0))
        return (certificate, key)
    }

    /// A request through the `openssl` command, which checks the certificate.
    private func encrypted(
        _ request: [UInt8], _ port: Int, trusting certificate: String
    ) async throws -> WebClient.Answer {
        let folder = try TemporaryDirectory()
        try SmallFile.replace(folder("request"), with: request)
        let child = try await launch(
            Launch(
                "/bin/sh",
                [
                    "-c",
                    "exec openssl s_client -quiet -verify_return_error -CAfile \"$1\" -connect \"$2\""
                        + " <\"$3\" >\"$4\" 2>/dev/null",
                    "sh", certificate, "127.0.0.1:\(port)", folder("request"), folder("answer"),
                ]))
        if await child.waitForExit(within: .seconds(20)) == nil { await child.stop(grace: .seconds(1)) }
        return try WebClient.answer(in: SmallFile.read(folder("answer")) ?? [])
    }
}
