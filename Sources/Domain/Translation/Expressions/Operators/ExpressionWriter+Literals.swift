internal import Model
internal import OracleSQL

extension ExpressionWriter {
    func literal(_ literal: Literal, _ place: OracleSQL.Position) throws(ConversionRefusal) -> WrittenValue {
        switch literal {
        case .null: return .null
        case .number(let digits):
            guard let plain = DecimalText.plain(digits) else {
                throw refusal("expression.number", "The destination's numbers have at most 65 digits.", at: place)
            }
            return .number(plain)
        case .binaryFloat(let digits) where DecimalText.plain(digits) != nil:
            return try asSingle(.number(DecimalText.plain(digits) ?? digits), place)
        case .binaryFloat(let digits), .binaryDouble(let digits):
            guard let plain = DecimalText.plain(digits) else {
                throw refusal("expression.number", "The number has no plain form at the destination.", at: place)
            }
            return WrittenValue("\(plain)E0", .binaryNumber)
        case .string(let characters, _): return .text(characters)
        case .boolean(let value): return .number(value ? "1" : "0")
        case .date(let text): return try moment(text, isDate: true, place)
        case .timestamp(let text): return try moment(text, isDate: false, place)
        case .interval:
            throw refusal(
                "expression.interval", "An interval can only be added to a date here, or taken from it.", at: place)
        }
    }

    private func moment(
        _ text: String, isDate: Bool, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> WrittenValue {
        guard let moment = MomentReader.moment(of: text, isDate: isDate) else {
            throw refusal("expression.date", "The destination cannot hold this point in time.", at: place)
        }
        let isZoned = MomentReader.namesZone(text)
        return try constant(moment: moment, isDate ? .date : isZoned ? .zonedTimestamp : .timestamp, place)
    }

    func constant(
        moment: String, _ kind: ValueKind, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> WrittenValue {
        guard let point = moment.firstIndex(of: ".") else { return .moment(moment, kind) }
        let fraction = moment[moment.index(after: point)...]
        guard fraction.dropFirst(6).allSatisfy({ $0 == "0" }) else {
            throw refusal("expression.date", "The destination keeps six digits of a second.", at: place)
        }
        return .moment(String(moment[..<point]) + "." + fraction.prefix(6), kind)
    }
}
