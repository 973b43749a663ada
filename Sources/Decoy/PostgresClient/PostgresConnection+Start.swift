package import Bytes

// Signing in: the only part of the protocol that is not made of exchanges.
extension PostgresConnection {
    func start(_ endpoint: PostgresEndpoint) throws(PostgresFailure) {
        var settings = [
            "user": endpoint.user, "database": endpoint.database, "client_encoding": "UTF8", "TimeZone": "UTC",
        ]
        settings.merge(endpoint.settings) { _, given in given }
        let place = outgoing.place()
        outgoing.append(UInt32(196_608))
        for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
            outgoing.append(zeroTerminated: name)
            outgoing.append(zeroTerminated: value)
        }
        outgoing.append(UInt8(0))
        outgoing.patch(place, Int32(clamping: outgoing.count))
        try send()
        var greeting = PostgresGreeting()
        deadline = .now + .seconds(60)
        do throws(PostgresFailure) {
            while !greeting.isComplete { try readGreeting(&greeting) }
        } catch {
            throw broken(error)
        }
        deadline = nil
        if let report = greeting.report { throw broken(.refused(report)) }
        cancelKey = CancelKey(port: endpoint.port, backend: greeting.backend, secret: greeting.secret)
    }

    private func readGreeting(_ greeting: inout PostgresGreeting) throws(PostgresFailure) {
        let (type, offset, length) = try nextMessage()
        let body = UnsafeRawBufferPointer(start: incoming.memory + offset, count: length)
        do throws(DecodingFailure) {
            try greeting.take(type, body, at: offset)
        } catch {
            throw .malformed(error)
        }
    }
}

/// What the server says between the start-up message and its readiness.
package struct PostgresGreeting {
    package private(set) var backend: Int32 = 0
    package private(set) var secret: Int32 = 0
    package private(set) var report: PostgresReport?
    package private(set) var isComplete = false

    package init() {}

    package mutating func take(
        _ type: UInt8, _ body: UnsafeRawBufferPointer, at offset: Int
    ) throws(DecodingFailure) {
        var reader = Reader(body.bytes)
        switch type {
        case UInt8(ascii: "R"):
            let method: Int32 = try reader.big(Int32.self, "way of signing in")
            guard method == 0 else { throw DecodingFailure("way of signing in", offset: offset, .wrongForm) }
        case UInt8(ascii: "K"):
            backend = try reader.big(Int32.self, "process of the server")
            secret = try reader.big(Int32.self, "secret of the server")
        case UInt8(ascii: "E"):
            report = try PostgresReport(body)
            isComplete = true
        case UInt8(ascii: "Z"): isComplete = true
        // Settings and notices are of no use yet.
        case UInt8(ascii: "S"), UInt8(ascii: "N"): break
        default: throw DecodingFailure("type of a message", offset: offset, .wrongForm)
        }
    }
}
