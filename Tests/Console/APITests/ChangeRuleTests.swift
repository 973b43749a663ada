import Catalog
import JSON
import Model
import Testing

@testable import API

@Suite struct ChangeRuleTests {
    @Test func aChangeOfAnotherSiteIsRefused() async throws {
        try await ServedAPI.run { served in
            var client = try await served.signedIn()
            let parameter = "/api/v1/parameters/session.idle.minutes"
            let plain = HTTPClient.Sending(
                method: "PATCH", path: parameter, headers: [("Content-Type", "application/json")],
                body: Array(#"{"value":"30"}"#.utf8))
            #expect(try await client.send(plain).code == "not_from_console", "the header X-Godwit is missing")

            for origin in ["http://evil.example", "null", "https://127.0.0.1:\(served.port)", "http://127.0.0.1"] {
                client.origin = origin
                #expect(
                    try await client.send("PATCH", parameter, ["value": "30"]).code == "foreign_origin", "\(origin)")
            }
            client.origin = nil
            let crossSite = try await client.send(
                "PATCH", parameter, ["value": "30"], headers: [("Sec-Fetch-Site", "cross-site")])
            #expect(crossSite.code == "foreign_origin")
            #expect(try await served.catalog.parameter(Parameters.sessionIdleMinutes).value == "60")

            client.origin = "http://127.0.0.1:\(served.port)"
            #expect(try await client.send("PATCH", parameter, ["value": "30"]).status == 200)
        }
    }

    @Test func aBodyIsJSONOfTheRightFormOrRefusedWithTheFieldsNamed() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            func post(_ text: String, type: String = "application/json") async throws -> Reply {
                try await client.send(
                    .init(
                        method: "POST", path: "/api/v1/components",
                        headers: [("X-Godwit", "1"), ("Content-Type", type)], body: Array(text.utf8)))
            }
            let valid = #"{"kind":"heartbeat","name":"a"}"#
            #expect(try await post(valid, type: "text/plain").status == 415)
            #expect(try await post(valid, type: "application/x-www-form-urlencoded").status == 415)
            let malformed = try await post(#"{"kind":"heartbeat","name":}"#)
            #expect(malformed.status == 400)
            #expect(malformed.json?["error"]?["detail"]?.asString?.contains("column 28") == true)
            #expect(try await post(#"{"kind":"heartbeat","kind":"x"}"#).status == 400)
            let cases: [(String, [String])] = [
                ("{}", ["kind", "name"]), ("[]", [""]), (#"{"kind":"x","name":"a"}"#, ["kind"]),
                (#"{"kind":"heartbeat","name":""}"#, ["name"]), (#"{"kind":"heartbeat","name":"  "}"#, ["name"]),
                (#"{"kind":"heartbeat","name":"a\nb"}"#, ["name"]), (#"{"kind":"heartbeat","name":7}"#, ["name"]),
                (#"{"kind":"heartbeat","name":"a","colour":1,"size":2}"#, ["colour", "size"]),
                (#"{"kind":"heartbeat","name":"a","start":"yes"}"#, ["start"]),
                (#"{"kind":"heartbeat","name":"a","configuration":{"x":1}}"#, ["configuration.x"]),
                (#"{"kind":"heartbeat","name":"a","configuration":{"nonsense":"1"}}"#, ["configuration"]),
                (#"{"kind":"heartbeat","name":"\#(String(repeating: "n", count: 65))"}"#, ["name"]),
            ]
            for (body, fields) in cases {
                let reply = try await post(body)
                #expect(reply.status == 422, "\(body)")
                #expect(reply.field == fields.first)
                let named = reply.json?["error"]?["fields"]?.asArray?.compactMap { $0["field"]?.asString }
                #expect(named == fields, "\(body)")
            }
            let large = try await post(#"{"kind":"\#(String(repeating: "x", count: 1 << 20))"}"#)
            #expect(large.status == 413)
        }
    }

    @Test func aStaleChangeIsRefusedAndShowsWhatIsThere() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let machine = try await served.addMachine()
            let path = "/api/v1/machines/\(machine.id)"
            let first = try await client.send("PATCH", path, ["region": "south"], headers: [("If-Match", "\"1\"")])
            #expect(first.status == 200)
            #expect(first.json?["rev"] == 2)
            let stale = try await client.send("PATCH", path, ["region": "west"], headers: [("If-Match", "\"1\"")])
            #expect(stale.status == 412)
            #expect(stale.code == "stale")
            #expect(stale.json?["current"]?["region"] == "south")
            #expect(stale.json?["current"]?["rev"] == 2)
            for tag in ["1", "W/\"1\"", "\"x\"", "\""] {
                #expect(try await client.send("PATCH", path, [:], headers: [("If-Match", tag)]).status == 400, "\(tag)")
            }
            #expect(
                try await client.send("PATCH", path, ["region": "east"], headers: [("If-Match", "*")]).status == 200)
        }
    }

    @Test func aRepeatedRequestWithOneKeyIsDoneOnce() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            try await served.addMachine()
            let component = try await served.component()
            let path = "/api/v1/components/\(component.id)/actions/start"
            let key = [("Idempotency-Key", "one-press")]
            let first = try await client.send("POST", path, [:], headers: key)
            let second = try await client.send("POST", path, [:], headers: key)
            #expect(first.status == 202)
            #expect(second.status == 202)
            #expect(first.json == second.json)
            #expect(try await served.component().intent.generation == component.intent.generation + 1)
            #expect(try await served.catalog.openTickets().count == 1)
            let pause = "/api/v1/components/\(component.id)/actions/pause"
            #expect(
                try await client.send("POST", pause, [:], headers: key).status == 409, "the key is of another request")
            #expect(try await client.send("POST", pause, [:], headers: [("Idempotency-Key", "a b")]).status == 400)
        }
    }

    @Test func everyChangeIsInTheAuditLogWithBeforeAndAfter() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let machine = try await served.addMachine()
            let reply = try await client.send("PATCH", "/api/v1/machines/\(machine.id)", ["region": "south"])
            _ = try await client.send("PATCH", "/api/v1/machines/\(machine.id)", ["componentLimit": -1])
            let audit = try await client.send("GET", "/api/v1/audit").json?["items"]?.asArray ?? []
            #expect(audit.count == 2)
            #expect(audit.last?["action"] == "machine.change")
            #expect(audit.last?["actor"] == "admin")
            #expect(audit.last?["requestId"]?.asString == reply.header("X-Request-Id"))
            #expect(audit.last?["changes"] == [["field": "region", "before": "north", "after": "south"]])
            #expect(audit.last?["object"]?["name"] == "alpha")
            #expect(audit.first?["outcome"] == "refused")
            #expect(audit.first?["object"]?["id"] == .string(machine.id.rawValue))
        }
    }

    @Test func noAnswerAndNoEntryShowsAPassword() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let id = try await served.addSource(client)
            _ = try await client.send("PATCH", "/api/v1/datasources/\(id)", ["password": "p4ssw0rd-canary-2"])
            _ = try await client.send("PATCH", "/api/v1/datasources/\(id)", ["password": 7, "x": "p4ssw0rd-canary"])
            _ = try await client.send("POST", "/api/v1/datasources/\(id)/actions/test", [:])
            for path in [
                "/api/v1/datasources", "/api/v1/datasources/\(id)", "/api/v1/audit", "/api/v1/audit.csv", "/metrics",
            ] {
                let reply = try await client.send("GET", path)
                #expect(reply.status == 200)
                #expect(!reply.text.contains("canary"), "\(path)")
            }
            let audit = try await client.send("GET", "/api/v1/audit?action=dataSource.change").json?["items"]?.asArray
            #expect(
                audit?.last?["changes"] == [["field": "password", "before": "••••••", "after": "••••••"]])
            #expect(served.connector.passwords == ["p4ssw0rd-canary-2"])
        }
    }
}
