import Catalog
import Engine
import JSON
import Model
import TestKit
import Testing

@testable import API

@Suite struct ProjectDetailRouteTests {
    private func withProject(
        tables: Int64 = 0, _ body: (ServedAPI, HTTPClient, ProjectID) async throws -> Void
    ) async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let source = try await served.addSource(client)
            let form = ServedAPI.projectForm("hr", source: source)
            let made = try await client.send("POST", "/api/v1/projects", form)
            let id = ProjectID(rawValue: try #require(made.json?["id"]?.asString, "\(made.text)"))
            if tables > 0 { try await served.addTables(tables, to: id) }
            try await body(served, client, id)
        }
    }

    @Test func theTimelineJoinsOrdersStatesAndComponentsAndIsPagedWithoutLossOrDouble() async throws {
        try await withProject { served, client, id in
            try await served.addMachine(components: [])
            try await served.addChecker("hr checker 1", of: id)
            for tag in ["a", "b", "c"] {
                _ = try await client.send("PATCH", "/api/v1/projects/\(id)", ["tags": [.string(tag)]])
            }
            _ = try await client.send("POST", "/api/v1/projects/\(id)/actions/start", [:])
            try await served.observe(.failed, of: id, cause: "It broke.")
            let path = "/api/v1/projects/\(id)/activity"
            let whole = try await client.send("GET", path).json?["items"]?.asArray ?? []
            let kinds = Set(whole.compactMap { $0["kind"]?.asString })
            #expect(kinds == ["audit", "state", "component", "failure"])
            #expect(
                whole.contains { $0["key"] == "project.change" && $0["values"]?["changes"]?.asArray?.isEmpty == false })
            #expect(whole.first { $0["kind"] == "failure" }?["values"]?["cause"] == "It broke.")
            let moments = whole.compactMap { $0["at"]?.asInteger }
            #expect(moments == moments.sorted(by: >))
            // All of this happened at one moment of the test's clock: the hard case for pages.
            #expect(Set(moments).count < moments.count)
            var paged: [JSONValue] = []
            var next: String? = ""
            while let after = next {
                let page = try await client.send("GET", "\(path)?limit=2&after=\(after)").json
                #expect((page?["items"]?.asArray?.count ?? 0) <= 2)
                paged += page?["items"]?.asArray ?? []
                next = page?["next"]?.asString
            }
            #expect(paged == whole)
            #expect(try await client.send("GET", path + "?after=nonsense").field == "after")
            #expect(try await client.send("GET", path + "?after=1.-1").field == "after")
        }
    }

    @Test func tablesAreSortedFilteredCountedAndPagedByTheServer() async throws {
        try await withProject(tables: 7) { served, client, id in
            let path = "/api/v1/projects/\(id)/tables"
            try await served.catalog.changeTableCopy(5, of: id) { (copy) throws(CatalogError) in
                copy.state = .failed
                copy.failure = Failure("CHUNK-0009", "It broke.", advice: "Mend it.")
            }
            try await served.catalog.changeTableCopy(3, of: id) { (copy) throws(CatalogError) in
                copy.state = .copying
                copy.rowsWritten = 40
                copy.startedAt = served.clock.now - .seconds(10)
            }
            func numbers(_ query: String) async throws -> [Int64] {
                try await client.send("GET", path + query).json?["items"]?.asArray?.compactMap {
                    $0["number"]?.asInteger
                } ?? []
            }
            #expect(try await numbers("") == [1, 2, 3, 4, 5, 6, 7])
            #expect(try await numbers("?sort=state") == [5, 3, 1, 2, 4, 6, 7], "what is blocked comes first")
            #expect(try await numbers("?status=failed,copying") == [3, 5])
            #expect(try await numbers("?q=t_6") == [6])
            let first = try await client.send("GET", path + "?limit=3").json
            #expect(first?["total"] == 7)
            #expect(first?["counts"]?["failed"] == 1)
            #expect(first?["next"] == "3")
            #expect(try await numbers("?limit=3&after=3") == [4, 5, 6])
            #expect(try await numbers("?sort=state&limit=3&after=3") == [2, 4, 6])
            let row = try await client.send("GET", path + "?status=copying").json?["items"]?.asArray?.first
            #expect(row?["rate"] == .number(4))
            #expect(row?["secondsLeft"] == 15, "60 of 100 rows at 4 a second")
            #expect(try await client.send("GET", path + "?sort=colour").field == "sort")
        }
    }

    @Test func aTableIsTriedAgainOrPutInFrontOfTheOthers() async throws {
        try await withProject(tables: 3) { served, client, id in
            let path = "/api/v1/projects/\(id)/table-actions"
            #expect(try await client.send("POST", path + "/prioritize", ["numbers": [3]]).status == 409, "not begun")
            try await served.observe(.running, of: id, cause: "begun")
            #expect(try await client.send("POST", path + "/prioritize", ["numbers": [3]]).status == 200)
            let lease = try #require(
                try await served.catalog.acquire("test", holder: "a Checker", ttl: .seconds(60)))
            let claimed = try await served.catalog.claimPlanning(
                of: id, under: lease, largeValues: false, countMax: 3)
            #expect(claimed.map(\.table) == [3, 1, 2])
            let pages = claimed.map { copy in
                PlannedPage(table: copy.table, chunks: [Chunk(number: 1, range: .whole)], isLast: true)
            }
            try await served.catalog.addChunks(pages, of: id, under: lease)
            let chunks = try await served.catalog.claimChunks(
                of: id, under: lease, largeValues: false, countMax: 1)
            #expect(chunks.map(\.table) == [3])

            #expect(try await client.send("POST", path + "/retry", ["numbers": [1]]).status == 409, "it has not failed")
            try await served.catalog.changeTableCopy(1, of: id) { (copy) throws(CatalogError) in copy.state = .failed }
            let retried = try await client.send("POST", path + "/retry", ["numbers": [1]])
            #expect(retried.json?["changed"] == [1], "\(retried.text)")
            #expect(try await served.catalog.tableCopy(1, of: id)?.state == .copying)
            #expect(try await served.catalog.audit().first?.action == "project.table.retry")
            #expect(try await client.send("POST", path + "/retry", ["numbers": []]).field == "numbers")
            #expect(try await client.send("POST", path + "/dance", ["numbers": [1]]).status == 404)
        }
    }

    @Test func partsAreListedWithTheirStatementsAndWhatMayBeDone() async throws {
        try await withProject(tables: 3) { served, client, id in
            try await served.catalog.changeObject(2, of: id) { (object) throws(CatalogError) in
                object.converted?.parts = ["a", "b"].map {
                    ConvertedPart(kind: .index, name: "ix_\($0)", statement: "CREATE INDEX ix_\($0)")
                }
                var part = ProjectObject.Part(state: .failed)
                part.failure = Failure("SCHEMA-0009", "It broke.", advice: "Mend it.")
                object.parts["ix_b"] = part
            }
            let shown = try await client.send("GET", "/api/v1/projects/\(id)/indexes").json
            #expect(shown?["items"]?.asArray?.map { $0["name"] } == ["ix_a", "ix_b"])
            let last = shown?["items"]?.asArray?.last
            #expect(last?["object"] == 2)
            #expect(last?["state"] == "failed")
            #expect(last?["failure"]?["number"] == "SCHEMA-0009")
            #expect(last?["statement"] == "CREATE INDEX ix_b")
            #expect(shown?["next"] == .some(.null))
        }
    }

    @Test func speedIsTheSumOverTheCheckersAndIsKeptForTheCharts() async throws {
        try await withProject { served, client, id in
            try await served.addMachine(components: [])
            let idle = try await client.send("GET", "/api/v1/projects/\(id)/speed").json
            #expect(idle?["reason"] == "idle")
            #expect(idle?["rowsWritten"] == .some(.null))
            for number in 1...2 {
                let checker = try await served.addChecker("hr checker \(number)", of: id)
                let values: [(String, Double)] = [
                    ("full.destination.rows.perSecond", 100), ("full.write.milliseconds", 4),
                    ("full.destinationWrite.share", 0.8), ("full.sourceRead.share", 0.1),
                    ("full.reason", Double(SpeedReason.allCases.firstIndex(of: .destinationWrite) ?? 0)),
                ]
                try await served.catalog.record(
                    values.map {
                        MetricPoint(subject: .component(checker), name: $0.0, at: served.clock.now, value: $0.1)
                    })
            }
            let speed = try await client.send("GET", "/api/v1/projects/\(id)/speed").json
            #expect(speed?["rowsWritten"] == .number(200))
            #expect(speed?["writeMs"] == .number(4), "times are means, not sums")
            #expect(speed?["reason"] == "destinationWrite")
            #expect(speed?["shares"]?["destinationWrite"]?.asNumber == 0.8)
            let listed = try await client.send("GET", "/api/v1/projects/\(id)/components").json
            #expect(listed?["total"] == 2)

            try await served.catalog.record([
                MetricPoint(
                    subject: .project(id), name: ProjectMeasure.rowsWritten.metric, at: served.clock.now - .seconds(5),
                    value: 150)
            ])
            let series = try await client.send("GET", "/api/v1/projects/\(id)/metrics?names=rowsWritten,readMs").json
            #expect(series?["series"]?["rowsWritten"] == [.number(150)])
            #expect(series?["series"]?["readMs"] == [nil])
            #expect(try await client.send("GET", "/api/v1/projects/\(id)/metrics?names=colour").field == "names")
            served.clock.advance(by: .seconds(6))
            #expect(try await client.send("GET", "/api/v1/projects/\(id)/speed").json?["reason"] == "idle", "too old")
        }
    }

    @Test func theFileOfAProjectMakesTheSameProjectAgain() async throws {
        try await withProject { served, client, id in
            let reply = try await client.send("GET", "/api/v1/projects/\(id)/file")
            #expect(reply.header("Content-Disposition") == "attachment; filename=\"hr.json\"")
            var file = try #require(reply.json?.asObject)
            file["name"] = "again"
            let made = try await client.send("POST", "/api/v1/projects", .object(file))
            #expect(made.status == 201, "\(made.text)")
            #expect(!reply.text.contains("p4ssw0rd-canary"))
        }
    }

    @Test func rowsInQuarantineArePagedAndGivenUp() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let source = try await served.addSource(client)
            let id = try await served.addProject("hr", client, source: source)
            let path = "/api/v1/projects/\(id)"
            let page = try await client.send("GET", path + "/quarantine?limit=1").json
            #expect(page?["items"]?.asArray?.first?["source"] == "HR.EMPLOYEES")
            #expect(page?["next"] == "1.1.3")
            let rest = try await client.send("GET", path + "/quarantine?limit=1&after=1.1.3").json
            #expect(rest?["items"] == [])
            #expect(try await client.send("GET", path + "/quarantine?after=x").field == "after")
            let row: JSONValue = ["table": 1, "chunk": 1, "ordinal": 3]
            let early = try await client.send("POST", path + "/quarantine-actions/discard", ["rows": [row]])
            #expect(early.status == 409, "the project has not begun")
            try await served.observe(.paused, of: id, cause: "rests")
            let open = try await client.send("POST", path + "/quarantine-actions/discard", ["rows": [row]])
            #expect(open.json?["items"]?.asArray?.first?["outcome"] == "refused", "its chunk is not done: \(open.text)")
            #expect(try await client.send("POST", path + "/quarantine-actions/discard", [:]).field == "rows")
        }
    }
}
