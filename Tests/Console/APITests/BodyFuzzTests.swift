import Catalog
import Glibc
import HTTPServer
import JSON
import Model
import TestKit
import Testing

@testable import API

/// SeededGenerator mutations of valid bodies to every route that changes something: never a 500, never a hang.
/// `GODWIT_BODY_FUZZ_ROUNDS` sets how many; a password route costs a hash each time one passes its checks.
@Suite struct BodyFuzzTests {
    private static let bodies: [String: JSONValue] = [
        "/session": ["account": "nobody", "password": "not the password"],
        "/session/first": ["account": "nobody", "password": "not the password"],
        "/me/password": ["current": "not the password", "new": "also not the password"],
        "/machines/{id}": ["region": "south", "name": "beta", "componentLimit": 4],
        "/components": ["kind": "heartbeat", "name": "x", "configuration": [:], "start": false],
        "/components/{id}": ["name": "renamed", "configuration": [:]],
        "/parameters/{name}": ["value": "45"],
        "/datasources": ServedAPI.sourceForm,
        "/datasources/{id}": ["remark": "a\nb", "region": "north", "options": ["tenant": "t2"]],
        "/datasources/test": ServedAPI.sourceForm,
    ]

    private static let strange: [JSONValue] = [
        nil, true, 0, -1, .integer(.max), .integer(.min), 1.5, 1e300, "", " ", "\u{0}", "a\nb", "\u{202E}x", "é",
        "e\u{301}", "👩‍👩‍👧‍👦", .string(String(repeating: "x", count: 70_000)), "'; DROP TABLE account; --",
        "../../etc/passwd", "%00", [], [:], [[[]]], ["": [:]], "heartbeat", "scripted", "cp_0000000000",
    ]

    @Test(.timeLimit(.minutes(20))) func aMutatedBodyIsAnsweredAndNeverWithAFailureOfTheServer() async throws {
        let rounds = getenv("GODWIT_BODY_FUZZ_ROUNDS").flatMap { Int(String(cString: $0)) } ?? 400
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let machine = try await served.addMachine()
            let component = try await served.component().id
            let source = try await served.addSource(client)
            let router = served.api.routes()
            let routes = served.api.table.filter(\.changes)
            var generator = SeededGenerator(seed: 0x60D_317)
            var statuses: [Int: Int] = [:]
            for round in 0..<rounds {
                guard let route = routes.randomElement(using: &generator) else { return }
                let id =
                    route.path.hasPrefix("/machines")
                    ? machine.id.rawValue : route.path.hasPrefix("/components") ? component.rawValue : source
                let path = Self.path(of: route, id: id, using: &generator)
                let body = Self.body(of: route, using: &generator)
                // Most go straight to the routes, which is faster; every tenth over the wire.
                let status: Int
                if round % 10 == 0 {
                    status = try await client.send(
                        .init(
                            method: route.method.rawValue, path: path,
                            headers: [("X-Godwit", "1"), ("Content-Type", "application/json")], body: body)
                    ).status
                } else {
                    let request = Request(
                        method: route.method, path: path,
                        headers: [
                            "X-Godwit": "1", "Content-Type": "application/json", "Host": "127.0.0.1",
                            "Cookie": client.cookie ?? "",
                        ], body: body)
                    status = await router.respond(to: request).status
                }
                statuses[status, default: 0] += 1
                try #require(
                    (200..<500).contains(status),
                    "round \(round): \(route.method) \(path): \(status) for \(String(decoding: body, as: UTF8.self))"
                )
            }
            #expect(statuses.keys.contains(400) && statuses.keys.contains(422) && statuses.keys.contains(200))
            #expect(try await client.send("GET", "/healthz").status == 200)
            for path in ["/api/v1/components", "/api/v1/datasources", "/api/v1/audit", "/api/v1/machines"] {
                #expect(try await client.send("GET", path).status == 200, "what was stored can be shown")
            }
        }
    }

    private static func path(of route: Route, id: String, using generator: inout SeededGenerator) -> String {
        let names = ["session.idle.minutes", "session.life.hours", "none"]
        let actions = ["start", "pause", "delete", "x"]
        let places = route.path.split(separator: "/").map { segment -> String in
            switch segment {
            case "{id}": Int.random(in: 0..<10, using: &generator) == 0 ? "xx_none" : id
            case "{name}": names.randomElement(using: &generator) ?? ""
            case "{action}": actions.randomElement(using: &generator) ?? ""
            default: String(segment)
            }
        }
        return Route.prefix + "/" + places.joined(separator: "/")
    }

    /// A valid body with some members exchanged, or its text with some bytes exchanged.
    private static func body(of route: Route, using generator: inout SeededGenerator) -> [UInt8] {
        // The own session must not end, or everything after it would be refused for that alone.
        if route.method == .delete && route.path == "/session" { return Array("{".utf8) }
        var object = bodies[route.path]?.asObject ?? [:]
        for _ in 0..<Int.random(in: 0...2, using: &generator) {
            let value = strange.randomElement(using: &generator) ?? nil
            let name =
                Int.random(in: 0..<8, using: &generator) == 0 ? "other" : object.keys.randomElement(using: &generator)
            guard let name else { continue }
            object[name] = Int.random(in: 0..<6, using: &generator) == 0 ? nil : value
        }
        var bytes = JSONValue.object(object).encoded()
        guard Int.random(in: 0..<3, using: &generator) == 0 else { return bytes }
        for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + 3))
            default: bytes.insert(UInt8(ascii: "\""), at: place)
            }
        }
        return bytes
    }
}
