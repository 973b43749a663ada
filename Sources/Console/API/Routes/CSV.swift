/// RFC 4180 text. A cell that a spreadsheet would take for a formula is led by an apostrophe.
struct CSV: Sendable {
    private(set) var bytes: [UInt8] = []
    private(set) var rows = 0

    init(_ head: [String]) { append(head) }

    mutating func add(_ cells: [String]) {
        append(cells)
        rows += 1
    }

    private mutating func append(_ cells: [String]) {
        bytes += cells.map(Self.cell).joined(separator: ",").utf8
        bytes += "\r\n".utf8
    }

    static func cell(_ text: String) -> String {
        var text = text
        if let first = text.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first) { text = "'" + text }
        guard text.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return text }
        // By bytes: a quote with a combining mark after it is another Character, but still a quote.
        let quoted = text.utf8.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] }
        return "\"" + String(decoding: quoted, as: UTF8.self) + "\""
    }
}
