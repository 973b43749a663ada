internal import DecoyDictionary
internal import OracleSQL

extension FunctionTable {
    static let conversionRules: [FunctionRule] = [
        FunctionRule("TO_CHAR", 1...3) { (call) throws(OracleFailure) in try toChar(call) },
        parsing("TO_NUMBER", 1...3, .plainNumber, "number"), parsing("TO_DATE", 1...3, .date, "date"),
        parsing("TO_TIMESTAMP", 1...3, .timestamp(9), "ts"), parsing("TO_TIMESTAMP_TZ", 1...3, .timestampTZ(9), "tstz"),
        parsing("TO_DSINTERVAL", 1...2, .intervalDS(day: 9, second: 9), "ds"),
        parsing("TO_YMINTERVAL", 1...2, .intervalYM(9), "ym"),
        parsing("TO_BINARY_DOUBLE", 1...3, .binaryDouble, "double"),
        parsing("TO_BINARY_FLOAT", 1...3, .binaryFloat, "float"),
        casting("TO_CLOB", .clob), casting("TO_NCLOB", .nclob), casting("TO_BLOB", .blob),
        FunctionRule("TO_LOB", 1...1) { (call) throws(OracleFailure) in
            call.result(call.arguments[0].sql, call.type(0) == .longRaw ? .blob : .clob)
        },
        .sameText("TO_SINGLE_BYTE", 1...1) { (call) throws(OracleFailure) in try call.text(0) },
        .sameText("TO_MULTI_BYTE", 1...1) { (call) throws(OracleFailure) in try call.text(0) },
        FunctionRule("HEXTORAW", 1...1) { (call) throws(OracleFailure) in
            let source = try call.textValue(0)
            return call.result("ora.text_raw(\(source.sql))", .raw(max(1, (source.type.lengthInCharacters + 1) / 2)))
        },
        FunctionRule("RAWTOHEX", 1...1) { (call) throws(OracleFailure) in
            let value = call.arguments[0]
            let bytes: String
            switch value.type {
            case .raw, .longRaw, .blob, .bfile: bytes = value.sql
            case .number, .float, .plsInteger: bytes = "ora.number_bytes(\(value.sql))"
            case .date: bytes = "ora.date_bytes(\(value.sql))"
            default: bytes = "ora.text_bytes(\(try call.text(0)))"
            }
            return call.result("ora.raw_text(\(bytes))", .varchar2(max(2, value.type.lengthInBytes * 2), .byte))
        },
        casting("CHARTOROWID", .rowid),
        .fixed("ROWIDTOCHAR", 1...1, .varchar2(18, .byte)) { (call) throws(OracleFailure) in
            "ora.rowid_text(\(try call.converted(0, .rowid).sql))"
        },
        .fixed("ROWIDTONCHAR", 1...1, .nvarchar2(18)) { (call) throws(OracleFailure) in
            "ora.rowid_text(\(try call.converted(0, .rowid).sql))"
        },
    ]

    private static func casting(_ name: String, _ type: OracleType) -> FunctionRule {
        FunctionRule(name, 1...2) { (call) throws(OracleFailure) in
            call.result(try call.converted(0, type).sql, type)
        }
    }

    /// TO_CHAR of every type; a text with a number model is a number first.
    static func toChar(_ call: FunctionCall) throws(OracleFailure) -> TypedExpression {
        guard call.count > 1 else {
            let value = try call.textValue(0)
            return call.result(
                value.sql, FunctionRule.variable(value.type == .clob ? .varchar2(4000, .byte) : value.type))
        }
        if call.count > 2 { try checkLanguage(call) }
        let value = call.arguments[0]
        let model = try call.text(1)
        let longest = OracleType.varchar2(75, .byte)
        switch value.type {
        case .date: return call.result("ora.date_text(\(value.sql), \(model))", longest)
        case .timestamp(let digits): return call.result("ora.ts_text(\(value.sql), \(digits), \(model))", longest)
        case .timestampTZ(let digits): return call.result("ora.tstz_text(\(value.sql), \(digits), \(model))", longest)
        case .timestampLTZ(let digits): return call.result("ora.ltz_text(\(value.sql), \(digits), \(model))", longest)
        case .intervalYM, .intervalDS: return try call.textValue(0)
        default:
            let nls = try call.text(2, otherwise: "''")
            return call.result("ora.to_char(\(try call.number(0)), \(model), \(nls))", .varchar2(64, .byte))
        }
    }

    /// Names of months and days are known in English only.
    private static func checkLanguage(_ call: FunctionCall) throws(OracleFailure) {
        guard let text = call.literalText(2)?.uppercased() else { return }
        guard text.hasPrefix("NLS_DATE_LANGUAGE") || text.hasPrefix("NLS_LANGUAGE") else { return }
        if !text.contains("AMERICAN") && !text.contains("ENGLISH") {
            throw OracleFailure.unsupported("names of dates in another language than English", at: call.position)
        }
    }

    /// The functions TO_…: one argument converts silently, more go by a model, a fallback takes what does not convert.
    private static func parsing(
        _ name: String, _ range: ClosedRange<Int>, _ type: OracleType, _ kind: String
    ) -> FunctionRule {
        FunctionRule(name, range) { (call) throws(OracleFailure) in
            let value = call.arguments[0]
            if call.count > 2 { try checkLanguage(call) }
            let isText = Conversion.isText(value.type) || value.isNullLiteral
            guard isText || (call.count > 1 && type.representation != .numeric) || call.fallback != nil else {
                return call.result(try call.converted(0, type).sql, type)
            }
            let model = try call.text(1, otherwise: "NULL::text")
            let source = try call.text(0)
            let sql = try parse(call, kind, source, model)
            guard let fallback = call.fallback else { return call.result(sql, type) }
            let other = try fallbackText(call, fallback, kind, model, type)
            return call.result(
                "CASE WHEN (\(source)) IS NULL THEN NULL WHEN ora.converts('\(kind)', \(source), \(model)) "
                    + "THEN \(sql) ELSE \(other) END", type)
        }
    }

    /// Whether a model names year, month and day in full: what it leaves out is taken from today.
    private static func isWhole(_ model: String?) -> Bool {
        guard let model = model?.uppercased() else { return false }
        let hasYear = model.contains("YYYY") || model.contains("RRRR")
        let hasMonth = model.contains("MM") || model.contains("MON")
        let hasDay = model.contains("DDD") || (model.contains("DD") && hasMonth)
        return hasYear && hasDay || model.contains("J")
    }

    private static func parse(
        _ call: FunctionCall, _ kind: String, _ source: String, _ model: String
    ) throws(OracleFailure) -> String {
        let hasModel = call.count > 1
        switch kind {
        case "number" where hasModel: return "ora.to_number(\(source), \(model), \(try call.text(2, otherwise: "''")))"
        case "double" where hasModel: return "ora.number_double(ora.to_number(\(source), \(model)))"
        case "float" where hasModel: return "ora.number_float(ora.to_number(\(source), \(model)))"
        case "date" where hasModel && !isWhole(call.literalText(1)),
            "ts" where hasModel && !isWhole(call.literalText(1)):
            return "ora.text_\(kind)_today(\(source), \(model))"
        case "date" where hasModel, "ts" where hasModel, "tstz" where hasModel:
            return "ora.text_\(kind)(\(source), \(model))"
        default: return "ora.text_\(kind)(\(source))"
        }
    }

    /// The fallback is of the result's type, or a text that is read like the value.
    private static func fallbackText(
        _ call: FunctionCall, _ fallback: TypedExpression, _ kind: String, _ model: String, _ type: OracleType
    ) throws(OracleFailure) -> String {
        if fallback.isNullLiteral { return Conversion.null(type).sql }
        do {
            if Conversion.isText(fallback.type) { return try parse(call, kind, fallback.sql, model) }
            return try Conversion.implicit(fallback, to: type).sql
        } catch { throw call.placed(error) }
    }
}
