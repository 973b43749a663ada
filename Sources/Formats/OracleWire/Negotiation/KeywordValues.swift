/// One pair of authentication, or of the state of a session.
package struct KeywordValue: Sendable, Hashable {
    package var key: String
    package var value: [UInt8]
    package var flags: UInt32

    package init(_ key: String, _ value: String, flags: UInt32 = 0) {
        self.key = key
        self.value = Array(value.utf8)
        self.flags = flags
    }

    init(from reader: WireReader) throws(WireFailure) {
        key = try reader.dalcText("key")
        value = try reader.dalc("value of a pair") ?? []
        flags = try reader.ub4("flags of a pair")
    }

    func encode(to writer: WireWriter) {
        writer.dalc(text: key)
        writer.dalc(value)
        writer.ub(flags)
    }
}

/// Pairs in the order they were sent. Some keys carry a NUL at their end on the wire; looking up ignores it.
package struct KeywordValues: Sendable, Hashable, ExpressibleByArrayLiteral {
    package var pairs: [KeywordValue]

    package init(_ pairs: [KeywordValue] = []) { self.pairs = pairs }
    package init(arrayLiteral pairs: KeywordValue...) { self.pairs = pairs }

    static let longest = 1000

    /// Pairs come before anybody has signed in, so that no value of theirs may cost much.
    static let longestValue = 1 << 20

    init(count: Int, from reader: WireReader) throws(WireFailure) {
        let longest = reader.longestValue
        reader.longestValue = min(longest, KeywordValues.longestValue)
        defer { reader.longestValue = longest }
        pairs = []
        pairs.reserveCapacity(count)
        for _ in 0..<count { pairs.append(try KeywordValue(from: reader)) }
    }

    package subscript(pair key: String) -> KeywordValue? {
        pairs.first { pair in
            pair.key.utf8.last == 0 ? pair.key.utf8.dropLast().elementsEqual(key.utf8) : pair.key == key
        }
    }

    /// The value as text.
    package subscript(key: String) -> String? { self[pair: key].map { String(decoding: $0.value, as: UTF8.self) } }

    package mutating func append(_ key: String, _ value: String, flags: UInt32 = 0) {
        pairs.append(KeywordValue(key, value, flags: flags))
    }
}
