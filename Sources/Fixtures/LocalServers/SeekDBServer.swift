internal import Glibc
internal import Processes

/// seekdb: the OceanBase engine in MySQL mode as one executable. An exit with status 137 after SIGTERM is its clean
/// end.
package struct SeekDBServer: LocalServer {
    package let run: ServerRun
    package let user = "root"

    /// The version that `./godwit setup` unpacks; `scripts/versions` names the same one.
    package static let version = "1.4.0.post1"

    /// `parameters` are configuration parameters of the engine; they are kept in the directory from the first start on.
    package static func start(
        in directory: String? = nil, parameters: [String: String] = [:]
    ) async throws(ServerFailure) -> SeekDBServer {
        let parameters = standard.merging(parameters) { $1 }.sorted { $0.key < $1.key }
        let plan = ServerPlan(
            name: "seekdb", executable: try findExecutable(),
            arguments: { port, directory in
                ["--nodaemon", "--base-dir", "\(directory)/data", "--port", String(port), "--log-level", "WARN"]
                    + parameters.flatMap { ["--parameter", "\($0.key)=\($0.value)"] }
            },
            prepare: { directory throws(ServerFailure) in
                do {
                    try FileTree.makeFolder("\(directory)/data")
                } catch {
                    throw ServerFailure("seekdb", "\(error)", advice: "Choose a directory that can be written to.")
                }
            },
            probe: { MySQLProbe.answers(port: $0) }, account: nil, stopSignal: SIGTERM)
        return SeekDBServer(run: try await ServerRun.start(plan, in: directory))
    }

    /// The smallest instance that works well: less memory or log disk is refused by the engine; data files grow by
    /// themselves (measured with 1.4.0).
    private static let standard = [
        "memory_budget": "2G", "datafile_size": "64M", "datafile_maxsize": "10G", "log_disk_size": "2G",
        // A crash must not leave locks behind: docs/decisions/0011.
        "_private_buffer_size": "0B",
    ]

    private static func findExecutable() throws(ServerFailure) -> String {
        let environment = { (name: String) -> String? in
            guard let value = getenv(name), value.pointee != 0 else { return nil }
            return String(cString: value)
        }
        if let path = environment("GODWIT_SEEKDB") {
            if access(path, X_OK) == 0 { return path }
            throw ServerFailure(
                "seekdb", "GODWIT_SEEKDB names \(path), which cannot be executed.", advice: "Correct or unset it.")
        }
        let cache =
            environment("GODWIT_CACHE") ?? environment("XDG_CACHE_HOME").map { "\($0)/godwit" }
            ?? "\(environment("HOME") ?? "")/.cache/godwit"
        let path = "\(cache)/seekdb-\(version)/seekdb"
        if access(path, X_OK) == 0 { return path }
        throw ServerFailure("seekdb", "The engine is not at \(path).", advice: "Run ./godwit setup.")
    }
}
