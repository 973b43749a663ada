internal import OracleWire
internal import Values

/// Values by chance that are the same in every run: SplitMix64, started from a seed.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// True once in so many times.
    mutating func once(in count: Int) -> Bool { number(1...count) == 1 }

    mutating func one<Value>(of values: [Value]) -> Value { values[number(0...values.count - 1)] }

    /// A decimal with this many digits behind the point.
    mutating func decimal(_ range: ClosedRange<Int>, scale: Int) -> ExactDecimal {
        let number = number(range)
        return ExactDecimal(
            isNegative: number < 0, digits: String(number.magnitude).utf8.map { $0 &- 48 }, scale: scale)
    }

    /// A moment of these years; every month has the days.
    mutating func moment(years: ClosedRange<Int>, nanosecondUnit: Int = 0) -> OracleDateTime {
        let unit = max(1, nanosecondUnit)
        return OracleDateTime(
            year: number(years), month: number(1...12), day: number(1...28), hour: number(0...23),
            minute: number(0...59), second: number(0...59),
            nanosecond: nanosecondUnit == 0 ? 0 : number(0...(999_999_999 / unit)) * unit)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count { withUnsafeBytes(of: next()) { bytes += $0 } }
        return Array(bytes.prefix(count))
    }

    mutating func words(_ count: Int) -> String {
        var text = ""
        for at in 0..<count { text += (at == 0 ? "" : " ") + one(of: Vocabulary.words) }
        return text
    }

    mutating func text(ofLength count: Int) -> String {
        var text = ""
        while text.utf8.count < count { text += words(12) + ". " }
        return text
    }
}
