internal import OracleSQL

extension FunctionTable {
    static let datetimeRules: [FunctionRule] = [
        now("SYSDATE", "ora.sysdate()", .date), now("CURRENT_DATE", "ora.current_date()", .date),
        now("SYSTIMESTAMP", "ora.systimestamp()", .timestampTZ(6)),
        now("CURRENT_TIMESTAMP", "ora.current_timestamp()", .timestampTZ(6)),
        now("LOCALTIMESTAMP", "ora.localtimestamp()", .timestamp(6)),
        .fixed("ADD_MONTHS", 2...2, .date) { (call) throws(OracleFailure) in
            "ora.add_months(\(try call.date(0)), \(try call.number(1)))"
        },
        .number("MONTHS_BETWEEN", 2...2) { (call) throws(OracleFailure) in
            "ora.months_between(\(try call.date(0)), \(try call.date(1)))"
        },
        .fixed("LAST_DAY", 1...1, .date) { (call) throws(OracleFailure) in "ora.last_day(\(try call.date(0)))" },
        .fixed("NEXT_DAY", 2...2, .date) { (call) throws(OracleFailure) in
            "ora.next_day(\(try call.date(0)), \(try call.text(1)))"
        },
        .fixed("NUMTODSINTERVAL", 2...2, .intervalDS(day: 9, second: 9)) { (call) throws(OracleFailure) in
            "ora.numtods(\(try call.number(0)), \(try call.text(1)))"
        },
        .fixed("NUMTOYMINTERVAL", 2...2, .intervalYM(9)) { (call) throws(OracleFailure) in
            "ora.numtoym(\(try call.number(0)), \(try call.text(1)))"
        },
        extract("YEAR"), extract("MONTH"), extract("DAY"), extract("HOUR"), extract("MINUTE"), extract("SECOND"),
    ]

    static let zoneRules: [FunctionRule] = [
        .fixed("NEW_TIME", 3...3, .date) { (call) throws(OracleFailure) in
            "ora.new_time(\(try call.date(0)), \(try call.text(1)), \(try call.text(2)))"
        },
        .fixed("TZ_OFFSET", 1...1, .varchar2(7, .byte), isDeterministic: false) { (call) throws(OracleFailure) in
            "ora.tz_offset(\(try call.text(0)))"
        },
        FunctionRule("FROM_TZ", 2...2) { (call) throws(OracleFailure) in
            let value = try call.converted(0, .timestamp(9)).sql
            return call.result("ora.from_tz(\(value), \(try call.text(1)))", .timestampTZ(digits(call.type(0))))
        },
        FunctionRule("SYS_EXTRACT_UTC", 1...1) { (call) throws(OracleFailure) in
            let value = try call.converted(0, .timestampTZ(9)).sql
            return call.result("(\(value)).u", .timestamp(digits(call.type(0))))
        },
        FunctionRule("AT TIME ZONE", 2...2) { (call) throws(OracleFailure) in
            let value = try call.converted(0, .timestampTZ(9)).sql
            return call.result(
                "ora.at_zone(\(value), \(try call.text(1)))", .timestampTZ(digits(call.type(0))))
        },
        FunctionRule("AT LOCAL", 1...1) { (call) throws(OracleFailure) in
            let value = try call.converted(0, .timestampTZ(9)).sql
            return call.result("ora.at_zone(\(value), ora.zone())", .timestampTZ(digits(call.type(0))))
        },
        .fixed("DBTIMEZONE", 0...0, .varchar2(6, .byte)) { _ in "'+00:00'::text" },
        .fixed("SESSIONTIMEZONE", 0...0, .varchar2(75, .byte), isDeterministic: false) { _ in "ora.zone()" },
        zoneField("TIMEZONE_HOUR", "ora.extract_tz", "HOUR"), zoneField("TIMEZONE_MINUTE", "ora.extract_tz", "MINUTE"),
        .fixed("EXTRACT TIMEZONE_REGION", 1...1, .varchar2(64, .byte)) { (call) throws(OracleFailure) in
            let zone = "(\(try call.converted(0, .timestampTZ(9)).sql)).z"
            return "CASE WHEN \(zone) ~ '^[-+]' THEN 'UNKNOWN' ELSE \(zone) END"
        },
        .fixed("EXTRACT TIMEZONE_ABBR", 1...1, .varchar2(10, .byte)) { (call) throws(OracleFailure) in
            let value = try call.converted(0, .timestampTZ(9)).sql
            return "ora.zone_abbreviation((\(value)).z, (\(value)).u)"
        },
    ]

    private static func now(_ name: String, _ sql: String, _ type: OracleType) -> FunctionRule {
        let range = type == .date ? 0...0 : 0...1
        return FunctionRule(name, range, isDeterministic: false) { (call) throws(OracleFailure) in
            guard let digits = call.literal(0), (0...9).contains(digits) else { return call.result(sql, type) }
            return name == "LOCALTIMESTAMP"
                ? call.result("round(\(sql), \(digits))", .timestamp(digits))
                : call.result("ora.fit_tstz(\(sql), \(digits))", .timestampTZ(digits))
        }
    }

    /// The digits behind the seconds of a type; texts become timestamps of nine.
    static func digits(_ type: OracleType) -> Int {
        switch type {
        case .timestamp(let digits), .timestampTZ(let digits), .timestampLTZ(let digits): digits
        case .date: 0
        default: 9
        }
    }

    private static func zoneField(_ name: String, _ function: String, _ field: String) -> FunctionRule {
        .number("EXTRACT \(name)", 1...1) { (call) throws(OracleFailure) in
            switch call.type(0) {
            case .timestampTZ, .timestampLTZ: break
            default: throw call.failure(30076, "invalid extract field for extract source")
            }
            return "\(function)(\(try call.converted(0, .timestampTZ(9)).sql), '\(field)')"
        }
    }

    private static func extract(_ field: String) -> FunctionRule {
        .number("EXTRACT \(field)", 1...1) { (call) throws(OracleFailure) in
            switch call.type(0) {
            case .intervalYM: return try months(call, field)
            case .intervalDS: return try seconds(call, field)
            case .date where ["YEAR", "MONTH", "DAY"].contains(field):
                return "extract(\(field) from \(try call.date(0)))"
            case .date: throw call.failure(30076, "invalid extract field for extract source")
            case .timestamp: return moment(call.arguments[0].sql, field)
            case .timestampTZ: return moment(extractedZone(call.arguments[0].sql, field), field)
            case .timestampLTZ: return moment("ora.ltz_local(\(call.arguments[0].sql))", field)
            default:
                let value = try call.date(0)
                guard ["YEAR", "MONTH", "DAY"].contains(field) else {
                    throw call.failure(30076, "invalid extract field for extract source")
                }
                return "extract(\(field) from \(value))"
            }
        }
    }

    /// Oracle extracts the time of a zoned value in UTC.
    private static func extractedZone(_ sql: String, _ field: String) -> String { "(\(sql)).u" }

    private static func moment(_ local: String, _ field: String) -> String {
        field == "SECOND"
            ? "trim_scale(\(local) - 60 * floor(\(local) / 60))" : "extract(\(field) from ora.stamp(\(local)))"
    }

    private static func months(_ call: FunctionCall, _ field: String) throws(OracleFailure) -> String {
        switch field {
        case "YEAR": return "(\(call.arguments[0].sql) / 12)::numeric"
        case "MONTH": return "(\(call.arguments[0].sql) % 12)::numeric"
        default: throw call.failure(30076, "invalid extract field for extract source")
        }
    }

    private static func seconds(_ call: FunctionCall, _ field: String) throws(OracleFailure) -> String {
        let value = call.arguments[0].sql
        switch field {
        case "DAY": return "trunc(\(value) / 86400)"
        case "HOUR": return "trunc((\(value) % 86400) / 3600)"
        case "MINUTE": return "trunc((\(value) % 3600) / 60)"
        case "SECOND": return "trim_scale(\(value) % 60)"
        default: throw call.failure(30076, "invalid extract field for extract source")
        }
    }
}
