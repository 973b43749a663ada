internal import DecoyDictionary
internal import OracleSQL

extension FunctionTable {
    static let statisticRules: [FunctionRule] = [
        spread("VARIANCE", "variance", nil), spread("VAR_POP", "spread", 0), spread("VAR_SAMP", "spread", 1),
        spread("STDDEV", "variance", nil, root: true), spread("STDDEV_POP", "spread", 0, root: true),
        spread("STDDEV_SAMP", "spread", 1, root: true),
        covariance("COVAR_POP", 0), covariance("COVAR_SAMP", 1),
        FunctionRule("CORR", 2...2, kind: .aggregateOrAnalytic) { (call) throws(OracleFailure) in
            let pair = try paired(call)
            let squares =
                "sum(\(pair.first) * \(pair.first))\(call.over), sum(\(pair.second) * \(pair.second))\(call.over)"
            return gathered(call, "ora.correlation(\(pair.sums), \(squares))", .plainNumber)
        },
        FunctionRule("MEDIAN", 1...1, kind: .aggregateOrAnalytic) { (call) throws(OracleFailure) in
            try between(call, call.arguments[0], "0.5")
        },
        FunctionRule("PERCENTILE_CONT", 1...1, kind: .aggregateOrAnalytic) { (call) throws(OracleFailure) in
            guard let key = call.withinGroup.first, call.withinGroup.count == 1 else {
                throw call.failure(30491, "missing ORDER BY clause")
            }
            let fraction = try call.number(0)
            return try between(call, key.expression, key.descending ? "(1 - \(fraction))" : fraction)
        },
        FunctionRule("PERCENTILE_DISC", 1...1, kind: .aggregateOrAnalytic) { (call) throws(OracleFailure) in
            guard let key = call.withinGroup.first, call.withinGroup.count == 1 else {
                throw call.failure(30491, "missing ORDER BY clause")
            }
            let fraction = try call.number(0)
            if call.over.isEmpty {
                let order = "\(key.expression.sql)\(key.descending ? " DESC" : "")"
                return gathered(
                    call, "percentile_disc((\(fraction))::float8) WITHIN GROUP (ORDER BY \(order))", key.expression.type
                )
            }
            guard !key.descending, key.expression.type.representation == .numeric else {
                throw OracleFailure.unsupported("PERCENTILE_DISC OVER in this order", at: call.position)
            }
            return gathered(call, "ora.percentile_disc(\(key.expression.sql), \(fraction))\(call.over)", .plainNumber)
        },
    ]

    private static func spread(_ name: String, _ function: String, _ less: Int?, root: Bool = false) -> FunctionRule {
        FunctionRule(name, 1...1, kind: .aggregateOrAnalytic) { (call) throws(OracleFailure) in
            let value = try call.number(0)
            let last = less.map { ", \($0)" } ?? ""
            var sql =
                "ora.\(function)(count(\(value))\(call.over), sum(\(value))\(call.over), "
                + "sum(\(value) * \(value))\(call.over)\(last))"
            if call.isDistinct {
                let own = less == 0 ? "var_pop" : "var_samp"
                sql = "ora.num(\(own)(DISTINCT round(\(value), 40)))"
                if less == nil { sql = "CASE WHEN count(DISTINCT \(value)) = 1 THEN 0 ELSE \(sql) END" }
            }
            return gathered(call, root ? "ora.sqrt(\(sql))" : sql, .plainNumber)
        }
    }

    private static func covariance(_ name: String, _ less: Int) -> FunctionRule {
        FunctionRule(name, 2...2, kind: .aggregateOrAnalytic) { (call) throws(OracleFailure) in
            gathered(call, "ora.covariance(\(try paired(call).sums), \(less))", .plainNumber)
        }
    }

    /// Only rows in which both values are there count: their number, the sum of products and both sums.
    private static func paired(
        _ call: FunctionCall
    ) throws(OracleFailure) -> (first: String, second: String, sums: String) {
        let (one, other) = (try call.number(0), try call.number(1))
        let first = "CASE WHEN (\(other)) IS NOT NULL THEN \(one) END"
        let second = "CASE WHEN (\(one)) IS NOT NULL THEN \(other) END"
        let product = "\(one) * \(other)"
        let sums =
            "count(\(product))\(call.over), sum(\(product))\(call.over), sum(\(first))\(call.over), "
            + "sum(\(second))\(call.over)"
        return ("(\(first))", "(\(second))", sums)
    }

    /// The value at a fraction of the rows, of numbers and of dates.
    private static func between(
        _ call: FunctionCall, _ value: TypedExpression, _ fraction: String
    ) throws(OracleFailure) -> TypedExpression {
        let gather = { (sql: String) in "ora.percentile_cont(\(sql), \(fraction))\(call.over)" }
        switch value.type {
        case .date: return gathered(call, "ora.stamp(\(gather("ora.seconds(\(value.sql))")))", .date)
        case .timestamp, .timestampLTZ, .intervalDS: return gathered(call, gather(value.sql), value.type)
        default:
            do {
                return gathered(call, gather(try Conversion.implicit(value, to: .plainNumber).sql), .plainNumber)
            } catch { throw call.placed(error) }
        }
    }
}
