internal import Model
internal import OracleSQL

/// Writes the default of a column: a constant and the clock stand bare, everything else between parentheses.
struct DefaultWriter {
    let writer: ExpressionWriter
    let column: ExpressionScope.Column

    /// Nil when the default is null.
    func write(_ tree: Expression) throws(ConversionRefusal) -> TranslatedExpression? {
        if let text = try clock(tree) { return TranslatedExpression(text, notes: writer.notes) }
        let value = try writer.fitted(try writer.value(tree), to: column, tree.position)
        if value.isNull { return nil }
        if let text = constant(value) { return TranslatedExpression(text, notes: writer.notes) }
        guard writer.rules.abilities.hasExpressionDefaults else {
            throw needsConstant(tree)
        }
        if writer.rules.family == .oceanBase, value.text.contains("(CASE ") {
            throw writer.refusal(
                "default.cast", "Defaults with CASE break the connection to OceanBase.", at: tree.position)
        }
        return TranslatedExpression("(\(value.orNull))", notes: writer.notes)
    }

    private func constant(_ value: WrittenValue) -> String? {
        switch value.constant {
        case .number(let digits)?: digits
        case .text(let characters)?: NameText.literal(characters)
        case .moment(let moment)?: NameText.literal(moment)
        case nil: nil
        }
    }

    /// CURRENT_TIMESTAMP of the column's own precision, which every destination takes; in UTC where the column's
    /// zone is kept so.
    private func clock(_ tree: Expression) throws(ConversionRefusal) -> String? {
        let name: Name
        switch tree {
        case .reference(let reference) where reference.names.count == 1: name = reference.last
        case .call(let call) where call.names.count == 1 && call.arguments.count == 1: name = call.names[0]
        default: return nil
        }
        let words = ["SYSDATE", "SYSTIMESTAMP", "CURRENT_DATE", "CURRENT_TIMESTAMP", "LOCALTIMESTAMP"]
        guard words.contains(name.text), !name.isQuoted else { return nil }
        let isZoned = ValueKind(column.source.type) == .zonedTimestamp
        switch column.type {
        case .dateTime(let fraction) where isZoned:
            guard writer.rules.abilities.hasExpressionDefaults else { throw needsConstant(tree) }
            return "(\(writer.zonedClock(name.text, fraction: fraction).text))"
        // A TIMESTAMP is a moment of its own: the server takes it by the session's clock and keeps it in UTC.
        case .dateTime(let fraction), .timestamp(let fraction):
            writer.noteClock(name.text)
            return fraction == 0 ? "CURRENT_TIMESTAMP" : "CURRENT_TIMESTAMP(\(fraction))"
        default: return nil
        }
    }

    private func needsConstant(_ tree: Expression) -> ConversionRefusal {
        writer.refusal("default.expression", "The destination takes only constants as defaults.", at: tree.position)
    }
}

extension ExpressionWriter {
    /// The value as the column takes it, converted as the source would convert it.
    func fitted(
        _ value: WrittenValue, to column: ExpressionScope.Column, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> WrittenValue {
        if value.isNull { return value }
        switch ValueKind(column.source.type, stored: column.type) {
        case .text, .paddedText, .largeText: return try text(value, place)
        case .binaryNumber where NameScope.value(of: column.source, column.name, column.type).isSingle:
            let number = try number(value, place)
            if number.constant == nil, !number.isSingle { noteSingle() }
            return try single(number, place)
        case .number, .binaryNumber: return try number(value, place)
        case .date:
            let moment = try moment(value.inSession ?? value, place)
            return moment.kind == .timestamp && moment.constant == nil ? withoutFraction(moment) : moment
        case .timestamp: return try moment(value.inSession ?? value, place)
        case .zonedTimestamp:
            if value.kind == .zonedTimestamp { return value }
            let moment = try moment(value, place)
            guard moment.constant != nil else { break }
            note(
                .lossy, "expression.zone",
                "A moment without a time zone is taken for one in UTC, which the source would read in the zone of the "
                    + "session.")
            return moment
        case .bytes:
            if value.kind == .bytes { return value }
            if let digits = value.textConstant { return try bytes(digits, place) }
        // Whole numbers have one text only.
        case .keptAsText:
            if ValueKind(column.source.type).isNumber, let whole = value.wholeConstant { return .text(String(whole)) }
        default: break
        }
        throw refusal(
            "expression.type", "A column \(column.source.typeText) does not take \(value.kind.words) here.", at: place)
    }
}
