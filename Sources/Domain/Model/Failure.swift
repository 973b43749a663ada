/// What went wrong, for the operator: shown, stored, never parsed. It carries no column values and no secrets.
package struct Failure: Hashable, Sendable, Codable, Error, CustomStringConvertible {
    /// Stable and never reused: `AGENT-0003`.
    package var number: String
    /// What happened, as one sentence.
    package var message: String
    /// What to do next, as one sentence.
    package var advice: String
    /// The deepest cause, in its own words.
    package var detail: String?

    package init(_ number: String, _ message: String, advice: String, detail: String? = nil) {
        self.number = number
        self.message = message
        self.advice = advice
        self.detail = detail
    }

    package var description: String {
        "\(number): \(message) \(advice)" + (detail.map { " (\($0))" } ?? "")
    }
}

/// What the engine does about an error: it decides by remedy, never by text.
package enum Remedy: Hashable, Sendable {
    case retry(after: Duration)
    case reconnect
    case askOperator
    case stop
    case bug
}

/// An order that does not fit the present state; `reason` is shown to whoever gave it.
package struct NotNow: Error, Hashable, Sendable {
    package let reason: String
    package init(_ reason: String) { self.reason = reason }
}
