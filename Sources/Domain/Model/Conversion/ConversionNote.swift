/// What a conversion did to an object, for a person to read before anything runs.
package struct ConversionNote: Hashable, Sendable, Codable {
    package enum Severity: String, Hashable, Sendable, Codable, Comparable, CaseIterable {
        /// Said for completeness; nothing is different.
        case remark
        /// Expressed otherwise, with the same meaning.
        case changed
        /// Something is lost: precision, a rule, an order.
        case lossy
        /// Cannot be expressed; the part, or the object, is left out.
        case unsupported

        package static func < (a: Severity, b: Severity) -> Bool {
            allCases.firstIndex(of: a) ?? 0 < allCases.firstIndex(of: b) ?? 0
        }
    }

    package var severity: Severity
    /// The rule that spoke: `type.number.integer`; documented in `docs/type-rules.md`.
    package var rule: String
    /// The column, constraint or index it is about; empty for the whole object.
    package var subject: String
    package var text: String

    package init(_ severity: Severity, rule: String, subject: String = "", _ text: String) {
        self.severity = severity
        self.rule = rule
        self.subject = subject
        self.text = text
    }
}
