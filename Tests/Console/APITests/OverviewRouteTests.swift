import Catalog
import JSON
import Model
import Testing

@testable import API

@Suite struct OverviewRouteTests {
    @Test func seriesShareOneAxisAndShowGapsAsNull() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            try await served.addMachine()
            let subject = Subject.component(try await served.component().id)
            let start = served.clock.now - .seconds(60)
            func point(_ name: String, _ seconds: Int, _ value: Double) -> MetricPoint {
                MetricPoint(subject: subject, name: name, at: start + .seconds(seconds), value: value)
            }
            try await served.catalog.record([
                point("a", 0, 1), point("a", 20, 2), point("b", 20, 3), point("b", 40, 4),
            ])
            let path = "/api/v1/metrics?subject=\(subject)&from=\(start.milliseconds)&points=600"
            let answer = try await client.send("GET", path + "&names=a,b,c").json
            let moments = answer?["t"]?.asArray?.compactMap(\.asInteger) ?? []
            #expect(moments.map { ($0 - start.milliseconds) / 10_000 } == [0, 2, 4])
            #expect(answer?["series"] == ["a": [1.0, 2.0, nil], "b": [nil, 3.0, 4.0], "c": [nil, nil, nil]])
            for (query, field) in [
                ("&names=", "names"), ("&names=a&to=1", "from"), ("&names=a&to=x", "to"),
            ] {
                #expect(try await client.send("GET", path + query).field == field)
            }
            for points in ["0", "2001", "x"] {
                let query = "/api/v1/metrics?subject=\(subject)&names=a&points=\(points)"
                #expect(try await client.send("GET", query).field == "points")
            }
            #expect(try await client.send("GET", "/api/v1/metrics?subject=nonsense&names=a").field == "subject")
        }
    }

    @Test func searchFindsByNameIDAndAddress() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let machine = try await served.addMachine()
            let source = try await served.addSource(client)
            func found(_ text: String) async throws -> [String] {
                let reply = try await client.send("GET", "/api/v1/search?q=\(text)").json
                return reply?["items"]?.asArray?.compactMap { $0["href"]?.asString } ?? []
            }
            #expect(try await found("ALPHA") == ["/om/machines?open=\(machine.id)"])
            #expect(try await found("10.0.0.1") == ["/om/machines?open=\(machine.id)"])
            #expect(try await found("beat") == ["/om/components?open=\(try await served.component().id)"])
            #expect(try await found(source) == ["/sources?open=\(source)"])
            #expect(try await found("zzz") == [])
            #expect(try await found("") == [])
        }
    }

    @Test func aParameterGoesBackToItsStandard() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let path = "/api/v1/parameters/audit.kept.days"
            let changed = try await client.send("PATCH", path, ["value": "90"]).json
            #expect(changed?["value"] == "90")
            #expect(changed?["changedBy"] == "admin")
            for value: JSONValue in ["29", "x", 90, "90.0"] {
                let refused = try await client.send("PATCH", path, ["value": value])
                #expect(refused.status == 422)
                #expect(refused.field == "value")
            }
            #expect(try await client.send("PATCH", path, ["value": nil]).json?["value"] == "365")
            #expect(try await client.send("PATCH", path, [:]).status == 422, "absent is not null")
        }
    }
}
