internal import DecoyDictionary
internal import OracleSQL

extension FunctionTable {
    static let packageRules: [FunctionRule] = [
        .number("DBMS_LOB.GETLENGTH", 1...1) { (call) throws(OracleFailure) in
            isBytes(call) ? "length(\(call.arguments[0].sql))::numeric" : "length(\(try call.text(0)))::numeric"
        },
        FunctionRule("DBMS_LOB.SUBSTR", 1...3) { (call) throws(OracleFailure) in
            let amount = call.count > 1 ? try call.integer(1) : "32767"
            let start = call.count > 2 ? try call.integer(2) : "1"
            let source = isBytes(call) ? call.arguments[0].sql : try call.text(0)
            return call.result(
                "ora.lob_substr(\(source), \(amount), \(start))", isBytes(call) ? .raw(2000) : .varchar2(4000, .byte))
        },
        .number("DBMS_LOB.INSTR", 2...4) { (call) throws(OracleFailure) in
            let start = call.count > 2 ? try call.integer(2) : "1"
            let nth = call.count > 3 ? try call.integer(3) : "1"
            guard !isBytes(call) else {
                let part = try call.converted(1, .raw(2000)).sql
                return "ora.bytes_instr(\(call.arguments[0].sql), \(part), \(start), \(nth))"
            }
            return "ora.instr(\(try call.text(0)), \(try call.text(1)), \(start), \(nth))"
        },
        .number("DBMS_LOB.COMPARE", 2...2) { (call) throws(OracleFailure) in
            isBytes(call)
                ? "ora.lob_compare(\(call.arguments[0].sql), \(try call.converted(1, .blob).sql))"
                : "ora.lob_compare(\(try call.text(0)), \(try call.text(1)))"
        },
        .number("DBMS_DEBUG_JDWP.CURRENT_SESSION_ID", 0...0) { (_) throws(OracleFailure) in
            "ora.userenv('SID')::numeric"
        },
        .number("DBMS_DEBUG_JDWP.CURRENT_SESSION_SERIAL", 0...0) { (_) throws(OracleFailure) in
            "ora.setting('serial', '1')::numeric"
        },
        rowid("ROWID_OBJECT") { "(\($0) >> 39)::numeric" },
        rowid("ROWID_BLOCK_NUMBER") { "((\($0) >> 15) & 16777215)::numeric" },
        rowid("ROWID_ROW_NUMBER") { "(\($0) & 32767)::numeric" },
        rowid("ROWID_RELATIVE_FNO") { "CASE WHEN (\($0)) IS NOT NULL THEN 4::numeric END" },
        rowid("ROWID_TO_ABSOLUTE_FNO", 3) { "CASE WHEN (\($0)) IS NOT NULL THEN 4::numeric END" },
        rowid("ROWID_TYPE") { "CASE WHEN (\($0)) IS NOT NULL THEN 1::numeric END" },
        .fixed("DBMS_ROWID.ROWID_CREATE", 5...5, .rowid) { (call) throws(OracleFailure) in
            "((trunc(\(try call.number(1)))::bigint << 39) | (trunc(\(try call.number(3)))::bigint << 15) "
                + "| trunc(\(try call.number(4)))::bigint)"
        },
        random("VALUE", 0...2, .plainNumber) { (call) throws(OracleFailure) in
            call.count == 2 ? "ora.random_value(\(try call.number(0)), \(try call.number(1)))" : "ora.random_value()"
        },
        random("NORMAL", 0...0, .plainNumber) { _ in "ora.random_normal()" },
        random("RANDOM", 0...0, .plainNumber) { _ in "floor(random() * 4294967296 - 2147483648)::numeric" },
        random("STRING", 2...2, .varchar2(4000, .byte)) { (call) throws(OracleFailure) in
            "ora.random_text(\(try call.text(0)), \(try call.integer(1)))"
        },
        .number("DBMS_UTILITY.GET_TIME", 0...0, isDeterministic: false) { _ in "ora.get_time()" },
        FunctionRule("DBMS_UTILITY.GET_HASH_VALUE", 3...3) { (call) throws(OracleFailure) in
            throw OracleFailure.unsupported("DBMS_UTILITY.GET_HASH_VALUE", at: call.position)
        },
        .fixed("DBMS_METADATA.GET_DDL", 2...3, .clob, isDeterministic: false) { (call) throws(OracleFailure) in
            "dict.get_ddl(\(try call.text(0)), \(try call.text(1)), \(try call.text(2, otherwise: "NULL::text")))"
        },
        .fixed("DBMS_METADATA.GET_DEPENDENT_DDL", 2...3, .clob, isDeterministic: false) {
            (call) throws(OracleFailure) in
            "dict.get_dependent_ddl(\(try call.text(0)), \(try call.text(1)), "
                + "\(try call.text(2, otherwise: "NULL::text")))"
        },
        .number("DBMS_FLASHBACK.GET_SYSTEM_CHANGE_NUMBER", 0...0, isDeterministic: false) { _ in "ora.clock_scn()" },
        FunctionRule("UTL_RAW.CAST_TO_RAW", 1...1) { (call) throws(OracleFailure) in
            call.result("ora.text_bytes(\(try call.text(0)))", .raw(2000))
        },
        .fixed("UTL_RAW.CAST_TO_VARCHAR2", 1...1, .varchar2(4000, .byte)) { (call) throws(OracleFailure) in
            "ora.bytes_text(\(try call.converted(0, .raw(2000)).sql))"
        },
        .number("UTL_RAW.LENGTH", 1...1) { (call) throws(OracleFailure) in
            "length(\(try call.converted(0, .raw(2000)).sql))::numeric"
        },
        .fixed("UTL_RAW.SUBSTR", 2...3, .raw(2000)) { (call) throws(OracleFailure) in
            let size = call.count > 2 ? try call.integer(2) : "32767"
            return "ora.lob_substr(\(try call.converted(0, .raw(2000)).sql), \(size), \(try call.integer(1)))"
        },
        .fixed("UTL_RAW.CONCAT", 1...12, .raw(2000)) { (call) throws(OracleFailure) in
            var sql = try call.converted(0, .raw(2000)).sql
            for index in 1..<call.count { sql = "ora.cat_raw(\(sql), \(try call.converted(index, .raw(2000)).sql))" }
            return sql
        },
    ]

    private static func isBytes(_ call: FunctionCall) -> Bool { call.type(0).representation == .bytea }

    private static func rowid(
        _ name: String, _ most: Int = 2, _ sql: @escaping @Sendable (String) -> String
    ) -> FunctionRule {
        .number("DBMS_ROWID.\(name)", 1...most) { (call) throws(OracleFailure) in
            sql("(\(try call.converted(0, .rowid).sql))")
        }
    }

    private static func random(
        _ name: String, _ range: ClosedRange<Int>, _ type: OracleType, _ sql: @escaping FunctionRule.Emission
    ) -> FunctionRule { .fixed("DBMS_RANDOM.\(name)", range, type, isDeterministic: false, sql) }
}
