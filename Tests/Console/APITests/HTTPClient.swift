import Glibc
import JSON
import Net

/// An answer as it came over the wire.
struct Reply: Sendable {
    var status: Int
    var headers: [(name: String, value: String)]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSONValue? { try? JSONParser.parse(body) }
    var code: String? { json?["error"]?["code"]?.asString }
    var field: String? { json?["error"]?["field"]?.asString }

    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

struct ClientFailure: Error {
    let what: String
}

/// A small client of its own, so that the server is not judged by its own code: one connection per request, blocking
/// calls on a thread, every wait bounded by the socket.
struct HTTPClient: Sendable {
    let port: Int
    var cookie: String?
    var origin: String?
    var secondsMax = 30

    struct Sending: Sendable {
        var method: String
        var path: String
        var headers: [(String, String)] = []
        var body: [UInt8]?
    }

    /// A request as the console sends it.
    func send(
        _ method: String, _ path: String, _ body: JSONValue? = nil, headers: [(String, String)] = []
    ) async throws
        -> Reply
    {
        var sending = Sending(method: method, path: path, headers: headers, body: body?.encoded())
        if method != "GET" { sending.headers.append(("X-Godwit", "1")) }
        if body != nil { sending.headers.append(("Content-Type", "application/json")) }
        return try await send(sending)
    }

    func send(_ sending: Sending) async throws -> Reply {
        let connection = try ClientSocket(port: port, secondsMax: secondsMax)
        let request = bytes(of: sending)
        return try await onThread("client") {
            try connection.write(request)
            return try Self.reply(in: try connection.readToEnd())
        }
    }

    func bytes(of sending: Sending) -> [UInt8] {
        var head = "\(sending.method) \(sending.path) HTTP/1.1\r\nConnection: close\r\n"
        if !sending.headers.contains(where: { $0.0 == "Host" }) { head += "Host: 127.0.0.1:\(port)\r\n" }
        if let cookie { head += "Cookie: \(cookie)\r\n" }
        if let origin { head += "Origin: \(origin)\r\n" }
        for (name, value) in sending.headers { head += "\(name): \(value)\r\n" }
        if let body = sending.body { head += "Content-Length: \(body.count)\r\n" }
        return Array((head + "\r\n").utf8) + (sending.body ?? [])
    }

    static func reply(in bytes: [UInt8]) throws -> Reply {
        let mark = Array("\r\n\r\n".utf8)
        let end = (0..<max(0, bytes.count - 3)).first { Array(bytes[$0..<$0 + 4]) == mark }
        guard let end else {
            throw ClientFailure(what: "no head in \(bytes.count) bytes: \(String(decoding: bytes, as: UTF8.self))")
        }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n").map(String.init)
        let status = lines.first.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") }
        guard let status else { throw ClientFailure(what: "no status in \(lines.first ?? "")") }
        let headers = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
        }
        return Reply(status: status, headers: headers, body: Array(bytes[(end + 4)...]))
    }
}

/// A blocking socket to the loopback. Every read and write ends after the bound.
final class ClientSocket: Sendable {
    private let descriptor: Int32

    init(port: Int, secondsMax: Int = 30) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw ClientFailure(what: "socket: errno \(errno)") }
        self.descriptor = descriptor
        var most = timeval(tv_sec: secondsMax, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &most, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &most, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw ClientFailure(what: "connect: errno \(errno)") }
    }

    deinit { close(descriptor) }

    /// A server that refuses early may close before it has read everything: what it answered counts.
    func write(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(
                    descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count < 0 && errno == EINTR { continue }
            if count < 0 && (errno == EPIPE || errno == ECONNRESET) { return }
            guard count > 0 else { throw ClientFailure(what: "send: errno \(errno)") }
            sent += count
        }
    }

    func readToEnd() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let part = try read()
            if part.isEmpty { return bytes }
            bytes += part
        }
    }

    /// Empty at the end.
    func read() throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0 && errno == EINTR { continue }
            if count < 0 && errno == ECONNRESET { return [] }
            guard count >= 0 else { throw ClientFailure(what: "no answer in time: errno \(errno)") }
            return Array(buffer[..<count])
        }
    }

    func interrupt() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}
