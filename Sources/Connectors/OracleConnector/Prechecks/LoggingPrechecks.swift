internal import ConnectorKit
internal import Model
internal import OracleClient

/// Whether the logs hold what following changes needs. Nothing of it is asked of a project that copies rows alone.
enum LoggingPrechecks {
    static let all = [
        SourcePrecheck(
            "source.archivelog", "The source archives its logs", area: "logging",
            consequence: "Changes are lost as soon as the source uses a log file again."
        ) { context throws(DatabaseRefusal) in
            guard context.scope.needsLogs else { return context.passed("The project does not follow changes.") }
            let mode = try await context.source.pool.ask("ask for the log mode") { connection throws(OracleError) in
                try await connection.optional("SELECT LOG_MODE FROM V$DATABASE")
            }
            guard let mode = mode?.text(0) else { return [ServerPrechecks.noDatabase(context, "the log mode")] }
            return context.found(
                "The database is in \(mode) mode.", isFine: mode == "ARCHIVELOG", else: .failed,
                advice: "Have an administrator switch it; the database is down for a moment.", fix: Fixes.archiving)
        },
        SourcePrecheck(
            "source.logging.minimal", "Supplemental logging is on", area: "logging",
            consequence: "Changes cannot be read from the logs."
        ) { context throws(DatabaseRefusal) in
            guard context.scope.needsLogs else { return context.passed("The project does not follow changes.") }
            guard let logging = try await DatabaseLogging.ask(context.source) else {
                return [ServerPrechecks.noDatabase(context, "supplemental logging")]
            }
            return context.found(
                "Supplemental logging is \(logging.isOn ? "on" : "off").", isFine: logging.isOn, else: .failed,
                advice: "Have an administrator switch it on.", fix: Fixes.minimalLogging)
        },
        SourcePrecheck(
            "source.logging.tables", "The logs name the rows of every table", area: "logging",
            consequence: "Changes of these tables cannot be applied: their rows are not told apart."
        ) { context throws(DatabaseRefusal) in
            guard context.scope.needsLogs else { return context.passed("The project does not follow changes.") }
            return try await tables(context)
        },
    ]

    private static func tables(_ context: SourcePrecheck.Context) async throws(DatabaseRefusal) -> [PrecheckFinding] {
        let logging = try await DatabaseLogging.ask(context.source)
        let groups = try await groups(context)
        var found: [PrecheckFinding] = []
        for table in context.scope.tables {
            let own = groups[table.name] ?? []
            let hasAll = logging?.hasAllColumns == true || own.contains("ALL COLUMN LOGGING")
            let hasPrimary = logging?.hasPrimaryKeys == true || own.contains("PRIMARY KEY LOGGING")
            let hasUnique = logging?.hasUniqueKeys == true || own.contains("UNIQUE KEY LOGGING")
            let needsAll = table.rowKey == nil
            let needsUnique = table.keys.contains { !$0.isPrimary }
            guard !hasAll, needsAll || !hasPrimary || needsUnique && !hasUnique else { continue }
            let columns = needsAll ? "ALL" : needsUnique ? "PRIMARY KEY, UNIQUE" : "PRIMARY KEY"
            found.append(
                context.finding(
                    .failed, "The logs do not hold \(needsAll ? "all columns" : "the keys") of changed rows.",
                    subject: "\(table.name)", advice: "Switch it on for this table, or for the whole database.",
                    fix: "ALTER TABLE \(OracleText.quoted(table.name)) ADD SUPPLEMENTAL LOG DATA (\(columns)) COLUMNS;")
            )
        }
        return context.findings(found, orPassed: "The logs name the rows of every table.")
    }

    private static func groups(
        _ context: SourcePrecheck.Context
    ) async throws(DatabaseRefusal) -> [ObjectName: Set<String>] {
        let views = context.source.powers.views
        return try await context.source.pool.ask("look at what the logs hold") { connection throws(OracleError) in
            var groups: [ObjectName: Set<String>] = [:]
            try await connection.each(
                "SELECT OWNER, TABLE_NAME, LOG_GROUP_TYPE FROM \(views)_LOG_GROUPS"
            ) { record throws(OracleError) in
                guard let owner = record.text(0), let name = record.text(1), let type = record.text(2) else { return }
                groups[ObjectName(owner, name), default: []].insert(type)
            }
            return groups
        }
    }
}

/// What the logs hold of every table.
struct DatabaseLogging: Hashable, Sendable {
    let isOn: Bool
    let hasPrimaryKeys: Bool
    let hasUniqueKeys: Bool
    let hasAllColumns: Bool

    /// Nil when the account may not ask.
    static func ask(_ source: OracleSource) async throws(DatabaseRefusal) -> DatabaseLogging? {
        let row = try await source.pool.ask("ask for supplemental logging") { connection throws(OracleError) in
            try await connection.optional(
                """
                SELECT SUPPLEMENTAL_LOG_DATA_MIN, SUPPLEMENTAL_LOG_DATA_PK, SUPPLEMENTAL_LOG_DATA_UI,
                SUPPLEMENTAL_LOG_DATA_ALL FROM V$DATABASE
                """)
        }
        return row.map { row in
            DatabaseLogging(
                isOn: !row.says("NO", 0), hasPrimaryKeys: row.says("YES", 1), hasUniqueKeys: row.says("YES", 2),
                hasAllColumns: row.says("YES", 3))
        }
    }
}
