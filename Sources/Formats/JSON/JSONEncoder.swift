// Value to text. What the parser accepted is written so that parsing it again gives the same value. A Double that is
// not finite has no form in JSON and becomes null.

extension JSONValue {
    /// UTF-8; compact, or indented by two spaces with a final newline.
    package func encoded(pretty: Bool = false) -> [UInt8] {
        var encoder = JSONEncoder(pretty: pretty)
        encoder.write(self)
        if pretty { encoder.bytes.append(0x0A) }
        return encoder.bytes
    }

    package func encodedText(pretty: Bool = false) -> String {
        String(decoding: encoded(pretty: pretty), as: UTF8.self)
    }
}

struct JSONEncoder {
    var bytes: [UInt8] = []
    private let pretty: Bool
    private var depth = 0

    init(pretty: Bool) { self.pretty = pretty }

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .integer(let value): append(String(value))
        case .number(let value): append(value.isFinite ? value.description : "null")
        case .string(let value): write(value)
        case .array(let elements): write(elements)
        case .object(let members): write(members)
        }
    }

    private mutating func write(_ elements: [JSONValue]) {
        guard !elements.isEmpty else { return append("[]") }
        append("[")
        depth += 1
        for (index, element) in elements.enumerated() {
            separate(index)
            write(element)
        }
        close("]")
    }

    private mutating func write(_ members: JSONObject) {
        guard !members.isEmpty else { return append("{}") }
        append("{")
        depth += 1
        for (index, member) in members.enumerated() {
            separate(index)
            write(member.key)
            append(pretty ? ": " : ":")
            write(member.value)
        }
        close("}")
    }

    private mutating func separate(_ index: Int) {
        if index > 0 { append(",") }
        breakLine()
    }

    private mutating func close(_ bracket: String) {
        depth -= 1
        breakLine()
        append(bracket)
    }

    private mutating func breakLine() {
        guard pretty else { return }
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: 2 * depth))
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): append("\\\"")
            case UInt8(ascii: "\\"): append("\\\\")
            case 0x0A: append("\\n")
            case 0x0D: append("\\r")
            case 0x09: append("\\t")
            case 0x08: append("\\b")
            case 0x0C: append("\\f")
            case 0..<0x20: append("\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
