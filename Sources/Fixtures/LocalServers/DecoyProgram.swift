internal import Glibc
internal import Processes

/// Our own stand-in for an Oracle server: the program `decoy` beside the running program, with a PostgreSQL of its own
/// below the directory. Its accounts SYSTEM and SYS have the password `decoy`.
package struct DecoyProgram: LocalServer {
    package let run: ServerRun
    package let user = "system"
    package let password = "decoy"
    package let service = "ORCLPDB1"

    /// `options` are further words of `decoy serve`, such as `--verifier=11g`.
    package static func start(
        in directory: String? = nil, options: [String] = []
    ) async throws(ServerFailure) -> DecoyProgram {
        guard let program = executable() else {
            throw ServerFailure(
                "Decoy", "The program decoy was not found beside this one.",
                advice: "Build it: swift build --product decoy.")
        }
        let plan = ServerPlan(
            name: "Decoy", executable: program,
            arguments: { port, directory in
                ["serve", "--data", "\(directory)/data", "--listen", "127.0.0.1:\(port)"] + options
            },
            prepare: { _ throws(ServerFailure) in },
            // It listens only when its database is ready. TLS or not, a connection is answer enough.
            probe: { ProbeSocket(port: $0) != nil }, account: nil, stopSignal: SIGTERM)
        return DecoyProgram(run: try await ServerRun.start(plan, in: directory))
    }

    /// Beside this program, or in a folder around it (a test bundle); `GODWIT_DECOY` names another one.
    package static func executable() -> String? {
        if let named = getenv("GODWIT_DECOY"), named.pointee != 0 { return String(cString: named) }
        var bytes = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &bytes, bytes.count)
        let own = String(decoding: bytes.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var folder = own.split(separator: "/").dropLast()
        for _ in 0..<3 where !folder.isEmpty {
            let path = "/" + folder.joined(separator: "/") + "/decoy"
            if access(path, X_OK) == 0 { return path }
            folder = folder.dropLast()
        }
        return nil
    }
}
