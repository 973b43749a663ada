/// A piece of a descriptor: `(KEY=value)` or `(KEY=(…)(…))`.
package struct DescriptorNode: Hashable, Sendable {
    /// In capitals.
    package let key: String
    package let content: Content

    package enum Content: Hashable, Sendable {
        case text(String)
        case nodes([DescriptorNode])
    }

    package init(_ key: String, _ content: Content) {
        self.key = key.uppercased()
        self.content = content
    }

    package init(_ key: String, _ text: String) { self.init(key, .text(text)) }

    var text: String? {
        if case .text(let text) = content { return text }
        return nil
    }

    var nodes: [DescriptorNode] {
        if case .nodes(let nodes) = content { return nodes }
        return []
    }

    subscript(key: String) -> String? { nodes.first { $0.key == key }?.text }

    /// As it goes to the server. Values with characters of the grammar are quoted.
    package var description: String {
        switch content {
        case .nodes(let nodes): return "(\(key)=\(nodes.map(\.description).joined()))"
        case .text(let text):
            let needsQuotes = text.utf8.contains { "()= \t\n\"".utf8.contains($0) } && !text.contains("\"")
            return needsQuotes ? "(\(key)=\"\(text)\")" : "(\(key)=\(text))"
        }
    }

    /// Reads the whole text as one node; nil when it is none, is nested deeper than 20 or longer than 64 KiB.
    package static func parse(_ text: String) -> DescriptorNode? {
        let bytes = Array(text.utf8)
        guard bytes.count <= 65_536 else { return nil }
        var reader = DescriptorReader(bytes: bytes)
        reader.skipBlanks()
        guard let node = reader.node(depth: 0) else { return nil }
        reader.skipBlanks()
        return reader.isAtEnd ? node : nil
    }
}

private struct DescriptorReader {
    let bytes: [UInt8]
    var at = 0

    var isAtEnd: Bool { at >= bytes.count }
    var current: UInt8? { isAtEnd ? nil : bytes[at] }

    mutating func skipBlanks() {
        while let byte = current, byte == 32 || (9...13).contains(byte) { at += 1 }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        at += 1
        return true
    }

    mutating func node(depth: Int) -> DescriptorNode? {
        guard depth < 20, take(UInt8(ascii: "(")) else { return nil }
        skipBlanks()
        let start = at
        while let byte = current, !"()= \t\r\n".utf8.contains(byte) { at += 1 }
        let key = String(decoding: bytes[start..<at], as: UTF8.self)
        skipBlanks()
        guard !key.isEmpty, take(UInt8(ascii: "=")) else { return nil }
        skipBlanks()
        if current == UInt8(ascii: "(") {
            var nodes: [DescriptorNode] = []
            while current == UInt8(ascii: "(") {
                guard let node = node(depth: depth + 1) else { return nil }
                nodes.append(node)
                skipBlanks()
            }
            return take(UInt8(ascii: ")")) ? DescriptorNode(key, .nodes(nodes)) : nil
        }
        guard let text = value() else { return nil }
        return take(UInt8(ascii: ")")) ? DescriptorNode(key, .text(text)) : nil
    }

    /// Text up to the closing bracket; quotes of either kind take brackets in.
    private mutating func value() -> String? {
        if let quote = current, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            at += 1
            let start = at
            while let byte = current, byte != quote { at += 1 }
            let end = at
            guard take(quote) else { return nil }
            skipBlanks()
            return String(decoding: bytes[start..<end], as: UTF8.self)
        }
        let start = at
        while let byte = current, byte != UInt8(ascii: ")") {
            if byte == UInt8(ascii: "(") { return nil }
            at += 1
        }
        var end = at
        while end > start, bytes[end - 1] == 32 || (9...13).contains(bytes[end - 1]) { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
