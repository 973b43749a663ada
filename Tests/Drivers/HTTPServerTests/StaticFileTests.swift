import Glibc
import Net
import Testing

@testable import HTTPServer

@Suite struct StaticFileTests {
    /// What gzip makes of it: the judge is the program everybody has.
    private func unpack(_ bytes: [UInt8]) async throws -> [UInt8] {
        try await onThread("gunzip") {
            var template = Array("\(P_tmpdir)/gzip-XXXXXX".utf8CString)
            let file = mkstemp(&template)
            let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            defer { unlink(path) }
            _ = write(file, bytes, bytes.count)
            close(file)
            return shell("gzip -dc < \(path)")
        }
    }

    @Test func aFileIsSentPlainPackedOrNotAtAll() async throws {
        try await TestServer.run { server in
            let plain = try await get(server.port, "/page")
            let etag = try #require(plain["etag"])
            #expect(plain.status == 200 && plain.body.count == TestServer.page.byteCount)
            #expect(plain["vary"] == "Accept-Encoding")
            #expect(plain["cache-control"] == "no-cache")
            #expect(plain["content-encoding"] == nil)
            let packed = try await get(server.port, "/page", "Accept-Encoding: br, gzip;q=0.5\r\n")
            #expect(packed["content-encoding"] == "gzip")
            #expect(packed.body.count < plain.body.count / 10)
            let unpacked = try await unpack(packed.body)
            #expect(unpacked == plain.body)
            for tags in [etag, "\"x\", \(etag)", "W/\(etag)", "*"] {
                let same = try await get(server.port, "/page", "If-None-Match: \(tags)\r\n")
                #expect(same.status == 304 && same["etag"] == etag, "\(tags)")
            }
            let other = try await get(server.port, "/page", "If-None-Match: \"other\"\r\n")
            #expect(other.status == 200)
        }
    }

    @Test func aConnectionGoesOnAfterAnAnswerWithoutABody() async throws {
        try await TestServer.run { server in
            let statuses = try await onThread("client") {
                let client = try RawClient(server.port)
                client.send("GET /page HTTP/1.1\r\nHost: h\r\nIf-None-Match: *\r\n\r\n")
                let first = try client.readReply().status
                client.send("PATCH /things/1 HTTP/1.1\r\nHost: h\r\n\r\nGET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
                return [first, try client.readReply().status, try client.readReply().status]
            }
            #expect(statuses == [304, 204, 200])
        }
    }

    @Test func largeAnswersArePackedOnDemand() async throws {
        try await TestServer.run { server in
            let plain = try await get(server.port, "/large")
            let packed = try await get(server.port, "/large", "Accept-Encoding: gzip\r\n")
            #expect(packed["content-encoding"] == "gzip" && packed.body.count < 1000)
            let unpacked = try await unpack(packed.body)
            #expect(unpacked == plain.body)
            let small = try await get(server.port, "/small", "Accept-Encoding: gzip\r\n")
            #expect(small["content-encoding"] == nil)
        }
    }

    @Test func onlyAGzipWithWeightIsAccepted() {
        for header in ["gzip", "deflate, GZIP", "*", "gzip;q=0.001", "x-gzip"] {
            #expect(Gzip.isAccepted(header), "\(header)")
        }
        for header in ["", "br", "gzip;q=0", "gzip; q=0.000, *", "identity"] {
            #expect(!Gzip.isAccepted(header), "\(header)")
        }
    }

    @Test func filesWithDifferentContentHaveDifferentTags() {
        let tags = (0..<2000).map { StaticFile(bytes: Array("\($0)".utf8), contentType: "text/css").etag }
        #expect(Set(tags).count == 2000)
        #expect(StaticFile(bytes: [], contentType: "x/y", etag: "abc").etag == "\"abc\"")
    }
}

/// What a command of the shell prints.
func shell(_ command: String) -> [UInt8] {
    guard let pipe = popen(command, "r") else { return [] }
    defer { pclose(pipe) }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
        let count = fread(&buffer, 1, buffer.count, pipe)
        if count == 0 { return output }
        output += buffer[..<count]
    }
}
