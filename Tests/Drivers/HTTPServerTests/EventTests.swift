import Glibc
import Net
import Synchronization
import TestKit
import Testing

@testable import HTTPServer

@Suite struct EventHubTests {
    private func messages(_ subscription: EventSubscription) -> [String] {
        var messages: [String] = []
        while let message = subscription.next() { messages.append(String(decoding: message, as: UTF8.self)) }
        return messages
    }

    @Test func aSubscriberGetsItsTopicsOnly() {
        let hub = EventHub()
        let subscription = hub.subscribe(topics: ["a", "b"])
        let first = hub.publish(topic: "a", data: Array("1".utf8))
        hub.publish(topic: "c", data: Array("2".utf8))
        let last = hub.publish(topic: "b", data: Array("3\n4".utf8))
        #expect(last == first + 2)
        let got = messages(subscription)
        #expect(got.dropFirst() == ["id: \(first)\ndata: 1\n\n", "id: \(last)\ndata: 3\ndata: 4\n\n"])
        #expect(got.first == "retry: 2000\nid: \(first - 1)\n\n")
    }

    @Test func nothingIsLostBetweenTwoSubscriptions() {
        let hub = EventHub(ring: 8)
        let ids = (0..<8).map { hub.publish(topic: "a", data: Array("\($0)".utf8)) }
        #expect(
            messages(hub.subscribe(topics: ["a"], after: ids[4])) == (5..<8).map { "id: \(ids[$0])\ndata: \($0)\n\n" })
        #expect(messages(hub.subscribe(topics: ["a"], after: ids[0] - 1)).count == 8)
        #expect(messages(hub.subscribe(topics: ["a"], after: ids[7])).first?.hasPrefix("retry") == true)
    }

    @Test func whatCannotBeReplayedLeadsToAReset() {
        let hub = EventHub(ring: 8)
        let other = EventHub()
        let ids = (0..<20).map { hub.publish(topic: "a", data: Array("\($0)".utf8)) }
        let foreign = other.publish(topic: "a", data: [])
        for after in [ids[10], ids[0], ids[19] + 1, foreign, 0, UInt64.max, EventHub.id("x"), EventHub.id("")] {
            let got = messages(hub.subscribe(topics: ["a"], after: after))
            #expect(got == ["retry: 2000\nid: \(ids[19])\nevent: reset\ndata: {}\n\n"], "\(after)")
        }
    }

    @Test func theRingIsBoundedInBytesToo() {
        let hub = EventHub(ring: 1000, ringBytes: 10_000)
        let ids = (0..<100).map { _ in hub.publish(topic: "a", data: [UInt8](repeating: 120, count: 1000)) }
        #expect(messages(hub.subscribe(topics: ["a"], after: ids[50])).count == 1)
        #expect(messages(hub.subscribe(topics: ["a"], after: ids[95])).count == 4)
    }

    @Test func aFullQueueBecomesOneReset() {
        let hub = EventHub(queueMessages: 4)
        let subscription = hub.subscribe(topics: ["a"])
        let ids = (0..<10).map { hub.publish(topic: "a", data: Array("\($0)".utf8)) }
        let got = messages(subscription)
        #expect(got.count <= 5)
        #expect(got.contains { $0.contains("event: reset") })
        #expect(got.last == "id: \(ids[9])\ndata: 9\n\n" || got.last?.contains("id: \(ids[9])\nevent: reset") == true)
    }

    @Test func idsAreExactInBrowsers() {
        for _ in 0..<100 { #expect(EventHub().lastID < 1 << 53) }
    }

    @Test func aCancelledSubscriptionLeavesTheHub() {
        let hub = EventHub()
        let subscription = hub.subscribe(topics: ["a"])
        #expect(hub.subscriberCount == 1)
        subscription.cancel()
        subscription.cancel()
        #expect(hub.subscriberCount == 0)
        hub.publish(topic: "a", data: [])
        #expect(messages(subscription).count == 1)
    }
}

@Suite struct EventStreamTests {
    @Test func eventsArriveAsTheyHappenAndAfterAReturn() async throws {
        try await TestServer.run { server in
            let id = try await onThread("client") {
                let client = try RawClient(server.port)
                client.send("GET /stream?topic=a HTTP/1.1\r\nHost: h\r\n\r\n")
                let head = try client.readHead()
                #expect(head["content-type"] == "text/event-stream")
                #expect(head["cache-control"] == "no-store")
                #expect(head["x-accel-buffering"] == "no")
                #expect(head["content-encoding"] == nil)
                _ = try client.read(through: "retry: 2000\n")
                var id: UInt64 = 0
                for number in 0..<100 {
                    id = server.hub.publish(topic: "a", data: Array("{\"n\":\(number)}".utf8))
                    _ = try client.read(through: "id: \(id)\ndata: {\"n\":\(number)}\n\n")
                }
                return id
            }
            try await eventually("the server notices the departure") { server.hub.subscriberCount == 0 }
            let missed = server.hub.publish(topic: "a", data: Array("missed".utf8))
            try await onThread("client") {
                let client = try RawClient(server.port)
                client.send("GET /stream?topic=a HTTP/1.1\r\nHost: h\r\nLast-Event-ID: \(id)\r\n\r\n")
                _ = try client.read(through: "id: \(missed)\ndata: missed\n\n")
                let stranger = try RawClient(server.port)
                stranger.send("GET /stream?topic=a&after=\(id ^ 1 << 40) HTTP/1.1\r\nHost: h\r\n\r\n")
                _ = try stranger.read(through: "event: reset\n")
            }
        }
    }

    @Test func aQuietStreamIsKeptAlive() async throws {
        try await TestServer.run({
            $0.keepAlive = .milliseconds(200)
            $0.timerPeriod = .milliseconds(50)
        }) { server in
            try await onThread("client") {
                let client = try RawClient(server.port)
                client.send("GET /stream?topic=a HTTP/1.1\r\nHost: h\r\n\r\n")
                for _ in 0..<3 { _ = try client.read(through: "\r\n:\n\n\r\n") }
            }
        }
    }

    @Test func aSlowReaderIsToldToStartOver() async throws {
        try await TestServer.run { server in
            try await onThread("client") {
                let client = try RawClient(server.port)
                client.send("GET /stream?topic=a HTTP/1.1\r\nHost: h\r\n\r\n")
                _ = try client.read(through: "retry: 2000\n")
                let data = [UInt8](repeating: 120, count: 8000)
                for _ in 0..<4000 { server.hub.publish(topic: "a", data: data) }
                _ = try client.read(through: "event: reset\n")
                let id = server.hub.publish(topic: "a", data: Array("after".utf8))
                _ = try client.read(through: "id: \(id)\ndata: after")
            }
        }
    }

    @Test func cancellingASubscriptionEndsItsStream() async throws {
        let made = Mutex<EventSubscription?>(nil)
        let hub = EventHub()
        try await TestServer.run(
            hub: hub,
            routes: { router in
                router.on(.get, "/mine") { _ in
                    let subscription = hub.subscribe(topics: ["a"])
                    made.withLock { $0 = subscription }
                    return .events(subscription)
                }
            }
        ) { server in
            try await onThread("client") {
                let client = try RawClient(server.port)
                client.send("GET /mine HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                _ = try client.read(through: "retry: 2000\n")
                made.withLock { $0 }?.cancel()
                _ = try client.read(through: "0\r\n\r\n")
            }
            try await eventually("the request has ended") { server.server.metrics.openRequests == 0 }
        }
    }

    /// The library crashes when a connection is resumed after it has been freed. Clients come and leave in every way
    /// while events arrive without a pause.
    @Test func clientsMayLeaveAtAnyMoment() async throws {
        try await TestServer.run({ $0.timerPeriod = .milliseconds(5) }) { server in
            let isOver = Flag()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await onThread("publisher") {
                        var number = 0
                        while !isOver.isSet {
                            number += 1
                            server.hub.publish(topic: "a", data: Array("{\"n\":\(number)}".utf8))
                            if number % 8 == 0 { sched_yield() }
                        }
                    }
                }
                for seed in 0..<4 {
                    group.addTask {
                        try await onThread("leavers") { try leave(server.port, seed: UInt64(seed), rounds: 150) }
                    }
                }
                for _ in 0..<4 { try await group.next() }
                isOver.set()
                try await group.waitForAll()
            }
            try await eventually("every stream has ended") {
                server.hub.subscriberCount == 0 && server.server.metrics.openStreams == 0
            }
            try await eventually("every connection has ended") { server.server.metrics.openConnections == 0 }
            #expect(server.server.metrics.openRequests == 0)
            let alive = try await get(server.port, "/healthz")
            #expect(alive.text == "ok")
            #expect(server.logs.all.filter { $0.route == "/stream" }.count > 100)
        }
    }

    /// Opens streams and leaves them at a random place: before the head is read, in the middle of events, by closing,
    /// by resetting, with unread input.
    private func leave(_ port: Int, seed: UInt64, rounds: Int) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<rounds {
            var clients: [RawClient] = []
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let client = try RawClient(port)
                let head = "GET /stream?topic=a HTTP/1.1\r\nHost: h\r\n"
                client.send(
                    Bool.random(using: &random)
                        ? head + "\r\n" : String(head.prefix(Int.random(in: 1...40, using: &random))))
                if Bool.random(using: &random) { client.send("\r\n\r\n") }
                clients.append(client)
            }
            for client in clients.shuffled(using: &random) {
                switch Int.random(in: 0..<5, using: &random) {
                case 0: client.reset()
                case 1: client.endSending()
                case 2: client.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
                default: break
                }
            }
        }
    }
}

/// Becomes true once.
final class Flag: Sendable {
    private let value = Atomic(false)

    var isSet: Bool { value.load(ordering: .relaxed) }

    func set() { value.store(true, ordering: .relaxed) }
}

/// Counts up.
final class Counter: Sendable {
    private let value = Atomic(0)

    var count: Int { value.load(ordering: .relaxed) }

    func add() { value.add(1, ordering: .relaxed) }
}
