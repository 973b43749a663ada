internal import OracleWire

/// The digits of a number that count, without zeros at either end: its value is the digits × 10^`exponent`. Zero has no
/// digits. It borrows its place and must not outlive it.
struct DecimalDigits {
    /// The room that the digits of any number need.
    static let digitsMax = 64
    /// The longest text without an exponent: a sign, a point, and 323 zeros in front of 17 digits.
    static let longestText = 352

    let isNegative: Bool
    private(set) var count: Int
    private(set) var exponent: Int
    private var digits: UnsafePointer<UInt8>

    init(_ number: OracleNumber, at place: UnsafeMutablePointer<UInt8>) {
        for at in 0..<number.count {
            let pair = number[at]
            let tens = pair / 10
            place[2 * at] = 48 &+ tens
            place[2 * at + 1] = 48 &+ (pair &- tens &* 10)
        }
        isNegative = number.isNegative
        digits = UnsafePointer(place)
        count = 2 * number.count
        exponent = 2 * (number.exponent - number.count + 1)
        trim()
    }

    /// Of the description of a binary number, `-1.5e-07`: the fewest digits that are read back as the same number.
    init(shortest description: String, at place: UnsafeMutablePointer<UInt8>) {
        var isNegative = false
        var count = 0
        var scale: Int?
        var power: (value: Int, sign: Int)?
        for byte in description.utf8 {
            switch byte {
            case UInt8(ascii: "-") where power == nil: isNegative = true
            case UInt8(ascii: "-"): power?.sign = -1
            case UInt8(ascii: "."): scale = 0
            case UInt8(ascii: "e"): power = (0, 1)
            case 48...57:
                if let value = power?.value {
                    power?.value = value * 10 + Int(byte &- 48)
                } else {
                    precondition(count < DecimalDigits.digitsMax, "a binary number is described with few digits")
                    place[count] = byte
                    count += 1
                    if let digits = scale { scale = digits + 1 }
                }
            default: break
            }
        }
        self.isNegative = isNegative
        digits = UnsafePointer(place)
        self.count = count
        exponent = (power.map { $0.value * $0.sign } ?? 0) - (scale ?? 0)
        trim()
    }

    private mutating func trim() {
        while count > 0, digits[count - 1] == UInt8(ascii: "0") {
            count -= 1
            exponent += 1
        }
        while count > 0, digits[0] == UInt8(ascii: "0") {
            digits += 1
            count -= 1
        }
        if count == 0 { exponent = 0 }
    }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: digits, count: count) }

    /// How many digits stand before the point; below zero, so many zeros stand between it and the first digit.
    var wholeCount: Int { count + exponent }

    func isSame(as other: DecimalDigits) -> Bool {
        isNegative == other.isNegative && exponent == other.exponent && bytes.elementsEqual(other.bytes)
    }

    /// The first digits alone; the others are cut.
    func first(_ most: Int) -> DecimalDigits {
        guard count > most else { return self }
        var cut = self
        cut.count = most
        cut.exponent += count - most
        cut.trim()
        return cut
    }

    /// As `-0.05` or `1200`; the place has room for `longestText` bytes and is not that of the digits. Gives the
    /// length.
    func writePlain(at place: UnsafeMutablePointer<UInt8>) -> Int {
        var out = place
        func put(_ byte: UInt8) {
            out[0] = byte
            out += 1
        }
        if isNegative { put(UInt8(ascii: "-")) }
        if wholeCount <= 0 { put(UInt8(ascii: "0")) }
        for at in 0..<max(0, wholeCount) { put(at < count ? digits[at] : UInt8(ascii: "0")) }
        guard exponent < 0 else { return out - place }
        put(UInt8(ascii: "."))
        for _ in 0..<max(0, -wholeCount) { put(UInt8(ascii: "0")) }
        for at in max(0, wholeCount)..<count { put(digits[at]) }
        return out - place
    }
}
