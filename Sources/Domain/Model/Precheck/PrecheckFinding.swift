/// One answer: what was looked at, what was found, and what mends it.
package struct PrecheckFinding: Hashable, Sendable, Codable {
    package enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        case passed, warning, failed
    }

    package var key: String
    /// The object it is about; empty for the whole end.
    package var subject: String
    package var outcome: Outcome
    package var found: String
    package var advice: String?
    /// Statements to copy that mend it.
    package var fix: String?

    package init(
        key: String, subject: String = "", outcome: Outcome, found: String, advice: String? = nil, fix: String? = nil
    ) {
        self.key = key
        self.subject = subject
        self.outcome = outcome
        self.found = found
        self.advice = advice
        self.fix = fix
    }
}
