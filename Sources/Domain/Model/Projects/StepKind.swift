/// The steps of a project, in their order.
package enum StepKind: String, Sendable, Codable, CaseIterable, Comparable {
    case precheck
    case schema
    case logPull
    case full
    case indexes
    case incremental
    case verification
    case switchover
    case reverse

    package static func < (a: StepKind, b: StepKind) -> Bool { a.order < b.order }

    package var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Where a step stands.
package enum StepState: String, Sendable, Codable, CaseIterable {
    case waiting, running, paused, failed, completed, skipped
}

/// One step of one project, as it is kept.
package struct ProjectStep: Hashable, Sendable, Codable {
    package var kind: StepKind
    package var state: StepState
    /// 0 to 1; nil when it cannot be told.
    package var progress: Double?
    package var startedAt: Timestamp?
    package var finishedAt: Timestamp?
    package var failure: Failure?
    /// What it does now, as one sentence.
    package var activity: String
    /// An honest guess of the time that is left; nil when there is none.
    package var secondsLeft: Int64?

    package init(kind: StepKind, state: StepState = .waiting) {
        self.kind = kind
        self.state = state
        activity = ""
    }
}
