import Catalog
import Glibc
import JSON
import Model
import TestKit
import Testing

@testable import API

@Suite struct ComponentRouteTests {
    @Test func anOrderIsAnIntentWithATicket() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            try await served.addMachine()
            let id = try await served.component().id
            let path = "/api/v1/components/\(id)"
            let before = try await client.send("GET", path).json
            #expect(before?["actions"]?["start"] == ["ok": true])
            #expect(before?["actions"]?["pause"]?["ok"] == false)
            #expect(before?["actions"]?["pause"]?["why"]?.asString?.isEmpty == false)
            #expect(try await client.send("POST", path + "/actions/pause", [:]).code == "not_now")
            #expect(try await client.send("POST", path + "/actions/explode", [:]).status == 404)

            let ordered = try await client.send("POST", path + "/actions/start", [:])
            #expect(ordered.status == 202)
            let ticketID = try #require(ordered.json?["ticket"]?.asString)
            let ticket = try await client.send("GET", "/api/v1/tickets/\(ticketID)").json
            #expect(ticket?["kind"] == "startComponent")
            #expect(ticket?["by"] == "admin")
            #expect(ticket?["subject"]?["name"] == "beat")
            #expect((ticket?["steps"]?.asArray?.count ?? 0) > 1)
            let after = try await client.send("GET", path).json
            #expect(after?["desired"] == "running")
            #expect(after?["state"] == "stopped", "an order is a wish; truth is the agent's to write")
            #expect(try await served.catalog.audit().first?.action == "component.start")
        }
    }

    @Test func aDeletionIsATicketThatTheEngineFinishes() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            try await served.addMachine()
            let id = try await served.component().id
            let reply = try await client.send("POST", "/api/v1/components/\(id)/actions/delete", [:])
            #expect(reply.status == 202)
            #expect(try await served.catalog.openTickets().map(\.kind) == [.removeComponent])
            #expect(try await served.catalog.component(id) != nil)
        }
    }

    @Test func aListIsFilteredAndCounted() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let machine = try await served.addMachine(components: ["north one", "north two", "other"])
            let one = try await served.component(named: "north one")
            var observed = one.observation
            observed.state = .running
            try await served.catalog.observe(observed, of: one.id, cause: "test", by: .system)
            func names(_ query: String) async throws -> [String] {
                let reply = try await client.send("GET", "/api/v1/components" + query).json
                return reply?["items"]?.asArray?.compactMap { $0["name"]?.asString } ?? []
            }
            #expect(try await names("") == ["north one", "north two", "other"])
            #expect(try await names("?q=NORTH") == ["north one", "north two"])
            #expect(try await names("?status=running") == ["north one"])
            #expect(try await names("?status=running,stopped&q=o") == ["north one", "north two", "other"])
            #expect(try await names("?machine=\(machine.id)&region=north&kind=heartbeat").count == 3)
            #expect(try await names("?region=south") == [])
            #expect(try await client.send("GET", "/api/v1/components?status=asleep").field == "status")
            let counts = try await client.send("GET", "/api/v1/components?status=running").json?["counts"]
            #expect(counts?["running"] == 1)
            #expect(counts?["stopped"] == 2)
            let overview = try await client.send("GET", "/api/v1/overview").json
            #expect(overview?["components"] == counts)
            #expect(overview?["machines"] == ["up": 1, "down": 0])
            served.clock.advance(by: .seconds(60))
            #expect(try await client.send("GET", "/api/v1/machines").json?["counts"] == ["up": 0, "down": 1])
        }
    }

    @Test func aFullMachineTakesNoMore() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let body: JSONValue = ["kind": "heartbeat", "name": "extra", "start": true]
            #expect(try await client.send("POST", "/api/v1/components", body).code == "not_now", "no machine yet")
            let machine = try await served.addMachine()
            let made = try await client.send("POST", "/api/v1/components", body)
            #expect(made.status == 201)
            #expect(made.json?["desired"] == "running")
            let again = try await client.send("POST", "/api/v1/components", body)
            #expect(again.status == 409)
            #expect(again.field == "name")
            _ = try await client.send("PATCH", "/api/v1/machines/\(machine.id)", ["componentLimit": 2])
            let full = try await client.send("POST", "/api/v1/components", ["kind": "heartbeat", "name": "more"])
            #expect(full.code == "not_now")
            let nowhere = try await client.send(
                "POST", "/api/v1/components", ["kind": "heartbeat", "name": "more", "machine": "mc_none"])
            #expect(nowhere.field == "machine")
        }
    }

    @Test func theLogIsTheEndOfTheRotatedFiles() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            try await served.addMachine()
            let id = try await served.component().id
            let path = "/api/v1/components/\(id)/logs"
            #expect(try await client.send("GET", path).json == ["file": "", "lines": [], "truncated": false])
            let folder = served.directory("logs")
            mkdir(folder, 0o700)
            try write((1...5).map { "old \($0)" }, to: "\(folder)/\(id).log.1")
            try write((6...9).map { "new \($0)" }, to: "\(folder)/\(id).log")
            let all = try await client.send("GET", path).json
            #expect(all?["lines"]?.asArray?.count == 9)
            #expect(all?["truncated"] == false)
            #expect(all?["file"] == .string("\(id).log"))
            let end = try await client.send("GET", path + "?lines=5").json
            #expect(end?["lines"] == ["old 5", "new 6", "new 7", "new 8", "new 9"])
            #expect(end?["truncated"] == true)
            #expect(try await client.send("GET", path + "?lines=1001").field == "lines")
            #expect(try await client.send("GET", "/api/v1/components/..%2F..%2Fetc/logs").status >= 400)
        }
    }

    @Test func aLogThatIsALinkIsNotRead() throws {
        let tail = LogTail(path: "/proc/self/fd/0", lines: 10).read()
        #expect(tail.lines.isEmpty)
    }

    private func write(_ lines: [String], to path: String) throws {
        guard let file = fopen(path, "w") else { throw ClientFailure(what: "cannot write \(path)") }
        defer { fclose(file) }
        fputs(lines.map { $0 + "\n" }.joined(), file)
    }
}
