/// An engine that cannot run: what happened and what to do.
package struct EngineFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let message: String
    package let advice: String

    package init(_ message: String, advice: String) {
        self.message = message
        self.advice = advice
    }

    package var description: String { "\(message) \(advice)" }
}
