import Catalog
import JSON
import Model
import TestKit
import Testing

@testable import API

@Suite struct PrecheckRouteTests {
    private static let failed = PrecheckFinding(
        key: "source.logs", outcome: .failed, found: "They are not.", advice: "Keep them.", fix: "ALTER DATABASE")

    /// A project without anything but its file.
    private func withProject(
        _ body: (ServedAPI, HTTPClient, ProjectID) async throws -> Void
    ) async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let source = try await served.addSource(client)
            let second = JSONValue.object(["name": "other", "host": "db2.example"]).over(ServedAPI.sourceForm)
            let other = try #require(
                try await client.send("POST", "/api/v1/datasources", second).json?["id"]?.asString)
            let form = JSONValue.object(["destination": ["dataSource": .string(other)]])
                .over(ServedAPI.projectForm("hr", source: source))
            let made = try await client.send("POST", "/api/v1/projects", form)
            let id = try #require(made.json?["id"]?.asString, "\(made.text)")
            try await body(served, client, ProjectID(rawValue: id))
        }
    }

    private func ended(_ client: HTTPClient, _ id: ProjectID) async throws -> JSONValue {
        try await eventually("the precheck has ended") {
            let shown = try await client.send("GET", "/api/v1/projects/\(id)/precheck").json
            return shown?["running"] == false ? shown : nil
        }
    }

    @Test func aProjectIsCheckedBeforeItIsStartedAndComesBackWithTheAnswers() async throws {
        try await withProject { served, client, id in
            let path = "/api/v1/projects/\(id)"
            served.connector.hold()
            let begun = try await client.send("POST", path + "/precheck-run", [:])
            #expect(begun.status == 202, "\(begun.text)")
            #expect(begun.json?["running"] == true)
            try await eventually("a question is being asked") { served.connector.heldCount > 0 }
            #expect(try await client.send("GET", path).json?["state"] == "prechecking")
            #expect(try await client.send("GET", "/api/v1/projects").json?["counts"]?["prechecking"] == 1)
            #expect(try await client.send("POST", path + "/precheck-run", [:]).status == 409)
            let held = try await eventually("all others are answered") {
                let shown = try await client.send("GET", path + "/precheck").json
                let done = shown?["progress"]?["done"]?.asInteger ?? 0
                return done > 0 && done + 1 == shown?["progress"]?["total"]?.asInteger ? shown : nil
            }
            #expect(held["items"]?.asArray?.isEmpty == false, "answers are shown as they come")
            served.connector.letGo()
            let shown = try await ended(client, id)
            #expect(shown["progress"] == .some(.null))
            #expect(shown["items"]?.asArray?.contains { $0["key"] == "source.logs" } == true)
            #expect(shown["failure"] == .some(.null))
            #expect(shown["checkedAt"]?.asInteger != nil)
            #expect(shown["passed"] == true, "\(shown.encodedText())")
            #expect(try await client.send("GET", path).json?["state"] == "notStarted")
            #expect(try await served.catalog.objectOutlines(of: id).count == 3, "the plan is kept for the start")
        }
    }

    @Test func aCheckThatPassedIsFreshUntilWhatItWasAboutChanges() async throws {
        try await withProject { served, client, id in
            _ = try await client.send("POST", "/api/v1/projects/\(id)/precheck-run", [:])
            #expect(try await ended(client, id)["passed"] == true)
            _ = try await client.send("PATCH", "/api/v1/projects/\(id)", ["tags": ["a"], "options": ["speed": "fast"]])
            #expect(try await served.catalog.hasFreshPrecheck(id), "tags and speed change no answer")
            _ = try await client.send("PATCH", "/api/v1/projects/\(id)", ["objects": ["include": ["HR.J*"]]])
            #expect(try await served.catalog.hasFreshPrecheck(id) == false)
            _ = try await client.send("POST", "/api/v1/projects/\(id)/precheck-run", [:])
            _ = try await ended(client, id)
            #expect(try await served.catalog.hasFreshPrecheck(id))
            served.clock.advance(by: Limits.precheckFresh)
            #expect(try await served.catalog.hasFreshPrecheck(id) == false, "it is too old")
        }
    }

    @Test func oneQuestionIsAskedAgainWithoutTheOthersMoving() async throws {
        try await withProject { served, client, id in
            let path = "/api/v1/projects/\(id)"
            served.connector.find(Self.failed)
            _ = try await client.send("POST", path + "/precheck-run", [:])
            let before = try await ended(client, id)
            #expect(before["passed"] == false)
            let keys = before["items"]?.asArray?.map { $0["key"] }
            let row = try #require(before["items"]?.asArray?.first { $0["key"] == "source.logs" })
            #expect(row["blocks"] == true)
            #expect(row["fix"] == "ALTER DATABASE")
            served.connector.find(
                PrecheckFinding(key: "source.logs", outcome: .passed, found: "They are now."))
            let number = try #require(row["number"]?.asInteger)
            let again = try await client.send("POST", path + "/precheck/\(number)/retry", [:])
            #expect(again.status == 202, "\(again.text)")
            let after = try await ended(client, id)
            #expect(after["items"]?.asArray?.map { $0["key"] } == keys)
            #expect(after["items"]?.asArray?.first { $0["key"] == "source.logs" }?["outcome"] == "passed")
            #expect(after["passed"] == true)
            #expect(try await client.send("POST", path + "/precheck/999/retry", [:]).status == 404)
        }
    }

    @Test func aSourceThatCannotBeReachedIsSaidAndLeavesTheProjectAsItWas() async throws {
        try await withProject { served, client, id in
            let source = try await served.catalog.project(id)?.specification.source.id
            _ = try await client.send("PATCH", "/api/v1/datasources/\(try #require(source))", ["host": "fails"])
            _ = try await client.send("POST", "/api/v1/projects/\(id)/precheck-run", [:])
            let shown = try await ended(client, id)
            #expect(shown["failure"]?["number"] == "TEST-0001")
            #expect(shown["passed"] == false)
            #expect(try await client.send("GET", "/api/v1/projects/\(id)").json?["state"] == "notStarted")
            #expect(try await served.catalog.lease(Lease.name(of: id))?.holder != nil)
        }
    }
}
