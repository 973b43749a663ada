/// A value of an object type or collection as the server keeps it: JSON whose scalars are texts.
indirect enum ObjectDocument {
    case null
    case text(String)
    case list([ObjectDocument])
    case members([String: ObjectDocument])

    /// Reads PostgreSQL's binary jsonb: a byte with the version, then the text. Nil for anything else.
    init?(jsonb bytes: [UInt8]) {
        guard bytes.first == 1 else { return nil }
        var reader = ObjectDocumentReader(bytes: bytes, place: 1)
        guard let found = reader.value(depth: 0), reader.isAtEnd else { return nil }
        self = found
    }

    /// The same form back.
    var jsonb: [UInt8] {
        var bytes: [UInt8] = [1]
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .text(let text): ObjectDocument.write(text, to: &bytes)
        case .list(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .members(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                ObjectDocument.write(member.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// Goes through the text once; objects inside of objects are bounded.
private struct ObjectDocumentReader {
    let bytes: [UInt8]
    var place: Int

    var isAtEnd: Bool { place == bytes.count }
    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skip() { while next == 0x20 { place += 1 } }

    private mutating func take(_ mark: Character) -> Bool {
        skip()
        guard let next, next == mark.asciiValue else { return false }
        place += 1
        return true
    }

    mutating func value(depth: Int) -> ObjectDocument? {
        guard depth < 100 else { return nil }
        skip()
        switch next {
        case UInt8(ascii: "{"): return members(depth)
        case UInt8(ascii: "["): return list(depth)
        case UInt8(ascii: "\""): return text().map(ObjectDocument.text)
        default:
            let word = Array("null".utf8)
            guard place + 4 <= bytes.count, Array(bytes[place..<place + 4]) == word else { return nil }
            place += 4
            return .null
        }
    }

    private mutating func members(_ depth: Int) -> ObjectDocument? {
        place += 1
        var members: [String: ObjectDocument] = [:]
        if take("}") { return .members(members) }
        repeat {
            skip()
            guard next == UInt8(ascii: "\""), let name = text(), take(":"), let value = value(depth: depth + 1) else {
                return nil
            }
            members[name] = value
        } while take(",")
        return take("}") ? .members(members) : nil
    }

    private mutating func list(_ depth: Int) -> ObjectDocument? {
        place += 1
        var values: [ObjectDocument] = []
        if take("]") { return .list(values) }
        repeat {
            guard let value = value(depth: depth + 1) else { return nil }
            values.append(value)
        } while take(",")
        return take("]") ? .list(values) : nil
    }

    private mutating func text() -> String? {
        place += 1
        var found: [UInt8] = []
        while let byte = next {
            place += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: found, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\") else {
                found.append(byte)
                continue
            }
            guard let mark = next else { return nil }
            place += 1
            switch mark {
            case UInt8(ascii: "n"): found.append(0x0A)
            case UInt8(ascii: "r"): found.append(0x0D)
            case UInt8(ascii: "t"): found.append(0x09)
            case UInt8(ascii: "b"): found.append(0x08)
            case UInt8(ascii: "f"): found.append(0x0C)
            case UInt8(ascii: "u"):
                // PostgreSQL writes so only what has no sign of its own, one byte each.
                guard place + 4 <= bytes.count,
                    let code = UInt8(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
                else { return nil }
                found.append(code)
                place += 4
            default: found.append(mark)
            }
        }
        return nil
    }
}
