internal import DecoyDictionary
internal import OracleSQL

extension FunctionTable {
    static let sessionRules: [FunctionRule] = [
        session("SYS_CONTEXT", 2...3, .varchar2(4000, .byte)) { (call) throws(OracleFailure) in
            "ora.sys_context(\(try call.text(0)), \(try call.text(1)))"
        },
        session("USERENV", 1...1, .varchar2(64, .byte)) { (call) throws(OracleFailure) in
            "ora.userenv(\(try call.text(0)))"
        },
        session("USER", 0...0, .varchar2(128, .byte)) { _ in "ora.setting('user', 'SYSTEM')" },
        session("UID", 0...0, .plainNumber) { _ in "ora.uid()" },
        session("SYS_GUID", 0...0, .raw(16)) { _ in "ora.sys_guid()" },
        session("ORA_INVOKING_USER", 0...0, .varchar2(128, .byte)) { _ in "ora.setting('user', 'SYSTEM')" },
        // Oracle does not publish how it hashes, and other numbers would be wrong answers.
        FunctionRule("ORA_HASH", 1...3) { (call) throws(OracleFailure) in
            throw OracleFailure.unsupported("ORA_HASH", at: call.position)
        },
        .fixed("DUMP", 1...4, .varchar2(4000, .byte), dump),
        .number("VSIZE", 1...1) { (call) throws(OracleFailure) in
            "length(\(try image(call).sql))::numeric"
        },
        FunctionRule("STANDARD_HASH", 1...2) { (call) throws(OracleFailure) in
            let method = call.literalText(1)?.uppercased() ?? "SHA1"
            let sizes = ["MD5": 16, "SHA1": 20, "SHA256": 32, "SHA384": 48, "SHA512": 64]
            guard let size = sizes[method] else { throw call.failure(904, "\"\(method)\": invalid identifier") }
            return call.result(
                "ora.standard_hash(coalesce(\(try image(call).sql), ''::bytea), '\(method)')", .raw(size))
        },
        .fixed("EMPTY_CLOB", 0...0, .clob) { _ in "''::text" },
        .fixed("EMPTY_BLOB", 0...0, .blob) { _ in "''::bytea" },
        .fixed("BFILENAME", 2...2, .bfile) { (call) throws(OracleFailure) in
            "convert_to(\(try call.text(0)) || chr(10) || \(try call.text(1)), 'UTF8')"
        },
        session("SCN_TO_TIMESTAMP", 1...1, .timestamp(9)) { (call) throws(OracleFailure) in
            "ora.scn_to_timestamp(\(try call.number(0)))"
        },
        session("TIMESTAMP_TO_SCN", 1...1, .plainNumber) { (call) throws(OracleFailure) in
            "ora.timestamp_to_scn(\(try call.converted(0, .timestamp(9)).sql))"
        },
    ]

    private static func session(
        _ name: String, _ range: ClosedRange<Int>, _ type: OracleType, _ sql: @escaping FunctionRule.Emission
    ) -> FunctionRule { .fixed(name, range, type, isDeterministic: false, sql) }

    private static func dump(_ call: FunctionCall) throws(OracleFailure) -> String {
        let (kind, sql) = try image(call)
        var arguments = ["\(kind)", sql]
        for index in 1..<4 { arguments.append(index < call.count ? try call.integer(index) : "NULL") }
        return "ora.dump(\(arguments.joined(separator: ", ")))"
    }

    /// The bytes of a value as Oracle keeps them, and the number of its type.
    private static func image(_ call: FunctionCall) throws(OracleFailure) -> (kind: Int, sql: String) {
        let sql = call.arguments[0].sql
        switch call.type(0) {
        case .number, .float, .plsInteger: return (2, "ora.number_bytes(\(sql))")
        case .date: return (12, "ora.date_bytes(\(sql))")
        case .char, .nchar: return (96, "ora.text_bytes(\(sql))")
        case .raw, .longRaw: return (23, sql)
        case .varchar2, .long, .urowid: return (1, "ora.text_bytes(\(sql))")
        case .nvarchar2: return (1, "ora.utf16_bytes(\(sql))")
        default: throw OracleFailure.unsupported("the bytes of \(call.type(0).dictionaryName)", at: call.position)
        }
    }
}
