import Glibc
import Net
import TestKit
import Testing

@testable import HTTPServer

@Suite struct LimitTests {
    private func big(_ name: String, _ count: Int) -> String { "\(name): \(String(repeating: "x", count: count))\r\n" }

    @Test func aHeadBeyondItsBytesIsRefused() async throws {
        try await TestServer.run { server in
            for header in [big("A", 40_000), (0..<600).map { big("A\($0)", 60) }.joined()] {
                let text = try await answers(
                    server.port, Array("GET /small HTTP/1.1\r\nHost: h\r\n\(header)\r\n".utf8))
                #expect(
                    ["HTTP/1.1 431", "HTTP/1.1 413", "HTTP/1.1 400", ""].contains(String(text.prefix(12))), "\(text)")
            }
            let fields = (0..<120).map { "A\($0): b\r\n" }.joined()
            let many = try await get(server.port, "/small", fields)
            #expect(many.status == 431)
            let most = try await get(server.port, "/small", big("A", 28_000))
            #expect(most.status == 200)
        }
    }

    @Test func anAddressBeyondItsLengthIsRefused() async throws {
        try await TestServer.run { server in
            let long = try await get(server.port, "/things/" + String(repeating: "x", count: 9000))
            #expect(long.status == 414)
            let endless = try await answers(
                server.port, Array("GET /\(String(repeating: "x", count: 100_000)) HTTP/1.1\r\nHost: h\r\n\r\n".utf8))
            #expect(["HTTP/1.1 414", "HTTP/1.1 431", "HTTP/1.1 413", ""].contains(String(endless.prefix(12))))
            let pairs = (0..<300).map { "a\($0)" }.joined(separator: "&")
            let many = try await get(server.port, "/small?" + pairs)
            #expect(many.status == 400)
        }
    }

    @Test func aBodyBeyondItsLimitIsRefusedWithItsReason() async throws {
        try await TestServer.run { server in
            let ones = String(repeating: "1", count: 17)
            let counted = try await exchange(
                server.port, "POST /tiny HTTP/1.1\r\nHost: h\r\nContent-Length: 17\r\n\r\n" + ones)
            #expect(counted.status == 413)
            #expect(counted.text.contains("too_large"))
            let chunked = try await exchange(
                server.port,
                "POST /tiny HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n11\r\n\(ones)\r\n0\r\n\r\n")
            #expect(chunked.status == 413)
            let exact = try await exchange(
                server.port, "POST /tiny HTTP/1.1\r\nHost: h\r\nContent-Length: 16\r\n\r\n" + ones.dropLast())
            #expect(exact.text == "16")
            let million = String(repeating: "1", count: 3_000_000)
            let sent = try await exchange(
                server.port, "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: \(million.utf8.count)\r\n\r\n" + million
            )
            #expect(sent.status == 413)
        }
    }

    @Test func aHugeBodyIsRefusedBeforeItIsSent() async throws {
        try await TestServer.run { server in
            let huge = try await exchange(
                server.port, "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 999999999999\r\n\r\n")
            #expect(huge.status == 413)
            #expect(huge["connection"]?.lowercased() == "close")
            let asked = try await exchange(
                server.port, "POST /tiny HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n")
            #expect(asked.status == 413)
        }
    }

    @Test func chunksWithoutEndAreCutOff() async throws {
        try await TestServer.run { server in
            let isCut = try await onThread("client") {
                let client = try RawClient(server.port)
                client.send("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
                let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 49, count: 65536) + Array("\r\n".utf8)
                return (0..<2000).contains { _ in !client.send(chunk) }
            }
            #expect(isCut)
            let alive = try await get(server.port, "/healthz")
            #expect(alive.status == 200)
        }
    }

    @Test func aHeadThatDripsIsCutOff() async throws {
        try await TestServer.run({ $0.limits.headTime = .milliseconds(500) }) { server in
            // A byte every 20 ms keeps every inactivity limit away.
            let seconds = try await onThread("client") {
                let client = try RawClient(server.port)
                let begin = Monotonic.now()
                var text = Array("GET /small HTTP/1.1\r\nHost: h\r\nA: ".utf8)
                text += [UInt8](repeating: 120, count: 2000)
                for byte in text {
                    guard client.send([byte]) else { break }
                    var waiting = pollfd(fd: client.socket, events: Int16(POLLIN), revents: 0)
                    if poll(&waiting, 1, 20) > 0 { break }
                }
                _ = try? client.readToEnd()
                return Double(Monotonic.now() - begin) / 1e9
            }
            #expect(seconds < 5)
            #expect(server.server.metrics.cutOff == 1)
            try await eventually("the connection is gone") { server.server.metrics.openConnections == 0 }
        }
    }

    @Test func aBodyThatDoesNotArriveIsCutOff() async throws {
        try await TestServer.run({ $0.limits.bodyTime = .milliseconds(500) }) { server in
            let text = try await onThread("client") {
                let client = try RawClient(server.port)
                client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc")
                return try client.readToEnd()
            }
            #expect(text.isEmpty)
            try await eventually("the log tells it") { server.logs.all.last?.outcome == .cutOff }
        }
    }

    @Test func anIdleConnectionIsClosed() async throws {
        try await TestServer.run({ $0.limits.idleTime = .seconds(1) }) { server in
            let rest = try await onThread("client") {
                let client = try RawClient(server.port)
                client.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
                _ = try client.readReply()
                return try client.readToEnd()
            }
            #expect(rest.isEmpty)
        }
    }

    @Test func aSlowResponderIsNotTakenForAnIdleConnection() async throws {
        let gate = EventHub()
        try await TestServer.run(
            { $0.limits.idleTime = .seconds(1) },
            routes: { router in
                router.on(.get, "/slow") { _ in
                    try await eventually("somebody publishes", within: .seconds(20)) { gate.lastID & 1 == 1 }
                    return .text("late")
                }
            }
        ) { server in
            async let slow = get(server.port, "/slow")
            try await eventually("the request runs") { server.server.metrics.openRequests == 1 }
            // A second connection that is closed for idleness proves that more than the idle time has passed.
            _ = try await onThread("client") {
                let client = try RawClient(server.port)
                client.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
                return try client.readToEnd()
            }
            gate.publish(topic: "t", data: [])
            let reply = try await slow
            #expect(reply.text == "late")
        }
    }

    @Test func oneAddressGetsItsShareOfConnections() async throws {
        try await TestServer.run({ $0.limits.connectionsPerAddress = 4 }) { server in
            let answered = try await onThread("client") {
                let clients = try (0..<8).map { _ in try RawClient(server.port, waitSeconds: 5) }
                for client in clients { client.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n") }
                return clients.filter { (try? $0.readReply().status) == 200 }.count
            }
            #expect(answered == 4)
        }
    }

    @Test func aClientThatLeavesInAnyPhaseLeavesNothingBehind() async throws {
        let gate = Flag()
        let begun = Counter()
        try await TestServer.run(routes: { router in
            router.on(.get, "/slow") { _ in
                begun.add()
                try await eventually("the gate opens") { gate.isSet }
                return .json([UInt8](repeating: UInt8(ascii: "1"), count: 4_000_000))
            }
        }) { server in
            let phases = [
                "", "GET", "GET /slow HTTP/1.1\r\nHost: h", "GET /slow HTTP/1.1\r\nHost: h\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n12345",
                "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n123",
            ]
            try await onThread("client") {
                for phase in phases {
                    for isReset in [true, false] {
                        let client = try RawClient(server.port)
                        client.send(phase)
                        // A reset takes what was not read yet with it: the slow ones must have begun.
                        let end = Monotonic.now() + 5_000_000_000
                        while phase.contains("/slow"), phase.hasSuffix("\r\n\r\n"), Monotonic.now() < end,
                            begun.count < (isReset ? 1 : 2)
                        { sched_yield() }
                        if isReset { client.reset() }
                    }
                }
            }
            try await eventually("the slow ones run") { server.server.metrics.openRequests == 2 }
            try await eventually("the others are gone") { server.server.metrics.openConnections == 2 }
            gate.set()
            try await eventually("all are gone") { server.server.metrics.openConnections == 0 }
            #expect(server.server.metrics.openRequests == 0)
            #expect(server.logs.all.filter { $0.path == "/slow" }.map(\.outcome) == [.clientLeft, .clientLeft])
        }
    }

    @Test func theServerTakesNoMoreConnectionsThanItsLimit() async throws {
        try await TestServer.run({ $0.limits.connections = 4 }) { server in
            let answered = try await onThread("client") {
                let clients = try (0..<8).map { try RawClient(server.port, waitSeconds: $0 < 4 ? 20 : 1) }
                for client in clients { client.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n") }
                return clients.map { (try? $0.readReply().status) == 200 }
            }
            #expect(answered == [true, true, true, true, false, false, false, false])
            // Those that waited are served when others have left.
            let reply = try await get(server.port, "/healthz")
            #expect(reply.status == 200)
        }
    }
}
