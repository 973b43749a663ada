internal import ConnectorKit
internal import Model

/// What is there already, and whether it is in the way.
enum ExistencePrechecks {
    static let all = [
        DestinationPrecheck("destination.databases", "The databases exist or may be created", area: "existence") {
            context throws(DatabaseRefusal) in
            let comparison = try await context.destination.facts().objectNames
            let existing = Set(try await context.destination.databases().map(comparison.key))
            let missing = context.scope.databases.filter { !existing.contains(comparison.key($0)) }
            guard !missing.isEmpty, !context.scope.createsDatabases else {
                return context.passed(
                    missing.isEmpty
                        ? "All of \(context.scope.databases.joined(separator: ", ")) exist."
                        : "\(missing.joined(separator: ", ")) will be created.")
            }
            return missing.map { database in
                context.finding(
                    .failed, "The database does not exist.", subject: database,
                    advice: "Create it, or let the project create databases.",
                    fix: "CREATE DATABASE \(ConnectionAdvice.quoted(database)) DEFAULT CHARACTER SET utf8mb4;")
            }
        },
        DestinationPrecheck(
            "destination.objects", "Nothing is in the way of what is created", area: "existence",
            consequence: "The objects that exist fail in the schema step, and can be skipped there."
        ) { context throws(DatabaseRefusal) in
            guard context.createsSchema else { return context.passed("The project creates nothing.") }
            let existing = try await names(in: context)
            let clashes = context.scope.converted.filter { existing.contains($0.destination) }
            return context.findings(
                clashes.map { object in
                    context.finding(
                        .failed, "The \(object.kind.rawValue) exists.", subject: object.destination.description,
                        advice: "Drop or rename it, map the object to another name, or leave the schema step out.",
                        fix: "DROP \(object.kind == .view ? "VIEW" : "TABLE") "
                            + "\(MySQLDestination.quoted(object.destination));")
                }, orPassed: "None of the \(context.scope.converted.count) objects exists.")
        },
        DestinationPrecheck("destination.tables", "The tables that take rows exist", area: "existence") {
            context throws(DatabaseRefusal) in
            guard context.copiesRows, !context.createsSchema else {
                return context.passed("The project creates its tables itself.")
            }
            let existing = try await names(in: context)
            let missing = context.tables.filter { !existing.contains($0.destination) }
            return context.findings(
                missing.map { table in
                    context.finding(
                        .failed, "The table does not exist.", subject: table.destination.description,
                        advice: "Create it, or add the schema step to the project.")
                }, orPassed: "All \(context.tables.count) tables exist.")
        },
        DestinationPrecheck(
            "destination.empty", "The tables that take rows are empty", area: "existence",
            consequence: "Tables that hold rows fail when their copy begins."
        ) { context throws(DatabaseRefusal) in
            guard context.copiesRows, context.scope.onNonEmpty == .stop else {
                return context.passed("Rows that exist are met as the project says.")
            }
            let existing = try await names(in: context)
            var found: [PrecheckFinding] = []
            for table in context.tables where existing.contains(table.destination) {
                guard found.count < 100, try await !context.destination.isEmpty(table.destination) else { continue }
                found.append(
                    context.finding(
                        .failed, "The table holds rows.", subject: table.destination.description,
                        advice: "Empty it, or let the project leave rows that exist as they are.",
                        fix: "TRUNCATE TABLE \(MySQLDestination.quoted(table.destination));"))
            }
            return found.isEmpty ? context.passed("No table holds rows.") : found
        },
    ]

    private static func names(in context: DestinationPrecheck.Context) async throws(DatabaseRefusal) -> ExistingNames {
        try await ExistingNames.read(context.scope.databases, at: context.destination)
    }
}
