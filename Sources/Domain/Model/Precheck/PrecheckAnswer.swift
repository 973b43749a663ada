/// A finding as it is kept: with its question, its number, and whether the operator skips it.
package struct PrecheckAnswer: Hashable, Sendable {
    package var number: Int64
    package var question: PrecheckQuestion
    package var finding: PrecheckFinding
    package var skippedBy: Actor?
    package var skippedAt: Timestamp?

    package init(
        number: Int64, question: PrecheckQuestion, finding: PrecheckFinding, skippedBy: Actor? = nil,
        skippedAt: Timestamp? = nil
    ) {
        self.number = number
        self.question = question
        self.finding = finding
        self.skippedBy = skippedBy
        self.skippedAt = skippedAt
    }

    /// The project may not go on while this stands.
    package var blocks: Bool { finding.outcome == .failed && skippedBy == nil }
}
