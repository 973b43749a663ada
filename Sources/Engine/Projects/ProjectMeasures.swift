internal import Catalog
package import Model

/// What is measured of a project as a whole while its rows are copied: the sums over its Checkers, once a second, kept
/// under the project because Checkers go when their work is done.
package enum ProjectMeasure: String, CaseIterable, Sendable {
    case rowsRead, rowsWritten, bytesRead, bytesWritten, readMs, sliceMs, writeMs

    /// As a Checker calls it.
    package var metric: String {
        switch self {
        case .rowsRead: "full.source.rows.perSecond"
        case .rowsWritten: "full.destination.rows.perSecond"
        case .bytesRead: "full.source.bytes.perSecond"
        case .bytesWritten: "full.destination.bytes.perSecond"
        case .readMs: "full.read.milliseconds"
        case .sliceMs: "full.plan.milliseconds"
        case .writeMs: "full.write.milliseconds"
        }
    }

    /// Amounts add up over Checkers; times are means of those that measured any.
    var isAmount: Bool {
        switch self {
        case .rowsRead, .rowsWritten, .bytesRead, .bytesWritten: true
        case .readMs, .sliceMs, .writeMs: false
        }
    }

    /// The metric that holds the share of the lanes' time that went to a reason.
    package static func share(of reason: SpeedReason) -> String { "full.\(reason.rawValue).share" }

    func over(_ checkers: [[String: Double]]) -> Double {
        let values = checkers.compactMap { $0[metric] }
        if isAmount { return values.reduce(0, +) }
        let measured = values.filter { $0 > 0 }
        return measured.isEmpty ? 0 : measured.reduce(0, +) / Double(measured.count)
    }
}

/// How fast the rows of a project are copied now, and what holds them back.
package struct ProjectSpeed: Hashable, Sendable {
    package var values: [ProjectMeasure: Double]
    /// Where the lanes' time went, 0 to 1 each; what is missing to 1 is not measured.
    package var shares: [SpeedReason: Double]
    package var reason: SpeedReason

    /// Nothing is measured that is older.
    package static let age: Duration = .seconds(5)

    /// The last points of each Checker; nil when none of them measured anything lately.
    package init?(_ checkers: [[String: MetricPoint]], at now: Timestamp) {
        let fresh = checkers.map { points in
            points.filter { now - $0.value.at <= Self.age }.mapValues(\.value)
        }.filter { !$0.isEmpty }
        guard !fresh.isEmpty else { return nil }
        values = Dictionary(uniqueKeysWithValues: ProjectMeasure.allCases.map { ($0, $0.over(fresh)) })
        var shares: [SpeedReason: Double] = [:]
        for reason in SpeedReason.allCases {
            let found = fresh.compactMap { $0[ProjectMeasure.share(of: reason)] }
            if !found.isEmpty { shares[reason] = min(1, found.reduce(0, +) / Double(fresh.count)) }
        }
        self.shares = shares
        let told = fresh.compactMap { $0["full.reason"] }.compactMap { value in
            SpeedReason.allCases.indices.contains(Int(exactly: value) ?? -1) ? SpeedReason.allCases[Int(value)] : nil
        }
        // What most Checkers say; the one that says the load of the destination is right for all.
        let counts = Dictionary(grouping: told.filter { $0 != .idle }, by: { $0 }).mapValues(\.count)
        reason =
            told.contains(.destinationLoad)
            ? .destinationLoad : counts.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key ?? .idle
    }
}

/// Writes the measures of a project down, at most once a second.
struct ProjectMeasuring {
    private var writtenAt: Timestamp?

    mutating func note(_ context: StepContext, _ checkers: [Component]) async throws {
        let now = Timestamp.wallClock()
        if let writtenAt, now - writtenAt < .seconds(1) { return }
        writtenAt = now
        var points: [[String: MetricPoint]] = []
        for checker in checkers { points.append(try await context.catalog.latest(of: .component(checker.id))) }
        guard let speed = ProjectSpeed(points, at: now) else { return }
        // A point that could not be written is a gap in a chart, not a reason to end.
        try? await context.catalog.record(
            ProjectMeasure.allCases.map { measure in
                MetricPoint(
                    subject: .project(context.project), name: measure.metric, at: now, value: speed.values[measure] ?? 0
                )
            })
    }
}
