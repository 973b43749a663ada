import Glibc
import Net
import TestKit
import Testing

@testable import HTTPServer

@Suite struct StopTests {
    private func makeServer(_ hub: EventHub, _ change: (inout Router) -> Void = { _ in }) -> HTTPServer {
        var router = TestServer.standardRouter(hub)
        change(&router)
        return HTTPServer(HTTPServerConfiguration(), router: router)
    }

    @Test func aRunningRequestMayEndWithinTheGrace() async throws {
        let gate = Flag()
        let server = makeServer(EventHub()) { router in
            router.on(.get, "/slow") { _ in
                try await eventually("the gate opens", within: .seconds(30)) { gate.isSet }
                return .text("done")
            }
            router.on(.get, "/only-here") { _ in .text("still listening") }
        }
        let port = try await server.start()
        async let slow = get(port, "/slow")
        try await eventually("the request runs") { server.metrics.openRequests == 1 }
        async let stopped: Void = server.stop(grace: .seconds(20))
        // Another test's server may have the port by then: what counts is that this one no longer answers.
        try await eventually("new connections are refused") { (try? await get(port, "/only-here"))?.status != 200 }
        gate.set()
        let reply = try await slow
        await stopped
        #expect(reply.status == 200 && reply.text == "done")
    }

    @Test func aRequestThatOutlivesTheGraceIsToldAndCancelled() async throws {
        let isCancelled = Flag()
        let server = makeServer(EventHub()) { router in
            router.on(.get, "/endless") { _ in
                do {
                    try await eventually("nothing ever happens", within: .seconds(600)) { false }
                } catch {
                    isCancelled.set()
                    throw error
                }
                return .text("never")
            }
        }
        let port = try await server.start()
        async let endless = get(port, "/endless")
        try await eventually("the request runs") { server.metrics.openRequests == 1 }
        await server.stop(grace: .milliseconds(100))
        let reply = try await endless
        #expect(reply.status == 503)
        #expect(reply.text.contains("stopping"))
        try await eventually("the responder is cancelled") { isCancelled.isSet }
    }

    @Test func streamsEndAndNothingCrashesWithSuspendedConnections() async throws {
        for _ in 0..<10 {
            let hub = EventHub()
            let server = makeServer(hub)
            let port = try await server.start()
            let clients = try await onThread("client") {
                try (0..<30).map { _ in
                    let client = try RawClient(port)
                    client.send("GET /stream?topic=a HTTP/1.1\r\nHost: h\r\n\r\n")
                    return client
                }
            }
            try await eventually("all streams are open") { hub.subscriberCount == 30 }
            hub.publish(topic: "a", data: Array("last".utf8))
            await server.stop(grace: .seconds(5))
            #expect(hub.subscriberCount == 0)
            hub.publish(topic: "a", data: [])
            let ends = try await onThread("client") {
                try clients.map { String(decoding: try $0.readToEnd(), as: UTF8.self) }
            }
            #expect(ends.allSatisfy { $0.contains("data: last") && $0.hasSuffix("0\r\n\r\n") })
        }
    }

    @Test func stoppingUnderLoadEndsEveryConnection() async throws {
        for _ in 0..<10 {
            let hub = EventHub()
            let server = makeServer(hub)
            let port = try await server.start()
            // The port may be another test's a moment after the stop: the load ends by word, not by refusal.
            let stopped = Flag()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await onThread("load") {
                            while !stopped.isSet, let client = try? RawClient(port) {
                                for _ in 0..<20 {
                                    guard client.send("GET /small HTTP/1.1\r\nHost: h\r\n\r\n"),
                                        (try? client.readReply()) != nil
                                    else { break }
                                }
                            }
                        }
                    }
                }
                // Whatever happens, the load must end: the group waits for it.
                defer { stopped.set() }
                try await eventually("there is load", within: .seconds(30)) { (server.metrics.requests[2] ?? 0) > 50 }
                await server.stop(grace: .milliseconds(200))
                stopped.set()
                try await group.waitForAll()
            }
            #expect(server.metrics.openConnections == 0)
            #expect(server.metrics.openRequests == 0)
        }
    }

    @Test func aServerStartsOnceAndStopsAsOftenAsAsked() async throws {
        let server = makeServer(EventHub())
        await server.stop(grace: .zero)
        await #expect(throws: HTTPServerFailure.alreadyStarted) { try await server.start() }
    }

    @Test func aTakenPortIsToldWithItsReason() async throws {
        try await TestServer.run { server in
            let second = HTTPServer(HTTPServerConfiguration(port: server.port), router: Router())
            await #expect(
                throws: HTTPServerFailure.system(
                    call: "bind", address: "127.0.0.1", port: server.port, errno: EADDRINUSE)
            ) { try await second.start() }
            let nowhere = HTTPServer(HTTPServerConfiguration(address: "localhost"), router: Router())
            await #expect(throws: HTTPServerFailure.address("localhost")) { try await nowhere.start() }
        }
    }

    @Test func everyRequestIsLoggedWithItsRoute() async throws {
        try await TestServer.run { server in
            let reply = try await get(server.port, "/things/7")
            _ = try await get(server.port, "/nowhere")
            try await eventually("both are logged") { server.logs.all.count == 2 }
            let log = try #require(server.logs.all.first)
            #expect(log.route == "/things/{id}" && log.path == "/things/7" && log.status == 200)
            #expect(log.method == "GET" && log.bytes == reply.body.count && log.remoteAddress == "127.0.0.1")
            #expect(log.requestID == reply["x-request-id"] && log.outcome == .answered)
            #expect(server.logs.all[1].route == "-")
            #expect(server.server.metrics.requests[2] == 1 && server.server.metrics.requests[4] == 1)
        }
    }

    @Test func anIPv6AddressIsServed() async throws {
        let server = HTTPServer(HTTPServerConfiguration(address: "::1"), router: TestServer.standardRouter(EventHub()))
        let port = try await server.start()
        let text = try await onThread("curl") { shell("curl -s -g 'http://[::1]:\(port)/healthz'") }
        #expect(String(decoding: text, as: UTF8.self) == "ok")
        await server.stop(grace: .zero)
    }
}
