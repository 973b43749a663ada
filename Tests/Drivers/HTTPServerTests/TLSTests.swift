import Glibc
import Net
import TestKit
import Testing

@testable import HTTPServer

@Suite struct TLSTests {
    private func encrypt(_ configuration: inout HTTPServerConfiguration) {
        configuration.certificatePEM = TestCertificate.certificate
        configuration.privateKeyPEM = TestCertificate.key
    }

    private func curl(_ arguments: String) async throws -> String {
        try await onThread("curl") { String(decoding: shell("curl -sk --max-time 10 \(arguments)"), as: UTF8.self) }
    }

    @Test func requestsAreAnsweredOverTLS() async throws {
        try await TestServer.run(encrypt) { server in
            let root = "https://127.0.0.1:\(server.port)"
            let alive = try await curl("\(root)/healthz \(root)/things/7")
            #expect(alive == "ok7|-|-")
            let refused = try await curl("-d 12345678901234567 \(root)/tiny -o /dev/null -w '%{http_code}'")
            #expect(refused == "413")
            let sent = try await curl("-d '\(String(repeating: "x", count: 50_000))' \(root)/echo")
            #expect(sent.count == 50_000)
            let page = try await curl("--compressed \(root)/page")
            #expect(page.utf8.count == TestServer.page.byteCount)
        }
    }

    @Test func oldVersionsOfTLSAndPlainTextAreRefused() async throws {
        try await TestServer.run(encrypt) { server in
            for (version, isServed) in [("1.1", false), ("1.2", true), ("1.3", true)] {
                let text = try await curl("--tlsv1.0 --tls-max \(version) https://127.0.0.1:\(server.port)/healthz")
                #expect((text == "ok") == isServed, "TLS \(version)")
            }
            let plain = try await answers(server.port, Array("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n".utf8))
            #expect(!plain.contains("ok"))
        }
    }

    @Test func aHandshakeThatDoesNotComeIsCutOff() async throws {
        try await TestServer.run({
            encrypt(&$0)
            $0.limits.headTime = .milliseconds(300)
        }) { server in
            _ = try await onThread("client") { try RawClient(server.port).readToEnd() }
            try await eventually("it is counted") { server.server.metrics.cutOff == 1 }
        }
    }

    @Test func eventsFlowAndClientsLeaveOverTLS() async throws {
        try await TestServer.run(encrypt) { server in
            let root = "https://127.0.0.1:\(server.port)"
            for _ in 0..<5 {
                async let seen = onThread("curl") {
                    let stream = "curl -skN --max-time 20 '\(root)/stream?topic=a'"
                    return String(
                        decoding: shell("\(stream) | grep --line-buffered data: | head -n 3"), as: UTF8.self)
                }
                try await eventually("the stream is open") { server.hub.subscriberCount == 1 }
                for number in 0..<3 { server.hub.publish(topic: "a", data: Array("{\"n\":\(number)}".utf8)) }
                try await eventually("the client has left", within: .seconds(20)) {
                    server.hub.publish(topic: "a", data: Array("more".utf8))
                    return server.hub.subscriberCount == 0
                }
                let text = try await seen
                #expect(text == "data: {\"n\":0}\ndata: {\"n\":1}\ndata: {\"n\":2}\n")
            }
            let alive = try await curl("\(root)/healthz")
            #expect(alive == "ok")
        }
    }

    @Test func aKeyThatDoesNotFitIsRefusedAtTheStart() async throws {
        for (certificate, key) in [
            (TestCertificate.certificate, "no key"), ("no certificate", TestCertificate.key),
            (TestCertificate.certificate, nil),
        ] {
            let configuration = HTTPServerConfiguration(certificatePEM: certificate, privateKeyPEM: key)
            let server = HTTPServer(configuration, router: Router())
            await #expect(throws: HTTPServerFailure.certificate) { try await server.start() }
        }
    }
}
