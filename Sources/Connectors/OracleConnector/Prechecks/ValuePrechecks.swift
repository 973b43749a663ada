internal import ConnectorKit
internal import Model
internal import OracleClient

/// Whether values fit into what the destination has for them, where only the rows themselves tell.
enum ValuePrechecks {
    static let all = [
        SourcePrecheck(
            "source.values.large", "Large values fit into the destination", area: "objects",
            consequence: "Rows with longer values go to quarantine."
        ) { context throws(DatabaseRefusal) in
            var found: [PrecheckFinding] = []
            let started = ContinuousClock.now
            for plan in context.scope.converted.compactMap(\.copy) where plan.hasLargeValues {
                guard ContinuousClock.now - started < timeMax else {
                    found.append(
                        context.finding(
                            .warning, "Not every table was looked at in \(timeMax).",
                            advice: "Values that are too long go to quarantine when their table is copied."))
                    break
                }
                found += try await look(context, plan)
            }
            return context.findings(found, orPassed: "No large value is too long.")
        }
    ]

    private static let timeMax = Duration.seconds(120)
    private static let tableTimeMax = Duration.seconds(30)
    private static let countMax: Int64 = 1000

    /// The columns whose values may be too long: their length and what fits.
    private static func conditions(_ plan: CopyPlan) -> [(column: String, condition: String, bytesMax: Int)] {
        plan.columns.compactMap { column in
            let name = OracleText.quoted(column.sourceName)
            switch (column.sourceType, column.destinationType) {
            case (.largeText, .largeText(let bytesMax)), (.largeText, .text(let bytesMax, _)):
                // Lengths count units of UTF-16, of which one takes at most three bytes.
                return (column.sourceName, "DBMS_LOB.GETLENGTH(\(name)) > \(bytesMax / 3)", bytesMax)
            case (.largeBytes, .largeBytes(let bytesMax)), (.largeBytes, .bytes(let bytesMax, _)):
                return (column.sourceName, "DBMS_LOB.GETLENGTH(\(name)) > \(bytesMax)", bytesMax)
            default: return nil
            }
        }
    }

    private static func look(
        _ context: SourcePrecheck.Context, _ plan: CopyPlan
    ) async throws(DatabaseRefusal) -> [PrecheckFinding] {
        let conditions = conditions(plan)
        guard let least = conditions.map(\.bytesMax).min() else { return [] }
        // All large values together are shorter than the one that would not fit.
        if context.source.powers.seesSegments, let size = try await TableSize.ask(context.source, plan),
            size.total <= Int64(least) / 3
        {
            return []
        }
        var found: [PrecheckFinding] = []
        for (column, condition, bytesMax) in conditions {
            let sql = """
                SELECT COUNT(*) FROM (SELECT 1 FROM \(OracleText.quoted(plan.source)) WHERE \(condition)
                AND ROWNUM <= \(countMax))
                """
            let counted = try await context.source.pool.ask(
                "look for long values in \(plan.source)", within: tableTimeMax
            ) { connection throws(OracleError) -> Int64? in
                do throws(OracleError) {
                    return try await connection.first(sql)?.integer(0)
                } catch {
                    // A table that is too large to be looked at in time is no fault of the table.
                    if error.kind == .deadline { return nil }
                    throw error
                }
            }
            guard counted != 0 else { continue }
            let many = counted.map { $0 >= countMax ? "At least \($0)" : "\($0)" }
            found.append(
                context.finding(
                    .warning,
                    many.map { "\($0) values of \(column) may be longer than \(bytesMax) bytes." }
                        ?? "\(column) is too large to be looked at in time.",
                    subject: "\(plan.source)",
                    advice:
                        "Rows with values that do not fit go to quarantine. Choose a larger type where there is one."))
        }
        return found
    }
}
