internal import Glibc
internal import Processes

/// The lock file of a PostgreSQL server on its directory. A server that was killed leaves behind the file and a small
/// System V segment. A next start removes both, but not while the former process waits to be reaped by somebody else,
/// and not when its pid has passed to another program.
enum PostmasterFile {
    /// Removes what a dead server left in this directory; nothing while one runs in it.
    static func clear(_ directory: String) {
        let path = "\(directory)/data/postmaster.pid"
        guard let bytes = SmallFile.read(path) else { return }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        if let pid = lines.first.flatMap({ Int32($0) }), let entry = ProcessTable.entry(of: pid),
            entry.arguments.contains("\(directory)/data")
        {
            return
        }
        endOrphans("\(directory)/data")
        // Line 7 holds the key and the number of the segment (PostgreSQL 15, pidfile.h).
        if lines.count > 6, let number = lines[6].split(separator: " ").last.flatMap({ Int32($0) }) {
            removeSegment(number)
        }
        unlink(path)
    }

    /// Backends that compute do not notice that their postmaster was killed: they would go on for as long as their
    /// statement takes, and keep the next server from starting. Every process of the server works in its folder.
    private static func endOrphans(_ data: String) {
        guard let real = realpath(data, nil) else { return }
        defer { free(real) }
        let folder = String(cString: real)
        for entry in ProcessTable.entries() where entry.name == "postgres" && workingFolder(entry) == folder {
            ProcessTable.kill(entry.identity, SIGKILL)
        }
    }

    private static func workingFolder(_ entry: ProcessTable.Entry) -> String? {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/\(entry.identity.pid)/cwd", &bytes, bytes.count)
        guard count > 0 else { return nil }
        return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// One that stays in use is left.
    private static func removeSegment(_ number: Int32) {
        // The other processes of the server notice its end a moment later.
        for _ in 0..<200 {
            var found = shmid_ds()
            guard shmctl(number, IPC_STAT, &found) == 0 else { return }
            if found.shm_nattch == 0 {
                shmctl(number, IPC_RMID, nil)
                return
            }
            usleep(10_000)
        }
    }
}
