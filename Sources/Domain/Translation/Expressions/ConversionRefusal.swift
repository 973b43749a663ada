/// Why something of the source cannot be said at the destination.
package struct ConversionRefusal: Error, Hashable, Sendable {
    /// The rule that refused: `expression.call`.
    package var rule: String
    /// One sentence: what cannot be said, and why.
    package var reason: String

    package init(_ rule: String, _ reason: String) {
        self.rule = rule
        self.reason = reason
    }
}
