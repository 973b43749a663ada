internal import DecoyDictionary
internal import OracleSQL

extension FunctionTable {
    static let documentRules: [FunctionRule] = [
        FunctionRule("IS JSON", 1...1) { (call) throws(OracleFailure) in
            call.result("ora.is_json(\(try document(call)))", .boolean)
        },
        FunctionRule("JSON_VALUE", 2...2) { (call) throws(OracleFailure) in
            let found = call.result("ora.json_value(\(try document(call)), \(try path(call)))", .varchar2(4000, .byte))
            guard let type = call.written?.returning else { return found }
            do throws(OracleFailure) { return try Conversion.cast(found, to: type) } catch { throw call.placed(error) }
        },
        FunctionRule("JSON_QUERY", 1...2) { (call) throws(OracleFailure) in
            call.result(
                "ora.json_query(\(try document(call)), \(call.count > 1 ? try path(call) : "'$'"))",
                call.written?.returning ?? .varchar2(4000, .byte))
        },
        FunctionRule("JSON_EXISTS", 2...2) { (call) throws(OracleFailure) in
            call.result("ora.json_exists(\(try document(call)), \(try path(call)))", .boolean)
        },
        FunctionRule("JSON", 1...1) { (call) throws(OracleFailure) in call.result(try call.text(0), .json) },
        FunctionRule("XMLTYPE", 1...1) { (call) throws(OracleFailure) in
            call.result("ora.xml(\(try call.text(0)))", .xmlType)
        },
        FunctionRule("XMLTYPE.CREATEXML", 1...1) { (call) throws(OracleFailure) in
            call.result("ora.xml(\(try call.text(0)))", .xmlType)
        },
        FunctionRule("XMLSERIALIZE", 1...1) { (call) throws(OracleFailure) in
            call.result(try call.text(0), call.written?.returning ?? .clob)
        },
        FunctionRule("GETCLOBVAL", 1...1) { (call) throws(OracleFailure) in call.result(try call.text(0), .clob) },
        FunctionRule("GETSTRINGVAL", 1...1) { (call) throws(OracleFailure) in
            call.result(try call.text(0), .varchar2(4000, .byte))
        },
    ]

    /// The characters of a document: bytes are UTF-8.
    private static func document(_ call: FunctionCall) throws(OracleFailure) -> String {
        if let value = call.arguments.first, value.type.representation == .bytea {
            return "ora.json_characters(\(value.sql))"
        }
        return try call.text(0)
    }

    /// A path is a constant text that begins with `$`.
    private static func path(_ call: FunctionCall) throws(OracleFailure) -> String {
        guard let path = call.literalText(1), path.hasPrefix("$") else {
            throw call.failure(40454, "path expression not a literal")
        }
        return quoted(path)
    }
}
