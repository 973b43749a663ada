/// Decimal numbers as text: Oracle's constants are exact, also with an exponent; the destination reads an exponent as
/// binary floating point.
enum DecimalText {
    /// Digits and a point only, without needless zeros; nil when it is no number or longer than the destination's.
    static func plain(_ text: String) -> String? {
        var rest = text[...].drop { $0 == " " }
        while rest.last == " " { rest.removeLast() }
        var isNegative = false
        if let sign = rest.first, sign == "-" || sign == "+" {
            isNegative = sign == "-"
            rest.removeFirst()
        }
        let parts = rest.split(separator: "e", maxSplits: 1, omittingEmptySubsequences: false)
            .flatMap { $0.split(separator: "E", maxSplits: 1, omittingEmptySubsequences: false) }
        guard let mantissa = parts.first, parts.count <= 2 else { return nil }
        let exponent = parts.count == 2 ? Int(parts[1]) : 0
        guard let exponent, (-60...65).contains(exponent) else { return nil }
        let sides = mantissa.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let whole = Array((sides.first ?? "").utf8)
        let fraction = sides.count == 2 ? Array(sides[1].utf8) : []
        guard !whole.isEmpty || !fraction.isEmpty, (whole + fraction).allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return shifted(whole, fraction, exponent, isNegative)
    }

    private static func shifted(
        _ whole: [UInt8], _ fraction: [UInt8], _ exponent: Int, _ isNegative: Bool
    ) -> String? {
        var whole = whole
        var fraction = fraction
        for _ in 0..<max(0, exponent) { whole.append(fraction.isEmpty ? 0x30 : fraction.removeFirst()) }
        for _ in 0..<max(0, -exponent) { fraction.insert(whole.isEmpty ? 0x30 : whole.removeLast(), at: 0) }
        whole = Array(whole.drop { $0 == 0x30 })
        while fraction.last == 0x30 { fraction.removeLast() }
        guard whole.count + fraction.count <= 65, fraction.count <= 30 else { return nil }
        if whole.isEmpty { whole = [0x30] }
        var text = String(decoding: whole, as: UTF8.self)
        if !fraction.isEmpty { text += "." + String(decoding: fraction, as: UTF8.self) }
        return isNegative && text != "0" ? "-\(text)" : text
    }

    /// As the source prints it: without the zero before the point.
    static func printed(_ plain: String) -> String {
        if plain.hasPrefix("0.") { return String(plain.dropFirst()) }
        if plain.hasPrefix("-0.") { return "-" + plain.dropFirst(2) }
        return plain
    }
}
