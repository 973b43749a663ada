/// A request address, taken apart and checked. The path is split at its slashes before it is decoded, so that an
/// encoded slash can never change the shape of a path: it is refused, like dots that climb, backslashes, control
/// characters and empty segments. A trailing slash is kept as an empty last segment.
struct RequestAddress: Equatable {
    let segments: [String]
    let query: Query
    /// `OPTIONS *`: the server as a whole.
    let isServer: Bool

    var path: String { isServer ? "*" : "/" + segments.joined(separator: "/") }

    /// Nil when the address is malformed.
    init?(_ address: [UInt8]) {
        if address == [UInt8(ascii: "*")] {
            (segments, query, isServer) = ([], Query(), true)
            return
        }
        guard let address = Self.originForm(address[...]), !address.contains(UInt8(ascii: "#")) else { return nil }
        let mark = address.firstIndex(of: UInt8(ascii: "?")) ?? address.endIndex
        guard let segments = Self.segments(address[..<mark]), let query = Query(encoded: address[mark...].dropFirst())
        else { return nil }
        (self.segments, self.query, isServer) = (segments, query, false)
    }

    /// Takes scheme and authority off an absolute address, which proxies send.
    private static func originForm(_ address: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let slash = UInt8(ascii: "/")
        guard address.first != slash else { return address }
        for scheme in ["http://", "https://"] {
            guard address.count > scheme.utf8.count, zip(address, scheme.utf8).allSatisfy({ lower($0) == $1 }) else {
                continue
            }
            let rest = address.dropFirst(scheme.utf8.count)
            guard let start = rest.firstIndex(where: { $0 == slash || $0 == UInt8(ascii: "?") }) else { return [slash] }
            guard start > rest.startIndex else { return nil }
            return rest[start] == slash ? rest[start...] : [slash] + rest[start...]
        }
        return nil
    }

    private static func segments(_ path: ArraySlice<UInt8>) -> [String]? {
        guard path.first == UInt8(ascii: "/") else { return nil }
        let parts = path.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        var segments: [String] = []
        for (number, part) in parts.enumerated() {
            guard let text = PercentEncoding.text(part, plusIsSpace: false) else { return nil }
            guard !text.isEmpty || number == parts.count - 1 else { return nil }
            guard text != ".", text != "..", text.utf8.allSatisfy(isPlain) else { return nil }
            segments.append(text)
        }
        return segments
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 32 && byte != 127 && byte != UInt8(ascii: "/") && byte != UInt8(ascii: "\\")
    }
}
