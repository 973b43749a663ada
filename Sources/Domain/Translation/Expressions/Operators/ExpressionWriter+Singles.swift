internal import Model
internal import OracleSQL

/// BINARY_FLOAT, which the destination keeps in double precision: the same values, but other ones between them.
extension ExpressionWriter {
    /// Whether the source computes with these values in single precision.
    func isSingle(_ values: [WrittenValue]) -> Bool {
        values.contains(where: \.isSingle) && values.allSatisfy { $0.isSingle || $0.kind != .binaryNumber }
    }

    /// The number nearest to these digits in single precision, without an exponent.
    private func rounded(_ digits: String, _ place: OracleSQL.Position) throws(ConversionRefusal) -> String {
        guard let number = Float(digits), number.isFinite, let plain = DecimalText.plain("\(Double(number))") else {
            throw refusal("expression.number", "The number has no plain form at the destination.", at: place)
        }
        return plain
    }

    /// A constant beside a BINARY_FLOAT, as the source rounds it.
    func single(_ value: WrittenValue, _ place: OracleSQL.Position) throws(ConversionRefusal) -> WrittenValue {
        guard case .number(let digits)? = value.constant else { return value }
        let plain = try rounded(digits, place)
        guard plain != digits else { return value }
        var written = WrittenValue.number(plain)
        written.text = plain.hasPrefix("-") ? "(\(plain)E0)" : "\(plain)E0"
        written.kind = .binaryNumber
        written.isSingle = true
        return written
    }

    /// `0.1f`, TO_BINARY_FLOAT and CAST to BINARY_FLOAT.
    func asSingle(_ value: WrittenValue, _ place: OracleSQL.Position) throws(ConversionRefusal) -> WrittenValue {
        if value.isSingle || value.isNull { return value }
        var written = WrittenValue("(\(value.text) + 0E0)", .binaryNumber)
        if case .number(let digits)? = value.constant {
            written.text = "\(try rounded(digits, place))E0"
            if written.text.hasPrefix("-") { written.text = "(\(written.text))" }
            written.isNullable = false
        } else {
            noteSingle()
        }
        written.isSingle = true
        return written
    }

    /// Both sides of a comparison of numbers.
    func singles(
        _ left: WrittenValue, _ right: WrittenValue, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> (WrittenValue, WrittenValue) {
        guard isSingle([left, right]), left.isSingle != right.isSingle else { return (left, right) }
        guard (left.isSingle ? right : left).constant != nil else {
            throw refusal(
                "expression.binary",
                "A BINARY_FLOAT is compared with a decimal number in single precision at the source, which the "
                    + "destination does not have.", at: place)
        }
        return (try single(left, place), try single(right, place))
    }

    func noteSingle() {
        note(
            .lossy, "expression.binary",
            "BINARY_FLOAT is computed in double precision here, in single precision at the source.")
    }
}
