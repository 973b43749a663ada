import Glibc
import Net
import Testing

@testable import HTTPServer

@Suite struct AnswerTests {
    @Test func everyAnswerCarriesTheSecurityHeadersADateAndARequestId() async throws {
        try await TestServer.run { server in
            for address in ["/healthz", "/page", "/nothing", "/secret-failure", "/%2e%2e/etc", "/things/7"] {
                let reply = try await get(server.port, address)
                #expect(reply["content-security-policy"]?.contains("default-src 'self'") == true, "\(address)")
                #expect(reply["x-content-type-options"] == "nosniff")
                #expect(reply["referrer-policy"] == "no-referrer")
                #expect(reply["cross-origin-opener-policy"] == "same-origin")
                #expect(reply["date"]?.hasSuffix("GMT") == true)
                #expect(reply["x-request-id"]?.hasPrefix("rq_") == true)
            }
        }
    }

    @Test func routesTakePlacesQueriesAndCookies() async throws {
        try await TestServer.run { server in
            let reply = try await get(
                server.port, "/things/a%20%C3%BC?q=x+y%26z&r", "Cookie: other=1; godwit=abc=; godwit=second\r\n")
            #expect(reply.status == 200)
            #expect(reply.text == "a ü|x y&z|abc=")
            #expect(try await get(server.port, "/things/special").text == "literal")
            #expect(try await get(server.port, "/things/").status == 404)
            #expect(try await get(server.port, "/things/1/2").status == 404)
        }
    }

    @Test func anAbsoluteAddressMeansItsPath() async throws {
        try await TestServer.run { server in
            let full = try await get(server.port, "http://here:80/things/7?q=1")
            #expect(full.text == "7|1|-")
            let short = try await get(server.port, "HTTP://here/healthz")
            #expect(short.text == "ok")
            let foreign = try await get(server.port, "ftp://here/healthz")
            #expect(foreign.status == 400)
        }
    }

    @Test func aWrongMethodIsToldTheRightOnes() async throws {
        try await TestServer.run { server in
            let reply = try await exchange(server.port, "DELETE /things/7 HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(reply.status == 405)
            #expect(reply["allow"] == "GET, HEAD, PATCH, OPTIONS")
            let options = try await exchange(server.port, "OPTIONS /things/7 HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(options.status == 204)
            #expect(options["allow"] == "GET, HEAD, PATCH, OPTIONS")
            #expect(try await exchange(server.port, "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n").status == 204)
            #expect(try await exchange(server.port, "TRACE /things/7 HTTP/1.1\r\nHost: h\r\n\r\n").status == 405)
            #expect(try await exchange(server.port, "BREW /things/7 HTTP/1.1\r\nHost: h\r\n\r\n").status == 501)
            #expect(try await exchange(server.port, "POST /nothing HTTP/1.1\r\nHost: h\r\n\r\n").status == 404)
        }
    }

    @Test func headHasTheHeadersOfGetAndNoBody() async throws {
        try await TestServer.run { server in
            let reply = try await onThread("client") {
                let client = try RawClient(server.port)
                client.send("HEAD /small HTTP/1.1\r\nHost: h\r\n\r\nGET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
                let head = try client.readReply(hasBody: false)
                let next = try client.readReply()
                #expect(next.text == "ok")
                return head
            }
            #expect(reply.status == 200)
            #expect(reply["content-length"] == "7")
        }
    }

    @Test func anErrorOfAResponderDoesNotShowItsText() async throws {
        try await TestServer.run { server in
            let reply = try await get(server.port, "/secret-failure")
            #expect(reply.status == 500)
            #expect(!reply.text.contains("hunter2"))
            #expect(reply.text.contains(#"{"error":{"code":"internal""#))
            #expect(reply.text.contains(reply["x-request-id"] ?? "?"))
            let refusal = try await get(server.port, "/refusal")
            #expect(refusal.status == 422)
            #expect(
                refusal.text == #"{"error":{"code":"invalid","message":"No \"such\"\u000aname.","hint":"Try.","#
                    + #""field":"name","request_id":""# + (refusal["x-request-id"] ?? "?") + #""}}"#)
        }
    }
}
