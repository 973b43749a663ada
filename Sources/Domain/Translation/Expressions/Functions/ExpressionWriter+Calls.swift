internal import Model
internal import OracleSQL

extension ExpressionWriter {
    func call(_ call: Call) throws(ConversionRefusal) -> WrittenValue {
        let name = call.names[call.names.count - 1]
        guard call.names.count == 1, call.link == nil else {
            let path = call.names.map(\.text).joined(separator: ".")
            throw refusal(
                "expression.function",
                "\(path) is a function of the source's own programs; write it at the destination, or put its meaning "
                    + "into the expression.", at: call.position)
        }
        if let written = try aggregate(call) { return written }
        guard call.window == nil, call.keep == nil, call.withinGroup == nil, call.quantifier == nil else {
            throw refusal(
                "expression.aggregate", "\(name.text) over groups or windows is not at the destination.",
                at: call.position)
        }
        guard call.arguments.allSatisfy({ $0.name == nil }), call.fallback == nil, call.options.isEmpty,
            call.returning == nil, call.order.isEmpty, call.nulls == nil
        else {
            throw refusal(
                "expression.arguments", "The clauses of \(name.text) do not exist at the destination.",
                at: call.position)
        }
        if let written = try emptinessCall(name.text, call) { return written }
        if let written = try textCall(name.text, call) { return written }
        if let written = try searchCall(name.text, call) { return written }
        if let written = try numberCall(name.text, call) { return written }
        if let written = try momentCall(name.text, call) { return written }
        if let written = try conversionCall(name.text, call) { return written }
        if let written = try patternCall(name.text, call) { return written }
        throw refusal(
            "expression.function", "The function \(name.text) has no exact counterpart at the destination.",
            at: call.position)
    }

    /// The arguments, when there are as many as the function takes.
    func values(of call: Call, _ counts: ClosedRange<Int>) throws(ConversionRefusal) -> [WrittenValue] {
        guard counts.contains(call.arguments.count), !call.isStar else {
            throw refusal(
                "expression.arguments", "\(call.names[0].text) has \(call.arguments.count) arguments.",
                at: call.position)
        }
        var values: [WrittenValue] = []
        for argument in call.arguments { values.append(try value(argument.value)) }
        return values
    }

    // MARK: Null

    func emptinessCall(_ name: String, _ call: Call) throws(ConversionRefusal) -> WrittenValue? {
        switch name {
        case "NVL": return try coalesce(try values(of: call, 2...2), call.position)
        case "COALESCE": return try coalesce(try values(of: call, 1...100), call.position)
        case "NVL2":
            let values = try values(of: call, 3...3)
            return try chosen(
                [isNull(values[0], isNegated: true)], [values[1], values[2]], call.position)
        case "NULLIF":
            let values = try values(of: call, 2...2)
            guard !values[1].isNull else { return values[0] }
            let (left, right) = try comparable(values[0], values[1], call.position)
            var written = values[0].nulled
            written.text = "NULLIF(\(left.text), \(right.text))"
            written.constant = nil
            written.isNullable = true
            return written
        case "DECODE": return try decode(call)
        case "GREATEST", "LEAST":
            let (values, kind) = try alike(try values(of: call, 1...100), call.position)
            guard values.count > 1 else { return values[0] }
            for value in values { try requireOrder(value, call.position) }
            var texts = values.map(\.orNull)
            if kind.isText, !values.contains(where: \.hasCollation) { texts[0] = collated(values[0]) }
            var written = WrittenValue("\(name)(\(texts.joined(separator: ", ")))", kind)
            written.hasCollation = kind.isText
            written.isNullable = values.contains { $0.isNullable || $0.canBeEmpty }
            written.isSingle = isSingle(values)
            return written
        default: return nil
        }
    }

    private func coalesce(
        _ values: [WrittenValue], _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> WrittenValue {
        let (alike, kind) = try alike(values, place)
        let full = alike.filter { !$0.isNull }
        guard full.count > 1 else { return full.first ?? .null }
        var texts = full.dropLast().map(\.orNull)
        texts.append(full[full.count - 1].text)
        var written = WrittenValue("COALESCE(\(texts.joined(separator: ", ")))", kind)
        written.canBeEmpty = full[full.count - 1].canBeEmpty
        written.hasCollation = full.contains(where: \.hasCollation)
        written.isNullable = full.allSatisfy(\.isNullable)
        written.isSingle = isSingle(full)
        return settled(written)
    }
}
