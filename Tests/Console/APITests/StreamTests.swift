import Catalog
import JSON
import Model
import Net
import TestKit
import Testing

@testable import API

/// An open event stream. Its messages are gathered on a thread until the test is done with it.
final class EventReader: Sendable {
    private let connection: ClientSocket

    init(_ client: HTTPClient, _ path: String) async throws {
        connection = try ClientSocket(port: client.port)
        let connection = connection
        let request = client.bytes(of: .init(method: "GET", path: path))
        try await onThread("stream") { try connection.write(request) }
    }

    /// What comes until the text has all of `parts`; bounded by the socket's own time.
    func text(with parts: String...) async throws -> String {
        let connection = connection
        return try await onThread("stream", interrupt: { connection.interrupt() }) {
            var bytes: [UInt8] = []
            while true {
                let part = try connection.read()
                bytes += part
                let text = String(decoding: bytes, as: UTF8.self)
                if parts.allSatisfy(text.contains) { return text }
                if part.isEmpty { throw ClientFailure(what: "the stream ended after: \(text)") }
            }
        }
    }

    func end() async throws {
        let connection = connection
        _ = try await onThread("stream") { try connection.readToEnd() }
    }
}

@Suite(.timeLimit(.minutes(2))) struct StreamTests {
    @Test func aChangeArrivesAsItsRow() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let machine = try await served.addMachine()
            let reader = try await EventReader(client, "/api/v1/stream?topics=components,machines,overview")
            let first = try await reader.text(with: #""topic":"components""#, #""topic":"overview""#, "10.0.0.1")
            #expect(first.contains("text/event-stream"))
            #expect(first.contains("\"rev\":"))
            _ = try await client.send("PATCH", "/api/v1/machines/\(machine.id)", ["region": "south"])
            let changed = try await reader.text(with: #""region":"south""#)
            #expect(!changed.contains(#""topic":"components""#), "only what changed is sent")
            served.clock.advance(by: .seconds(60))
            let down = try await reader.text(with: #""state":"down""#, #""machines":{"up":0,"down":1}"#)
            #expect(!down.contains(#""topic":"machines","rev""#), "a change by time alone has no new revision")
        }
    }

    @Test func whatIsRemovedArrivesAsGone() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let id = try await served.addSource(client)
            let reader = try await EventReader(client, "/api/v1/stream?topics=datasources")
            _ = try await reader.text(with: "orders")
            _ = try await client.send("DELETE", "/api/v1/datasources/\(id)")
            let text = try await reader.text(with: #""gone":["\#(id)"]"#)
            #expect(text.contains(#""data":[]"#))
        }
    }

    @Test func aComponentHasATopicOfItsOwn() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            try await served.addMachine()
            let id = try await served.component().id
            let reader = try await EventReader(client, "/api/v1/stream?topics=component:\(id)")
            _ = try await reader.text(with: #""topic":"component:\#(id)""#)
            try await served.catalog.record([
                MetricPoint(subject: .component(id), name: "beats", at: served.clock.now, value: 7.5)
            ])
            _ = try await reader.text(with: #""metrics":{"beats":7.5}"#)
            try await served.catalog.remove(id)
            _ = try await reader.text(with: #""gone":["\#(id)"]"#)
        }
    }

    @Test func projectsHaveATopicAndEachOneOfItsOwn() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let source = try await served.addSource(client)
            let id = try await served.addProject("hr", client, source: source)
            let reader = try await EventReader(client, "/api/v1/stream?topics=projects,project:\(id)")
            _ = try await reader.text(with: #""topic":"projects""#, #""topic":"project:\#(id)""#, #""objects":"#)
            _ = try await client.send("POST", "/api/v1/projects/\(id)/actions/start", [:])
            _ = try await reader.text(with: #""wish":"running""#)
            _ = try await client.send("POST", "/api/v1/projects/\(id)/actions/pause", [:])
            _ = try await client.send("DELETE", "/api/v1/projects/\(id)?confirm=hr")
            _ = try await reader.text(with: #""gone":["\#(id)"]"#)
        }
    }

    @Test func aStreamEndsWithItsSession() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let reader = try await EventReader(client, "/api/v1/stream?topics=audit")
            try await eventually("the stream is counted") { served.api.streams.count == 1 }
            _ = try await client.send("DELETE", "/api/v1/session")
            try await reader.end()
            #expect(served.api.streams.count == 0)
        }
    }

    @Test func unknownTopicsAreRefused() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            for query in ["", "?topics=", "?topics=secrets", "?topics=components,component"] {
                let reply = try await client.send("GET", "/api/v1/stream" + query)
                #expect(reply.status == 422)
                #expect(reply.field == "topics")
            }
            #expect(try await served.stranger.send("GET", "/api/v1/stream?topics=audit").status == 401)
            #expect(try await client.send("HEAD", "/api/v1/stream?topics=audit").status == 200)
            #expect(served.api.streams.count == 0)
        }
    }
}
