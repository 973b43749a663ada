internal import ConnectorKit
internal import Model
internal import MySQLClient

/// What the destination is, and what the account may do there.
enum ServerPrechecks {
    static let all = [
        DestinationPrecheck("destination.connect", "The destination answers", area: "connectivity") {
            context throws(DatabaseRefusal) in
            let facts = try await context.destination.facts()
            return context.passed("\(facts.product) answers.")
        },
        DestinationPrecheck(
            "destination.version", "The destination is of a known kind and release", area: "versions",
            consequence: "Statements that this release does not know fail one by one."
        ) { context throws(DatabaseRefusal) in
            let isExpected = await context.destination.isOfItsKind
            let facts = try await context.destination.facts()
            return context.found(
                "The server calls itself \(facts.product).", isFine: isExpected, else: .failed,
                advice: "Choose the kind of data source that it is.")
        },
        DestinationPrecheck(
            "destination.clock", "The clocks of destination and this machine agree", area: "versions",
            consequence: "Times that are shown and written differ by the skew."
        ) { context throws(DatabaseRefusal) in
            let finding = try await context.destination.ask { (connection) throws(MySQLError) in
                try await ServerQuestions.clock(connection)
            }
            return context.answer(finding)
        },
        DestinationPrecheck("destination.characters", "The destination holds every character", area: "charset") {
            context throws(DatabaseRefusal) in
            let facts = try await context.destination.facts()
            let hasIt = facts.collations.contains("utf8mb4_bin")
            return context.found(
                "The server has \(hasIt ? "the" : "no") collation utf8mb4_bin.", isFine: hasIt, else: .failed,
                advice: "Choose a tenant or a server with the character set utf8mb4.")
        },
        DestinationPrecheck(
            "destination.rights", "The account may create and write", area: "privileges",
            consequence: "The first statement without its right fails."
        ) { context throws(DatabaseRefusal) in
            var found: [PrecheckFinding] = []
            for database in context.scope.databases + [ChunkMarks.database] {
                let finding = try await context.destination.ask { (connection) throws(MySQLError) in
                    try await ServerQuestions.rights(connection, database: database)
                }
                guard finding.outcome != .passed else { continue }
                found.append(
                    PrecheckFinding(
                        key: context.key, subject: database, outcome: .failed, found: finding.detail,
                        advice: "Have an administrator run this:", fix: finding.fix))
            }
            return found.isEmpty
                ? context.passed("All rights on \(context.scope.databases.joined(separator: ", ")).") : found
        },
    ]
}
