import Catalog
import JSON
import Model
import Testing

@testable import API

@Suite struct DraftRouteTests {
    private static let path = "/api/v1/drafts"

    @Test func whatIsTypedIsKeptAsItIsTyped() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let content: JSONValue = [
                "name": " not yet a name!", "type": "nonsense", "objects": ["include": "HR"],
                "wizard": ["page": "objects", "mode": "rules"],
            ]
            let made = try await client.send("POST", Self.path, ["content": content])
            #expect(made.status == 201, "\(made.text)")
            #expect(made.json?["content"] == content)
            #expect(made.json?["owner"] == .string(ServedAPI.account))
            #expect(made.json?["project"] == .some(.null))
            let id = try #require(made.json?["id"]?.asString)
            #expect(try await client.send("GET", "\(Self.path)/\(id)").json == made.json)
            let list = try await client.send("GET", Self.path).json
            #expect(list?["items"]?.asArray?.first?["name"] == " not yet a name!")
            #expect(list?["items"]?.asArray?.first?["content"] == nil, "a list is small whatever was typed")
        }
    }

    @Test func twoWhoTypeInOneDraftDoNotOverwriteEachOther() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let id = try await served.addDraft(client, ["name": "one"])
            let first = try await client.send(
                "PATCH", "\(Self.path)/\(id)", ["content": ["name": "two"]], headers: [("If-Match", "\"1\"")])
            #expect(first.status == 200)
            #expect(first.json?["rev"] == 2)
            let stale = try await client.send(
                "PATCH", "\(Self.path)/\(id)", ["content": ["name": "three"]], headers: [("If-Match", "\"1\"")])
            #expect(stale.status == 412)
            #expect(stale.json?["current"]?["content"] == ["name": "two"])
            #expect(stale.json?["current"]?["rev"] == 2)
            #expect(try await client.send("GET", "\(Self.path)/\(id)").json?["content"] == ["name": "two"])
        }
    }

    @Test func aDraftBecomesAProjectAndChangesItUntilItIsStarted() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let source = try await served.addSource(client)
            var content = ServedAPI.projectForm("shop", source: source).asObject ?? [:]
            content["wizard"] = ["page": "precheck"]
            let id = try await served.addDraft(client, .object(content))
            let saved = try await client.send("POST", "\(Self.path)/\(id)/project", [:])
            #expect(saved.status == 200, "\(saved.text)")
            #expect(saved.json?["project"]?["state"] == "notStarted")
            let project = try #require(saved.json?["project"]?["id"]?.asString)
            #expect(try await client.send("GET", "\(Self.path)/\(id)").json?["project"] == .string(project))
            content["tags"] = ["urgent"]
            _ = try await client.send("PATCH", "\(Self.path)/\(id)", ["content": .object(content)])
            let again = try await client.send("POST", "\(Self.path)/\(id)/project", [:])
            #expect(again.json?["project"]?["id"] == .string(project))
            #expect(again.json?["project"]?["tags"] == ["urgent"])
            #expect(try await served.catalog.projects().count == 1)
            let actions = try await served.catalog.audit().map(\.action)
            #expect(actions.prefix(2) == ["project.change", "project.add"])

            _ = try await client.send("POST", "/api/v1/projects/\(project)/actions/start", [:])
            content["tags"] = ["late"]
            _ = try await client.send("PATCH", "\(Self.path)/\(id)", ["content": .object(content)])
            #expect(try await client.send("POST", "\(Self.path)/\(id)/project", [:]).status == 409)
            #expect(try await client.send("DELETE", "\(Self.path)/\(id)").status == 204)
            #expect(try await client.send("GET", "/api/v1/projects/\(project)").status == 200)
        }
    }

    @Test func whatDoesNotFitAProjectIsNamedByItsPlace() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let source = try await served.addSource(client)
            func field(_ change: (inout JSONObject) -> Void) async throws -> String? {
                var content = ServedAPI.projectForm("shop", source: source).asObject ?? [:]
                change(&content)
                let id = try await served.addDraft(client, .object(content))
                let reply = try await client.send("POST", "\(Self.path)/\(id)/project", [:])
                #expect(reply.status == 422, "\(reply.text)")
                return reply.field
            }
            #expect(try await field { $0["name"] = nil } == "name")
            #expect(try await field { $0["objects"] = ["include": ["HR.*"], "exclude": 7] } == "objects.exclude")
            #expect(try await field { $0["source"] = ["dataSource": "nobody"] } == "source.dataSource")
            #expect(try await field { $0["colour"] = "red" } == "colour")
            #expect(try await served.catalog.projects().isEmpty)
        }
    }

    @Test func aProjectThatWasChangedMeanwhileIsNotOverwrittenUnasked() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let source = try await served.addSource(client)
            let project = try await served.addProject("shop", client, source: source)
            let made = try await client.send("POST", "/api/v1/projects/\(project)/draft", [:])
            #expect(made.status == 201, "\(made.text)")
            #expect(made.json?["content"]?["objects"]?["include"] == ["HR.*"])
            let id = try #require(made.json?["id"]?.asString)
            let twice = try await client.send("POST", "/api/v1/projects/\(project)/draft", [:])
            #expect(twice.json?["id"] == .string(id), "what was typed is gone on with")

            _ = try await client.send("PATCH", "/api/v1/projects/\(project)", ["tags": ["theirs"]])
            let stale = try await client.send("POST", "\(Self.path)/\(id)/project", [:])
            #expect(stale.status == 412)
            #expect(stale.json?["current"]?["tags"] == ["theirs"])
            let forced = try await client.send(
                "POST", "\(Self.path)/\(id)/project", [:], headers: [("If-Match", "\"2\"")])
            #expect(forced.status == 200, "\(forced.text)")
            #expect(forced.json?["project"]?["tags"] == [])
        }
    }

    @Test func aDraftOfARemovedProjectMakesANewOne() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let source = try await served.addSource(client)
            let id = try await served.addDraft(client, ServedAPI.projectForm("shop", source: source))
            let first = try await client.send("POST", "\(Self.path)/\(id)/project", [:]).json?["project"]?["id"]
            let project = try #require(first?.asString)
            _ = try await client.send("DELETE", "/api/v1/projects/\(project)?confirm=shop", [:])
            let second = try await client.send("POST", "\(Self.path)/\(id)/project", [:]).json?["project"]?["id"]
            #expect(second?.asString != nil)
            #expect(second?.asString != project)
        }
    }

    @Test func draftsAreBoundedInSizeAndNumber() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let large = String(repeating: "x", count: Limits.draftBytesMax)
            let refused = try await client.send("POST", Self.path, ["content": ["name": .string(large)]])
            #expect(refused.status == 422)
            #expect(refused.field == "content")
            for number in 0..<Limits.draftsPerOwnerMax {
                _ = try await served.addDraft(client, ["name": .string("d\(number)")])
            }
            #expect(try await client.send("POST", Self.path, ["content": [:]]).status == 422)
        }
    }
}
