/// A database server of our own. `stop`, `kill` and `restart` keep the data and the port.
package protocol LocalServer: Sendable {
    var run: ServerRun { get }
    var user: String { get }
    /// Accounts are open on loopback: nothing of value belongs into such a server.
    var password: String { get }
}

extension LocalServer {
    package var host: String { "127.0.0.1" }
    package var port: Int { run.port }
    package var directory: String { run.directory }
    package var logFile: String { run.logFile }
    package var password: String { "" }

    /// `nil` while it is stopped.
    package var pid: Int32? { get async { await run.pid } }

    /// Ends it in order.
    package func stop() async { await run.stop() }

    /// Ends it as a power cut would: SIGKILL.
    package func kill() async { await run.kill() }

    /// Stops it if it runs, starts it, and returns when a query works again.
    package func restart() async throws(ServerFailure) { try await run.restart() }

    /// Stops it and deletes its directory.
    package func remove() async { await run.remove() }
}
