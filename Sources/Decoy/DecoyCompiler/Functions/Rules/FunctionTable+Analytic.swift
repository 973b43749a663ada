internal import DecoyDictionary
internal import OracleSQL

extension FunctionTable {
    static let analyticRules: [FunctionRule] = [
        FunctionRule("ROW_NUMBER", 0...0, kind: .analytic) { (call) throws(OracleFailure) in
            call.result("row_number()\(call.over)::numeric", .plainNumber)
        },
        rank("RANK", "rank"), rank("DENSE_RANK", "dense_rank"),
        rank("CUME_DIST", "cume_dist"), rank("PERCENT_RANK", "percent_rank"),
        FunctionRule("NTILE", 1...1, kind: .analytic) { (call) throws(OracleFailure) in
            call.result("ntile(\(try call.integer(0)))\(call.over)::numeric", .plainNumber)
        },
        neighbour("LAG", "lag", "ora.last_known", "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"),
        neighbour("LEAD", "lead", "ora.first_known", "ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING"),
        edge("FIRST_VALUE", "first_value", "ora.first_known"), edge("LAST_VALUE", "last_value", "ora.last_known"),
        FunctionRule("NTH_VALUE", 2...2, kind: .analytic) { (call) throws(OracleFailure) in
            if call.ignoresNulls || call.written?.fromLast == true {
                throw OracleFailure.unsupported("NTH_VALUE with FROM LAST or IGNORE NULLS", at: call.position)
            }
            return call.result(
                "nth_value(\(call.arguments[0].sql), \(try call.integer(1)))\(call.over)", call.type(0))
        },
        FunctionRule("RATIO_TO_REPORT", 1...1, kind: .analytic) { (call) throws(OracleFailure) in
            let value = try call.number(0)
            return call.result("ora.divide(\(value), nullif(sum(\(value))\(call.over), 0))", .plainNumber)
        },
    ]

    /// With OVER the rank of each row, with WITHIN GROUP the rank that a row of these values would have.
    private static func rank(_ name: String, _ function: String) -> FunctionRule {
        FunctionRule(name, 0...100, kind: .aggregateOrAnalytic) { (call) throws(OracleFailure) in
            if !call.withinGroup.isEmpty {
                guard call.withinGroup.count == call.count else {
                    throw call.failure(30491, "missing ORDER BY clause")
                }
                var values: [String] = []
                for (index, key) in call.withinGroup.enumerated() {
                    values.append(try call.converted(index, key.expression.type).sql)
                }
                let order = call.withinGroup.map(\.sql).joined(separator: ", ")
                return gathered(
                    call, "(\(function)(\(values.joined(separator: ", "))) WITHIN GROUP (ORDER BY \(order)))::numeric",
                    .plainNumber)
            }
            guard !call.over.isEmpty else {
                throw call.failure(30484, "missing window specification for this function")
            }
            if name == "CUME_DIST" { return call.result(distribution(call), .plainNumber) }
            if name == "PERCENT_RANK" { return call.result(percentRank(call), .plainNumber) }
            return call.result("\(function)()\(call.over)::numeric", .plainNumber)
        }
    }

    /// The window without its order: the whole partition.
    private static func partition(_ over: String) -> String {
        guard let order = over.firstRange(of: "ORDER BY") else { return over }
        return "\(over[..<order.lowerBound]))"
    }

    /// PostgreSQL computes both in binary; these are quotients of counts with all digits.
    private static func distribution(_ call: FunctionCall) -> String {
        "ora.divide(count(*)\(call.over)::numeric, count(*)\(partition(call.over))::numeric)"
    }

    private static func percentRank(_ call: FunctionCall) -> String {
        let rows = "count(*)\(partition(call.over))::numeric"
        return
            "CASE WHEN \(rows) = 1 THEN 0 ELSE ora.divide(rank()\(call.over)::numeric - 1, nullif(\(rows) - 1, 0)) END"
    }

    private static func neighbour(
        _ name: String, _ function: String, _ known: String, _ frame: String
    ) -> FunctionRule {
        FunctionRule(name, 1...3, kind: .analytic) { (call) throws(OracleFailure) in
            let type = FunctionRule.variable(call.type(0))
            let value = call.arguments[0].sql
            if call.ignoresNulls {
                guard call.count == 1 || call.literal(1) == 1 else {
                    throw OracleFailure.unsupported("\(name) IGNORE NULLS over more than a row", at: call.position)
                }
                let found = "\(known)(\(value))\(call.over.dropLast()) \(frame))"
                guard call.count > 2 else { return call.result(found, type) }
                return call.result("coalesce(\(found), \(try call.converted(2, type).sql))", type)
            }
            let distance = call.count > 1 ? ", \(try call.integer(1))" : ""
            let otherwise = call.count > 2 ? ", \(try call.converted(2, type).sql)" : ""
            return call.result("\(function)(\(value)\(distance)\(otherwise))\(call.over)", type)
        }
    }

    private static func edge(_ name: String, _ function: String, _ known: String) -> FunctionRule {
        FunctionRule(name, 1...1, kind: .analytic) { (call) throws(OracleFailure) in
            let chosen = call.ignoresNulls ? known : function
            return call.result("\(chosen)(\(call.arguments[0].sql))\(call.over)", FunctionRule.variable(call.type(0)))
        }
    }
}
