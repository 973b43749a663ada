internal import OracleSQL

/// Packages whose routines change nothing that a client of this server can see: they are taken with their arguments.
enum QuietPackages {
    static let routines: [BuiltinRoutine] = [
        quiet(
            "DBMS_STATS.GATHER_TABLE_STATS",
            [
                "OWNNAME", "TABNAME", "PARTNAME", "ESTIMATE_PERCENT", "BLOCK_SAMPLE", "METHOD_OPT", "DEGREE",
                "GRANULARITY", "CASCADE", "STATTAB", "STATID", "STATOWN", "NO_INVALIDATE", "STATTYPE", "FORCE",
            ]),
        quiet(
            "DBMS_STATS.GATHER_SCHEMA_STATS",
            [
                "OWNNAME", "ESTIMATE_PERCENT", "BLOCK_SAMPLE", "METHOD_OPT", "DEGREE", "GRANULARITY", "CASCADE",
                "STATTAB", "STATID", "OPTIONS", "OBJLIST", "STATOWN", "NO_INVALIDATE", "FORCE",
            ]),
        quiet("DBMS_STATS.GATHER_INDEX_STATS", ["OWNNAME", "INDNAME", "PARTNAME", "ESTIMATE_PERCENT"]),
        quiet("DBMS_STATS.DELETE_TABLE_STATS", ["OWNNAME", "TABNAME"]),
        quiet("DBMS_STATS.LOCK_TABLE_STATS", ["OWNNAME", "TABNAME"]),
        quiet("DBMS_STATS.UNLOCK_TABLE_STATS", ["OWNNAME", "TABNAME"]),
        quiet("DBMS_STATS.FLUSH_DATABASE_MONITORING_INFO", []),
        quiet("DBMS_SESSION.SET_SQL_TRACE", ["SQL_TRACE"]),
        quiet("DBMS_SESSION.SESSION_TRACE_ENABLE", ["WAITS", "BINDS"]),
        quiet("DBMS_SESSION.SESSION_TRACE_DISABLE", []),
        quiet("DBMS_SESSION.FREE_UNUSED_USER_MEMORY", []),
        BuiltinRoutine(
            "DBMS_METADATA.SET_TRANSFORM_PARAM",
            [
                .init("TRANSFORM_HANDLE", .plainNumber), .init("NAME", .anyText),
                .init("VALUE", .boolean, isOptional: true),
                .init("OBJECT_TYPE", .anyText, isOptional: true),
            ]
        ) { (run, cells) throws(Raised) in
            let name = (cells[1].characters ?? "").lowercased()
            let value = cells[2].truth.map { $0 ? "true" : "false" } ?? ""
            guard name.utf8.allSatisfy({ ($0 >= 0x61 && $0 <= 0x7A) || $0 == 0x5F }), !name.isEmpty else {
                throw Raised(31_600, "invalid input value for parameter NAME in function SET_TRANSFORM_PARAM")
            }
            run.session.settings.set("transform_" + name, value)
            return nil
        },
    ]

    /// Arguments that are BOOLEAN; all others are read as text.
    private static let flags: Set<String> = [
        "CASCADE", "FORCE", "BLOCK_SAMPLE", "NO_INVALIDATE", "SQL_TRACE", "WAITS", "BINDS", "MULTIPLE_CONSUMERS",
        "AUTO_COMMIT", "SECURE", "DEPENDENCY_TRACKING", "ENQUEUE", "DEQUEUE", "WAIT", "QUEUE_TO_QUEUE",
    ]

    static func quiet(_ name: String, _ parameters: [String]) -> BuiltinRoutine {
        BuiltinRoutine(
            name,
            parameters.map {
                .init($0, flags.contains($0) ? .boolean : .anyText, isOptional: true)
            }
        ) { (_, _) throws(Raised) in nil }
    }
}
