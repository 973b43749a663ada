/// A request as responders see it: complete, decoded and within the limits.
package struct Request: Sendable {
    /// `rq_` and sixteen characters; the answer carries it as `X-Request-Id`.
    package let id: String
    package let method: Method
    /// Decoded and free of climbing dots, doubled slashes and control characters.
    package let path: String
    package let query: Query
    package let headers: Headers
    package let body: [UInt8]
    package let remoteAddress: String
    package let isEncrypted: Bool
    /// What stands in the places of the route's pattern.
    package internal(set) var parameters: [String: String]
    /// The pattern of the route; nil when the fallback answers.
    package internal(set) var route: String?

    package init(
        id: String = RequestID.make(), method: Method, path: String, query: Query = Query(), headers: Headers = [:],
        body: [UInt8] = [], remoteAddress: String = "127.0.0.1", isEncrypted: Bool = false
    ) {
        self.id = id
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.remoteAddress = remoteAddress
        self.isEncrypted = isEncrypted
        parameters = [:]
        route = nil
    }

    package var cookies: [String: String] {
        Dictionary(cookiePairs.map { (String($0), String($1)) }, uniquingKeysWith: { first, _ in first })
    }

    /// The first cookie of that name, without decoding.
    package func cookie(_ name: String) -> String? { cookiePairs.first { $0.0 == name }.map { String($0.1) } }

    private var cookiePairs: [(Substring, Substring)] {
        headers.all("Cookie").flatMap { line in
            line.split(separator: ";").compactMap { part in
                guard let equals = part.firstIndex(of: "=") else { return nil }
                return (trim(part[..<equals]), trim(part[part.index(after: equals)...]))
            }
        }
    }
}

/// Names of requests, unique by chance of 80 random bits.
package enum RequestID {
    package static func make() -> String {
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
        var generator = SystemRandomNumberGenerator()
        var text = Array("rq_".utf8)
        for bits in [generator.next(), generator.next()] as [UInt64] {
            for place in 0..<8 { text.append(alphabet[Int(truncatingIfNeeded: bits >> UInt64(place * 5)) & 31]) }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// Without spaces and tabs at both ends.
func trim(_ text: Substring) -> Substring {
    var text = text
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
}
