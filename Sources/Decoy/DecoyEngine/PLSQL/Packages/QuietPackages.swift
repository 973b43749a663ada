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
        quiet("DBMS_STATS.GATHER_DATABASE_STATS", ["ESTIMATE_PERCENT", "OPTIONS", "CASCADE"]),
        quiet("DBMS_STATS.DELETE_SCHEMA_STATS", ["OWNNAME"]),
        quiet("DBMS_STATS.SET_TABLE_PREFS", ["OWNNAME", "TABNAME", "PNAME", "PVALUE"]),
        quiet("DBMS_UTILITY.COMPILE_SCHEMA", ["SCHEMA", "COMPILE_ALL", "REUSE_SETTINGS"]),
        quiet("DBMS_UTILITY.ANALYZE_SCHEMA", ["SCHEMA", "METHOD", "ESTIMATE_ROWS", "ESTIMATE_PERCENT", "METHOD_OPT"]),
        quiet("DBMS_DDL.ALTER_COMPILE", ["TYPE", "SCHEMA", "NAME", "REUSE_SETTINGS"]),
        quiet("DBMS_SESSION.SET_SQL_TRACE", ["SQL_TRACE"]),
        quiet("DBMS_SESSION.SESSION_TRACE_ENABLE", ["WAITS", "BINDS"]),
        quiet("DBMS_SESSION.SESSION_TRACE_DISABLE", []),
        quiet("DBMS_SESSION.FREE_UNUSED_USER_MEMORY", []),
        refresh("DBMS_MVIEW.REFRESH"), refresh("DBMS_SNAPSHOT.REFRESH"),
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
        "PUSH_DEFERRED_RPC", "REFRESH_AFTER_ERRORS", "ATOMIC_REFRESH", "NESTED", "OUT_OF_PLACE", "AUTO_COMMIT",
        "SECURE", "DEPENDENCY_TRACKING", "ENQUEUE", "DEQUEUE", "WAIT", "QUEUE_TO_QUEUE", "COMPILE_ALL",
        "REUSE_SETTINGS",
    ]

    private static func refresh(_ name: String) -> BuiltinRoutine {
        let others = [
            "METHOD", "ROLLBACK_SEG", "PUSH_DEFERRED_RPC", "REFRESH_AFTER_ERRORS", "PURGE_OPTION", "PARALLELISM",
            "HEAP_SIZE", "ATOMIC_REFRESH", "NESTED", "OUT_OF_PLACE",
        ]
        return BuiltinRoutine(
            name,
            [.init("LIST", .anyText)]
                + others.map { .init($0, flags.contains($0) ? .boolean : .anyText, isOptional: true) }
        ) { (run, cells) throws(Raised) in
            let list = cells[0].characters ?? ""
            do throws(OracleFailure) {
                try run.session.define { (runner) throws(OracleFailure) in try runner.refresh(list) }
            } catch {
                throw Raised(error)
            }
            return nil
        }
    }

    static func quiet(_ name: String, _ parameters: [String]) -> BuiltinRoutine {
        BuiltinRoutine(
            name,
            parameters.map {
                .init($0, flags.contains($0) ? .boolean : .anyText, isOptional: true)
            }
        ) { (_, _) throws(Raised) in nil }
    }
}
