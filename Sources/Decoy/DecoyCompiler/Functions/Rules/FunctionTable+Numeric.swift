internal import OracleSQL

extension FunctionTable {
    static let numericRules: [FunctionRule] = [
        sameNumber("ABS", "abs"), sameNumber("CEIL", "ceil"), sameNumber("FLOOR", "floor"),
        .numbers("SIGN", "sign"), .numbers("ACOS", "ora.acos"), .numbers("ASIN", "ora.asin"),
        .numbers("ATAN", "ora.atan"), .numbers("ATAN2", "ora.atan2", 2...2), .numbers("COS", "ora.cos"),
        .numbers("SIN", "ora.sin"), .numbers("TAN", "ora.tan"), .numbers("SINH", "ora.sinh"),
        .numbers("COSH", "ora.cosh"), .numbers("TANH", "ora.tanh"), .numbers("LN", "ora.ln"),
        .numbers("LOG", "ora.log", 2...2), .numbers("BITAND", "ora.bitand", 2...2),
        .numbers("WIDTH_BUCKET", "ora.width_bucket", 4...4),
        binaryOrNumber("EXP", "exp", 1...1), binaryOrNumber("SQRT", "sqrt", 1...1),
        binaryOrNumber("POWER", "power", 2...2), binaryOrNumber("MOD", "mod", 2...2),
        binaryOrNumber("REMAINDER", "remainder", 2...2),
        FunctionRule("NANVL", 2...2) { (call) throws(OracleFailure) in
            guard call.isBinary else { return call.result(try call.number(0), .plainNumber) }
            let first = try call.converted(0, .binaryDouble).sql
            let second = try call.converted(1, .binaryDouble).sql
            return call.result("CASE WHEN \(first) = 'NaN' THEN \(second) ELSE \(first) END", .binaryDouble)
        },
        FunctionRule("ROUND", 1...2) { (call) throws(OracleFailure) in try rounded(call, "round") },
        FunctionRule("TRUNC", 1...2) { (call) throws(OracleFailure) in try rounded(call, "trunc") },
    ]

    /// ABS and the like: the value keeps its binary type.
    private static func sameNumber(_ name: String, _ function: String) -> FunctionRule {
        FunctionRule(name, 1...1) { (call) throws(OracleFailure) in
            if call.isBinary { return call.result("\(function)(\(call.arguments[0].sql))", call.type(0)) }
            return call.result("\(function)(\(try call.number(0)))", .plainNumber)
        }
    }

    /// In binary when an argument is a binary float, in NUMBER otherwise.
    private static func binaryOrNumber(
        _ name: String, _ function: String, _ arguments: ClosedRange<Int>
    ) -> FunctionRule {
        FunctionRule(name, arguments) { (call) throws(OracleFailure) in
            let type = call.isBinary ? OracleType.binaryDouble : .plainNumber
            var list: [String] = []
            for index in 0..<call.count { list.append(try call.converted(index, type).sql) }
            let name = call.isBinary && function != "mod" && function != "remainder" ? function : "ora.\(function)"
            return call.result("\(name)(\(list.joined(separator: ", ")))", type)
        }
    }

    /// ROUND and TRUNC take numbers, dates and, since 23ai, intervals.
    private static func rounded(_ call: FunctionCall, _ function: String) throws(OracleFailure) -> TypedExpression {
        if call.type(0).isDatetime {
            let unit = call.count > 1 ? try call.text(1) : "'DD'"
            let name = call.count == 1 && function == "trunc" ? "ora.midnight(" : "ora.\(function)_date("
            let last = call.count == 1 && function == "trunc" ? ")" : ", \(unit))"
            return call.result("\(name)\(try call.date(0))\(last)", .date)
        }
        if call.type(0) == .binaryDouble || call.type(0) == .binaryFloat {
            guard call.count > 1 else { return call.result("\(function)(\(call.arguments[0].sql))", call.type(0)) }
            let number = try call.number(0)
            return call.result("ora.\(function)(\(number), \(try call.number(1)))", .plainNumber)
        }
        guard call.count > 1 else { return call.result("\(function)(\(try call.number(0)))", .plainNumber) }
        if let digits = call.literal(1), abs(digits) < 200 {
            return call.result("\(function)(\(try call.number(0)), \(digits))", .plainNumber)
        }
        return call.result("ora.\(function)(\(try call.number(0)), \(try call.number(1)))", .plainNumber)
    }
}
