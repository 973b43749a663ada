internal import OracleSQL

extension FunctionTable {
    static let patternRules: [FunctionRule] = [
        FunctionRule("REGEXP_LIKE", 2...3) { (call) throws(OracleFailure) in
            let flags = try call.text(2, otherwise: "NULL")
            return call.result("ora.regexp_like(\(try call.text(0)), \(try call.text(1)), \(flags))", .boolean)
        },
        .number("REGEXP_COUNT", 2...4) { (call) throws(OracleFailure) in
            let start = try whole(call, 2, "1")
            return "ora.regexp_count(\(try call.text(0)), \(try call.text(1)), \(start), "
                + "\(try call.text(3, otherwise: "NULL")))"
        },
        .number("REGEXP_INSTR", 2...7) { (call) throws(OracleFailure) in
            let (start, nth) = (try whole(call, 2, "1"), try whole(call, 3, "1"))
            let (behind, part) = (try whole(call, 4, "0"), try whole(call, 6, "0"))
            return "ora.regexp_instr(\(try call.text(0)), \(try call.text(1)), \(start), \(nth), \(behind), "
                + "\(try call.text(5, otherwise: "NULL")), \(part))"
        },
        .sameText("REGEXP_SUBSTR", 2...6) { (call) throws(OracleFailure) in
            let (start, nth, part) = (try whole(call, 2, "1"), try whole(call, 3, "1"), try whole(call, 5, "0"))
            return "ora.regexp_substr(\(try call.text(0)), \(try call.text(1)), \(start), \(nth), "
                + "\(try call.text(4, otherwise: "NULL")), \(part))"
        },
        FunctionRule("REGEXP_REPLACE", 2...6) { (call) throws(OracleFailure) in
            let (start, nth) = (try whole(call, 3, "1"), try whole(call, 4, "0"))
            let type = FunctionRule.variable(try call.textValue(0).type)
            return call.result(
                "ora.regexp_replace(\(try call.text(0)), \(try call.text(1)), \(try call.text(2, otherwise: "NULL")), "
                    + "\(start), \(nth), \(try call.text(5, otherwise: "NULL")))",
                type.isCharacter ? FunctionRule.variable(type, length: 4000) : type)
        },
    ]

    private static func whole(
        _ call: FunctionCall, _ index: Int, _ otherwise: String
    ) throws(OracleFailure) -> String { index < call.count ? try call.integer(index) : otherwise }

    static let codePointRules: [FunctionRule] = [
        .number("ASCII", 1...1) { (call) throws(OracleFailure) in "ora.ascii(\(try call.text(0)))" },
        .fixed("CHR", 1...1, .varchar2(4, .byte)) { (call) throws(OracleFailure) in "ora.chr(\(try call.number(0)))" },
        .fixed("NCHR", 1...1, .nvarchar2(2)) { (call) throws(OracleFailure) in "ora.nchr(\(try call.number(0)))" },
        FunctionRule("UNISTR", 1...1) { (call) throws(OracleFailure) in
            let source = try call.textValue(0)
            return call.result("ora.unistr(\(source.sql))", .nvarchar2(max(1, source.type.lengthInCharacters)))
        },
        FunctionRule("ASCIISTR", 1...1) { (call) throws(OracleFailure) in
            let source = try call.textValue(0)
            let length = min(4000, max(1, source.type.lengthInCharacters) * 10)
            return call.result("ora.asciistr(\(source.sql))", .varchar2(length, .byte))
        },
        .sameText("CONVERT", 2...3) { (call) throws(OracleFailure) in
            let known = ["AL32UTF8", "UTF8", "AL16UTF16"]
            for index in 1..<call.count {
                guard let name = call.literalText(index), known.contains(name.uppercased()) else {
                    throw call.failure(12703, "this character set conversion is not supported")
                }
            }
            return try call.text(0)
        },
        FunctionRule("TO_NCHAR", 1...3) { (call) throws(OracleFailure) in
            let value = try toChar(call)
            return call.result(value.sql, .nvarchar2(max(1, value.type.lengthInCharacters)))
        },
        .fixed("NLSSORT", 1...2, .raw(2000)) { (call) throws(OracleFailure) in
            "ora.cat_raw(ora.text_bytes(\(try call.text(0))), '\\x00'::bytea)"
        },
        .number("NLS_CHARSET_ID", 1...1) { (call) throws(OracleFailure) in "ora.charset_id(\(try call.text(0)))" },
        .fixed("NLS_CHARSET_NAME", 1...1, .varchar2(30, .byte)) { (call) throws(OracleFailure) in
            "ora.charset_name(\(try call.number(0)))"
        },
        .number("NLS_CHARSET_DECL_LEN", 2...2) { (call) throws(OracleFailure) in
            "CASE \(try call.number(1)) WHEN 2000 THEN trunc(\(try call.number(0)) / 2) "
                + "ELSE trunc(\(try call.number(0)) / 4) END"
        },
    ]
}
