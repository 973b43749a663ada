internal import Bytes
internal import Model
internal import OracleWire

// Numbers of base-100 digits and IEEE numbers as literals.
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
        write(try OracleNumber(bytes), scale: scale, rule, scratch)
    }

    mutating func append(
        number bytes: UnsafeRawBufferPointer, _ quoted: Bool, _ scratch: UnsafeMutablePointer<UInt8>
    ) throws(WireFailure) -> ValueOutcome {
        let number = try OracleNumber(bytes)
        if quoted { append(UInt8(ascii: "'")) }
        let outcome = write(number, scale: .max, .refuse, scratch)
        if quoted { append(UInt8(ascii: "'")) }
        return outcome
    }

    private mutating func write(
        _ number: OracleNumber, scale: Int, _ rule: LossRule, _ scratch: UnsafeMutablePointer<UInt8>
    ) -> ValueOutcome {
        switch number.kind {
        case .positiveInfinity, .negativeInfinity: return .refused(.infinity)
        case .zero, .finite: break
        }
        let length = number.writeText(at: scratch)
        let text = UnsafeRawBufferPointer(start: scratch, count: length)
        guard let point = text.firstIndex(of: UInt8(ascii: ".")), length - point - 1 > scale else {
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

    mutating func append(float bytes: UnsafeRawBufferPointer, _ quoted: Bool) throws(WireFailure) -> ValueOutcome {
        let number = try OracleFloat.float(bytes)
        if number.isNaN { return .refused(.notANumber) }
        if number.isInfinite { return .refused(.infinity) }
        // The double with the same value, so that no second rounding happens at the destination.
        return append(finite: Double(number), quoted)
    }

    mutating func append(double bytes: UnsafeRawBufferPointer, _ quoted: Bool) throws(WireFailure) -> ValueOutcome {
        let number = try OracleFloat.double(bytes)
        if number.isNaN { return .refused(.notANumber) }
        if number.isInfinite { return .refused(.infinity) }
        return append(finite: number, quoted)
    }

    /// The shortest text that is read back as the same number.
    private mutating func append(finite number: Double, _ quoted: Bool) -> ValueOutcome {
        if quoted { append(UInt8(ascii: "'")) }
        append(text: number.description)
        if quoted { append(UInt8(ascii: "'")) }
        return .exact
    }
}
