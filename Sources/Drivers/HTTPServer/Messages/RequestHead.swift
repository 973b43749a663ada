internal import CMicroHTTPD

/// The head of a request, read from the library and checked against what HTTP and our limits allow. The library's own
/// parser is lenient in places; whoever disagrees with a proxy about where a request ends can smuggle one past it,
/// so that every doubt ends in a refusal and a closed connection.
struct RequestHead {
    /// Fields that may stand once only.
    private static let single = [
        "Host", "Content-Length", "Transfer-Encoding", "Content-Type", "Origin", "Authorization", "If-Match", "Expect",
    ]

    var headers = Headers()
    private(set) var problem: HTTPFailure?
    private var bytes = 0

    static func read(_ connection: OpaquePointer, version: String, _ limits: HTTPLimits) -> RequestHead {
        var reading = Reading(head: RequestHead(), limits: limits)
        withUnsafeMutablePointer(to: &reading) { pointer in
            _ = MHD_get_connection_values_n(connection, .HEADER_KIND, takeField, pointer)
        }
        if reading.head.problem == nil { reading.head.check(version) }
        return reading.head
    }

    fileprivate struct Reading {
        var head: RequestHead
        let limits: HTTPLimits
    }

    fileprivate mutating func take(name: [UInt8], value: [UInt8], _ limits: HTTPLimits) -> Bool {
        bytes += name.count + value.count + 4
        guard headers.fields.count < limits.headerFields, bytes <= limits.headBytes else {
            return refuse(.malformed("The head of the request is too large.", status: 431))
        }
        guard !name.isEmpty, name.allSatisfy(Self.isToken), value.allSatisfy({ $0 >= 32 && $0 != 127 || $0 == 9 }),
            let value = String(validating: value, as: UTF8.self)
        else { return refuse(.malformed("A header field is malformed.")) }
        headers.append(String(decoding: name, as: UTF8.self), value)
        return true
    }

    private mutating func refuse(_ failure: HTTPFailure) -> Bool {
        problem = failure
        return false
    }

    private mutating func check(_ version: String) {
        guard version == "HTTP/1.1" || version == "HTTP/1.0" else {
            problem = .malformed("Only HTTP/1.1 and HTTP/1.0 are spoken here.", status: 505)
            return
        }
        for name in Self.single where headers.all(name).count > 1 {
            problem = .malformed("The header \(name) stands more than once.")
            return
        }
        if version == "HTTP/1.1" && (headers["Host"] ?? "").isEmpty {
            problem = .malformed("The header Host is missing.")
            return
        }
        if let encoding = headers["Transfer-Encoding"] {
            guard version == "HTTP/1.1", equalNames(encoding, "chunked"), headers["Content-Length"] == nil else {
                problem = .malformed("This Transfer-Encoding is refused.")
                return
            }
        }
        if let length = headers["Content-Length"] {
            guard !length.isEmpty, length.utf8.count <= 18, length.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else {
                problem = .malformed("The header Content-Length is malformed.")
                return
            }
        }
        if let coding = headers["Content-Encoding"], !equalNames(coding, "identity") {
            problem = .malformed("Compressed requests are not read.", status: 415)
            return
        }
        if let expectation = headers["Expect"], !equalNames(expectation, "100-continue") {
            problem = .malformed("This expectation is not met.", status: 417)
            return
        }
    }

    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}

private func takeField(
    _ context: UnsafeMutableRawPointer?, _: MHD_ValueKind, _ name: UnsafePointer<CChar>?, _ nameBytes: Int,
    _ value: UnsafePointer<CChar>?, _ valueBytes: Int
) -> MHD_Result {
    guard let reading = context?.assumingMemoryBound(to: RequestHead.Reading.self) else { return .NO }
    let nameBuffer = UnsafeRawBufferPointer(start: name, count: name == nil ? 0 : nameBytes)
    let valueBuffer = UnsafeRawBufferPointer(start: value, count: value == nil ? 0 : valueBytes)
    let limits = reading.pointee.limits
    return reading.pointee.head.take(name: Array(nameBuffer), value: Array(valueBuffer), limits) ? .YES : .NO
}
