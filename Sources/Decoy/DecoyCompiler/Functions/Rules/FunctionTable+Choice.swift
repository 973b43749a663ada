internal import DecoyDictionary
internal import OracleSQL

extension FunctionTable {
    static let choiceRules: [FunctionRule] = [
        FunctionRule("NVL", 2...2) { (call) throws(OracleFailure) in
            let type = try common(call, Array(call.arguments))
            return call.result("coalesce(\(try list(call, 0..<2, type)))", type)
        },
        FunctionRule("NVL2", 3...3) { (call) throws(OracleFailure) in
            let type = try common(call, Array(call.arguments[1...]))
            let values = try converted(call, 1..<3, type)
            return call.result(
                "CASE WHEN (\(call.arguments[0].sql)) IS NOT NULL THEN \(values[0]) ELSE \(values[1]) END", type)
        },
        FunctionRule("COALESCE", 2...1000) { (call) throws(OracleFailure) in
            let type = try common(call, call.arguments)
            return call.result("coalesce(\(try list(call, 0..<call.count, type)))", type)
        },
        FunctionRule("NULLIF", 2...2) { (call) throws(OracleFailure) in
            let type = call.leadingType
            if call.arguments[0].isNullLiteral {
                throw call.failure(932, "inconsistent datatypes: expected - got CHAR")
            }
            let (first, second) = (try call.converted(0, type).sql, try call.converted(1, type).sql)
            return call.result(
                "CASE WHEN \(comparable(first, type)) = \(comparable(second, type)) THEN NULL ELSE \(first) END",
                FunctionRule.variable(type))
        },
        FunctionRule("DECODE", 3...255, emit: decode),
        extreme("GREATEST", "greatest", ">"), extreme("LEAST", "least", "<"),
        FunctionRule("LNNVL", 1...1) { (call) throws(OracleFailure) in
            call.result("((\(call.arguments[0].sql)) IS NOT TRUE)", .boolean)
        },
    ]

    /// The type of the result: that of all values where they go together, else the first one's.
    private static func common(
        _ call: FunctionCall, _ values: [TypedExpression]
    ) throws(OracleFailure) -> OracleType {
        let known = values.filter { !$0.isNullLiteral }
        guard var type = known.first?.type else { return .varchar2(1, .byte) }
        for value in known.dropFirst() { type = TypeUnion.of(type, value.type) ?? type }
        return type
    }

    private static func converted(
        _ call: FunctionCall, _ range: Range<Int>, _ type: OracleType
    ) throws(OracleFailure) -> [String] {
        var list: [String] = []
        for index in range { list.append(try call.converted(index, type).sql) }
        return list
    }

    private static func list(
        _ call: FunctionCall, _ range: Range<Int>, _ type: OracleType
    ) throws(OracleFailure) -> String { try converted(call, range, type).joined(separator: ", ") }

    /// What can be compared: of a zoned timestamp the moment.
    private static func comparable(_ sql: String, _ type: OracleType) -> String {
        type.representation == .timestampTZ ? "(\(sql)).u" : sql
    }

    /// NULL equals NULL here, and everything is compared as the first value to look for.
    private static func decode(_ call: FunctionCall) throws(OracleFailure) -> TypedExpression {
        let searches = stride(from: 1, to: call.count - 1, by: 2).map { $0 }
        let otherwise = call.count % 2 == 0 ? call.count - 1 : nil
        var compared = call.arguments[1].isNullLiteral ? call.type(0) : call.type(1)
        if call.arguments[0].isNullLiteral && call.arguments[1].isNullLiteral { compared = .varchar2(1, .byte) }
        let results = searches.map { $0 + 1 } + (otherwise.map { [$0] } ?? [])
        var type = call.type(2)
        if call.arguments[2].isNullLiteral {
            type = try common(call, results.map { call.arguments[$0] })
        } else {
            for index in results where !call.arguments[index].isNullLiteral {
                type = TypeUnion.of(type, call.type(index)) ?? type
            }
        }
        let value = comparable(try call.converted(0, compared).sql, compared)
        var sql = "CASE"
        for index in searches {
            let wanted = call.arguments[index]
            if wanted.isNullLiteral {
                sql += " WHEN (\(value)) IS NULL"
            } else {
                let search = comparable(try call.converted(index, compared).sql, compared)
                sql += " WHEN \(value) \(wanted.constant == nil ? "IS NOT DISTINCT FROM" : "=") \(search)"
            }
            sql += " THEN \(try call.converted(index + 1, type).sql)"
        }
        if let otherwise { sql += " ELSE \(try call.converted(otherwise, type).sql)" }
        return call.result("\(sql) END", FunctionRule.variable(type))
    }

    /// NULL when any argument is NULL, unlike PostgreSQL's functions of the same name.
    private static func extreme(_ name: String, _ function: String, _ sign: String) -> FunctionRule {
        FunctionRule(name, 1...255) { (call) throws(OracleFailure) in
            var type = call.type(0)
            if type.isNumeric || call.arguments[0].isNullLiteral { type = try common(call, call.arguments) }
            if type.isCharacter { type = FunctionRule.variable(try common(call, call.arguments.filter { isText($0) })) }
            let values = try converted(call, 0..<call.count, type)
            guard values.count > 1 else { return call.result(values[0], type) }
            let nulls = values.map { "(\($0)) IS NULL" }.joined(separator: " OR ")
            if type.representation == .timestampTZ {
                var best = values[0]
                for value in values.dropFirst() {
                    best = "CASE WHEN (\(value)).u \(sign) (\(best)).u THEN \(value) ELSE \(best) END"
                }
                return call.result("CASE WHEN \(nulls) THEN NULL ELSE \(best) END", type)
            }
            return call.result(
                "CASE WHEN \(nulls) THEN NULL ELSE \(function)(\(values.joined(separator: ", "))) END", type)
        }
    }

    private static func isText(_ value: TypedExpression) -> Bool { value.type.isCharacter }
}
