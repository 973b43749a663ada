package import Model

/// The steps so far, each reported as soon as it is done.
package struct StepLog {
    package private(set) var steps: [ConnectionTest.Step] = []
    private let report: @Sendable (ConnectionTest.Step) -> Void

    package init(report: @escaping @Sendable (ConnectionTest.Step) -> Void) { self.report = report }

    /// Runs a step and notes what it found; skips it when an earlier one failed.
    package mutating func step(_ key: String, _ title: String, _ body: () async -> StepFinding) async {
        var step: ConnectionTest.Step
        if steps.contains(where: { $0.outcome == .failed }) {
            step = ConnectionTest.Step(
                key: key, title: title, outcome: .skipped, detail: "Not tried, because an earlier step failed.")
        } else {
            let started = ContinuousClock.now
            let finding = await body()
            step = ConnectionTest.Step(
                key: key, title: title, outcome: finding.outcome, detail: finding.detail, advice: finding.advice,
                fix: finding.fix, elapsedMilliseconds: (ContinuousClock.now - started).milliseconds)
            step.capabilities = finding.capabilities
            step.rights = finding.rights
        }
        steps.append(step)
        report(step)
    }
}
