internal import Glibc
package import LocalServers
internal import Synchronization

/// The servers that tests share: started by the first test that asks, gone when the run ends. A test works in schemas
/// with names of its own and neither stops a shared server nor changes its settings; one that must starts its own.
package actor TestServers {
    package static let shared = TestServers()

    private var seekDBStart: Task<SeekDBServer, any Error>?
    private var mariaDBStart: Task<MariaDBServer, any Error>?
    private var postgreSQLStart: Task<PostgreSQLServer, any Error>?
    private var decoyStart: Task<DecoyProgram, any Error>?

    package var seekDB: SeekDBServer {
        get async throws {
            let start = seekDBStart ?? Task { try Self.keep(await SeekDBServer.start()) }
            seekDBStart = start
            return try await start.value
        }
    }

    package var mariaDB: MariaDBServer {
        get async throws {
            let start = mariaDBStart ?? Task { try Self.keep(await MariaDBServer.start()) }
            mariaDBStart = start
            return try await start.value
        }
    }

    package var postgreSQL: PostgreSQLServer {
        get async throws {
            let start = postgreSQLStart ?? Task { try Self.keep(await PostgreSQLServer.start()) }
            postgreSQLStart = start
            return try await start.value
        }
    }

    /// Needs the program `decoy` beside the tests, or where `GODWIT_DECOY` names it.
    package var decoy: DecoyProgram {
        get async throws {
            let start = decoyStart ?? Task { try Self.keep(await DecoyProgram.start()) }
            decoyStart = start
            return try await start.value
        }
    }

    private static func keep<Server: LocalServer>(_ server: Server) -> Server {
        let isFirst = running.withLock { running in
            running.append(server.run)
            return running.count == 1
        }
        if isFirst { atexit { abandonAll() } }
        return server
    }
}

private let running = Mutex<[ServerRun]>([])

/// A plain function, because the C library calls it at the exit of the program.
private func abandonAll() {
    for run in running.withLock({ $0 }) { run.abandon() }
}
