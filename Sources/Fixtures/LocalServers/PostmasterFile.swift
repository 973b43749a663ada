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
        // Line 7 holds the key and the number of the segment (PostgreSQL 15, pidfile.h).
        if lines.count > 6, let number = lines[6].split(separator: " ").last.flatMap({ Int32($0) }) {
            removeSegment(number)
        }
        unlink(path)
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
