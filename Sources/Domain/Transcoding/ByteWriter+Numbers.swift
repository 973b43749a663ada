internal import Bytes
internal import Model
internal import OracleWire

// Decimal numbers as literals.
extension ByteWriter {
    mutating func append(
        integer bytes: UnsafeRawBufferPointer, _ rule: LossRule, _ scratch: UnsafeMutablePointer<UInt8>
    ) throws(WireFailure) -> ValueOutcome {
        let number = try OracleNumber(bytes)
        if let whole = number.integer {
            append(decimal: whole)
            return .exact
        }
        return write(number, scale: 0, rule, scratch)
    }

    mutating func append(
        decimal bytes: UnsafeRawBufferPointer, _ scale: Int, _ rule: LossRule, _ scratch: UnsafeMutablePointer<UInt8>
    ) throws(WireFailure) -> ValueOutcome {
        let number = try OracleNumber(bytes)
        // Of literals with more digits than any DECIMAL has, some destinations make the largest number they know.
        if number.kind == .finite, number.exponent >= 32, number.exponent > 32 || number[0] >= 10 {
            return .refused(.range)
        }
        return write(number, scale: scale, rule, scratch)
    }

    mutating func append(
        numberText bytes: UnsafeRawBufferPointer, _ scratch: UnsafeMutablePointer<UInt8>
    ) throws(WireFailure) -> ValueOutcome {
        let number = try OracleNumber(bytes)
        append(UInt8(ascii: "'"))
        let outcome = write(number, scale: .max, .refuse, scratch)
        append(UInt8(ascii: "'"))
        return outcome
    }

    private mutating func write(
        _ number: OracleNumber, scale: Int, _ rule: LossRule, _ scratch: UnsafeMutablePointer<UInt8>
    ) -> ValueOutcome {
        switch number.kind {
        case .positiveInfinity, .negativeInfinity: return .refused(.infinity)
        case .zero, .finite: break
        }
        return write(
            text: UnsafeRawBufferPointer(start: scratch, count: number.writeText(at: scratch)), scale: scale, rule)
    }

    /// A number as `-12.345`, with no more digits behind the point than the column has.
    mutating func write(text: UnsafeRawBufferPointer, scale: Int, _ rule: LossRule) -> ValueOutcome {
        guard let point = text.firstIndex(of: UInt8(ascii: ".")), text.count - point - 1 > scale else {
            append(text)
            return .exact
        }
        switch rule {
        case .refuse, .null: return .refused(.fraction)
        case .truncate:
            append(UnsafeRawBufferPointer(rebasing: text[..<(scale == 0 ? point : point + 1 + scale)]))
        case .round:
            append(rounded: text, point: point, scale: scale)
        }
        return .changed
    }

    /// Half away from zero, in decimal digits.
    private mutating func append(rounded text: UnsafeRawBufferPointer, point: Int, scale: Int) {
        var digits = Array(text[..<(scale == 0 ? point : point + 1 + scale)])
        var place = digits.count - 1
        var carries = text[point + 1 + scale] >= UInt8(ascii: "5")
        while carries, place >= 0 {
            switch digits[place] {
            case UInt8(ascii: "9"): digits[place] = UInt8(ascii: "0")
            case 48...56:
                digits[place] += 1
                carries = false
            default: break
            }
            place -= 1
        }
        if carries { digits.insert(UInt8(ascii: "1"), at: digits.first == UInt8(ascii: "-") ? 1 : 0) }
        append(digits.span.bytes)
    }
}
