internal import ConnectorKit
internal import Model
internal import OracleClient

/// Whether the account may read what the project names.
enum PrivilegePrechecks {
    static let all = [
        SourcePrecheck(
            "source.privileges.dictionary", "The dictionary can be read", area: "privileges",
            consequence: "Objects that the user may not see are not migrated, and nobody says so."
        ) { context throws(DatabaseRefusal) in
            guard context.source.powers.views != "DBA" else {
                return context.passed("The whole dictionary is visible.")
            }
            return [
                context.finding(
                    .warning, "“\(context.source.user)” sees only what it has rights on.",
                    advice: "Enough when the project names tables that it may read.",
                    fix: "GRANT SELECT ANY DICTIONARY TO \(context.grantee);")
            ]
        },
        SourcePrecheck("source.privileges.position", "The present position can be asked for", area: "privileges") {
            context throws(DatabaseRefusal) in
            let fix = "GRANT SELECT ON SYS.V_$DATABASE TO \(context.grantee);"
            switch context.source.powers.clock {
            case .database, .flashbackPackage: return context.passed("Rows are read at a fixed position.")
            case .timestamp:
                return [
                    context.finding(
                        .warning, "Positions are exact to three seconds only.",
                        advice: "Good for copying rows; tables that were just created may be refused for a moment.",
                        fix: fix)
                ]
            case nil:
                return [
                    context.finding(
                        .failed, "The source does not tell its position.", advice: "Grant the right.", fix: fix)
                ]
            }
        },
        SourcePrecheck("source.privileges.read", "Every table can be read", area: "privileges") {
            context throws(DatabaseRefusal) in
            try await tables(
                context, privileges: ["SELECT", "READ"], any: { $0.readsAnyTable }, grant: "SELECT",
                passed: "Every table can be read.")
        },
        SourcePrecheck("source.privileges.flashback", "Every table can be read as of a position", area: "privileges") {
            context throws(DatabaseRefusal) in
            try await tables(
                context, privileges: ["FLASHBACK"], any: { $0.flashesBackAnyTable }, grant: "FLASHBACK",
                passed: "Every table can be read as of a position.")
        },
        SourcePrecheck(
            "source.privileges.extents", "Large tables can be cut by their extents", area: "privileges",
            consequence: "Large tables are cut by a sample of their blocks, which reads a part of them beforehand."
        ) { context throws(DatabaseRefusal) in
            let powers = context.source.powers
            guard powers.seesExtents, powers.seesSegments else {
                return [
                    context.finding(
                        .warning, "“\(context.source.user)” may not see DBA_EXTENTS and DBA_SEGMENTS.",
                        advice: "Copying works, planning takes longer and sizes are not known.",
                        fix: "GRANT SELECT ANY DICTIONARY TO \(context.grantee);")
                ]
            }
            return context.passed("Extents and segments are visible.")
        },
    ]

    /// A table is readable to its owner, by the right on any table, or by a grant to the user or one of its roles.
    private static func tables(
        _ context: SourcePrecheck.Context, privileges: [String], any: @Sendable @escaping (SourceRights) -> Bool,
        grant: String,
        passed: String
    ) async throws(DatabaseRefusal) -> [PrecheckFinding] {
        let tables = context.scope.tables.map(\.name)
        let list = privileges.map(OracleText.literal).joined(separator: ", ")
        let answer = try await context.source.pool.ask("look at rights on tables") { connection throws(OracleError) in
            let user = try await connection.first("SELECT USER FROM DUAL")?.text(0) ?? ""
            let foreign = tables.filter { $0.schema != user }
            guard !foreign.isEmpty, !any(try await SourceRights.ask(connection)) else { return [ObjectName]() }
            var readable = Set<ObjectName>()
            try await connection.each(
                """
                SELECT TABLE_SCHEMA, TABLE_NAME FROM ALL_TAB_PRIVS WHERE PRIVILEGE IN (\(list))
                AND (GRANTEE = USER OR GRANTEE = 'PUBLIC' OR GRANTEE IN (SELECT ROLE FROM SESSION_ROLES))
                """
            ) { record throws(OracleError) in
                if let schema = record.text(0), let name = record.text(1) { readable.insert(ObjectName(schema, name)) }
            }
            return foreign.filter { !readable.contains($0) }
        }
        let found = answer.map { name in
            context.finding(
                .failed, "“\(context.source.user)” has no right \(grant) on \(name).", subject: "\(name)",
                advice: "Have an administrator or the owner grant it.",
                fix: "GRANT \(grant) ON \(OracleText.quoted(name)) TO \(context.grantee);")
        }
        return context.findings(found, orPassed: passed)
    }
}
