import LocalServers
import Net
import Processes
import Synchronization
import TestKit

@testable import DecoyServer

/// The server that the tests of this module share, in this program, with its own PostgreSQL. Its folder and its
/// PostgreSQL go with the program.
actor RunningDecoy {
    static let shared = RunningDecoy()

    private var starting: Task<DecoyServer, any Error>?
    private static let directory = Mutex<TemporaryDirectory?>(nil)

    var port: Int {
        get async throws {
            let task =
                starting
                ?? Task {
                    let directory = try TemporaryDirectory("decoy-test")
                    Self.directory.withLock { $0 = directory }
                    return try await Self.start { $0.directory = directory("data") }
                }
            starting = task
            return try await task.value.port
        }
    }

    /// A server of a test's own: the caller stops it.
    static func start(_ change: (inout ServerOptions) -> Void) async throws -> DecoyServer {
        var options = ServerOptions(directory: "")
        options.port = 0
        change(&options)
        return try await DecoyServer.start(options)
    }
}
