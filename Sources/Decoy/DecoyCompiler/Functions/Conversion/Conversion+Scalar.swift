internal import OracleSQL

extension Conversion {
    static func isText(_ type: OracleType) -> Bool {
        switch type {
        case .varchar2, .nvarchar2, .char, .nchar, .long, .clob, .nclob: true
        default: false
        }
    }

    static func numberText(_ value: TypedExpression) throws(OracleFailure) -> String {
        switch value.type {
        case .number, .float, .plsInteger: return value.sql
        case .binaryFloat: return "ora.double_number((\(value.sql))::float8)"
        case .binaryDouble: return "ora.double_number(\(value.sql))"
        case .boolean: return "(\(value.sql))::int::numeric"
        case let type where isText(type): return "ora.text_number(\(value.sql))"
        default: throw mismatch("NUMBER", value.type)
        }
    }

    static func floatText(_ value: TypedExpression, _ width: String) throws(OracleFailure) -> String {
        switch value.type {
        case .number, .float, .plsInteger: return "ora.number_\(width)(\(value.sql))"
        case .binaryFloat: return width == "float" ? value.sql : "(\(value.sql))::float8"
        case .binaryDouble: return width == "double" ? value.sql : "ora.double_float(\(value.sql))"
        case let type where isText(type): return "ora.text_\(width)(\(value.sql))"
        default: throw mismatch(width == "float" ? "BINARY_FLOAT" : "BINARY_DOUBLE", value.type)
        }
    }

    static func dateText(_ value: TypedExpression) throws(OracleFailure) -> String {
        switch value.type {
        case .date: return value.sql
        case .timestamp: return "ora.ts_date(\(value.sql))"
        case .timestampTZ: return "ora.ts_date(ora.tstz_local(\(value.sql)))"
        case .timestampLTZ: return "ora.ts_date(ora.ltz_local(\(value.sql)))"
        case let type where isText(type): return "ora.text_date(\(value.sql))"
        default: throw mismatch("DATE", value.type)
        }
    }

    static func timestampText(_ value: TypedExpression) throws(OracleFailure) -> String {
        switch value.type {
        case .date: return "ora.date_ts(\(value.sql))"
        case .timestamp: return value.sql
        case .timestampTZ: return "ora.tstz_local(\(value.sql))"
        case .timestampLTZ: return "ora.ltz_local(\(value.sql))"
        case let type where isText(type): return "ora.text_ts(\(value.sql))"
        default: throw mismatch("TIMESTAMP", value.type)
        }
    }

    static func zonedText(_ value: TypedExpression) throws(OracleFailure) -> String {
        switch value.type {
        case .date: return "ora.local_tstz(ora.date_ts(\(value.sql)))"
        case .timestamp: return "ora.local_tstz(\(value.sql))"
        case .timestampTZ: return value.sql
        case .timestampLTZ: return "ora.ltz_tstz(\(value.sql))"
        case let type where isText(type): return "ora.text_tstz(\(value.sql))"
        default: throw mismatch("TIMESTAMP WITH TIME ZONE", value.type)
        }
    }

    static func localZoneText(_ value: TypedExpression) throws(OracleFailure) -> String {
        switch value.type {
        case .date: return "ora.local_ltz(ora.date_ts(\(value.sql)))"
        case .timestamp: return "ora.local_ltz(\(value.sql))"
        case .timestampTZ: return "(\(value.sql)).u"
        case .timestampLTZ: return value.sql
        case let type where isText(type): return "ora.local_ltz(ora.text_ts(\(value.sql)))"
        default: throw mismatch("TIMESTAMP WITH LOCAL TIME ZONE", value.type)
        }
    }

    static func monthsText(_ value: TypedExpression) throws(OracleFailure) -> String {
        switch value.type {
        case .intervalYM: return value.sql
        case let type where isText(type): return "ora.text_ym(\(value.sql))"
        default: throw mismatch("INTERVAL YEAR TO MONTH", value.type)
        }
    }

    static func secondsText(_ value: TypedExpression) throws(OracleFailure) -> String {
        switch value.type {
        case .intervalDS: return value.sql
        case let type where isText(type): return "ora.text_ds(\(value.sql))"
        default: throw mismatch("INTERVAL DAY TO SECOND", value.type)
        }
    }

    static func bytesText(_ value: TypedExpression) throws(OracleFailure) -> String {
        switch value.type {
        case .raw, .longRaw, .blob, .bfile: return value.sql
        case let type where isText(type): return "ora.text_raw(\(value.sql))"
        default: throw mismatch("BINARY", value.type)
        }
    }

    static func rowidText(_ value: TypedExpression) throws(OracleFailure) -> String {
        switch value.type {
        case .rowid: return value.sql
        case .urowid: return "ora.text_rowid(\(value.sql))"
        case let type where isText(type): return "ora.text_rowid(\(value.sql))"
        default: throw mismatch("ROWID", value.type)
        }
    }
}
