internal import Net
package import Processes

/// How a kind of server is prepared, started, asked and stopped.
package struct ServerPlan: Sendable {
    package var name: String
    package var executable: String
    /// For a port and the directory.
    package var arguments: @Sendable (_ port: Int, _ directory: String) -> [String]
    /// Fills an empty directory; called before every start.
    package var prepare: @Sendable (_ directory: String) async throws(ServerFailure) -> Void
    /// Blocking; answers whether a query works.
    package var probe: @Sendable (_ port: Int) -> Bool
    package var account: Launch.Account?
    package var stopSignal: Int32
    package var startLimit: Duration = .seconds(120)
    package var stopLimit: Duration = .seconds(20)
}
