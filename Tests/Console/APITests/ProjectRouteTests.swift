import Catalog
import JSON
import Model
import TestKit
import Testing

@testable import API

@Suite struct ProjectRouteTests {
    private func withProject(
        _ body: (ServedAPI, HTTPClient, ProjectID) async throws -> Void
    ) async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let source = try await served.addSource(client)
            try await body(served, client, try await served.addProject("hr", client, source: source))
        }
    }

    @Test func aProjectIsMadeFromTheContentOfAFileAndGivenBackAsOne() async throws {
        try await withProject { served, client, id in
            let path = "/api/v1/projects/\(id)"
            let project = try await client.send("GET", path).json
            #expect(project?["state"] == "notStarted")
            #expect(project?["file"]?["objects"]?["include"] == ["HR.*"])
            #expect(project?["file"]?["steps"] == ["schema", "full", "indexes"])
            #expect(project?["source"]?["name"] == "orders")
            #expect(project?["orders"]?["start"] == ["ok": true])
            #expect(project?["orders"]?["pause"]?["ok"] == false)
            #expect(try await served.catalog.audit().first?.action == "project.add")
            var again = project?["file"]?.asObject ?? [:]
            again["name"] = "hr again"
            let copy = try await client.send("POST", "/api/v1/projects", .object(again))
            #expect(copy.status == 201, "\(copy.text)")
            #expect(copy.json?["file"]?["options"] == project?["file"]?["options"])
            again["name"] = "hr"
            let twice = try await client.send("POST", "/api/v1/projects", .object(again))
            #expect(twice.status == 409)
            #expect(twice.field == "name")
        }
    }

    @Test func aConnectionInTheFileBecomesADataSourceWhoseSecretIsNeverShown() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            var form = ServedAPI.projectForm("shop", source: "orders").asObject ?? [:]
            _ = try await served.addSource(client)
            form["source"] = ["kind": "scripted", "url": "scripted://u:canary-7@db.example:77/x?tenant=t"]
            let made = try await client.send("POST", "/api/v1/projects", .object(form))
            #expect(made.status == 201, "\(made.text)")
            #expect(!made.text.contains("canary-7"))
            let sources = try await client.send("GET", "/api/v1/datasources")
            #expect(sources.text.contains("shop source"))
            #expect(!sources.text.contains("canary-7"))
            let audit = try await client.send("GET", "/api/v1/audit")
            #expect(audit.text.contains("shop source.host"))
            #expect(audit.text.contains("••••••"))
            #expect(!audit.text.contains("canary-7"))
        }
    }

    @Test func whatDoesNotFitIsNamedByItsPath() async throws {
        try await withProject { served, client, _ in
            var form = ServedAPI.projectForm("x", source: "orders").asObject ?? [:]
            form["options"] = ["sped": "fast"]
            let refused = try await client.send("POST", "/api/v1/projects", .object(form))
            #expect(refused.status == 422)
            #expect(refused.field == "options.sped")
            #expect(refused.text.contains("speed"))
            form["options"] = nil
            form["source"] = ["dataSource": "nowhere"]
            #expect(try await client.send("POST", "/api/v1/projects", .object(form)).field == "source.dataSource")
        }
    }

    @Test func anEditNeedsTheRevisionThatWasReadAndLaysMembersOverTheOthers() async throws {
        try await withProject { served, client, id in
            let path = "/api/v1/projects/\(id)"
            let rev = try #require(try await client.send("GET", path).json?["rev"]?.asInteger)
            let changed = try await client.send(
                "PATCH", path, ["name": "hr 2", "options": ["speed": ["lanes": 4]]],
                headers: [("If-Match", "\"\(rev)\"")])
            #expect(changed.status == 200, "\(changed.text)")
            #expect(changed.json?["name"] == "hr 2")
            #expect(changed.json?["file"]?["options"]?["speed"]?["lanes"] == 4)
            #expect(changed.json?["file"]?["objects"]?["map"] == ["HR": "hr"])
            let stale = try await client.send(
                "PATCH", path, ["name": "hr 3"], headers: [("If-Match", "\"\(rev)\"")])
            #expect(stale.status == 412)
            #expect(stale.json?["current"]?["name"] == "hr 2")
        }
    }

    @Test func ordersFollowTheStateAndADeletionNeedsTheName() async throws {
        try await withProject { served, client, id in
            let path = "/api/v1/projects/\(id)"
            #expect(try await client.send("POST", path + "/actions/pause", [:]).code == "not_now")
            #expect(try await client.send("POST", path + "/actions/explode", [:]).status == 404)
            let started = try await client.send("POST", path + "/actions/start", [:])
            #expect(started.status == 202)
            #expect(started.json?["wish"] == "running")
            #expect(started.json?["state"] == "notStarted", "truth is the driver's to write")
            #expect(try await served.catalog.audit().first?.action == "project.start")
            #expect(try await client.send("DELETE", path + "?confirm=hr").status == 409)
            #expect(try await client.send("POST", path + "/actions/pause", [:]).status == 202)
            #expect(try await client.send("DELETE", path + "?confirm=HR").field == "confirm")
            let clone = try await client.send("POST", path + "/clone", ["name": "hr copy"])
            #expect(clone.status == 201)
            let other = try #require(clone.json?["id"]?.asString)
            let batch = try await client.send(
                "POST", "/api/v1/projects/batch", ["action": "pause", "ids": [.string(other), "pj_none"]])
            #expect(batch.json?["items"]?.asArray?.count == 2)
            #expect(batch.json?["items"]?.asArray?.allSatisfy { $0["refusal"]?.asString != nil } == true)
            #expect(try await client.send("DELETE", "/api/v1/projects/\(other)?confirm=hr%20copy").status == 204)
            #expect(try await client.send("GET", "/api/v1/projects/\(other)").status == 404)
        }
    }

    @Test func projectsAreFilteredAndCounted() async throws {
        try await withProject { served, client, id in
            _ = try await client.send("PATCH", "/api/v1/projects/\(id)", ["tags": ["nightly"]])
            let source = try #require(try await served.catalog.dataSources().first?.id)
            _ = try await served.addProject("shop", client, source: source.rawValue)
            func names(_ query: String) async throws -> [String] {
                let reply = try await client.send("GET", "/api/v1/projects" + query).json
                return reply?["items"]?.asArray?.compactMap { $0["name"]?.asString } ?? []
            }
            #expect(try await names("") == ["hr", "shop"])
            #expect(try await names("?q=SHO") == ["shop"])
            #expect(try await names("?tag=nightly") == ["hr"])
            #expect(try await names("?status=notStarted&kind=migration&datasource=\(source)") == ["hr", "shop"])
            #expect(try await names("?status=running") == [])
            #expect(try await client.send("GET", "/api/v1/project-tags").json == ["nightly"])
            let usedBy = try await client.send("GET", "/api/v1/overview").json
            #expect(usedBy?["projects"]?["notStarted"] == 2)
        }
    }

    @Test func aCheckIsSkippedByWhoMayAndSaysWho() async throws {
        try await withProject { _, client, id in
            let path = "/api/v1/projects/\(id)"
            let answers = try await client.send("GET", path + "/precheck").json
            #expect(answers?["items"]?.asArray?.first?["fix"] == "ALTER DATABASE ARCHIVELOG")
            #expect(answers?["items"]?.asArray?.first?["blocks"] == true)
            let skipped = try await client.send("POST", path + "/precheck/1/skip", [:])
            #expect(skipped.json?["blocks"] == false)
            #expect(skipped.json?["skippedBy"] == "admin")
            #expect(try await client.send("POST", path + "/precheck/9/skip", [:]).status == 404)
        }
    }

    private static let rejectedValues: JSONValue = [
        ["column": "ID", "text": "1", "bytes": 2, "cut": false, "hex": nil],
        ["column": "HIRED", "text": nil, "bytes": nil, "cut": false, "hex": nil],
        [
            "column": "PHOTO", "text": nil, "bytes": 70_000, "cut": true,
            "hex": .string(String(repeating: "ff", count: 64)),
        ],
        ["column": "NOTES", "text": "A long", "bytes": 9_000, "cut": true, "hex": nil],
    ]

    @Test func tablesAndRowsInQuarantineAreShownWithTheirNames() async throws {
        try await withProject { _, client, id in
            let path = "/api/v1/projects/\(id)"
            let tables = try await client.send("GET", path + "/tables?q=employees&status=copying").json
            #expect(tables?["items"]?.asArray?.first?["source"] == "HR.EMPLOYEES")
            #expect(tables?["items"]?.asArray?.first?["rowsEstimated"] == 100)
            let rows = try await client.send("GET", path + "/quarantine?table=1").json
            #expect(rows?["items"]?.asArray?.first?["values"] == Self.rejectedValues)
            #expect(rows?["total"] == 1)
            #expect(try await client.send("GET", path + "/quarantine?table=2").json?["items"] == [])
        }
    }

    @Test func anAlertLevelIsPartOfTheProjectAndChangedUnderItsRevision() async throws {
        try await withProject { served, client, id in
            let path = "/api/v1/projects/\(id)"
            let made = try await client.send("GET", path).json
            #expect(made?["alertLevel"] == "low", "the standard")
            #expect(made?["file"]?["alertLevel"] == "low")
            let stale = try await client.send("PATCH", path, ["alertLevel": "high"], headers: [("If-Match", "\"99\"")])
            #expect(stale.status == 412)
            let changed = try await client.send("PATCH", path, ["alertLevel": "high"])
            #expect(changed.json?["alertLevel"] == "high", "\(changed.text)")
            #expect(changed.json?["tags"] == made?["tags"])
            #expect(try await client.send("PATCH", path, ["alertLevel": "loud"]).field == "alertLevel")
            let listed = try await client.send("GET", "/api/v1/projects").json?["items"]?.asArray?.first
            #expect(listed?["alertLevel"] == "high")
            let entry = try #require(try await served.catalog.audit().first { $0.outcome == .succeeded })
            #expect(entry.action == "project.change")
            #expect(
                entry.changes.contains { $0.field == "project.alertLevel" && $0.before == "low" && $0.after == "high" })
            try await served.observe(.running, of: id, cause: "runs")
            #expect(try await client.send("PATCH", path, ["alertLevel": "none"]).status == 200, "at any time, as tags")
        }
    }

    @Test func aTagTooManyIsRefusedByItsMember() async throws {
        try await withProject { served, client, id in
            let project = try #require(try await served.catalog.project(id))
            for at in 0..<25 {
                var wish = project.specification
                wish.name = "tagged \(at)"
                wish.tags = (0..<4).map { "\(at).\($0)" }
                try await served.catalog.addProject(
                    Project(
                        id: .random(), specification: wish, owner: project.owner, intent: project.intent,
                        observation: project.observation, createdAt: project.createdAt))
            }
            let refused = try await client.send("PATCH", "/api/v1/projects/\(id)", ["tags": ["one-more"]])
            #expect(refused.status == 422)
            #expect(refused.field == "tags")
            #expect(refused.text.contains("100 different tags"))
        }
    }

    @Test func aSelectionIsPreviewedAgainstTheSourceAndAgainstAnotherOne() async throws {
        try await withProject { served, client, _ in
            let source = try #require(try await served.catalog.dataSources().first?.id.rawValue)
            let preview = try await client.send(
                "POST", "/api/v1/projects/preview",
                [
                    "source": .string(source),
                    "objects": ["include": ["HR.*=hr.*"], "exclude": ["HR.JOBS"]],
                    "before": ["include": ["HR.E*", "HR.JOBS"]],
                ])
            #expect(preview.status == 200, "\(preview.text)")
            #expect(preview.json?["total"] == 2)
            #expect(preview.json?["removed"] == ["HR.JOBS"])
            let objects = preview.json?["items"]?.asArray ?? []
            #expect(objects.map { $0["difference"] } == ["renamed", "added"])
            #expect(objects.first?["destination"] == "hr.EMPLOYEES")
            #expect(objects.first?["earlier"] == "HR.EMPLOYEES")
            #expect(preview.json?["ruleCounts"] == [2] && preview.json?["excludeCounts"] == [1])
            #expect(preview.json?["added"] == 1 && preview.json?["renamed"] == 1)
            let wrong = try await client.send(
                "POST", "/api/v1/projects/preview", ["source": .string(source), "objects": ["include": ["HR"]]])
            #expect(wrong.status == 422)
        }
    }

    @Test func aListOfObjectsBecomesASelectionAndSaysWhatCannotBeTaken() async throws {
        try await withProject { served, client, _ in
            let source = try #require(try await served.catalog.dataSources().first?.id.rawValue)
            func read(_ members: JSONObject) async throws -> Reply {
                var body = members
                body["source"] = .string(source)
                return try await client.send("POST", "/api/v1/objects-import", .object(body))
            }
            let before: JSONValue = ["include": ["HR.JOBS"], "map": ["HR": "hr"]]
            let list = try await read([
                "text": "HR.EMPLOYEES | HR.NONE\n nonsense | HR.V_PAY | HR.EMPLOYEES |", "before": before,
            ])
            #expect(list.status == 200, "\(list.text)")
            #expect(list.json?["objects"]?["include"] == ["HR.EMPLOYEES", "HR.V_PAY"])
            #expect(list.json?["objects"]?["map"] == ["HR": "hr"])
            let problems = list.json?["problems"]?.asArray ?? []
            #expect(problems.map { $0["line"] } == [2, 1, 2])
            #expect(problems.map { $0["text"] } == ["nonsense", "HR.NONE", "HR.EMPLOYEES"])
            #expect(
                list.json?["counts"] == ["tables": 1, "views": 1, "missing": 1, "notMigrated": 0, "twice": 1])
            #expect(list.json?["added"] == 2 && list.json?["removed"] == ["HR.JOBS"])
            let csv = try await read(["csv": #"HR,JOBS,hr,tasks,ID=id,"ID > 1""#])
            let wish = csv.json?["objects"]?["tables"]?["HR.JOBS"]
            #expect(wish?["rename"] == "hr.tasks" && wish?["filter"] == "ID > 1", "\(csv.text)")
            #expect(try await read([:]).field == "text")
            #expect(try await read(["text": "", "csv": ""]).field == "text")
        }
    }

    @Test func aSourceThatRefusesIsSaidWithWhatToDo() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            var form = ServedAPI.sourceForm.asObject ?? [:]
            form["host"] = "fails"
            let id = try #require(
                try await client.send("POST", "/api/v1/datasources", .object(form)).json?["id"]?.asString)
            let reply = try await client.send(
                "POST", "/api/v1/projects/preview", ["source": .string(id), "objects": ["include": ["HR.*"]]])
            #expect(reply.status == 502)
            #expect(reply.code == "database")
            #expect(reply.json?["error"]?["hint"] == "Check it.")
        }
    }
}
