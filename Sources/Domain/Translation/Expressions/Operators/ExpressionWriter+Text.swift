internal import Model
internal import OracleSQL

extension ExpressionWriter {
    /// `||`: null counts as the empty text.
    func concatenation(_ parts: [Expression]) throws(ConversionRefusal) -> WrittenValue {
        var values: [WrittenValue] = []
        for part in parts { values.append(try text(try value(part), part.position)) }
        return concatenation(values)
    }

    func concatenation(_ values: [WrittenValue]) -> WrittenValue {
        let full = values.filter { !$0.isNull }
        guard full.count > 1 else { return full.first ?? .null }
        var written = WrittenValue("CONCAT(\(full.map(\.orEmpty).joined(separator: ", ")))", .text)
        if full.contains(where: { $0.kind == .largeText }) { written.kind = .largeText }
        written.hasCollation = full.contains(where: \.hasCollation)
        written.canBeEmpty = full.allSatisfy { $0.canBeEmpty || $0.isNullable }
        written.isNullable = written.canBeEmpty
        return written
    }

    func trim(_ trim: TrimExpression) throws(ConversionRefusal) -> WrittenValue {
        let inner = try text(try value(trim.value), trim.position)
        var removed = "' '"
        if let character = trim.character {
            let written = try text(try value(character), trim.position)
            guard let constant = written.textConstant, constant.unicodeScalars.count == 1 else {
                throw refusal("expression.trim", "TRIM takes one constant character here.", at: trim.position)
            }
            removed = written.text
        }
        let side =
            switch trim.side {
            case .leading: "LEADING"
            case .trailing: "TRAILING"
            case .both: "BOTH"
            }
        return textLike(inner, "TRIM(\(side) \(removed) FROM \(inner.text))", canBeEmpty: true)
    }

    /// What a function makes of a text.
    func textLike(_ inner: WrittenValue, _ text: String, canBeEmpty: Bool? = nil) -> WrittenValue {
        var written = WrittenValue(text, inner.kind == .largeText ? .largeText : .text)
        written.hasCollation = inner.hasCollation
        written.canBeEmpty = canBeEmpty ?? inner.canBeEmpty
        written.isNullable = inner.isNullable || written.canBeEmpty
        return written
    }
}
