import Catalog
import JSON
import Model
import TestKit
import Testing

@testable import API

@Suite struct ProjectObjectRouteTests {
    private func withProject(
        _ body: (ServedAPI, HTTPClient, ProjectID) async throws -> Void
    ) async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let source = try await served.addSource(client)
            try await body(served, client, try await served.addProject("hr", client, source: source))
        }
    }

    @Test func anObjectIsReadEditedRunAndSkipped() async throws {
        try await withProject { served, client, id in
            let path = "/api/v1/projects/\(id)"
            let list = try await client.send("GET", path + "/objects?status=failed&q=employ").json
            #expect(list?["items"]?.asArray?.first?["changes"] == ["edit", "retry", "skip", "remove"])
            #expect(list?["counts"]?["failed"] == 1)
            let one = try await client.send("GET", path + "/objects/1").json
            #expect(one?["sourceText"] == "CREATE TABLE EMPLOYEES")
            #expect(one?["conversion"]?.asArray?.first?["severity"] == "lossy")
            let edited = try await client.send("PATCH", path + "/objects/1", ["text": "bad"])
            #expect(edited.json?["editedText"] == "bad")
            #expect(edited.json?["state"] == "ready")
            let refused = try await client.send("POST", path + "/object-actions/retry", ["numbers": [1]])
            #expect(refused.json?["items"]?.asArray?.first?["refusal"] == "The statement was refused.")
            #expect(try await client.send("GET", path + "/objects/1").json?["returnCode"] == "1064")
            let skipped = try await client.send("POST", path + "/object-actions/skip", ["all": true])
            #expect(skipped.json?["items"]?.asArray?.map { $0["refusal"] } == [.null])
            #expect(skipped.json?["items"]?.asArray?.first?["exists"] == false)
            let again = try await client.send("POST", path + "/object-actions/skip", ["numbers": [1]])
            #expect(again.json?["items"]?.asArray?.first?["refusal"] == "It is skipped already.")
            let back = try await client.send("PATCH", path + "/objects/1", ["text": nil])
            #expect(back.json?["state"] == "ready" && back.json?["editedText"] == .null)
            let run = try await client.send("POST", path + "/object-actions/retry", ["numbers": [1]])
            #expect(run.json?["items"]?.asArray?.first?["state"] == "completed", "\(run.text)")
            #expect(try await client.send("GET", path + "/objects/7").status == 404)
            #expect(try await client.send("POST", path + "/object-actions/retry", ["numbers": [7]]).status == 409)
            #expect(try await client.send("POST", path + "/object-actions/edit", ["numbers": [1]]).status == 404)
            #expect(try await client.send("PATCH", path + "/objects/1", ["text": " "]).code == "not_now")
        }
    }

    @Test func anEditOfWhatIsNotThereAnyMoreIsRefusedWithWhatIsThere() async throws {
        try await withProject { served, client, id in
            let path = "/api/v1/projects/\(id)/objects/1"
            let rev = try #require(try await client.send("GET", path).json?["rev"]?.asInteger)
            func edit(_ text: JSONValue) async throws -> Reply {
                try await client.send("PATCH", path, ["text": text], headers: [("If-Match", "\"\(rev)\"")])
            }
            #expect(try await edit("CREATE TABLE a").status == 200)
            let stale = try await edit("CREATE TABLE b")
            #expect(stale.status == 412)
            #expect(stale.json?["current"]?["editedText"] == "CREATE TABLE a")
            #expect(try await edit("CREATE TABLE c").json?["current"]?["rev"] != .integer(rev))
        }
    }

    @Test func theSourceIsAskedForATextThatIsNotKeptAndItsRefusalHidesNothing() async throws {
        try await withProject { served, client, id in
            let path = "/api/v1/projects/\(id)/objects/1"
            func forget() async throws {
                try await served.catalog.changeObject(1, of: id) { (object) throws(CatalogError) in
                    object.sourceText = ""
                }
            }
            try await forget()
            let asked = try await client.send("GET", path).json
            #expect(asked?["sourceText"] == "CREATE HR.EMPLOYEES" && asked?["sourceFailure"] == .null)
            try await forget()
            var source = try #require(try await served.catalog.dataSources().first)
            source.host = "fails"
            _ = try await served.catalog.changeDataSource(source, password: nil, expecting: nil)
            let refused = try await client.send("GET", path).json
            #expect(refused?["sourceText"] == "" && refused?["statements"] == ["CREATE TABLE employees"])
            #expect(refused?["sourceFailure"]?["message"] == "The login was refused.")
        }
    }

    @Test func oneIndexIsBuiltAgainOrLeftOut() async throws {
        try await withProject { served, client, id in
            let path = "/api/v1/projects/\(id)/objects/1"
            let early = try await client.send("POST", path + "/part-actions/retry", ["name": "A_IX"])
            #expect(early.status == 409)
            try await served.catalog.changeObject(1, of: id) { (object) throws(CatalogError) in
                object.state = .completed
                object.converted?.parts = [
                    ConvertedPart(kind: .index, name: "A_IX", statement: "CREATE INDEX A_IX"),
                    ConvertedPart(kind: .index, name: "B_IX", statement: "CREATE bad"),
                ]
            }
            let lease = try #require(
                try await served.catalog.acquire(Lease.name(of: id), holder: "test", ttl: .seconds(10)))
            var observation = try #require(try await served.catalog.project(id)).observation
            observation.state = .failed
            observation.steps = [ProjectStep(kind: .indexes, state: .failed)]
            observation.steps[0].startedAt = served.clock.now
            try await served.catalog.observeProject(observation, of: id, under: lease, cause: "test")
            func part(_ action: String, _ name: String) async throws -> JSONValue? {
                let reply = try await client.send("POST", path + "/part-actions/" + action, ["name": .string(name)])
                return reply.json?["parts"]?.asArray?.first { $0["name"] == .string(name) } ?? reply.json
            }
            #expect(try await part("retry", "A_IX")?["state"] == "completed")
            let failed = try await part("retry", "B_IX")
            #expect(failed?["state"] == "failed" && failed?["returnCode"] == "1064")
            #expect(failed?["changes"] == ["retry", "skip"])
            #expect(try await part("skip", "B_IX")?["state"] == "skipped")
            #expect(try await part("skip", "C_IX")?["error"]?["code"] == "not_now")
        }
    }
}
