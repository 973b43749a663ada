internal import OracleSQL

extension FunctionTable {
    static let textRules: [FunctionRule] = [
        .keptText("UPPER", 1...1) { (call) throws(OracleFailure) in "upper(\(try call.text(0)))" },
        .keptText("LOWER", 1...1) { (call) throws(OracleFailure) in "lower(\(try call.text(0)))" },
        .keptText("INITCAP", 1...1) { (call) throws(OracleFailure) in "initcap(\(try call.text(0)))" },
        .keptText("NLS_UPPER", 1...2) { (call) throws(OracleFailure) in "upper(\(try call.text(0)))" },
        .keptText("NLS_LOWER", 1...2) { (call) throws(OracleFailure) in "lower(\(try call.text(0)))" },
        .keptText("NLS_INITCAP", 1...2) { (call) throws(OracleFailure) in "initcap(\(try call.text(0)))" },
        .sameText("REVERSE", 1...1) { (call) throws(OracleFailure) in "reverse(\(try call.text(0)))" },
        .fixed("SOUNDEX", 1...1, .varchar2(4, .byte)) { (call) throws(OracleFailure) in
            "ora.soundex(\(try call.text(0)))"
        },
        length("LENGTH", "length"), length("LENGTHC", "length"), length("LENGTH2", "length"),
        length("LENGTH4", "length"), length("LENGTHB", "octet_length"),
        FunctionRule("SUBSTR", 2...3, emit: substring), FunctionRule("SUBSTRC", 2...3, emit: substring),
        .sameText("SUBSTRB", 2...3) { (call) throws(OracleFailure) in
            let size = call.count > 2 ? try call.integer(2) : "2147483647"
            return "ora.substrb(\(try call.text(0)), \(try call.integer(1)), \(size))"
        },
        .number("INSTR", 2...4, position("ora.instr")), .number("INSTRC", 2...4, position("ora.instr")),
        .number("INSTRB", 2...4, position("ora.instrb")),
        padding("LPAD"), padding("RPAD"),
        trimming("LTRIM"), trimming("RTRIM"),
        .sameText("TRIM", 1...1) { (call) throws(OracleFailure) in "nullif(btrim(\(try call.text(0)), ' '), '')" },
        trimmingSide("LEADING"), trimmingSide("TRAILING"), trimmingSide("BOTH"),
        FunctionRule("REPLACE", 2...3) { (call) throws(OracleFailure) in
            let source = try call.textValue(0)
            let new = try call.text(2, otherwise: "NULL")
            let type = FunctionRule.variable(source.type)
            let longest = type.isCharacter ? FunctionRule.variable(type, length: 4000) : type
            return call.result("ora.replace(\(source.sql), \(try call.text(1)), \(new))", longest)
        },
        FunctionRule("TRANSLATE", 1...3) { (call) throws(OracleFailure) in
            let value = try call.textValue(0)
            if let option = call.written?.options.first, call.count == 1 {
                // All texts are Unicode: TRANSLATE … USING changes the type alone.
                let length = value.type.lengthInCharacters
                let type: OracleType = option.hasSuffix("NCHAR_CS") ? .nvarchar2(length) : .varchar2(length, .byte)
                return call.result(value.sql, type)
            }
            guard call.count == 3 else { throw OracleFailure.notEnoughArguments(at: call.position) }
            return call.result(
                "ora.translate(\(value.sql), \(try call.text(1)), \(try call.text(2)))", value.type)
        },
        FunctionRule("CONCAT", 2...2) { (call) throws(OracleFailure) in
            let (first, second) = (try call.textValue(0), try call.textValue(1))
            let length = first.type.lengthInCharacters + second.type.lengthInCharacters
            let lob = [first.type, second.type].first { $0.isLOB }
            let type = lob ?? FunctionRule.variable(first.type, length: length)
            return call.result("ora.cat(\(first.sql), \(second.sql))", type)
        },
    ]

    /// LENGTH of a RAW counts the digits of its hexadecimal text.
    private static func length(_ name: String, _ function: String) -> FunctionRule {
        .number(name, 1...1) { (call) throws(OracleFailure) in
            switch call.type(0) {
            case .blob, .raw, .longRaw, .bfile:
                return name == "LENGTH" || name == "LENGTHB"
                    ? "(octet_length(\(call.arguments[0].sql))\(call.type(0).isLOB ? "" : " * 2"))::numeric"
                    : "length(\(try call.text(0)))::numeric"
            case .nvarchar2, .nchar:
                let factor = function == "octet_length" ? "2 * " : ""
                return "(\(factor)length(\(try call.text(0))))::numeric"
            default: return "\(function)(\(try call.text(0)))::numeric"
            }
        }
    }

    private static func substring(_ call: FunctionCall) throws(OracleFailure) -> TypedExpression {
        let source = try call.textValue(0)
        var type = FunctionRule.variable(source.type)
        if let size = call.literal(2), type.isCharacter {
            type = FunctionRule.variable(type, length: min(max(size, 1), max(type.lengthInCharacters, 1)))
        }
        if let start = call.literal(1), start >= 0 {
            guard call.count > 2 else {
                return call.result("nullif(substr(\(source.sql), \(max(start, 1))), '')", type)
            }
            if let size = call.literal(2), size > 0, size < 100_000_000, start < 100_000_000 {
                return call.result("nullif(substr(\(source.sql), \(max(start, 1)), \(size)), '')", type)
            }
        }
        let size = call.count > 2 ? ", \(try call.integer(2))" : ""
        return call.result("ora.substr(\(source.sql), \(try call.integer(1))\(size))", type)
    }

    private static func position(_ function: String) -> FunctionRule.Emission {
        { (call) throws(OracleFailure) in
            if call.count == 2, function == "ora.instr" {
                return "position(\(try call.text(1)) in \(try call.text(0)))::numeric"
            }
            let start = call.count > 2 ? try call.integer(2) : "1"
            let nth = call.count > 3 ? try call.integer(3) : "1"
            return "\(function)(\(try call.text(0)), \(try call.text(1)), \(start), \(nth))"
        }
    }

    private static func padding(_ name: String) -> FunctionRule {
        FunctionRule(name, 2...3) { (call) throws(OracleFailure) in
            let source = try call.textValue(0)
            let type =
                source.type.isCharacter
                ? FunctionRule.variable(source.type, length: call.literal(1) ?? 4000) : source.type
            let fill = try call.text(2, otherwise: "' '")
            return call.result(
                "ora.\(name == "LPAD" ? "lpad" : "rpad")(\(source.sql), \(try call.integer(1)), \(fill))", type)
        }
    }

    private static func trimming(_ name: String) -> FunctionRule {
        .sameText(name, 1...2) { (call) throws(OracleFailure) in
            let letters = try call.text(1, otherwise: "' '")
            return "nullif(\(name == "LTRIM" ? "ltrim" : "rtrim")(\(try call.text(0)), \(letters)), '')"
        }
    }

    /// `TRIM(LEADING 'x' FROM t)`: the arguments are the text and the character.
    private static func trimmingSide(_ side: String) -> FunctionRule {
        .sameText("TRIM \(side)", 1...2) { (call) throws(OracleFailure) in
            let letters = try call.text(1, otherwise: "' '")
            return "ora.trim_set(\(try call.text(0)), \(letters), '\(side)')"
        }
    }
}
