package import Model

/// What a step of a connection test found out.
package struct StepFinding: Hashable, Sendable {
    package let outcome: ConnectionTest.Outcome
    package let detail: String
    package var advice: String?
    package var fix: String?
    package var capabilities: [ConnectionTest.Capability] = []
    package var rights: [ConnectionTest.Right] = []

    package static func passed(_ detail: String) -> StepFinding { StepFinding(outcome: .passed, detail: detail) }

    package static func warning(_ detail: String, advice: String, fix: String? = nil) -> StepFinding {
        StepFinding(outcome: .warning, detail: detail, advice: advice, fix: fix)
    }

    package static func failed(_ detail: String, advice: String, fix: String? = nil) -> StepFinding {
        StepFinding(outcome: .failed, detail: detail, advice: advice, fix: fix)
    }

    /// The same, with what it says about the abilities of the database.
    package func telling(_ capabilities: ConnectionTest.Capability...) -> StepFinding {
        var finding = self
        finding.capabilities += capabilities
        return finding
    }

    /// The same, with the rights that were asked for.
    package func telling(_ rights: [ConnectionTest.Right]) -> StepFinding {
        var finding = self
        finding.rights += rights
        return finding
    }
}
