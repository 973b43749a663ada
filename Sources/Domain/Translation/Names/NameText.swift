/// How names and texts stand in a statement of the MySQL family.
enum NameText {
    /// A name between back-quotes; one inside it is doubled.
    static func quoted(_ name: String) -> String {
        name.utf8.contains(0x60) ? "`\(doubling(0x60, in: name))`" : "`\(name)`"
    }

    static func list(_ names: some Sequence<String>) -> String { names.map(quoted).joined(separator: ", ") }

    /// A string literal of the source, where only the quote is special.
    static func sourceLiteral(_ text: String) -> String { "'\(doubling(0x27, in: text))'" }

    /// A string literal, for sessions in which a backslash escapes, as it does by standard.
    static func literal(_ text: String) -> String {
        var bytes: [UInt8] = [0x27]
        bytes.reserveCapacity(text.utf8.count + 2)
        for byte in text.utf8 {
            switch byte {
            case 0x27: bytes += [0x27, 0x27]
            case 0x5C: bytes += [0x5C, 0x5C]
            case 0: bytes += [0x5C, 0x30]
            default: bytes.append(byte)
            }
        }
        bytes.append(0x27)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func doubling(_ mark: UInt8, in text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            bytes.append(byte)
            if byte == mark { bytes.append(byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
