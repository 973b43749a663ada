internal import ConnectorKit
internal import Model
internal import OracleClient

/// Whether the server is there, which one it is, and how it is set.
enum ServerPrechecks {
    static let all = [
        SourcePrecheck("source.connect", "The source can be reached", area: "connectivity") {
            context throws(DatabaseRefusal) in
            try await context.source.pool.ask("reach the source") { connection throws(OracleError) in
                try await connection.ping()
            }
            return context.passed("Connected to \(context.source.place) as “\(context.source.user)”.")
        },
        SourcePrecheck(
            "source.version", "The release of the source is known", area: "versions",
            consequence: "Objects of a release that was never tried may be converted wrong or not at all."
        ) { context throws(DatabaseRefusal) in
            let facts = try await context.source.facts()
            let version = facts.version.map(String.init).joined(separator: ".")
            return context.found(
                "\(facts.product) (\(version)).", isFine: facts.version.first.map((12...23).contains) ?? false,
                advice: "Releases 12.1 to 23ai are known. Copy a small schema first and compare it.")
        },
        SourcePrecheck(
            "source.role", "The role of the source fits", area: "versions",
            consequence: "Changes may not be found where they are looked for."
        ) { context throws(DatabaseRefusal) in
            let row = try await context.source.pool.ask("ask for the role") { connection throws(OracleError) in
                try await connection.optional("SELECT DATABASE_ROLE, OPEN_MODE FROM V$DATABASE")
            }
            guard let row, let role = row.text(0), let mode = row.text(1) else {
                return [noDatabase(context, "the role of the database")]
            }
            return context.found(
                "\(role), \(mode).", isFine: role == "PRIMARY" || mode.hasPrefix("READ ONLY"), else: .failed,
                advice: "Open the standby for reading.", fix: "ALTER DATABASE OPEN READ ONLY;")
        },
        SourcePrecheck(
            "source.clock", "The clocks agree", area: "versions",
            consequence: "Lag and positions by time are shown wrong by the difference."
        ) { context throws(DatabaseRefusal) in
            let skew = try await context.source.pool.ask("compare the clocks") { connection throws(OracleError) in
                try await ServerClock.skew(connection)
            }
            guard let skew, abs(skew) <= ServerQuestions.clockSkewMax.milliseconds else {
                let found = skew.map { "The source's clock is \(abs($0)) ms \($0 > 0 ? "ahead" : "behind")." }
                return [
                    context.finding(
                        .warning, found ?? "The source does not tell the time.",
                        advice: "Set the clocks of both machines by the same time service.")
                ]
            }
            return context.passed("The clocks differ by \(abs(skew)) ms.")
        },
        SourcePrecheck(
            "source.charset", "The character set of the source is known", area: "versions",
            consequence: "Letters that are not English may arrive changed."
        ) { context throws(DatabaseRefusal) in
            let facts = try await context.source.facts()
            return context.found(
                "\(facts.characterSet), national \(facts.nationalCharacterSet ?? "unknown").",
                isFine: !["", "US7ASCII"].contains(facts.characterSet),
                advice: "Such databases often hold text of another character set that nobody declared. "
                    + "Look at some values with letters that are not English before you copy.")
        },
        SourcePrecheck(
            "source.sessions", "The source has sessions to spare", area: "capacity",
            consequence: "Other programs may be refused a connection while rows are copied."
        ) { context throws(DatabaseRefusal) in
            let row = try await context.source.pool.ask("count the sessions") { connection throws(OracleError) in
                try await connection.optional(
                    """
                    SELECT TO_NUMBER(VALUE), (SELECT COUNT(*) FROM V$SESSION) FROM V$PARAMETER
                    WHERE NAME = 'sessions'
                    """)
            }
            guard let limit = row?.integer(0), let used = row?.integer(1) else {
                return context.passed("The user may not count sessions.")
            }
            return context.found(
                "\(used) of \(limit) sessions are in use.", isFine: limit - used >= 32,
                advice: "Raise the limit and restart, or copy with few lanes.",
                fix: "ALTER SYSTEM SET PROCESSES=\(max(300, limit * 2)) SCOPE=SPFILE;")
        },
        SourcePrecheck(
            "source.undo", "The source keeps the past long enough", area: "capacity",
            consequence: "Chunks of busy tables may have to be read more than once."
        ) { context throws(DatabaseRefusal) in
            let row = try await context.source.pool.ask("ask for the undo retention") {
                connection throws(OracleError) in
                try await connection.optional(
                    "SELECT TO_NUMBER(VALUE) FROM V$PARAMETER WHERE NAME = 'undo_retention'")
            }
            guard let seconds = row?.integer(0) else { return context.passed("The user may not ask for it.") }
            return context.found(
                "undo_retention is \(seconds) s.", isFine: seconds >= 300,
                advice: "A chunk is read for some seconds, and what consistentCopy reads at one position until its "
                    + "end; raise it.",
                fix: "ALTER SYSTEM SET UNDO_RETENTION=900;")
        },
    ]

    static func noDatabase(_ context: SourcePrecheck.Context, _ what: String) -> PrecheckFinding {
        context.finding(
            .warning, "“\(context.source.user)” may not ask for \(what).", advice: "Grant the right.",
            fix: "GRANT SELECT ON SYS.V_$DATABASE TO \(context.grantee);")
    }
}
