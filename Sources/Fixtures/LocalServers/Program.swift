internal import Glibc
internal import Processes

/// The programs of a database's package: finding them, and running one to its end.
enum Program {
    static func find(
        _ name: String, in folders: [String] = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"],
        package: String, server: String
    ) throws(ServerFailure) -> String {
        if let folder = folders.first(where: { access("\($0)/\(name)", X_OK) == 0 }) { return "\(folder)/\(name)" }
        throw ServerFailure(
            server, "The program \(name) was not found.",
            advice: "Run ./godwit setup --tests, or install the package \(package).")
    }

    /// Runs a program that fills the folder `draft`, which becomes `result` when it succeeds.
    static func run(
        _ executable: String, _ arguments: [String], in directory: String, server: String, draft: String,
        result: String, account: String? = nil
    ) async throws(ServerFailure) {
        let log = "\(directory)/install.log"
        var order = Launch(executable, arguments)
        order.workingDirectory = directory
        order.output = .file(log, append: false)
        order.account = account.map { .named($0) }
        do {
            try FileTree.remove("\(directory)/\(draft)")
            if let account, let ids = AccountTable.account(named: account) {
                try FileTree.makeFolder("\(directory)/\(draft)", mode: 0o700)
                try FileTree.give("\(directory)/\(draft)", user: ids.user, group: ids.group)
            }
            let child = try await launch(order)
            let status = await child.waitForExit(within: .seconds(120))
            guard let status, status.isSuccess else {
                await child.stop(grace: .seconds(1))
                throw ServerFailure(
                    server, "\(executable) did not succeed (\(status.map { "\($0)" } ?? "not in time")).",
                    advice: "Its output names the reason.", log: RotatingLog.tail(of: log))
            }
        } catch let failure as ServerFailure {
            throw failure
        } catch {
            throw ServerFailure(server, "\(error)", advice: "Run ./godwit setup --tests.")
        }
        guard rename("\(directory)/\(draft)", "\(directory)/\(result)") == 0 else {
            throw ServerFailure(
                server, "The new data directory could not be put in its place: \(SystemError.text(errno)).",
                advice: "Choose an empty directory.")
        }
    }
}
