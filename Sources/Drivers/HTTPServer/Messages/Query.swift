/// The query of a request: decoded pairs in their order.
package struct Query: Sendable, Hashable {
    package struct Pair: Sendable, Hashable {
        package let name: String
        package let value: String
    }

    package let pairs: [Pair]

    package init(_ pairs: [(String, String)] = []) { self.pairs = pairs.map { Pair(name: $0.0, value: $0.1) } }

    /// The first value of that name; empty when the name stands alone.
    package subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    package func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    static let mostPairs = 256

    /// Nil when an escape is malformed, the bytes are no UTF-8, a NUL is inside, or there are too many pairs.
    init?(encoded: some Collection<UInt8>) {
        var pairs: [Pair] = []
        for part in encoded.split(separator: UInt8(ascii: "&")) {
            guard pairs.count < Self.mostPairs else { return nil }
            let equals = part.firstIndex(of: UInt8(ascii: "="))
            let name = part[..<(equals ?? part.endIndex)]
            let value = equals.map { part[part.index(after: $0)...] } ?? part[part.endIndex...]
            guard let name = PercentEncoding.text(name, plusIsSpace: true),
                let value = PercentEncoding.text(value, plusIsSpace: true)
            else { return nil }
            pairs.append(Pair(name: name, value: value))
        }
        self.pairs = pairs
    }
}
