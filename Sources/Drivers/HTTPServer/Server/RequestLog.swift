/// What is known of a request when it has ended, for logs and counters.
package struct RequestLog: Sendable, Hashable {
    package enum Outcome: String, Sendable { case answered, clientLeft, cutOff }

    package let requestID: String
    package let method: String
    /// The pattern of the route; `-` when there was none, so that paths cannot flood the counters.
    package let route: String
    package let path: String
    package let status: Int
    package let milliseconds: Double
    /// Bytes of the body as sent.
    package let bytes: Int
    package let remoteAddress: String
    package let outcome: Outcome
}
