import Glibc
import Net
import TestKit
import Testing

@testable import HTTPServer

/// Changes valid requests at random, from a seed.
struct Mutator {
    static let corpus: [[UInt8]] = [
        "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /things/a%20b?q=x+y%26z&r=1 HTTP/1.1\r\nHost: h\r\nCookie: godwit=abc; b=c\r\n"
            + "Accept-Encoding: gzip\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\nContent-Type: application/json\r\n\r\n"
            + "{\"a\":\"b\\n\"}",
        "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n5;x=y\r\ndefgh\r\n"
            + "0\r\nT: v\r\n\r\n",
        "HEAD /page HTTP/1.1\r\nHost: h\r\nIf-None-Match: \"x\", W/\"y\"\r\nConnection: keep-alive\r\n\r\n",
        "PATCH /things/1 HTTP/1.1\r\nHost: h\r\nIf-Match: \"3\"\r\nX-Godwit: 1\r\nOrigin: http://h\r\n"
            + "Content-Length: 2\r\n\r\n{}",
        "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", "GET http://h/page?a HTTP/1.0\r\nConnection: close\r\n\r\n",
        "POST /tiny HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\nabcd",
        "DELETE /things/1 HTTP/1.1\r\nHost: h\r\nAuthorization: x\r\nA: folded\r\n value\r\n\r\n",
    ].map { Array($0.utf8) }

    private static let tokens: [[UInt8]] = [
        "\r\n", "\n", "\r", "\0", " ", ":", "%", "%00", "%2f", "..", "/", "\\", "?", "#", "HTTP/1.1", "HTTP/9.9",
        "Content-Length: 5\r\n", "Content-Length: -1\r\n", "Transfer-Encoding: chunked\r\n", "Expect: 100-continue\r\n",
        "18446744073709551616", "ffffffffffffffff\r\n", "0\r\n\r\n", "Host: x\r\n", "\u{ff}\u{fe}", "\t", ";",
        "Connection: close\r\n",
        "Connection: Upgrade\r\nUpgrade: websocket\r\n", "Range: bytes=0-\r\n", "Cookie: =;;=\r\n", "*",
    ].map { Array($0.utf8) }

    var random: SeededGenerator

    mutating func next() -> [UInt8] {
        var bytes = Self.corpus.randomElement(using: &random) ?? []
        for _ in 0..<Int.random(in: 0...4, using: &random) where !bytes.isEmpty { change(&bytes) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, at + Int.random(in: 1...20, using: &random))
        switch Int.random(in: 0..<9, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: bytes.removeSubrange(at..<end)
        case 3: bytes.insert(contentsOf: bytes[at..<end], at: at)
        case 4, 5: bytes.insert(contentsOf: Self.tokens.randomElement(using: &random) ?? [], at: at)
        case 6: bytes.removeSubrange(at...)
        case 7:
            let other = Self.corpus.randomElement(using: &random) ?? []
            bytes.replaceSubrange(at..., with: other.suffix(Int.random(in: 0...other.count, using: &random)))
        default:
            bytes.insert(
                contentsOf: [UInt8](repeating: bytes[at], count: Int.random(in: 1...3000, using: &random)), at: at)
        }
    }
}

@Suite struct FuzzTests {
    @Test func theUnchangedCorpusIsAnswered() async throws {
        try await TestServer.run { server in
            for request in Mutator.corpus {
                let name = String(decoding: request, as: UTF8.self)
                let twice = try await answers(server.port, request + request)
                let statuses = twice.split(separator: "HTTP/1.").dropFirst(0).map { $0.prefix(5) }
                #expect(
                    statuses.allSatisfy { [" 200", " 204", " 405", " 100", " 404"].contains($0.dropFirst()) },
                    "\(name)")
                #expect(statuses.count >= 2 || name.contains("close"), "\(name): \(statuses)")
            }
        }
    }

    /// `GODWIT_FUZZ_ROUNDS` says how many requests; the seed is fixed, so that a failure repeats.
    @Test func noRequestCrashesOrHoldsUpTheServer() async throws {
        let rounds = getenv("GODWIT_FUZZ_ROUNDS").flatMap { Int(String(cString: $0)) } ?? 100_000
        let seed = getenv("GODWIT_FUZZ_SEED").flatMap { UInt64(String(cString: $0)) } ?? 1
        try await TestServer.run({
            $0.timerPeriod = .milliseconds(5)
            $0.limits.connectionsPerAddress = 2000
        }) { server in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for lane in 0..<4 {
                    group.addTask {
                        try await onThread("fuzz") {
                            try fuzz(
                                server.port, SeededGenerator(seed: seed &* 1000 &+ UInt64(lane)), rounds: rounds / 4)
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await eventually("every request has ended") { server.server.metrics.openRequests == 0 }
            try await eventually("every connection has ended") { server.server.metrics.openConnections == 0 }
            let answered = server.server.metrics.requests
            print("measured: \(rounds) requests sent, ended by status class \(answered)")
            #expect(answered.values.reduce(0, +) > rounds / 8, "most connections get past their first request")
            #expect(server.logs.all.allSatisfy { $0.status != 500 }, "no input leads to an internal error")
        }
    }

    private func fuzz(_ port: Int, _ random: SeededGenerator, rounds: Int) throws {
        var mutator = Mutator(random: random)
        var done = 0
        while done < rounds {
            var open: [RawClient] = []
            // A batch is many connections with some requests each; then the server must still answer.
            for _ in 0..<25 {
                let client = try RawClient(port)
                var bytes: [UInt8] = []
                for _ in 0..<2 { bytes += mutator.next() }
                done += 2
                client.send(bytes)
                switch Int.random(in: 0..<20, using: &mutator.random) {
                case 0: continue
                case 1: client.reset()
                case 2...6: client.endSending()
                default: break
                }
                open.append(client)
            }
            // A connection that hangs fails by the deadline of the client.
            for client in open {
                client.endSending()
                _ = try client.readToEnd()
            }
            let judge = try RawClient(port)
            judge.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
            let reply = try judge.readReply()
            guard reply.status == 200, reply.text == "ok" else { throw RawClient.Failure.malformed(reply.text) }
        }
    }
}
