import JSON
import Model
import Testing

@testable import API

@Suite struct DataSourceRouteTests {
    @Test func aDataSourceIsMadeShownChangedAndRemoved() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let kinds = try await client.send("GET", "/api/v1/datasource-kinds").json?.asArray
            #expect(kinds?.first?["kind"] == "scripted")
            let id = try await served.addSource(client)
            let shown = try await client.send("GET", "/api/v1/datasources/\(id)").json
            #expect(shown?["port"] == 4711, "the kind's default")
            #expect(shown?["kindTitle"] == "Scripted")
            #expect(shown?["lastTest"] == .some(.null))
            #expect(shown?.asObject?["password"] == nil)
            let changed = try await client.send(
                "PATCH", "/api/v1/datasources/\(id)", ["port": 3306, "role": "standby"])
            #expect(changed.json?["port"] == 3306)
            #expect(changed.json?["host"] == "db.example")
            #expect(try await client.send("PATCH", "/api/v1/datasources/\(id)", ["kind": "x"]).field == "kind")
            #expect(try await client.send("POST", "/api/v1/datasources", ServedAPI.sourceForm).field == "name")
            #expect(try await client.send("DELETE", "/api/v1/datasources/\(id)").status == 204)
            #expect(try await client.send("GET", "/api/v1/datasources/\(id)").status == 404)
        }
    }

    @Test func theFormOfItsKindIsKept() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            func fields(_ change: (inout JSONObject) -> Void) async throws -> [String] {
                var form = ServedAPI.sourceForm.asObject ?? [:]
                change(&form)
                let reply = try await client.send("POST", "/api/v1/datasources", .object(form))
                #expect(reply.status == 422)
                return reply.json?["error"]?["fields"]?.asArray?.compactMap { $0["field"]?.asString } ?? []
            }
            #expect(try await fields { $0["kind"] = "oracle" } == ["kind"])
            #expect(try await fields { $0["options"] = [:] } == ["options.tenant"])
            #expect(try await fields { $0["options"] = ["tenant": ""] } == ["options.tenant"])
            #expect(
                try await fields { $0["options"] = ["colour": "red"] } == ["options.colour", "options.tenant"])
            #expect(try await fields { $0["role"] = "both" } == ["role"])
            #expect(try await fields { $0["port"] = 65_536 } == ["port"])
            #expect(try await fields { $0["port"] = 33.5 } == ["port"])
            #expect(try await fields { $0["encryption"] = "maybe" } == ["encryption"])
            #expect(try await fields { $0["host"] = nil } == ["host"])
        }
    }

    @Test func oneInUseIsNotRemoved() async throws {
        let use = DataSourceUse(ProjectID(rawValue: "pr_orders"), name: "project orders")
        try await ServedAPI.run(usedBy: [use]) { served in
            let client = try await served.signedIn()
            let id = try await served.addSource(client)
            let reply = try await client.send("DELETE", "/api/v1/datasources/\(id)")
            #expect(reply.status == 409)
            #expect(reply.code == "in_use")
            #expect(reply.json?["error"]?["message"]?.asString?.contains("project orders") == true)
            let shown = try await client.send("GET", "/api/v1/datasources/\(id)").json
            #expect(shown?["usedBy"] == [["kind": "project", "id": "pr_orders", "name": "project orders"]])
        }
    }

    @Test func oneDataSourceNamesTheDraftsThatWereNotSavedYet() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let id = try await served.addSource(client)
            let end: JSONValue = ["dataSource": .string(id)]
            let content: JSONValue = ["name": "half", "destination": end]
            let draft = try await client.send("POST", "/api/v1/drafts", ["content": content]).json
            _ = try await client.send("POST", "/api/v1/drafts", ["content": ["name": "other"]])
            let shown = try await client.send("GET", "/api/v1/datasources/\(id)").json
            #expect(shown?["usedBy"] == [["kind": "draft", "id": draft?["id"] ?? nil, "name": "half"]])
            let listed = try await client.send("GET", "/api/v1/datasources").json?["items"]?.asArray
            #expect(listed?.first?["usedBy"] == [], "a draft is told where one data source is asked for")
            #expect(try await client.send("DELETE", "/api/v1/datasources/\(id)").status == 204)
        }
    }

    @Test func whatTheLastTestFoundOutstandsAndSaysWhatIsMissing() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let id = try await served.addSource(client)
            let path = "/api/v1/datasources/\(id)"
            let before = try await client.send("GET", path).json
            #expect(before?["rights"] == .some(.null))
            #expect(before?["capabilities"] == .some(.null))
            let answer = try await client.send("POST", path + "/actions/test", [:]).json
            let capabilities: JSONValue = [
                ["key": "version", "title": "Version", "found": "S 1.0", "present": nil],
                ["key": "binlog", "title": "Binlog", "found": "no binlog", "present": false],
            ]
            let rights: JSONValue = [
                ["right": "SELECT", "on": "*.*", "present": true, "grant": "GRANT SELECT ON *.* TO 'root'@'%';"],
                ["right": "INSERT", "on": "*.*", "present": false, "grant": "GRANT INSERT ON *.* TO 'root'@'%';"],
            ]
            #expect(answer?["capabilities"] == capabilities)
            #expect(answer?["rights"] == rights)
            let shown = try await client.send("GET", path).json
            #expect(shown?["capabilities"] == capabilities)
            #expect(shown?["rights"] == rights)
            let listed = try await client.send("GET", "/api/v1/datasources").json?["items"]?.asArray
            #expect(listed?.first?["rights"] == rights)
            _ = try await client.send("PATCH", path, ["host": "fails"])
            _ = try await client.send("POST", path + "/actions/test", [:])
            #expect(try await client.send("GET", path).json?["rights"] == .some(.null), "this one did not come so far")
        }
    }

    @Test func aTestShowsItsStepsAndASavedOneIsKept() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            var form = ServedAPI.sourceForm.asObject ?? [:]
            form["host"] = "fails"
            let failed = try await client.send("POST", "/api/v1/datasources/test", .object(form)).json?["test"]
            #expect(failed?["outcome"] == "failed")
            #expect(failed?["steps"]?.asArray?.last?["fix"] == "GRANT …")
            let id = try await served.addSource(client)
            let saved = try await client.send("POST", "/api/v1/datasources/\(id)/actions/test", [:]).json?["test"]
            #expect(saved?["outcome"] == "passed")
            #expect(saved?["product"] == "S 1.0")
            #expect(try await client.send("GET", "/api/v1/datasources/\(id)").json?["lastTest"] == saved)
            let edited = try await client.send(
                "POST", "/api/v1/datasources/test", ["id": .string(id), "port": 3307]
            ).json?["test"]
            #expect(edited?["outcome"] == "passed")
            #expect(served.connector.passwords.last == "p4ssw0rd-canary", "the saved password is used, not sent")
        }
    }

    @Test(.timeLimit(.minutes(1))) func aTestThatHangsEndsInTimeWithWhatWasFound() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            var form = ServedAPI.sourceForm.asObject ?? [:]
            form["host"] = "hangs"
            let test = try await client.send("POST", "/api/v1/datasources/test", .object(form)).json?["test"]
            #expect(test?["outcome"] == "failed")
            #expect(test?["steps"]?.asArray?.compactMap { $0["key"]?.asString } == ["port", "deadline"])
        }
    }
}
