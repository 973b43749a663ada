internal import Model
internal import OracleSQL

extension ExpressionWriter {
    func numberCall(_ name: String, _ call: Call) throws(ConversionRefusal) -> WrittenValue? {
        let place = call.position
        switch name {
        case "ABS", "SIGN", "FLOOR", "CEIL":
            let inner = try number(try values(of: call, 1...1)[0], place)
            return numberLike(inner, "\(name)(\(inner.text))", isWhole: name != "ABS")
        case "MOD": return try remainder(call)
        case "ROUND", "TRUNC": return try rounded(name, call)
        case "POWER": return try power(call)
        case "SQRT", "EXP", "LN", "SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN":
            let inner = try number(try values(of: call, 1...1)[0], place)
            noteBinary(name)
            return WrittenValue("\(name)(\(inner.text))", .binaryNumber)
        case "LOG":
            let values = try values(of: call, 2...2)
            let (base, inner) = (try number(values[0], place), try number(values[1], place))
            noteBinary(name)
            return WrittenValue("LOG(\(base.text), \(inner.text))", .binaryNumber)
        case "BITAND":
            let values = try values(of: call, 2...2)
            let (left, right) = (try whole(values[0], place), try whole(values[1], place))
            return WrittenValue("CAST(\(left.text) & \(right.text) AS SIGNED)", .number(isWhole: true))
        case "WIDTH_BUCKET", "REMAINDER", "SINH", "COSH", "TANH", "ATAN2", "NANVL": return nil
        default: return nil
        }
    }

    private func numberLike(_ inner: WrittenValue, _ text: String, isWhole: Bool = false) -> WrittenValue {
        guard inner.kind != .binaryNumber else {
            var written = WrittenValue(text, .binaryNumber)
            written.isSingle = inner.isSingle
            return written
        }
        var written = WrittenValue(text, .number(isWhole: isWhole || inner.kind == .number(isWhole: true)))
        written.isNullable = inner.isNullable
        return written
    }

    private func noteBinary(_ name: String) {
        note(.lossy, "expression.binary", "\(name) is computed in binary floating point here: about 15 digits.")
    }

    /// To the source a number modulo 0 is the number itself.
    private func remainder(_ call: Call) throws(ConversionRefusal) -> WrittenValue {
        let values = try values(of: call, 2...2)
        let (left, right) = (try number(values[0], call.position), try number(values[1], call.position))
        var kind = ValueKind.number(
            isWhole: left.kind == .number(isWhole: true) && right.kind == .number(isWhole: true))
        if left.kind == .binaryNumber || right.kind == .binaryNumber { kind = .binaryNumber }
        if case .number(let digits)? = right.constant {
            if digits == "0" { return left }
            var written = WrittenValue("MOD(\(left.text), \(right.text))", kind)
            written.isNullable = left.isNullable
            return written
        }
        let text = "(CASE WHEN \(right.text) = 0 THEN \(left.text) ELSE MOD(\(left.text), \(right.text)) END)"
        return WrittenValue(text, kind)
    }

    private func rounded(_ name: String, _ call: Call) throws(ConversionRefusal) -> WrittenValue {
        let values = try values(of: call, 1...2)
        if values[0].kind.isMoment || values[0].kind == .zonedTimestamp { return try roundedMoment(name, values, call) }
        if values[0].kind == .unknown, purpose == .view {
            throw refusal(
                "expression.type",
                "Whether \(name) takes a number or a date cannot be told: the columns of its table "
                    + "are not known here.", at: call.position)
        }
        let inner = try number(values[0], call.position)
        if inner.kind == .binaryNumber, name == "ROUND" {
            note(
                .lossy, "expression.binary",
                "Binary floating point numbers are rounded to the nearest even one at the half.")
        }
        let digits = values.count == 2 ? try whole(values[1], call.position) : .number("0")
        let function = name == "ROUND" ? "ROUND" : "TRUNCATE"
        let isWhole = digits.wholeConstant.map { $0 <= 0 } ?? false
        var written = numberLike(inner, "\(function)(\(inner.text), \(digits.text))", isWhole: isWhole)
        written.isNullable = written.isNullable || digits.isNullable
        return written
    }

    /// Powers are binary floating point here, so that only those that can be multiplied out are exact.
    private func power(_ call: Call) throws(ConversionRefusal) -> WrittenValue {
        let values = try values(of: call, 2...2)
        let (base, exponent) = (try number(values[0], call.position), try number(values[1], call.position))
        if let times = exponent.wholeConstant, (1...8).contains(times), base.text.utf8.count <= 200,
            base.kind != .binaryNumber
        {
            let text = "(\(Array(repeating: base.text, count: times).joined(separator: " * ")))"
            return numberLike(base, text)
        }
        noteBinary("POWER")
        return WrittenValue("POW(\(base.text), \(exponent.text))", .binaryNumber)
    }
}
