import JSON
import Model
import Testing

@testable import API

@Suite struct CatalogueRouteTests {
    @Test func aCatalogueIsListsOfEqualLengthThatAreAskedOnce() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let path = "/api/v1/datasources/\(try await served.addSource(client))/objects"
            let shown = try await client.send("GET", path).json
            #expect(shown?["schemas"] == ["HR"])
            #expect(shown?["schema"] == [0, 0, 0])
            #expect(shown?["name"] == ["EMPLOYEES", "JOBS", "V_PAY"])
            #expect(shown?["kind"] == ["table", "table", "view"])
            #expect(shown?["rows"] == [107, 19, nil])
            #expect(shown?["flags"] == [["partitioned"], [], []])
            _ = try await client.send("GET", path)
            #expect(served.connector.listings == 1, "the second is answered from memory")
            _ = try await client.send("GET", path + "?refresh=1")
            #expect(served.connector.listings == 2)
            served.clock.advance(by: .seconds(601))
            _ = try await client.send("GET", path)
            #expect(served.connector.listings == 3, "it is too old")
        }
    }

    @Test func aChangedDataSourceIsAskedAnew() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let id = try await served.addSource(client)
            _ = try await client.send("GET", "/api/v1/datasources/\(id)/objects")
            _ = try await client.send("PATCH", "/api/v1/datasources/\(id)", ["host": "fails"])
            let reply = try await client.send("GET", "/api/v1/datasources/\(id)/objects")
            #expect(reply.status == 502)
            #expect(reply.code == "database")
        }
    }

    @Test func columnsTellWhatTheyBecomeAndWhatIsLost() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let id = try await served.addSource(client)
            let path = "/api/v1/datasources/\(id)/columns?schema=HR&table=EMPLOYEES"
            let plain = try await client.send("GET", path).json?["items"]?.asArray
            #expect(plain?.map { $0["name"]?.asString } == ["ID", "PAY"])
            #expect(plain?.first?["key"] == true)
            #expect(plain?.first?["mapped"] == .some(.null))
            let mapped = try await client.send("GET", path + "&destination=\(id)").json
            #expect(mapped?["items"]?.asArray?.last?["mapped"] == "BIGINT")
            #expect(mapped?["items"]?.asArray?.last?["destination"] == "pay")
            let losses = mapped?["items"]?.asArray?.last?["losses"]?.asArray
            #expect(losses?.first?["rule"] == "type.number.unbounded")
            #expect(mapped?["notes"]?.asArray?.map { $0["rule"]?.asString } == ["table.collation"])
            let gone = try await client.send("GET", "/api/v1/datasources/\(id)/columns?schema=HR&table=GONE")
            #expect(gone.status == 422)
            #expect(gone.field == "table")
            #expect(try await client.send("GET", path + "&destination=ds_none").field == "destination")
            let nothing = try await client.send("GET", "/api/v1/datasources/\(id)/columns?schema=HR")
            #expect(nothing.field == "table")
        }
    }

    @Test func aFilterIsJudgedByItsSource() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let path = "/api/v1/datasources/\(try await served.addSource(client))/filter-check"
            func check(_ filter: String) async throws -> Reply {
                try await client.send(
                    "POST", path, ["schema": "HR", "table": "JOBS", "filter": .string(filter)])
            }
            #expect(try await check("A = 1").json == ["ok": true, "error": nil, "rowsEstimated": 42])
            let bad = try await check("bad")
            #expect(bad.status == 200, "a filter that is not understood is an answer")
            #expect(bad.json?["ok"] == false)
            #expect(bad.json?["error"]?["position"] == 4)
            #expect(try await check("").field == "filter")
            #expect(try await check(String(repeating: "x", count: 4_001)).field == "filter")
        }
    }
}
