internal import Glibc
internal import Net
internal import Processes

/// The directories of our servers and who owns them. `owner` has two lines: the program that owns the directory, and
/// the server that was last started in it.
enum ServerDirectory {
    private static var temporaryRoot: String { "\(FileTree.temporaryRoot)/godwit-servers-\(geteuid())" }

    /// Makes the directory, or takes over one whose owner is gone; its server, if it still runs, is killed first.
    static func claim(_ directory: String?, for plan: ServerPlan) throws(ServerFailure) -> String {
        let path: String
        if let directory { path = directory } else { path = try freshPath(plan) }
        do {
            try FileTree.makeFolder(path)
        } catch {
            throw ServerFailure(plan.name, "\(error)", advice: "Choose a directory that can be written to.")
        }
        if let (owner, server) = owners(of: path) {
            if owner != ProcessTable.own && ProcessTable.isAlive(owner) {
                throw ServerFailure(
                    plan.name, "The directory \(path) belongs to the running process \(owner.pid).",
                    advice: "Stop that program or choose another directory.")
            }
            end(server)
        }
        do {
            try record(nil, in: path)
        } catch {
            throw ServerFailure(plan.name, "\(error)", advice: "Choose a directory that can be written to.")
        }
        return path
    }

    static func record(_ server: ProcessIdentityRaw?, in directory: String) throws(FileFailure) {
        let lines = [ProcessTable.own, server].compactMap { $0 }.map { "\($0)\n" }.joined()
        try SmallFile.replace("\(directory)/owner", with: Array(lines.utf8))
    }

    /// Kills the server of the directory and deletes everything.
    static func clear(_ directory: String) {
        end(owners(of: directory)?.server)
        PostmasterFile.clear(directory)
        // What cannot be removed now is tried again at the next sweep.
        try? FileTree.remove(directory)
    }

    /// Removes the temporary directories of programs that ended without doing so.
    static func sweepTemporary() async {
        let root = temporaryRoot
        guard isOurs(root) else { return }
        _ = try? await onThread("sweep-servers") {
            for name in FileTree.names(in: root) {
                let path = "\(root)/\(name)"
                guard let (owner, _) = owners(of: path) else { continue }
                if owner != ProcessTable.own && !ProcessTable.isAlive(owner) { clear(path) }
            }
        }
    }

    private static func freshPath(_ plan: ServerPlan) throws(ServerFailure) -> String {
        let root = temporaryRoot
        try? FileTree.makeFolder(root)
        guard isOurs(root) else {
            throw ServerFailure(
                plan.name, "The folder \(root) cannot be made or belongs to another account.",
                advice: "Remove it or set TMPDIR.")
        }
        return "\(root)/\(plan.name)-\(getpid())-\(String(UInt32.random(in: 0 ... .max), radix: 36))"
    }

    /// Owner files are believed, and what they name is killed: only in a folder that nobody else can write to.
    private static func isOurs(_ folder: String) -> Bool {
        var found = stat()
        return lstat(folder, &found) == 0 && found.st_mode & S_IFMT == S_IFDIR && found.st_uid == geteuid()
            && found.st_mode & 0o022 == 0
    }

    private static func owners(of directory: String) -> (owner: ProcessIdentityRaw, server: ProcessIdentityRaw?)? {
        guard let bytes = SmallFile.read("\(directory)/owner") else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { ProcessIdentityRaw(String($0)) }
        guard let first = lines.first, let owner = first else { return nil }
        return (owner, lines.dropFirst().first ?? nil)
    }

    /// Kills a server and waits, bounded, until it has ended.
    private static func end(_ server: ProcessIdentityRaw?) {
        guard let server, ProcessTable.kill(server, SIGKILL) else { return }
        for _ in 0..<500 where ProcessTable.isAlive(server) { usleep(10_000) }
    }
}
