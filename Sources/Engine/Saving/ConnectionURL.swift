/// `kind://user:password@host:port/database?name=value`: the short form of a data source. Every part may be
/// percent-encoded; an IPv6 address stands in brackets.
package struct ConnectionURL: Hashable, Sendable {
    package var kind: String
    package var user: String?
    package var password: String?
    package var host: String
    package var port: Int?
    package var database: String?
    package var options: [String: String] = [:]

    /// What is wrong is said without a word of the text, which may hold a password.
    package struct Problem: Error, Hashable, Sendable {
        package let message: String
        init(_ message: String) { self.message = message }
    }

    package init(_ text: String) throws(Problem) {
        guard let scheme = text.range(of: "://") else {
            throw Problem("A connection URL looks like kind://user:password@host:port/database.")
        }
        kind = String(text[..<scheme.lowerBound])
        var rest = text[scheme.upperBound...]
        if let mark = rest.firstIndex(of: "?") {
            for pair in rest[rest.index(after: mark)...].split(separator: "&") {
                let name = pair.prefix { $0 != "=" }
                options[try Self.decoded(name)] = try Self.decoded(pair.dropFirst(name.count + 1))
            }
            rest = rest[..<mark]
        }
        if let slash = rest.firstIndex(of: "/") {
            let path = rest[rest.index(after: slash)...]
            if !path.isEmpty { database = try Self.decoded(path) }
            rest = rest[..<slash]
        }
        if let at = rest.lastIndex(of: "@") {
            let login = rest[..<at]
            let name = login.prefix { $0 != ":" }
            user = try Self.decoded(name)
            if name.count < login.count { password = try Self.decoded(login.dropFirst(name.count + 1)) }
            rest = rest[rest.index(after: at)...]
        }
        var address = rest
        var tail: Substring = ""
        if rest.first == "[", let close = rest.firstIndex(of: "]") {
            address = rest[rest.index(after: rest.startIndex)..<close]
            tail = rest[rest.index(after: close)...]
        } else if let colon = rest.lastIndex(of: ":") {
            address = rest[..<colon]
            tail = rest[colon...]
        }
        host = try Self.decoded(address)
        if !tail.isEmpty {
            guard tail.first == ":", let number = Int(tail.dropFirst()), (1...65_535).contains(number) else {
                throw Problem("The port in the URL is a number from 1 to 65535.")
            }
            port = number
        }
        guard !host.isEmpty else { throw Problem("The URL names no host.") }
    }

    private static func decoded(_ part: Substring) throws(Problem) -> String {
        var bytes: [UInt8] = []
        var rest = Array(part.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                throw Problem("A % in the URL must be followed by two hexadecimal digits (%25 for itself).")
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension String {
    fileprivate func range(of text: String) -> Range<String.Index>? {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(text) { return at..<index(at, offsetBy: text.count) }
            at = index(after: at)
        }
        return nil
    }
}
