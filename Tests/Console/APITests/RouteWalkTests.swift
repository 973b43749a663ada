import Catalog
import HTTPServer
import JSON
import Model
import Testing

@testable import API

/// Walks every route of the table, which is every operation of the OpenAPI document, against a running server.
@Suite struct RouteWalkTests {
    /// Values for the places of paths, and bodies that succeed.
    private struct Samples {
        let machine: String
        let component: String
        let ticket: String
        let source: String
        /// The data source at both ends of every project.
        var ends = "ds_none"
        /// Projects that are not started: one is changed and ordered, one is removed, and one is for each route that
        /// must find its project at rest.
        var project = "pj_none"
        var spare = "pj_none"
        var resting: [String: String] = [:]
        static let needsRest = [
            "/projects/{id}/precheck-retry", "/projects/{id}/precheck-run", "/projects/{id}/precheck/{number}/retry",
            "/projects/{id}/draft", tableActions, quarantineActions,
        ]
        static let tableActions = "/projects/{id}/table-actions/{action}"
        static let quarantineActions = "/projects/{id}/quarantine-actions/{action}"
        /// One that becomes a project, and one that is removed.
        var draft = "df_none"
        var spareDraft = "df_none"

        func path(of route: Route) -> String {
            var path = Route.prefix + route.path
            let id =
                switch route.path.split(separator: "/").first {
                case "machines": machine
                case "components": component
                case "tickets": ticket
                case "projects" where Self.needsRest.contains(route.path): resting[route.path] ?? "pj_none"
                case "projects": route.method == .delete ? spare : project
                case "drafts": route.method == .delete ? spareDraft : draft
                default: source
                }
            let action =
                switch route.path {
                case Self.tableActions: "prioritize"
                case Self.quarantineActions: "discard"
                default: route.path.contains("-actions/") ? "retry" : "start"
                }
            path = path.replaced("{id}", by: id).replaced("{action}", by: action).replaced("{number}", by: "1")
            path = path.replaced("{name}", by: "session.idle.minutes")
            switch route.path {
            case "/metrics": return path + "?subject=component/\(component)&names=beats,others"
            case "/search": return path + "?q=e"
            case "/datasources/{id}/columns": return path + "?schema=HR&table=EMPLOYEES"
            case "/projects/{id}" where route.method == .delete: return path + "?confirm=spare"
            default: return path
            }
        }

        static let partActions = "/projects/{id}/objects/{number}/part-actions/{action}"

        func body(of route: Route) -> JSONValue {
            switch (route.method, route.path) {
            case (.post, "/session"): ["account": "admin", "password": .string(ServedAPI.password)]
            case (.post, "/session/first"): ["account": "admin", "password": .string(ServedAPI.password)]
            case (.post, "/me/password"):
                ["current": .string(ServedAPI.password), "new": .string(ServedAPI.password)]
            case (.patch, "/machines/{id}"): ["region": "south", "name": "beta", "componentLimit": 4]
            case (.post, "/components"):
                [
                    "kind": "heartbeat", "name": "second", "machine": .string(machine), "configuration": [:],
                    "start": true,
                ]
            case (.patch, "/components/{id}"): ["name": "renamed", "configuration": [:]]
            case (.patch, "/parameters/{name}"): ["value": "45"]
            case (.post, "/datasources"): JSONValue.object(["name": "second"]).over(ServedAPI.sourceForm)
            case (.patch, "/datasources/{id}"): ["remark": "a\nb", "region": "north"]
            case (.post, "/datasources/test"): ServedAPI.sourceForm
            case (.post, "/projects"): ServedAPI.projectForm("third", source: ends)
            case (.patch, "/projects/{id}"): ["tags": ["urgent"], "options": ["speed": "fast"]]
            case (.post, "/projects/{id}/clone"): ["name": "fourth"]
            case (.post, "/projects/batch"): ["action": "pause", "ids": [.string(spare), "pj_none"]]
            case (.post, "/projects/preview"): ["source": .string(source), "objects": ["include": ["HR.*"]]]
            case (.post, "/datasources/{id}/filter-check"):
                ["schema": "HR", "table": "EMPLOYEES", "filter": "SALARY > 1"]
            case (.post, "/drafts"): ["content": ["name": "unfinished", "wizard": ["page": "types"]]]
            case (.patch, "/drafts/{id}"): ["content": ServedAPI.projectForm("drafted", source: ends)]
            case (.post, "/objects-import"): ["source": .string(source), "text": "HR.JOBS |"]
            case (.patch, "/projects/{id}/objects/{number}"): ["text": "CREATE VIEW v AS SELECT 1"]
            case (.post, "/projects/{id}/object-actions/{action}"): ["all": true]
            case (.post, Self.tableActions): ["numbers": [1]]
            case (.post, Self.quarantineActions): ["all": true]
            case (.post, Self.partActions): ["name": "EMP_IX"]
            default: [:]
            }
        }
    }

    private func samples(_ served: ServedAPI, _ client: HTTPClient) async throws -> Samples {
        let machine = try await served.addMachine(components: ["beat", "other"])
        let component = try await served.component().id
        try await served.catalog.record([
            MetricPoint(subject: .component(component), name: "beats", at: served.clock.now - .seconds(5), value: 1)
        ])
        let other = try await served.component(named: "other").id
        let ordered = try await client.send("POST", "/api/v1/components/\(other)/actions/start", [:])
        let ticket = try #require(ordered.json?["ticket"]?.asString)
        let source = try await served.addSource(client)
        let second = JSONValue.object(["name": "ends"]).over(ServedAPI.sourceForm)
        let ends = try #require(try await client.send("POST", "/api/v1/datasources", second).json?["id"]?.asString)
        var samples = Samples(
            machine: machine.id.rawValue, component: component.rawValue, ticket: ticket, source: source, ends: ends)
        samples.project = try await served.addProject("first", client, source: ends).rawValue
        samples.spare = try await served.addProject("spare", client, source: ends).rawValue
        for (at, path) in Samples.needsRest.enumerated() {
            samples.resting[path] = try await served.addProject("resting \(at)", client, source: ends).rawValue
        }
        for path in [Samples.tableActions, Samples.quarantineActions] {
            try await served.observe(.paused, of: ProjectID(rawValue: samples.resting[path] ?? ""), cause: "rests")
        }
        samples.draft = try await served.addDraft(client, ServedAPI.projectForm("drafted", source: ends))
        samples.spareDraft = try await served.addDraft(client, ["name": "spare"])
        return samples
    }

    /// Reading first, then what changes, and at last what ends a session or removes something.
    private func order(_ routes: [Route]) -> [Route] {
        let ends = routes.filter { $0.method == .delete }
        let session = ends.filter { $0.path == "/session" }
        return routes.filter { !$0.changes } + routes.filter { $0.changes && $0.method != .delete }
            + ends.filter { $0.path != "/session" } + session
    }

    @Test(.timeLimit(.minutes(2))) func everyRouteAnswersInTheFormOfItsSchema() async throws {
        try await ServedAPI.run { served in
            var client = try await served.firstSignIn()
            let samples = try await samples(served, client)
            var walked = 0
            for route in order(served.api.table) where route.mediaType != "text/event-stream" {
                let body = route.changes ? samples.body(of: route) : nil
                let reply = try await client.send(route.method.rawValue, samples.path(of: route), body)
                walked += 1
                // The first account is there already, and no index step has begun.
                let isTooLateOrEarly = ["/session/first", Samples.partActions].contains(route.path)
                let expected = isTooLateOrEarly ? 409 : route.status
                #expect(reply.status == expected, "\(route.method) \(route.path): \(reply.text)")
                if route.path == "/session" && route.method == .post { client = try served.client(from: reply) }
                #expect(reply.header("X-Request-Id")?.hasPrefix("rq_") == true)
                if reply.status == 409 { continue }
                if let answer = route.answer {
                    let problems = answer.problems(of: try #require(reply.json, "\(route.path)"), at: "")
                    #expect(problems.isEmpty, "\(route.method) \(route.path): \(problems.map(\.sentence))")
                    #expect(reply.header("Cache-Control") == "no-store")
                } else if let mediaType = route.mediaType {
                    #expect(reply.header("Content-Type")?.hasPrefix(mediaType) == true)
                } else {
                    #expect(reply.body.isEmpty)
                }
            }
            #expect(walked == served.api.table.count - 1, "all but the stream, which has tests of its own")
        }
    }

    @Test func withoutASessionNothingIsShownOrChanged() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let samples = try await samples(served, client)
            let entries = try await served.catalog.auditCount()
            for route in served.api.table where route.access == .signedIn {
                for cookie in [nil, "godwit=nonsense", "godwit="] {
                    var stranger = served.stranger
                    stranger.cookie = cookie
                    let reply = try await stranger.send(
                        route.method.rawValue, samples.path(of: route), route.changes ? samples.body(of: route) : nil)
                    #expect(reply.status == 401, "\(route.method) \(route.path)")
                    #expect(reply.code == "not_signed_in")
                }
            }
            #expect(try await served.catalog.auditCount() == entries, "strangers do not fill the audit log")
        }
    }

    @Test func everyChangeNeedsTheProofOfTheConsole() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let samples = try await samples(served, client)
            let revisions = try await served.catalog.revisions().filter { $0.key != "audit" }
            for route in served.api.table where route.changes {
                let body = samples.body(of: route).encoded()
                let plain = HTTPClient.Sending(
                    method: route.method.rawValue, path: samples.path(of: route),
                    headers: [("Content-Type", "application/json")], body: body)
                #expect(try await client.send(plain).code == "not_from_console", "\(route.method) \(route.path)")
                var foreign = client
                foreign.origin = "https://evil.example"
                let reply = try await foreign.send(
                    route.method.rawValue, samples.path(of: route), samples.body(of: route))
                #expect(reply.code == "foreign_origin", "\(route.method) \(route.path)")
            }
            #expect(try await served.catalog.revisions().filter { $0.key != "audit" } == revisions)
        }
    }

    @Test func everyBodyIsJSONWithKnownFieldsAndABound() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let samples = try await samples(served, client)
            for route in served.api.table where route.changes {
                func send(_ body: [UInt8], type: String = "application/json") async throws -> Reply {
                    try await client.send(
                        .init(
                            method: route.method.rawValue, path: samples.path(of: route),
                            headers: [("X-Godwit", "1"), ("Content-Type", type)], body: body))
                }
                let name = "\(route.method) \(route.path)"
                #expect(try await send(Array("{}".utf8), type: "text/plain").status == 415, "\(name)")
                #expect(try await send(Array("{".utf8)).status == 400, "\(name)")
                let unknown = JSONValue.object(["unheardOf": 1]).over(samples.body(of: route))
                let refused = try await send(unknown.encoded())
                #expect(refused.status == 422, "\(name)")
                #expect(refused.field == "unheardOf", "\(name)")
                let most = (route.bodyBytes ?? 1 << 20) + 1
                #expect(try await send([UInt8](repeating: 0x20, count: most)).status == 413, "\(name)")
            }
        }
    }

    @Test func whatIsNotThereIsNotFound() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let nothing = Samples(machine: "mc_none", component: "cp_none", ticket: "tk_none", source: "ds_none")
            for route in served.api.table where route.path.contains("{id}") {
                let reply = try await client.send(
                    route.method.rawValue, nothing.path(of: route), route.changes ? nothing.body(of: route) : nil)
                #expect(reply.status == 404, "\(route.method) \(route.path)")
                #expect(reply.code == "not_found")
                #expect(Schemas.error.problems(of: try #require(reply.json), at: "").isEmpty)
            }
            #expect(try await client.send("GET", "/api/v1/nothing").status == 404)
            #expect(try await client.send("PATCH", "/api/v1/parameters/none", ["value": "1"]).status == 404)
            let method = try await client.send("DELETE", "/api/v1/machines", [:])
            #expect(method.status == 405)
            #expect(method.header("Allow")?.contains("GET") == true)
        }
    }

    @Test func aListIsPagedWithoutLossOrDouble() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            for value in 30..<55 {
                _ = try await client.send(
                    "PATCH", "/api/v1/parameters/session.idle.minutes", ["value": .string(String(value))])
            }
            var numbers: [Int64] = []
            var next: String?
            repeat {
                let page = try await client.send(
                    "GET", "/api/v1/audit?limit=10" + (next.map { "&before=\($0)" } ?? "")
                ).json
                #expect(page?["total"] == 25)
                numbers += page?["items"]?.asArray?.compactMap { $0["number"]?.asInteger } ?? []
                next = page?["next"]?.asString
            } while next != nil
            #expect(numbers.count == 25)
            #expect(numbers == numbers.sorted(by: >))
            #expect(Set(numbers).count == 25)
            let table = try await client.send("GET", "/api/v1/audit.csv").text
            #expect(table.split(separator: "\r\n").count == 26)
        }
    }
}

extension String {
    /// Every occurrence of a part exchanged.
    fileprivate func replaced(_ part: String, by other: String) -> String {
        split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
    }
}

extension JSONValue {
    /// The members of this laid over those of another object.
    func over(_ other: JSONValue) -> JSONValue {
        var object = other.asObject ?? [:]
        for (name, value) in asObject ?? [:] { object[name] = value }
        return .object(object)
    }
}
