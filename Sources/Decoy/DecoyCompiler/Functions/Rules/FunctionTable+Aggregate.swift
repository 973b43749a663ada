internal import DecoyDictionary
internal import OracleSQL

extension FunctionTable {
    static let aggregateRules: [FunctionRule] = [
        FunctionRule("COUNT", 0...1, kind: .aggregateOrAnalytic) { (call) throws(OracleFailure) in
            if call.isStar || call.arguments.isEmpty {
                return gathered(call, "count(*)\(call.over)::numeric", .plainNumber)
            }
            let value = call.arguments[0]
            let counted = value.type.representation == .timestampTZ ? "(\(value.sql)).u" : value.sql
            return gathered(call, "count(\(distinct(call))\(counted))\(call.over)::numeric", .plainNumber)
        },
        FunctionRule("SUM", 1...1, kind: .aggregateOrAnalytic) { (call) throws(OracleFailure) in
            let type = call.isBinary ? call.type(0) : OracleType.plainNumber
            let value = try call.converted(0, type).sql
            let sum = "sum(\(distinct(call))\(value))\(call.over)"
            return gathered(call, call.isBinary ? sum : "ora.num(\(sum))", type)
        },
        FunctionRule("AVG", 1...1, kind: .aggregateOrAnalytic) { (call) throws(OracleFailure) in
            if call.isBinary {
                return gathered(
                    call, "avg(\(distinct(call))(\(call.arguments[0].sql))::float8)\(call.over)", .binaryDouble)
            }
            let value = "\(distinct(call))\(try call.number(0))"
            return gathered(
                call, "ora.divide(sum(\(value))\(call.over), nullif(count(\(value))\(call.over), 0)::numeric)",
                .plainNumber)
        },
        extreme("MIN"), extreme("MAX"),
        FunctionRule("APPROX_COUNT_DISTINCT", 1...1, kind: .aggregateOrAnalytic) { (call) throws(OracleFailure) in
            gathered(call, "count(DISTINCT \(call.arguments[0].sql))::numeric", .plainNumber)
        },
        FunctionRule("STATS_MODE", 1...1, kind: .aggregate) { (call) throws(OracleFailure) in
            gathered(call, "mode() WITHIN GROUP (ORDER BY \(call.arguments[0].sql))", call.type(0))
        },
        FunctionRule("LISTAGG", 1...2, kind: .aggregateOrAnalytic, emit: listagg),
        FunctionRule("WM_CONCAT", 1...1, kind: .aggregateOrAnalytic) { (call) throws(OracleFailure) in
            gathered(call, "string_agg(\(distinct(call))\(try call.text(0)), ',')\(call.over)", .varchar2(4000, .byte))
        },
        FunctionRule("ANY_VALUE", 1...1, kind: .aggregate) { (call) throws(OracleFailure) in
            gathered(call, "ora.first_known(\(call.arguments[0].sql))", call.type(0))
        },
        FunctionRule("GROUPING", 1...1, kind: .aggregate) { (call) throws(OracleFailure) in
            gathered(call, "grouping(\(call.arguments[0].sql))::numeric", .plainNumber)
        },
        FunctionRule("GROUPING_ID", 1...31, kind: .aggregate) { (call) throws(OracleFailure) in
            let list = call.arguments.map(\.sql).joined(separator: ", ")
            return gathered(call, "grouping(\(list))::numeric", .plainNumber)
        },
        FunctionRule("COLLECT", 1...1, kind: .aggregate) { (call) throws(OracleFailure) in
            throw OracleFailure.unsupported("COLLECT", at: call.position)
        },
    ]

    static func distinct(_ call: FunctionCall) -> String { call.isDistinct ? "DISTINCT " : "" }

    static func gathered(_ call: FunctionCall, _ sql: String, _ type: OracleType) -> TypedExpression {
        TypedExpression(sql, type, isAggregate: call.over.isEmpty)
    }

    private static func extreme(_ name: String) -> FunctionRule {
        FunctionRule(name, 1...1, kind: .aggregateOrAnalytic) { (call) throws(OracleFailure) in
            let value = call.arguments[0]
            let type = value.isNullLiteral ? OracleType.varchar2(1, .byte) : value.type
            switch type {
            case .clob, .nclob, .blob, .bfile, .long, .longRaw, .json, .xmlType, .object, .refCursor:
                throw call.failure(932, "inconsistent datatypes: expected - got \(type.dictionaryName)")
            default: break
            }
            let own = type.representation == .timestampTZ || type.representation == .bytea ? "ora." : ""
            return gathered(
                call, "\(own)\(name.lowercased())(\(value.isNullLiteral ? "NULL::text" : value.sql))\(call.over)", type)
        }
    }

    private static func listagg(_ call: FunctionCall) throws(OracleFailure) -> TypedExpression {
        let value = try call.textValue(0)
        let between = try call.text(1, otherwise: "''")
        let separator = call.count > 1 ? "coalesce(\(between), '')" : "''"
        let order = call.withinGroup.map(\.sql).joined(separator: ", ")
        let type: OracleType =
            switch value.type {
            case .nvarchar2, .nchar: .nvarchar2(2000)
            default: .varchar2(4000, .byte)
            }
        if let truncation = call.truncation {
            guard call.over.isEmpty, !call.isDistinct else {
                throw OracleFailure.unsupported("LISTAGG ON OVERFLOW TRUNCATE of this form", at: call.position)
            }
            let values = "array_agg(\(value.sql)\(order.isEmpty ? "" : " ORDER BY \(order)"))"
            let short = "ora.listed(\(values), \(separator), \(truncation.filler), \(truncation.withCount))"
            return gathered(call, "nullif(\(short), '')", type)
        }
        var sql: String
        if call.over.isEmpty {
            // PostgreSQL orders distinct values only by themselves.
            let keys =
                call.isDistinct ? " ORDER BY \(value.sql), \(separator)" : order.isEmpty ? "" : " ORDER BY \(order)"
            sql = "string_agg(\(distinct(call))\(value.sql), \(separator)\(keys))"
        } else {
            let whole = "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"
            let window = order.isEmpty ? call.over : "\(call.over.dropLast()) ORDER BY \(order) \(whole))"
            sql = "string_agg(\(value.sql), \(separator))\(window)"
        }
        sql = "ora.limited(\(sql), 4000)"
        return gathered(call, "nullif(\(sql), '')", type)
    }
}
