internal import Model
internal import OracleSQL

extension ExpressionWriter {
    /// ` ORDER BY …`; empty without keys. A whole number means the column at that place.
    func orderText(_ keys: [OrderKey], _ columns: [WrittenValue]) throws(ConversionRefusal) -> String {
        guard !keys.isEmpty else { return "" }
        var texts: [String] = []
        for key in keys {
            if case .literal(.number(let digits), let place) = key.expression {
                guard let number = Int(digits), columns.indices.contains(number - 1) else {
                    throw refusal("view.order", "There is no column number \(digits).", at: place)
                }
                texts += try orderParts(columns[number - 1], key)
            } else {
                texts += try orderParts(try value(key.expression), key)
            }
        }
        return texts.isEmpty ? "" : " ORDER BY \(texts.joined(separator: ", "))"
    }

    /// Nulls come last at the source and first at the destination, and the other way round when descending.
    func orderParts(_ value: WrittenValue, _ key: OrderKey) throws(ConversionRefusal) -> [String] {
        try requireOrder(value, key.expression.position)
        let direction = key.isDescending ? " DESC" : ""
        let nullsFirst = key.nulls.map { $0 == .first } ?? key.isDescending
        let text = value.hasCollation ? value.orNull : collated(value)
        // A constant orders nothing; the destination would read it as the number of a column.
        if value.constant != nil || value.isNull { return [] }
        let isNeeded = (value.isNullable || value.canBeEmpty) && nullsFirst == key.isDescending
        guard isNeeded else { return ["\(text)\(direction)"] }
        return ["\(text) IS NULL\(nullsFirst ? " DESC" : "")", "\(text)\(direction)"]
    }
}
