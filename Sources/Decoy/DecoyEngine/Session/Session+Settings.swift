internal import DecoyCompiler
internal import DecoyDictionary
package import OracleSQL
internal import PostgresClient

// ALTER SESSION.
extension Session {
    func alter(_ list: [SessionSetting], at position: Position) throws(OracleFailure) {
        for setting in list {
            switch setting {
            case .parameter(let name, let value, _): try set(name.text.uppercased(), value, at: position)
            // Parallel DML, advice and resumable statements change nothing here.
            case .option, .closeLink: break
            }
        }
    }

    /// One setting; the front sets those of the logon with it.
    package func set(_ name: String, _ value: String, at position: Position? = nil) throws(OracleFailure) {
        guard name.hasPrefix("NLS_") else { return try apply(name, value, at: position) }
        for setting in try NationalSettings.implied(by: name, value, at: position) {
            try apply(setting.name, setting.value, at: position)
        }
    }

    private func apply(_ name: String, _ value: String, at position: Position?) throws(OracleFailure) {
        switch name {
        case "CURRENT_SCHEMA":
            let schema = value.hasPrefix("\"") ? String(value.dropFirst().dropLast()) : value.uppercased()
            guard dictionary.users[schema] != nil else {
                throw OracleFailure(1435, "user does not exist", at: position)
            }
            context.schema = schema
            settings.set("schema", schema)
        case "NLS_DATE_FORMAT": context.nlsDateFormat = value
        case "NLS_TIMESTAMP_FORMAT": context.nlsTimestampFormat = value
        case "NLS_TIMESTAMP_TZ_FORMAT": context.nlsTimestampTZFormat = value
        case "NLS_NUMERIC_CHARACTERS":
            guard value.unicodeScalars.count == 2, value.first != value.last else { throw invalid(name, position) }
            context.nlsNumericCharacters = value
        case "NLS_LENGTH_SEMANTICS":
            guard ["BYTE", "CHAR"].contains(value.uppercased()) else { throw invalid(name, position) }
            context.lengthsAreInCharacters = value.uppercased() == "CHAR"
        case "TIME_ZONE": try setTimeZone(value, at: position)
        case "ISOLATION_LEVEL": try setIsolation(value.uppercased(), at: position)
        case "CONTAINER": break
        default: try checkKnown(name, at: position)
        }
        if name.hasPrefix("NLS_") { settings.set(name.lowercased(), value) }
    }

    private func invalid(_ name: String, _ position: Position?) -> OracleFailure {
        OracleFailure(12705, "Cannot access NLS data files or invalid environment specified", at: position)
    }

    private func setIsolation(_ value: String, at position: Position?) throws(OracleFailure) {
        switch value {
        case "SERIALIZABLE": defaultIsolation = .serializable
        case "READ COMMITTED": defaultIsolation = .readCommitted
        default: throw OracleFailure(2183, "valid options: ISOLATION_LEVEL { SERIALIZABLE | READ COMMITTED }")
        }
        if !transaction.isOpen { transaction.isolation = defaultIsolation }
    }

    private func setTimeZone(_ value: String, at position: Position?) throws(OracleFailure) {
        let zone: String
        if ["LOCAL", "DBTIMEZONE"].contains(value.uppercased()) {
            zone = "+00:00"
        } else if let offset = NationalSettings.offset(value) {
            zone = offset
        } else {
            let rows = try query("SELECT name FROM ora.zones WHERE upper_name = upper($1)", [.text(value)])
            guard rows.rowCount == 1, let name = rows.text(0, 0) else {
                throw OracleFailure(1882, "timezone region not found", at: position)
            }
            zone = name
        }
        timeZone = zone
        settings.set("time_zone", zone)
    }

    /// `+05:30`, `-3:00`
    static func offsetSeconds(_ text: String) -> Int? {
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let hours = Int(parts[0]), let minutes = Int(parts[1]),
            (0...15).contains(hours), (0...59).contains(minutes)
        else { return nil }
        let seconds = hours * 3600 + minutes * 60
        return sign == "-" ? -seconds : seconds
    }

    /// Settings without a meaning here are accepted by name only.
    private func checkKnown(_ name: String, at position: Position?) throws(OracleFailure) {
        let known: Set<String> = [
            "NLS_LANGUAGE", "NLS_TERRITORY", "NLS_SORT", "NLS_COMP", "NLS_CURRENCY", "NLS_ISO_CURRENCY",
            "NLS_DUAL_CURRENCY", "NLS_CALENDAR", "NLS_DATE_LANGUAGE", "NLS_TIME_FORMAT", "NLS_TIME_TZ_FORMAT",
            "NLS_NCHAR_CONV_EXCP", "NLS_TIMESTAMP_LTZ_FORMAT", "OPTIMIZER_MODE", "OPTIMIZER_GOAL", "SQL_TRACE",
            "CURSOR_SHARING", "STATISTICS_LEVEL", "TRACEFILE_IDENTIFIER", "EVENTS", "DDL_LOCK_TIMEOUT", "EDITION",
            "PLSQL_OPTIMIZE_LEVEL", "PLSQL_CCFLAGS", "PLSQL_WARNINGS", "PLSCOPE_SETTINGS", "RECYCLEBIN",
            "DEFERRED_SEGMENT_CREATION", "SKIP_UNUSABLE_INDEXES", "COMMIT_WRITE", "COMMIT_LOGGING", "COMMIT_WAIT",
            "SESSION_CACHED_CURSORS", "QUERY_REWRITE_ENABLED", "STAR_TRANSFORMATION_ENABLED", "GLOBAL_NAMES",
            "MAX_DUMP_FILE_SIZE", "TIMED_STATISTICS", "WORKAREA_SIZE_POLICY", "SORT_AREA_SIZE", "HASH_AREA_SIZE",
            "PARALLEL_DEGREE_POLICY", "RESUMABLE_TIMEOUT", "CONSTRAINTS", "ERROR_ON_OVERLAP_TIME", "PLSQL_CODE_TYPE",
            "PLSQL_DEBUG", "RESULT_CACHE_MODE", "OPTIMIZER_FEATURES_ENABLE", "ROW_ARCHIVAL_VISIBILITY",
        ]
        guard known.contains(name) || name.hasPrefix("_") else {
            throw OracleFailure(2248, "invalid option for ALTER SESSION", at: position)
        }
    }
}
