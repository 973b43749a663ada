/// A server that did not start: what happened, what to do, and the end of its log.
package struct ServerFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let server: String
    package let message: String
    package let advice: String
    package let log: String

    package init(_ server: String, _ message: String, advice: String, log: String = "") {
        self.server = server
        self.message = message
        self.advice = advice
        self.log = log
    }

    package var description: String {
        "\(server): \(message) \(advice)" + (log.isEmpty ? "" : "\nThe end of its log:\n\(log)")
    }
}
