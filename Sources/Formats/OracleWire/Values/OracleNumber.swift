/// A view of a NUMBER in its wire form: 1…21 bytes, an exponent and base-100 digits. The value is the sum of
/// `self[i]` × 100^(`exponent` − i). Exact: no binary floating point anywhere.
///
/// It borrows the bytes and must not outlive them.
package struct OracleNumber {
    package enum Kind: Sendable, Hashable { case zero, finite, positiveInfinity, negativeInfinity }

    package let kind: Kind
    package let isNegative: Bool
    /// The power of 100 of the first digit; 0 for zero.
    package let exponent: Int
    /// How many base-100 digits there are: 0…20.
    package let count: Int
    @usableFromInline let digits: UnsafePointer<UInt8>

    /// The longest wire form.
    @inlinable package static var longest: Int { 21 }
    @inlinable package static var mostDigits: Int { 20 }
    @inlinable package static var largestExponent: Int { 62 }
    @inlinable package static var smallestExponent: Int { -65 }

    @inlinable
    package init(_ bytes: UnsafeRawBufferPointer) throws(WireFailure) {
        guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count > 0,
            bytes.count <= OracleNumber.longest
        else { throw WireFailure("NUMBER", .wrongForm) }
        let head = start[0]
        digits = start + 1
        isNegative = head & 0x80 == 0
        if bytes.count == 1 {
            guard head == 0x80 || head == 0 else { throw WireFailure("NUMBER", .wrongForm) }
            kind = head == 0x80 ? .zero : .negativeInfinity
            exponent = 0
            count = 0
            return
        }
        if head == 0xFF, bytes.count == 2, start[1] == 101 {
            kind = .positiveInfinity
            exponent = 0
            count = 0
            return
        }
        var length = bytes.count &- 1
        if isNegative {
            exponent = 62 &- Int(head)
            if start[length] == 102 { length &-= 1 }
            for at in 1..<(length &+ 1) where start[at] < 2 || start[at] > 101 {
                throw WireFailure("NUMBER digit", offset: at, .unexpected(Int64(start[at])))
            }
        } else {
            exponent = Int(head) &- 193
            for at in 1..<(length &+ 1) where start[at] < 1 || start[at] > 100 {
                throw WireFailure("NUMBER digit", offset: at, .unexpected(Int64(start[at])))
            }
        }
        kind = length == 0 ? .zero : .finite
        count = length
    }

    /// The base-100 digit at `place`, 0…99. The caller stays below `count`.
    @inlinable
    package subscript(place: Int) -> UInt8 { isNegative ? 101 &- digits[place] : digits[place] &- 1 }

    /// The value as an integer; nil when it has a fraction or does not fit.
    @inlinable
    package var integer: Int64? {
        switch kind {
        case .zero: return 0
        case .finite: break
        default: return nil
        }
        guard exponent < 10 else { return nil }
        var whole: Int64 = 0
        for place in 0..<max(count, exponent + 1) {
            let digit = place < count ? Int64(self[place]) : 0
            if place > exponent {
                if digit != 0 { return nil }
                continue
            }
            let (shifted, over) = whole.multipliedReportingOverflow(by: 100)
            let (sum, overToo) =
                isNegative ? shifted.subtractingReportingOverflow(digit) : shifted.addingReportingOverflow(digit)
            if over || overToo { return nil }
            whole = sum
        }
        return whole
    }

    /// The longest decimal text: a sign, 126 digits, or a point and 130 zeros in front of 40 digits.
    @inlinable package static var longestText: Int { 192 }

    /// Writes the value as decimal text without exponent, as `-0.05` or `123.4`; `~` and `-~` are the infinities. The
    /// place has room for `longestText` bytes. Gives the length.
    package func writeText(at place: UnsafeMutablePointer<UInt8>) -> Int {
        var out = place
        if isNegative {
            out[0] = UInt8(ascii: "-")
            out += 1
        }
        switch kind {
        case .finite: break
        case .zero:
            place[0] = UInt8(ascii: "0")
            return 1
        case .positiveInfinity, .negativeInfinity:
            out[0] = UInt8(ascii: "~")
            return out - place + 1
        }
        // Digits that the number does not have stand for zeros, before and behind those it has.
        var at = 0
        if exponent < 0 {
            out[0] = UInt8(ascii: "0")
            out += 1
        } else {
            out = writeFirst(at: out)
            at = 1
            while at <= exponent {
                out = OracleNumber.write(pair: at < count ? self[at] : 0, at: out)
                at &+= 1
            }
        }
        guard at < count else { return out - place }
        out[0] = UInt8(ascii: ".")
        out += 1
        var power = -1
        while power > exponent {
            out = OracleNumber.write(pair: 0, at: out)
            power &-= 1
        }
        while at < count {
            out = OracleNumber.write(pair: self[at], at: out)
            at &+= 1
        }
        // A pair may end with a zero that is no part of the value.
        while out[-1] == UInt8(ascii: "0") { out -= 1 }
        if out[-1] == UInt8(ascii: ".") { out -= 1 }
        return out - place
    }

    private func writeFirst(at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        let first = self[0]
        if first >= 10 { return OracleNumber.write(pair: first, at: place) }
        place[0] = 48 &+ first
        return place + 1
    }

    private static func write(pair: UInt8, at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        let tens = pair / 10
        place[0] = 48 &+ tens
        place[1] = 48 &+ (pair &- tens &* 10)
        return place + 2
    }
}
