package import Model

/// What a step of a connection test found out.
package struct StepFinding: Hashable, Sendable {
    package let outcome: ConnectionTest.Outcome
    package let detail: String
    package var advice: String?
    package var fix: String?

    package static func passed(_ detail: String) -> StepFinding { StepFinding(outcome: .passed, detail: detail) }

    package static func warning(_ detail: String, advice: String, fix: String? = nil) -> StepFinding {
        StepFinding(outcome: .warning, detail: detail, advice: advice, fix: fix)
    }

    package static func failed(_ detail: String, advice: String, fix: String? = nil) -> StepFinding {
        StepFinding(outcome: .failed, detail: detail, advice: advice, fix: fix)
    }
}
