import Glibc
import JSON
import Net

/// Asks a server on the loopback as a browser or a script does, over HTTP/1.1 with one connection per request. It
/// shares no code with the server. Blocking calls run on a thread; the socket bounds every wait.
struct WebClient: Sendable {
    let port: Int
    var cookie: String?

    struct Answer: Sendable {
        var status: Int
        var headers: [String: String]
        var body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
        var json: JSONValue? { try? JSONParser.parse(body) }
        /// Names are in lower case.
        func header(_ name: String) -> String { headers[name.lowercased()] ?? "" }
        /// What a browser sends back: the cookie without its attributes.
        var cookie: String { String(header("Set-Cookie").prefix { $0 != ";" }) }
    }

    struct NoAnswer: Error {
        let reason: String
    }

    func get(_ path: String) async throws -> Answer { try await send(Self.request("GET", path, cookie: cookie)) }

    func post(_ path: String, _ body: JSONValue) async throws -> Answer {
        try await send(Self.request("POST", path, cookie: cookie, body: body.encoded()))
    }

    private func send(_ request: [UInt8]) async throws -> Answer {
        let socket = try LoopbackSocket(port: port)
        return try await onThread("web client", interrupt: socket.interrupt) {
            try socket.write(request)
            return try Self.answer(in: try socket.readToEnd())
        }
    }

    /// Opens an event stream: the answer's head has come, and the server goes on sending until it is let go.
    func openStream(_ path: String) async throws -> (head: Answer, socket: LoopbackSocket) {
        let socket = try LoopbackSocket(port: port)
        let request = Self.request("GET", path, cookie: cookie)
        let head = try await onThread("web client", interrupt: socket.interrupt) {
            try socket.write(request)
            var bytes: [UInt8] = []
            while Self.endOfHead(bytes) == nil {
                let part = try socket.read()
                guard !part.isEmpty else { throw NoAnswer(reason: "the stream ended before its head") }
                bytes += part
            }
            return try Self.answer(in: bytes)
        }
        return (head, socket)
    }

    static func request(_ method: String, _ path: String, cookie: String?, body: [UInt8]? = nil) -> [UInt8] {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        if let cookie { head += "Cookie: \(cookie)\r\n" }
        if method != "GET" { head += "X-Godwit: 1\r\n" }
        if let body { head += "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n" }
        return Array((head + "\r\n").utf8) + (body ?? [])
    }

    static func answer(in bytes: [UInt8]) throws -> Answer {
        guard let end = endOfHead(bytes) else {
            throw NoAnswer(reason: "no HTTP head in \(bytes.count) bytes")
        }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n").map(String.init)
        let words = (lines.first ?? "").split(separator: " ")
        guard words.count > 1, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
            throw NoAnswer(reason: "no status line")
        }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
        }
        return Answer(status: status, headers: headers, body: Array(bytes[(end + 4)...]))
    }

    private static func endOfHead(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        return (0...(bytes.count - 4)).first { bytes[$0..<$0 + 4].elementsEqual([13, 10, 13, 10]) }
    }
}
