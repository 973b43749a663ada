internal import Glibc
internal import Processes

/// MariaDB with a row-based binary log; root has no password over TCP on loopback.
package struct MariaDBServer: LocalServer {
    package let run: ServerRun
    package let user = "root"

    /// `options` are further arguments of the server, such as `--ssl-cert=…`.
    package static func start(
        in directory: String? = nil, options: [String] = []
    ) async throws(ServerFailure) -> MariaDBServer {
        let server = try Program.find("mariadbd", package: "mariadb-server-core", server: "MariaDB")
        let installer = try Program.find("mariadb-install-db", package: "mariadb-server-core", server: "MariaDB")
        let account = geteuid() == 0 ? ["--user=root"] : []
        let plan = ServerPlan(
            name: "MariaDB", executable: server,
            arguments: { port, directory in
                ["--no-defaults", "--datadir=\(directory)/data", "--tmpdir=\(directory)/tmp", "--port=\(port)"]
                    + settings + account + options
            },
            prepare: { directory throws(ServerFailure) in
                do {
                    // A server deletes what it takes for leftovers in its folder for temporary files, also those of
                    // a neighbour (seen with 10.11.19): each has its own.
                    try FileTree.makeFolder("\(directory)/tmp")
                } catch {
                    throw ServerFailure("MariaDB", "\(error)", advice: "Choose a directory that can be written to.")
                }
                guard !FileTree.exists("\(directory)/data/mysql") else { return }
                // Filled beside its place, so that an interrupted installation is begun again.
                try await Program.run(
                    installer,
                    [
                        "--no-defaults", "--datadir=\(directory)/draft", "--tmpdir=\(directory)/tmp", "--skip-test-db",
                        "--skip-name-resolve", "--auth-root-authentication-method=normal",
                    ] + account,
                    in: directory, server: "MariaDB", draft: "draft", result: "data")
            },
            probe: { MySQLProbe.answers(port: $0) }, account: nil, stopSignal: SIGTERM)
        return MariaDBServer(run: try await ServerRun.start(plan, in: directory))
    }

    /// Small buffers; flushed to the operating system at every commit, which a killed server survives. Relative paths
    /// are below the data directory and so never too long for a socket.
    private static let settings = [
        "--bind-address=127.0.0.1", "--socket=server.sock", "--pid-file=server.pid", "--skip-name-resolve",
        "--character-set-server=utf8mb4", "--log-bin=binlog", "--binlog-format=ROW", "--server-id=1",
        "--sync-binlog=0", "--innodb-flush-log-at-trx-commit=2", "--innodb-buffer-pool-size=64M",
        "--innodb-log-file-size=48M", "--innodb-use-native-aio=0", "--key-buffer-size=1M",
        "--aria-pagecache-buffer-size=8M", "--performance-schema=OFF", "--max-connections=300",
        "--max-connect-errors=1000000", "--max-allowed-packet=256M",
    ]
}
