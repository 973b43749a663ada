internal import ConnectorKit
internal import Model
internal import MySQLClient

/// Whether what comes has room.
enum CapacityPrechecks {
    private static let packetBytesMin = 4 << 20

    /// A size as the engine writes it: nothing but zeros means at the commit alone.
    static func isEarly(_ size: String) -> Bool { size.contains { $0.isNumber && $0 != "0" } }

    static let all = [
        DestinationPrecheck(
            "destination.packet", "Statements of the needed size pass", area: "capacity",
            consequence: "Large values are sent in parts, which is slower; "
                + "rows that cannot be parted go to quarantine."
        ) { context throws(DatabaseRefusal) in
            let bytes = try await context.destination.facts().packetBytesMax ?? 0
            let large = context.tables.filter { $0.copy?.hasLargeValues == true }
            let wanted = large.isEmpty ? packetBytesMin : 64 << 20
            guard bytes < wanted else { return context.passed("max_allowed_packet is \(bytes >> 20) MiB.") }
            let why = large.isEmpty ? "" : " \(large.count) tables hold large values."
            return [
                context.finding(
                    large.isEmpty ? .failed : .warning, "max_allowed_packet is \(bytes >> 20) MiB.\(why)",
                    advice: "Rows beyond it are sent in parts, where they have a key and large columns. "
                        + "Raise it for new sessions:",
                    fix: "SET GLOBAL max_allowed_packet = \(wanted);")
            ]
        },
        DestinationPrecheck(
            "destination.memory", "The destination has memory for new rows", area: "capacity",
            consequence: "The copy waits for the destination again and again."
        ) { context throws(DatabaseRefusal) in
            guard let used = try await context.destination.load().memory else {
                return context.passed("This server does not tell.")
            }
            let percent = Int(used * 100)
            return context.found(
                "\(percent) % of the memory for new rows is in use.", isFine: percent < 80,
                advice: "Let the server write it out first, or give the tenant more memory.",
                fix: "ALTER SYSTEM MINOR FREEZE;")
        },
        DestinationPrecheck(
            "destination.crash", "A crash leaves no rows locked", area: "capacity",
            consequence: "When the server crashes while rows are written, chunks may wait for locks that nobody holds."
        ) { context throws(DatabaseRefusal) in
            guard let bytes = try await context.destination.earlyLogBytes() else {
                return context.passed("This server ends the transactions of a crash.")
            }
            let dead = try await context.destination.deadTransactionCount()
            guard dead == 0 else {
                return context.found(
                    "Transactions of an earlier crash still lock rows: \(dead).", isFine: false,
                    advice: "Nothing ends them: begin with a new data directory, or migrate into databases that they "
                        + "did not touch.")
            }
            return context.found(
                "The engine writes the log of open transactions early (_private_buffer_size is \(bytes)).",
                isFine: !isEarly(bytes),
                advice: "This engine does not end such a transaction after a crash. "
                    + "Let it write the log at the commit:",
                fix: "ALTER SYSTEM SET _private_buffer_size = '0B';")
        },
        DestinationPrecheck(
            "destination.disk", "The destination has disk for what comes", area: "capacity",
            consequence: "The copy stops when the disk is full."
        ) { context throws(DatabaseRefusal) in
            let needed = context.scope.tables.reduce(Int64(0)) { $0 + ($1.bytesEstimated ?? 0) }
            guard let free = try await context.destination.diskBytesFree() else {
                return context.passed("This server does not tell; \(needed >> 20) MiB come.")
            }
            return context.found(
                "\(free >> 20) MiB are free, \(needed >> 20) MiB come before compression.", isFine: free > needed,
                advice: "Give the server more disk before the rows come.")
        },
    ]
}
