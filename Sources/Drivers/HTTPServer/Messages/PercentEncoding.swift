/// Percent-encoding as request targets use it.
enum PercentEncoding {
    /// The decoded text; nil for a malformed escape, bytes that are no UTF-8, or a NUL.
    static func text(_ encoded: some Collection<UInt8>, plusIsSpace: Bool) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(encoded.count)
        var at = encoded.startIndex
        while at < encoded.endIndex {
            var byte = encoded[at]
            encoded.formIndex(after: &at)
            if byte == UInt8(ascii: "%") {
                guard let high = digit(in: encoded, &at), let low = digit(in: encoded, &at) else { return nil }
                byte = high << 4 | low
            } else if byte == UInt8(ascii: "+") && plusIsSpace {
                byte = UInt8(ascii: " ")
            }
            guard byte != 0 else { return nil }
            bytes.append(byte)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit<Encoded: Collection<UInt8>>(in encoded: Encoded, _ at: inout Encoded.Index) -> UInt8? {
        guard at < encoded.endIndex else { return nil }
        let character = encoded[at]
        encoded.formIndex(after: &at)
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): return character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): return character - UInt8(ascii: "A") + 10
        default: return nil
        }
    }
}
