internal import Model
internal import OracleSQL

extension ExpressionWriter {
    func conversionCall(_ name: String, _ call: Call) throws(ConversionRefusal) -> WrittenValue? {
        switch name {
        case "TO_CHAR": return try toText(call)
        case "TO_NUMBER": return try toNumber(call)
        case "TO_DATE", "TO_TIMESTAMP": return try toMoment(call, isDate: name == "TO_DATE")
        case "TO_BINARY_DOUBLE", "TO_BINARY_FLOAT":
            let inner = try number(try values(of: call, 1...1)[0], call.position)
            if name == "TO_BINARY_FLOAT" { return try asSingle(inner, call.position) }
            return WrittenValue("(\(inner.text) + 0E0)", .binaryNumber)
        case "HEXTORAW":
            let inner = try values(of: call, 1...1)[0]
            if inner.isNull { return .null }
            guard let digits = inner.textConstant else {
                return WrittenValue("UNHEX(\(try text(inner, call.position).orNull))", .bytes)
            }
            return try bytes(digits, call.position)
        case "RAWTOHEX":
            let inner = try values(of: call, 1...1)[0]
            guard inner.kind == .bytes || inner.kind == .unknown else { return nil }
            return WrittenValue("HEX(\(inner.text))", .text)
        default: return nil
        }
    }

    // MARK: Text

    private func toText(_ call: Call) throws(ConversionRefusal) -> WrittenValue {
        let values = try values(of: call, 1...3)
        guard values.count > 1 else { return try text(values[0], call.position) }
        if values[0].isNull || values[1].isNull { return .null }
        try requireEnglish(values, call)
        guard let format = values[1].textConstant else {
            throw refusal("expression.format", "The format of TO_CHAR must be a constant.", at: call.position)
        }
        if values[0].kind.isNumber {
            let inner = try number(values[0], call.position)
            guard let written = NumberModel(format)?.text(of: inner.text) else {
                throw refusal(
                    "expression.format", "The format `\(format)` of a number has no counterpart here.",
                    at: call.position)
            }
            var value = WrittenValue(written, .text)
            value.isNullable = inner.isNullable
            return value
        }
        if values[0].kind == .unknown, MomentModel(format) == nil || NumberModel(format) != nil {
            throw refusal(
                "expression.type", "Whether TO_CHAR prints a number or a date cannot be told here.", at: call.position)
        }
        let moment = try moment(values[0], call.position)
        let model = MomentModel(format)
        let hasFraction = moment.kind == .timestamp
        guard let written = model?.text(of: moment.text, hasFraction: hasFraction, digits: moment.fraction) else {
            throw refusal(
                "expression.format", "The format `\(format)` has an element without counterpart here.",
                at: call.position)
        }
        try noteNames(format, call)
        var value = WrittenValue(written, .text)
        value.isNullable = moment.isNullable
        return value
    }

    private func requireEnglish(_ values: [WrittenValue], _ call: Call) throws(ConversionRefusal) {
        guard values.count == 3 else { return }
        let language = (values[2].textConstant ?? "").uppercased().filter { !" '".contains($0) }
        guard language.hasSuffix("=ENGLISH") || language.hasSuffix("=AMERICAN") else {
            throw refusal("expression.format", "Formats are only translated for English.", at: call.position)
        }
    }

    private func noteNames(_ format: String, _ call: Call) throws(ConversionRefusal) {
        let upper = format.uppercased()
        guard upper.contains("MON") || upper.contains("DY") || upper.contains("DAY") else { return }
        guard !purpose.needsDeterminism else {
            throw refusal(
                "expression.language",
                "Names of months and days are in the language of the session, which \(purpose.words) cannot use.",
                at: call.position)
        }
        note(
            .remark, "expression.language",
            "Names of months and days are in the language of the session, lc_time_names here; English is assumed.")
    }

    // MARK: Numbers

    private func toNumber(_ call: Call) throws(ConversionRefusal) -> WrittenValue {
        let values = try values(of: call, 1...3)
        guard values.count == 1 else {
            throw refusal("expression.format", "TO_NUMBER with a format has no counterpart here.", at: call.position)
        }
        return try number(values[0], call.position)
    }

    // MARK: Dates

    private func toMoment(_ call: Call, isDate: Bool) throws(ConversionRefusal) -> WrittenValue {
        let values = try values(of: call, 1...3)
        let kind: ValueKind = isDate ? .date : .timestamp
        if values[0].isNull { return .null }
        try requireEnglish(values, call)
        guard values.count > 1, let format = values[1].textConstant else {
            throw refusal(
                "expression.format", "TO_DATE and TO_TIMESTAMP need a constant format; else the session decides.",
                at: call.position)
        }
        let isOfText = values[0].kind.isText || values[0].kind.isNumber
        guard isOfText || values[0].kind == .unknown else {
            throw refusal("expression.implicit", "How a date becomes text depends on the session.", at: call.position)
        }
        let bare = format.uppercased().hasPrefix("FX") ? String(format.dropFirst(2)) : format
        guard let model = MomentModel(bare), model.isWholeDate else {
            throw refusal(
                "expression.format",
                "The format `\(format)` leaves out year or month, which the source takes from "
                    + "the present, or has an element without counterpart here.", at: call.position)
        }
        let inner = try text(values[0], call.position)
        if let characters = inner.textConstant {
            guard let moment = MomentFormat.moment(of: characters, format: format) else {
                throw refusal(
                    "expression.date", "`\(characters)` cannot be read by the format `\(format)`.", at: call.position)
            }
            return try constant(moment: moment, kind, call.position)
        }
        guard let marks = model.readingMarks, model.namesDay else {
            throw refusal(
                "expression.format", "The format `\(format)` has an element without counterpart here.",
                at: call.position)
        }
        note(
            .lossy, "expression.date.reading",
            "Text that does not fit the format is an error at the source; here it is null in queries. So is text with "
                + "other separators than the format, or none, which the source takes.")
        let read = "STR_TO_DATE(\(inner.orNull), \(NameText.literal(marks)))"
        return WrittenValue(asMoment(read, fraction: isDate ? 0 : 6), kind)
    }

    // MARK: CAST

    func cast(_ cast: CastExpression) throws(ConversionRefusal) -> WrittenValue {
        guard cast.fallback == nil, cast.format.isEmpty, !cast.isTreat else {
            throw refusal("expression.cast", "The clauses of this CAST do not exist here.", at: cast.position)
        }
        let inner = try value(cast.value)
        switch cast.type {
        case .number(let precision, let scale): return try castNumber(inner, precision, scale, cast)
        case .float:
            return try number(inner, cast.position)
        case .binaryFloat: return try asSingle(try number(inner, cast.position), cast.position)
        case .binaryDouble:
            return WrittenValue("(\(try number(inner, cast.position).text) + 0E0)", .binaryNumber)
        case .varchar2(let length, let unit): return try castText(inner, length, countsBytes: unit == .byte, cast)
        case .nvarchar2(let length): return try castText(inner, length, countsBytes: false, cast)
        case .char(let length, let unit):
            let short = try castText(inner, length, countsBytes: unit == .byte, cast)
            return textLike(short, "RPAD(\(short.text), \(length), ' ')")
        case .clob, .nclob: return try text(inner, cast.position)
        case .date:
            let moment = try moment(inner, cast.position)
            return moment.kind == .timestamp ? withoutFraction(moment) : moment
        case .timestamp(let digits):
            let moment = try moment(inner, cast.position)
            return WrittenValue(asMoment(moment.text, fraction: min(digits, 6)), .timestamp)
        default:
            throw refusal(
                "expression.cast", "CAST to \(cast.type.declaration) has no counterpart here.", at: cast.position)
        }
    }

    private func castNumber(
        _ inner: WrittenValue, _ precision: Int?, _ scale: Int?, _ cast: CastExpression
    ) throws(ConversionRefusal) -> WrittenValue {
        let inner = try number(inner, cast.position)
        if inner.isNull { return inner }
        guard precision != nil || scale != nil else {
            return inner.kind == .binaryNumber
                ? WrittenValue("CAST(\(inner.text) AS \(Self.wide))", .number(isWhole: false)) : inner
        }
        let digits = scale ?? 0
        guard let precision, (0...30).contains(digits), precision >= digits else {
            var written = WrittenValue("ROUND(\(inner.text), \(digits))", .number(isWhole: digits <= 0))
            written.isNullable = inner.isNullable
            return written
        }
        note(
            .lossy, "expression.cast.range",
            "A number beyond the precision of CAST is an error at the source; here it is the largest one that fits.")
        var written = WrittenValue(
            "CAST(\(inner.text) AS DECIMAL(\(precision),\(digits)))", .number(isWhole: digits == 0))
        written.isNullable = inner.isNullable
        return written
    }

    private func castText(
        _ inner: WrittenValue, _ length: Int, countsBytes: Bool, _ cast: CastExpression
    ) throws(ConversionRefusal) -> WrittenValue {
        let inner = try text(inner, cast.position)
        if inner.isNull { return inner }
        if countsBytes {
            note(
                .remark, "expression.cast.length", "The length of CAST counts characters here, bytes at the source.")
        }
        return textLike(inner, "LEFT(\(inner.text), \(length))")
    }
}
