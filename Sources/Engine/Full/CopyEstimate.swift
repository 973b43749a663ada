package import Model

/// How long a copy still takes, as far as that can be said honestly: from the rows that are left by the statistics of
/// the source and the speed of the last half minute. Nothing is claimed before the speed is known, nor while tables
/// without statistics are most of what is left.
package struct CopyEstimate: Sendable {
    private static let window: Duration = .seconds(30)
    private static let windowMin: Duration = .seconds(3)

    private var samples: [(at: Duration, rows: Int64, bytes: Int64)] = []
    private var sums = CopySums()

    package init() {}

    /// `at` is time since any fixed moment.
    package mutating func add(_ sums: CopySums, at: Duration) {
        self.sums = sums
        samples.append((at, sums.rowsWritten + sums.rowsIgnored + sums.rowsQuarantined, sums.bytesRead))
        while samples.count > 2, let first = samples.first, at - first.at > Self.window { samples.removeFirst() }
    }

    private func speed(_ value: ((at: Duration, rows: Int64, bytes: Int64)) -> Int64) -> Double? {
        guard let first = samples.first, let last = samples.last, last.at - first.at >= Self.windowMin else {
            return nil
        }
        return Double(max(0, value(last) - value(first))) / ((last.at - first.at) / .seconds(1))
    }

    package var rowsPerSecond: Double? { speed { $0.rows } }
    package var bytesPerSecond: Double? { speed { $0.bytes } }

    /// Nil where nobody can know.
    package var remaining: Duration? {
        if sums.tablesOpen == 0 { return .zero }
        guard sums.tablesUnknown * 2 <= sums.tablesOpen, let speed = rowsPerSecond, speed >= 1 else { return nil }
        // A year is longer than any window of speed can tell.
        return .seconds(min(365 * 86_400, Double(sums.rowsLeft) / speed))
    }

    /// From 0 to 1, by rows; never 1 before all tables are at their end.
    package var progress: Double {
        if sums.tables > 0, sums.tablesOpen == 0, sums.tablesFailed == 0 { return 1 }
        guard sums.tables > 0 else { return 0 }
        let done = Double(sums.rowsWritten + sums.rowsIgnored)
        let byTables = Double(sums.tablesCompleted) / Double(sums.tables)
        let whole = done + Double(sums.rowsLeft)
        return min(0.999, whole > 0 && sums.tablesUnknown == 0 ? done / whole : byTables)
    }

    /// One line for a person.
    package var activity: String {
        var text = "Copies rows: \(sums.rowsWritten) rows, \(sums.tablesCompleted) of \(sums.tables) tables done"
        if sums.rowsQuarantined > 0 { text += ", \(sums.rowsQuarantined) in quarantine" }
        if sums.tablesFailed > 0 { text += ", \(sums.tablesFailed) failed" }
        if let speed = rowsPerSecond, sums.tablesOpen > 0 { text += ", \(Int64(speed)) rows/s" }
        if let remaining, sums.tablesOpen > 0 {
            let atLeast = sums.tablesUnknown > 0 ? "at least " : "about "
            text += ", \(atLeast)\(Self.text(remaining)) left"
        }
        return text + "."
    }

    private static func text(_ time: Duration) -> String {
        let seconds = time.components.seconds
        switch seconds {
        case ..<90: return "\(max(1, seconds)) s"
        case ..<5_400: return "\((seconds + 30) / 60) min"
        case ..<172_800: return "\((seconds + 1_800) / 3_600) h"
        default: return "\((seconds + 43_200) / 86_400) days"
        }
    }
}
