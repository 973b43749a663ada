/// Fits a name into a length: the first characters, an underscore and eight hexadecimal digits of a hash of the whole
/// name, so that the same name is shortened alike everywhere and two long names stay apart.
enum NameShortening {
    static func fit(_ name: String, _ lengthMax: Int, suffixOf whole: String? = nil) -> String {
        let head = lengthMax - 12
        return "\(trimmed(String(name.unicodeScalars.prefix(head))))_\(hash(whole ?? name))"
    }

    /// A blank must not end a name.
    static func trimmed(_ name: String) -> String {
        var name = Substring(name)
        while name.last == " " { name.removeLast() }
        return String(name)
    }

    /// FNV-1a over the bytes, folded to 32 bits: the same on every machine and for all time.
    static func hash(_ text: String) -> String {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let folded = UInt32(truncatingIfNeeded: value ^ (value >> 32))
        let digits = String(folded, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
