internal import Bytes
internal import Model
internal import OracleWire

// Numbers of which one end is an IEEE number, as literals. A decimal number and a binary one are the same where the
// shortest decimal text of the binary one is that number: what is read at the destination is what the source shows.
extension ByteWriter {
    /// A decimal number in a column of binary numbers.
    mutating func append(
        number bytes: UnsafeRawBufferPointer, _ width: BinaryWidth, _ rule: LossRule,
        _ scratch: UnsafeMutablePointer<UInt8>
    ) throws(WireFailure) -> ValueOutcome {
        let number = try OracleNumber(bytes)
        switch number.kind {
        case .positiveInfinity, .negativeInfinity: return .refused(.infinity)
        case .zero, .finite: break
        }
        let isNearPoint = number.exponent <= 15 && number.count - number.exponent <= 16
        // What nearly every value is: too few digits to lose any.
        if isNearPoint, 2 * number.count <= width.digitsSure {
            append(UnsafeRawBufferPointer(start: scratch, count: number.writeText(at: scratch)))
            return .exact
        }
        let digits = DecimalDigits(number, at: scratch)
        guard digits.count > 0 else {
            append(UInt8(ascii: "0"))
            return .exact
        }
        var isExact = digits.count <= width.digitsSure
        let isReached = width.powersSure.contains(number.exponent)
        if !isReached || !isExact && digits.count <= width.digitsMost {
            switch width.keeps(digits, scratch + DecimalDigits.digitsMax) {
            case nil: return .refused(.range)
            case let kept?: isExact = kept
            }
        }
        guard !isExact else {
            if isNearPoint {
                append(UnsafeRawBufferPointer(start: scratch, count: number.writeText(at: scratch)))
            } else {
                append(digits)
            }
            return .exact
        }
        switch rule {
        case .refuse, .null: return .refused(.digits)
        case .truncate: append(digits.first(width.digitsSure))
        case .round: append(digits)
        }
        return .changed
    }

    /// With an exponent: some destinations cut other literals of many digits behind the point.
    private mutating func append(_ digits: DecimalDigits) {
        if digits.isNegative { append(UInt8(ascii: "-")) }
        append(digits.bytes)
        append(UInt8(ascii: "e"))
        append(decimal: Int64(digits.exponent))
    }

    mutating func append(
        float bytes: UnsafeRawBufferPointer, _ end: BinaryEnd, _ rule: LossRule,
        _ scratch: UnsafeMutablePointer<UInt8>
    ) throws(WireFailure) -> ValueOutcome {
        let number = try OracleFloat.float(bytes)
        if number.isNaN { return .refused(.notANumber) }
        if number.isInfinite { return .refused(.infinity) }
        if case .decimal(let precision, let scale) = end {
            let digits = DecimalDigits(shortest: number.description, at: scratch)
            return write(digits, precision, scale, rule, scratch + DecimalDigits.digitsMax)
        }
        // The double with the same value, so that no second rounding happens at the destination.
        append(finite: Double(number), quoted: end == .text)
        return .exact
    }

    mutating func append(
        double bytes: UnsafeRawBufferPointer, _ end: BinaryEnd, _ rule: LossRule,
        _ scratch: UnsafeMutablePointer<UInt8>
    ) throws(WireFailure) -> ValueOutcome {
        let number = try OracleFloat.double(bytes)
        if number.isNaN { return .refused(.notANumber) }
        if number.isInfinite { return .refused(.infinity) }
        switch end {
        case .text, .binary(.double): append(finite: number, quoted: end == .text)
        case .binary(.float): return write(narrowed: number, rule)
        case .decimal(let precision, let scale):
            let digits = DecimalDigits(shortest: number.description, at: scratch)
            return write(digits, precision, scale, rule, scratch + DecimalDigits.digitsMax)
        }
        return .exact
    }

    private mutating func write(narrowed number: Double, _ rule: LossRule) -> ValueOutcome {
        var kept = Float(number)
        guard kept.isFinite else { return .refused(.range) }
        guard Double(kept) != number else {
            append(finite: number, quoted: false)
            return .exact
        }
        switch rule {
        case .refuse, .null: return .refused(.digits)
        case .truncate where Double(kept.magnitude) > number.magnitude: kept = number < 0 ? kept.nextUp : kept.nextDown
        case .truncate, .round: break
        }
        append(finite: Double(kept), quoted: false)
        return .changed
    }

    private mutating func write(
        _ digits: DecimalDigits, _ precision: Int, _ scale: Int, _ rule: LossRule,
        _ scratch: UnsafeMutablePointer<UInt8>
    ) -> ValueOutcome {
        guard digits.count > 0 else {
            append(UInt8(ascii: "0"))
            return .exact
        }
        guard digits.wholeCount <= precision - scale else { return .refused(.range) }
        let text = UnsafeRawBufferPointer(start: scratch, count: digits.writePlain(at: scratch))
        return write(text: text, scale: scale, rule)
    }

    /// The shortest text that is read back as the same number.
    private mutating func append(finite number: Double, quoted: Bool) {
        if quoted { append(UInt8(ascii: "'")) }
        append(text: number.description)
        if quoted { append(UInt8(ascii: "'")) }
    }
}

extension BinaryWidth {
    /// Whether the nearest number of this width gives the digits back; nil where there is none. Costly, and asked for
    /// few numbers: those that have neither surely too many digits nor surely few enough.
    fileprivate func keeps(_ digits: DecimalDigits, _ scratch: UnsafeMutablePointer<UInt8>) -> Bool? {
        let sign = digits.isNegative ? "-" : ""
        let text = "\(sign)\(String(decoding: digits.bytes, as: UTF8.self))e\(digits.exponent)"
        guard let nearest = Double(text) else { preconditionFailure("digits and an exponent are a number") }
        switch self {
        case .double:
            guard nearest.isFinite else { return nil }
            return DecimalDigits(shortest: nearest.description, at: scratch).isSame(as: digits)
        case .float:
            // The destination reads a double too, and narrows it.
            let narrow = Float(nearest)
            guard narrow.isFinite else { return nil }
            return DecimalDigits(shortest: narrow.description, at: scratch).isSame(as: digits)
        }
    }
}
