import Glibc
import Net
import Testing

@testable import HTTPServer

/// What comes back for raw bytes after which the client sends no more.
func answers(_ port: Int, _ bytes: [UInt8]) async throws -> String {
    try await onThread("test-client") {
        let client = try RawClient(port)
        client.send(bytes)
        client.endSending()
        return String(decoding: try client.readToEnd(), as: UTF8.self)
    }
}

struct MalformedRequest: Sendable, CustomTestStringConvertible {
    let what: String
    let text: String
    /// Statuses that are right; 0 stands for a connection closed without an answer.
    let statuses: Set<Int>

    var testDescription: String { what }

    init(_ what: String, _ text: String, _ statuses: Set<Int>) {
        (self.what, self.text, self.statuses) = (what, text, statuses)
    }
}

@Suite struct MalformedRequestTests {
    private static let requests: [MalformedRequest] = [
        .init("a header without a colon", "GET /small HTTP/1.1\r\nHost: h\r\nbroken\r\n\r\n", [400, 0]),
        .init("a space before the colon", "GET /small HTTP/1.1\r\nHost: h\r\nA : b\r\n\r\n", [400, 0]),
        // The library drops such a line, which hides nothing: it has neither a name nor a meaning.
        .init("a header without a name", "GET /small HTTP/1.1\r\nHost: h\r\n: b\r\n\r\n", [200, 400, 0]),
        .init("a control character in a value", "GET /small HTTP/1.1\r\nHost: h\r\nA: b\u{1}c\r\n\r\n", [400]),
        .init("no host", "GET /small HTTP/1.1\r\n\r\n", [400]),
        .init("two hosts", "GET /small HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", [400]),
        .init(
            "two lengths", "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", [400]),
        .init("a negative length", "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n", [400, 0]),
        .init("a signed length", "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: +1\r\n\r\na", [400, 0]),
        .init("a length that is no number", "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n", [400, 0]),
        .init(
            "a length beyond every number",
            "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999999\r\n\r\n", [400, 413, 0]),
        .init(
            "length and chunks",
            "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
                + "\r\n", [400]),
        .init(
            "an unknown transfer encoding",
            "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", [400, 501]),
        .init(
            "a disguised transfer encoding",
            "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", [400, 501]),
        .init(
            "chunks twice",
            "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "0\r\n\r\n",
            [400]),
        .init(
            "chunks in HTTP/1.0",
            "POST /echo HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", [400]),
        .init(
            "a chunk length that is no number",
            "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n", [400, 0]),
        .init(
            "a chunk length beyond every number",
            "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffffffff\r\n"
                + "ab\r\n0\r\n\r\n",
            [400, 413, 0]),
        .init(
            "a chunk longer than said",
            "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabcd\r\n0\r\n\r\n", [400, 0]),
        .init(
            "a chunk that ends early",
            "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabcd", [400, 0]),
        .init("a body that ends early", "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabcd", [400, 0]),
        .init("a compressed body", "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\n\r\n", [415]),
        .init("an unknown expectation", "POST /echo HTTP/1.1\r\nHost: h\r\nExpect: magic\r\n\r\n", [417]),
        .init("HTTP/0.9", "GET /small\r\n\r\n", [400, 505, 0]),
        .init("HTTP/2.0", "GET /small HTTP/2.0\r\nHost: h\r\n\r\n", [400, 505]),
        .init("HTTP/1.2", "GET /small HTTP/1.2\r\nHost: h\r\n\r\n", [400, 505]),
        .init("no version of HTTP", "GET /small ICY/1.1\r\nHost: h\r\n\r\n", [400, 505, 0]),
        .init("a relative address", "GET small HTTP/1.1\r\nHost: h\r\n\r\n", [400]),
        .init("an address with an end", "GET /small#end HTTP/1.1\r\nHost: h\r\n\r\n", [400]),
        .init("a climbing address", "GET /a/../small HTTP/1.1\r\nHost: h\r\n\r\n", [400]),
        .init("an encoded climbing address", "GET /a/%2E%2e/small HTTP/1.1\r\nHost: h\r\n\r\n", [400]),
        .init("an encoded slash", "GET /things/a%2fb HTTP/1.1\r\nHost: h\r\n\r\n", [400]),
        .init("a backslash", "GET /things/a\\b HTTP/1.1\r\nHost: h\r\n\r\n", [400]),
        .init("an encoded NUL", "GET /things/a%00 HTTP/1.1\r\nHost: h\r\n\r\n", [400]),
        .init("an encoded line end", "GET /things/a%0d%0aX:y HTTP/1.1\r\nHost: h\r\n\r\n", [400]),
        .init("half an escape", "GET /things/a%4 HTTP/1.1\r\nHost: h\r\n\r\n", [400]),
        .init("no escape", "GET /things/a%zz HTTP/1.1\r\nHost: h\r\n\r\n", [400]),
        .init("bytes that are no UTF-8", "GET /things/%ff%fe HTTP/1.1\r\nHost: h\r\n\r\n", [400]),
        .init("a doubled slash", "GET //small HTTP/1.1\r\nHost: h\r\n\r\n", [400]),
        .init("a malformed query", "GET /small?a=%g1 HTTP/1.1\r\nHost: h\r\n\r\n", [400]),
        .init("a connect", "CONNECT example:443 HTTP/1.1\r\nHost: h\r\n\r\n", [405]),
        .init("only line ends", "\r\n\r\n\r\n\r\n", [0, 400]),
        .init("nothing", "", [0]),
        .init("half a head", "GET /small HTTP/1.1\r\nHost: h\r\nA:", [0, 400]),
        .init("the start of TLS", "\u{16}\u{3}\u{1}\u{0}\u{5}hello\r\n\r\n", [0, 400]),
    ]

    @Test(arguments: requests)
    func aMalformedRequestIsRefused(_ request: MalformedRequest) async throws {
        try await TestServer.run { server in
            // What follows must not be taken for a second request when the first could hide it.
            let text = try await answers(server.port, Array(request.text.utf8))
            let status = text.hasPrefix("HTTP/1.") ? Int(text.split(separator: " ")[1]) ?? -1 : (text.isEmpty ? 0 : -1)
            #expect(request.statuses.contains(status), "\(request.what): \(text.prefix(300))")
            let alive = try await get(server.port, "/healthz")
            #expect(alive.text == "ok")
        }
    }

    @Test func aDoubtfulBodyClosesTheConnection() async throws {
        let hidden = "GET /things/hidden HTTP/1.1\r\nHost: h\r\n\r\n"
        let doubts = [
            "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: identity\r\n\r\n", "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
            "Content-Length: 0\r\nContent-Length: \(hidden.utf8.count)\r\n\r\n",
        ]
        try await TestServer.run { server in
            for doubt in doubts {
                let text = try await answers(
                    server.port, Array(("POST /echo HTTP/1.1\r\nHost: h\r\n" + doubt + hidden).utf8))
                #expect(!text.contains("hidden|"), "\(doubt): \(text)")
                #expect(text.hasPrefix("HTTP/1.1 400"), "\(doubt): \(text)")
            }
        }
    }

    @Test func bodiesArriveWholeInEveryForm() async throws {
        try await TestServer.run { server in
            let chunked = try await exchange(
                server.port,
                "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3;name=value\r\nabc\r\n10\r\n0123456789abcdef\r\n0\r\nTrailer: x\r\n\r\n")
            #expect(chunked.status == 200)
            #expect(chunked.text == "abc0123456789abcdef")
            let large = String(repeating: "0123456789", count: 100_000)
            let counted = try await exchange(
                server.port, "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: \(large.utf8.count)\r\n\r\n" + large)
            #expect(counted.text == large)
            let expected = try await exchange(
                server.port,
                "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\nhi")
            #expect(expected.text == "hi")
        }
    }

    @Test func requestsOnOneConnectionAreAnsweredInOrder() async throws {
        try await TestServer.run { server in
            let bodies = try await onThread("client") {
                let client = try RawClient(server.port)
                client.send((0..<50).map { "GET /things/\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined())
                return try (0..<50).map { _ in try client.readReply().text }
            }
            #expect(bodies == (0..<50).map { "\($0)|-|-" })
        }
    }

    /// What the parser of the library lets pass, because the standard allows it: all of it reads in one way only.
    @Test func harmlessFormsAreUnderstood() async throws {
        try await TestServer.run { server in
            for text in [
                "GET /things/7 HTTP/1.1\nHost: h\nConnection: close\n\n",
                "\r\nGET /things/7 HTTP/1.1\r\nHost:h\r\nConnection: close\r\n\r\n",
                "GET /things/7 HTTP/1.1\r\nhOST:   h  \r\nConnection: close\r\nEmpty:\r\n\r\n",
            ] {
                let answer = try await answers(server.port, Array(text.utf8))
                #expect(answer.hasPrefix("HTTP/1.1 200") && answer.hasSuffix("7|-|-"), "\(answer)")
            }
        }
    }

    @Test func httpOneZeroClosesUnlessItAsksToStay() async throws {
        try await TestServer.run { server in
            let text = try await onThread("client") {
                let client = try RawClient(server.port)
                client.send("GET /healthz HTTP/1.0\r\n\r\n")
                return String(decoding: try client.readToEnd(), as: UTF8.self)
            }
            #expect(text.hasSuffix("ok"))
        }
    }
}
