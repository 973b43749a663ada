import Glibc
import Net

/// A blocking client that sends exactly the bytes it is told and gives up after a deadline.
final class RawClient: @unchecked Sendable {
    struct Reply: Sendable {
        var status = 0
        var headers: [(name: String, value: String)] = []
        var body: [UInt8] = []

        subscript(name: String) -> String? { headers.first { $0.name == name.lowercased() }?.value }

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    enum Failure: Error {
        case connect(Int32)
        case closed(after: String)
        case late
        case malformed(String)
    }

    let socket: Int32
    private var input: [UInt8] = []

    init(_ port: Int, waitSeconds: Int = 10) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var wait = timeval(tv_sec: waitSeconds, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failure.connect(errno) }
    }

    deinit { close(socket) }

    /// False when the other side has closed.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress?.advanced(by: sent), $0.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    func endSending() { shutdown(socket, Int32(SHUT_WR)) }

    /// Closes with a reset, as a crashed client does.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
        shutdown(socket, Int32(SHUT_RDWR))
    }

    /// False at the end of the stream.
    private func fill() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = recv(socket, &buffer, buffer.count, 0)
        if count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) { throw Failure.late }
        guard count > 0 else { return false }
        input += buffer[..<count]
        return true
    }

    /// Everything until the other side closes.
    func readToEnd() throws -> [UInt8] {
        while try fill() {}
        defer { input = [] }
        return input
    }

    /// Through the given text.
    func read(through end: String) throws -> String {
        let end = Array(end.utf8)
        var from = 0
        while true {
            if let found = find(end, from: from) {
                defer { input.removeFirst(found + end.count) }
                return String(decoding: input[..<(found + end.count)], as: UTF8.self)
            }
            from = max(0, input.count - end.count)
            guard try fill() else { throw Failure.closed(after: String(decoding: input, as: UTF8.self)) }
        }
    }

    func read(_ count: Int) throws -> [UInt8] {
        while input.count < count {
            guard try fill() else { throw Failure.closed(after: String(decoding: input, as: UTF8.self)) }
        }
        defer { input.removeFirst(count) }
        return Array(input[..<count])
    }

    private func find(_ text: [UInt8], from: Int) -> Int? {
        guard input.count >= text.count else { return nil }
        return (from...(input.count - text.count)).first { at in
            input[at] == text[0] && input[at..<(at + text.count)].elementsEqual(text)
        }
    }

    func readHead() throws -> Reply {
        var reply = Reply()
        var lines = try read(through: "\r\n\r\n").split(separator: "\r\n").map(String.init)[...]
        guard let first = lines.popFirst(), first.hasPrefix("HTTP/1."), let status = Int(first.split(separator: " ")[1])
        else { throw Failure.malformed(lines.joined()) }
        reply.status = status
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { throw Failure.malformed(line) }
            var value = line[line.index(after: colon)...]
            while value.first == " " { value.removeFirst() }
            reply.headers.append((line[..<colon].lowercased(), String(value)))
        }
        return reply
    }

    func readReply(hasBody: Bool = true) throws -> Reply {
        var reply = try readHead()
        if reply.status == 100 { return try readReply(hasBody: hasBody) }
        guard hasBody, reply.status != 304, reply.status != 204 else { return reply }
        if let length = reply["content-length"].flatMap({ Int($0) }) {
            reply.body = try read(length)
        } else if reply["transfer-encoding"] == "chunked" {
            while true {
                let line = try read(through: "\r\n").dropLast(1)
                guard let length = Int(line, radix: 16) else { throw Failure.malformed(String(line)) }
                reply.body += try read(length)
                _ = try read(2)
                if length == 0 { break }
            }
        } else {
            reply.body = try readToEnd()
        }
        return reply
    }
}

/// One request on one connection, on a thread of its own.
func exchange(_ port: Int, _ text: String, hasBody: Bool = true) async throws -> RawClient.Reply {
    try await onThread("test-client") {
        let client = try RawClient(port)
        client.send(text)
        return try client.readReply(hasBody: hasBody)
    }
}

func get(_ port: Int, _ address: String, _ headers: String = "") async throws -> RawClient.Reply {
    try await exchange(port, "GET \(address) HTTP/1.1\r\nHost: here\r\n\(headers)\r\n")
}
