/// SID and SERIAL# of a session.
package struct SessionIdentity: Hashable, Sendable {
    package let sid: Int
    package let serial: Int
}

/// What V$SESSION shows of a session; the front sets it from what the client said.
package struct ClientDescription: Hashable, Sendable {
    package var program = ""
    package var machine = ""
    package var terminal = ""
    package var osUser = ""
    package var process = ""
    package var module = ""
    package var action = ""
    package var clientInformation = ""
    package var clientIdentifier = ""
    /// The database operation that the client says it runs.
    package var operation = ""
    /// The driver's own name.
    package var driver = ""

    package init() {}
}
