internal import ConnectorKit
internal import Model
internal import OracleClient

/// Whether what the project names is there, and whole.
enum ExistencePrechecks {
    static let all = [
        SourcePrecheck("source.exists.schemas", "Every schema exists", area: "existence") {
            context throws(DatabaseRefusal) in
            let wanted = Set(context.scope.tables.map(\.name.schema) + context.scope.converted.map(\.source.schema))
            let known = try await context.source.pool.ask("look for the schemas") { connection throws(OracleError) in
                Set(try await connection.table("SELECT USERNAME FROM ALL_USERS").rows.compactMap { $0.first?.text })
            }
            let found = wanted.subtracting(known).sorted().map { name in
                context.finding(
                    .failed, "There is no schema “\(name)”.", subject: name,
                    advice: "Correct the name: Oracle keeps names without quotes in capitals.")
            }
            return context.findings(found, orPassed: "All \(wanted.count) schemas exist.")
        },
        SourcePrecheck("source.exists.tables", "Every table exists", area: "existence") {
            context throws(DatabaseRefusal) in
            let wanted = Set(context.scope.tables.map(\.name))
            let schemas = Set(wanted.map(\.schema)).sorted()
            let known = Set(try await context.source.objects(in: schemas).filter { $0.kind == .table }.map(\.name))
            let found = wanted.subtracting(known).sorted().map { name in
                context.finding(
                    .failed, "There is no table \(name), or the user may not see it.", subject: "\(name)",
                    advice: "Remove it from the project, or correct its name or the rights.")
            }
            return context.findings(found, orPassed: "All \(wanted.count) tables exist.")
        },
        SourcePrecheck(
            "source.exists.dependencies", "Views read only what is migrated", area: "existence",
            consequence: "These views cannot be created at the destination."
        ) { context throws(DatabaseRefusal) in
            let views = context.scope.converted.filter { $0.kind == .view }.map(\.source)
            let moved = Set(context.scope.tables.map(\.name) + views)
            var found: [PrecheckFinding] = []
            for view in try await context.source.views(views) {
                let missing = view.dependsOn.filter {
                    !moved.contains($0) && $0.schema != "SYS" && $0.schema != "PUBLIC"
                }
                guard !missing.isEmpty else { continue }
                let list = missing.map(\.description).joined(separator: ", ")
                found.append(
                    context.finding(
                        .warning, "It reads \(list), which the project does not migrate.", subject: "\(view.name)",
                        advice: "Add these objects to the project, or leave the view out."))
            }
            return context.findings(found, orPassed: "Everything that views read is migrated.")
        },
        SourcePrecheck(
            "source.exists.parents", "Foreign keys point to tables of the project", area: "existence",
            consequence: "These foreign keys are not created at the destination."
        ) { context throws(DatabaseRefusal) in
            let moved = Set(context.scope.tables.map(\.name))
            var found: [PrecheckFinding] = []
            for table in context.scope.tables {
                for key in table.foreignKeys where !moved.contains(key.parent) {
                    found.append(
                        context.finding(
                            .warning,
                            "The foreign key \(key.name) points to \(key.parent), which is not in the project.",
                            subject: "\(table.name)", advice: "Add the table to the project, or do without the key."))
                }
            }
            return context.findings(found, orPassed: "Every foreign key points to a table of the project.")
        },
        SourcePrecheck(
            "source.exists.filters", "Row filters are understood", area: "existence"
        ) { context throws(DatabaseRefusal) in
            var found: [PrecheckFinding] = []
            for plan in context.scope.converted.compactMap(\.copy) {
                guard let filter = plan.filter, !filter.isEmpty else { continue }
                let check = FilterCheck(source: context.source, table: plan.source, filter: filter)
                guard let fault = try await check.fault() else { continue }
                found.append(
                    context.finding(
                        .failed, fault.failure.message, subject: "\(plan.source)", advice: fault.failure.advice))
            }
            return context.findings(found, orPassed: "Every row filter is understood.")
        },
    ]
}
