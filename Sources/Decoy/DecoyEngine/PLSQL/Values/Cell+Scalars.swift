internal import DecoyDictionary
internal import OracleSQL

/// Small values in and out of PostgreSQL's binary forms, so that simple steps of a block need no server.
extension Cell {
    static func truth(_ value: Bool?) -> Cell { Cell(.boolean, value.map { [$0 ? 1 : 0] }) }

    /// The empty text is NULL.
    static func characters(_ value: String) -> Cell {
        let bytes = Array(value.utf8)
        return Cell(.varchar2(32_767, .byte), bytes.isEmpty ? nil : bytes)
    }

    static func integer(_ value: Int) -> Cell { Cell(.plainNumber, NumericBytes(value).bytes) }

    /// Digits with a point and an exponent, as literals have them.
    static func decimal(_ text: String) -> Cell? { NumericBytes(text).map { Cell(.plainNumber, $0.bytes) } }

    var truth: Bool? {
        guard case .boolean = type, let first = bytes?.first else { return nil }
        return first != 0
    }

    /// The characters of a text; nil for NULL and for other types.
    var characters: String? {
        guard representation == .text, let bytes else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A whole number that fits 15 digits; nil for everything else.
    var whole: Int? {
        guard representation == .numeric, let bytes else { return nil }
        return NumericBytes(bytes: bytes).integer
    }

    /// The number with a new type of the same representation.
    func retyped(_ type: OracleType) -> Cell { Cell(type, bytes) }
}

/// PostgreSQL's binary numeric: groups of four decimal digits with the power of the first.
struct NumericBytes {
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    init(_ value: Int) {
        var groups: [UInt16] = []
        var rest = value.magnitude
        while rest > 0 {
            groups.append(UInt16(truncatingIfNeeded: rest % 10_000))
            rest /= 10_000
        }
        let weight = groups.count - 1
        groups.reverse()
        while groups.last == 0 { groups.removeLast() }
        self.init(groups: groups, weight: groups.isEmpty ? 0 : weight, isNegative: value < 0, scale: 0)
    }

    /// Nil when the text is no number, or one beyond PostgreSQL's bounds.
    init?(_ text: String) {
        var digits: [UInt8] = []
        var scale = 0
        var exponent = 0
        var hasPoint = false
        var characters = Array(text.utf8)[...]
        let isNegative = characters.first == UInt8(ascii: "-")
        if isNegative || characters.first == UInt8(ascii: "+") { characters = characters.dropFirst() }
        while let next = characters.first {
            characters = characters.dropFirst()
            if next == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
            } else if next | 0x20 == UInt8(ascii: "e") {
                guard let power = Int(String(decoding: characters, as: UTF8.self)), abs(power) < 400 else { return nil }
                exponent = power
                break
            } else if next >= 0x30, next <= 0x39 {
                digits.append(next - 0x30)
                if hasPoint { scale += 1 }
            } else {
                return nil
            }
        }
        guard !digits.isEmpty, digits.count < 1000 else { return nil }
        self.init(digits: digits, scale: scale - exponent, isNegative: isNegative)
    }

    /// Decimal digits, the last of which stands for ten to the power of minus `scale`.
    private init(digits: [UInt8], scale: Int, isNegative: Bool) {
        var digits = digits
        var scale = scale
        while scale > 0, digits.last == 0 {
            digits.removeLast()
            scale -= 1
        }
        while scale < 0 || scale % 4 != 0 {
            digits.append(0)
            scale += 1
        }
        let shown = scale
        while digits.count % 4 != 0 { digits.insert(0, at: 0) }
        var groups: [UInt16] = []
        for start in stride(from: 0, to: digits.count, by: 4) {
            groups.append(digits[start..<start + 4].reduce(0) { $0 * 10 + UInt16($1) })
        }
        var weight = groups.count - 1 - scale / 4
        while groups.first == 0 {
            groups.removeFirst()
            weight -= 1
        }
        while groups.last == 0 { groups.removeLast() }
        self.init(groups: groups, weight: groups.isEmpty ? 0 : weight, isNegative: isNegative, scale: max(0, shown))
    }

    private init(groups: [UInt16], weight: Int, isNegative: Bool, scale: Int) {
        var bytes: [UInt8] = []
        func append(_ value: UInt16) {
            bytes.append(UInt8(truncatingIfNeeded: value >> 8))
            bytes.append(UInt8(truncatingIfNeeded: value))
        }
        append(UInt16(groups.count))
        append(UInt16(bitPattern: Int16(clamping: weight)))
        append(isNegative && !groups.isEmpty ? 0x4000 : 0)
        append(UInt16(clamping: scale))
        for group in groups { append(group) }
        self.bytes = bytes
    }

    private func field(_ index: Int) -> Int? {
        guard bytes.count >= index * 2 + 2 else { return nil }
        return Int(bytes[index * 2]) << 8 | Int(bytes[index * 2 + 1])
    }

    /// The value when it is whole and has at most 16 digits.
    var integer: Int? {
        guard let count = field(0), let weight = field(1), let sign = field(2) else { return nil }
        guard count > 0 else { return sign < 0x8000 ? 0 : nil }
        guard weight < 4, count <= weight + 1, sign == 0 || sign == 0x4000 else { return nil }
        var value = 0
        for index in 0...weight {
            guard let group = index < count ? field(4 + index) : 0 else { return nil }
            value = value * 10_000 + group
        }
        return sign == 0 ? value : -value
    }
}
