internal import Glibc
internal import Net
internal import Processes

/// PostgreSQL 15; every account is trusted on loopback. It refuses to run as root, so a root gives it another account.
package struct PostgreSQLServer: LocalServer {
    package let run: ServerRun
    package let user = "postgres"

    /// `settings` are further `name=value` settings of the server.
    package static func start(
        in directory: String? = nil, settings: [String] = []
    ) async throws(ServerFailure) -> PostgreSQLServer {
        let folder = "/usr/lib/postgresql/15/bin"
        let server = try Program.find("postgres", in: [folder], package: "postgresql-15", server: "PostgreSQL")
        let initdb = try Program.find("initdb", in: [folder], package: "postgresql-15", server: "PostgreSQL")
        let account = try unprivilegedAccount()
        let plan = ServerPlan(
            name: "PostgreSQL", executable: server,
            arguments: { port, directory in
                let socket = "\(directory)/socket"
                // A path of a socket has at most 107 bytes; a longer one is done without.
                let settings = standard + ["unix_socket_directories=\(socket.utf8.count < 90 ? socket : "")"] + settings
                return ["-D", "\(directory)/data", "-p", String(port)] + settings.flatMap { ["-c", $0] }
            },
            prepare: { directory throws(ServerFailure) in try await prepare(directory, initdb, account) },
            probe: { PostgreSQLProbe.answers(port: $0, user: "postgres") },
            account: account.map { .named($0) }, stopSignal: SIGINT)
        return PostgreSQLServer(run: try await ServerRun.start(plan, in: directory))
    }

    /// Written to the operating system at every commit, which a killed server survives. Shared memory lies in files
    /// of the directory, so that a killed server leaves none in the system.
    private static let standard = [
        "listen_addresses=127.0.0.1", "fsync=off", "shared_buffers=32MB", "max_connections=100", "wal_level=logical",
        "dynamic_shared_memory_type=mmap",
    ]

    private static func prepare(
        _ directory: String, _ initdb: String, _ account: String?
    ) async throws(ServerFailure) {
        do {
            try FileTree.makeFolder("\(directory)/socket")
            if let account, let ids = AccountTable.account(named: account) {
                try FileTree.give("\(directory)/socket", user: ids.user, group: ids.group)
            }
        } catch {
            throw ServerFailure("PostgreSQL", "\(error)", advice: "Choose a directory that can be written to.")
        }
        if FileTree.exists("\(directory)/data/PG_VERSION") {
            _ = try? await onThread("postmaster-file") { PostmasterFile.clear(directory) }
            return
        }
        try await Program.run(
            initdb,
            [
                "-D", "\(directory)/draft", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
                "--no-sync",
            ],
            in: directory, server: "PostgreSQL", draft: "draft", result: "data", account: account)
    }

    private static func unprivilegedAccount() throws(ServerFailure) -> String? {
        guard geteuid() == 0 else { return nil }
        if let name = ["postgres", "nobody"].first(where: { AccountTable.account(named: $0) != nil }) { return name }
        throw ServerFailure(
            "PostgreSQL", "It refuses to run as root, and there is neither an account postgres nor nobody.",
            advice: "Run ./godwit setup.")
    }
}
