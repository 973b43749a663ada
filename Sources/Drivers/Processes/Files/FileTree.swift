internal import Glibc

/// Folders with all that is in them.
package enum FileTree {
    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Makes the folder and those above it; one that exists already is left as it is.
    package static func makeFolder(_ path: String, mode: UInt32 = 0o755) throws(FileFailure) {
        if mkdir(path, mode) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw FileFailure("make the folder", path, errno: errno)
        }
        try makeFolder(String(path[..<slash]), mode: mode)
        guard mkdir(path, mode) == 0 || errno == EEXIST else {
            throw FileFailure("make the folder", path, errno: errno)
        }
    }

    /// The names in a folder, without `.` and `..`; empty when it cannot be read.
    package static func names(in folder: String) -> [String] {
        guard let open = opendir(folder) else { return [] }
        defer { closedir(open) }
        var names: [String] = []
        while let record = readdir(open) {
            let name = withUnsafePointer(to: &record.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Removes a file, or a folder with its content; symbolic links are removed, not followed. What is gone already is
    /// fine.
    package static func remove(_ path: String) throws(FileFailure) {
        if unlink(path) == 0 || errno == ENOENT { return }
        guard errno == EISDIR || errno == EPERM else { throw FileFailure("remove", path, errno: errno) }
        for name in names(in: path) { try remove("\(path)/\(name)") }
        guard rmdir(path) == 0 || errno == ENOENT else { throw FileFailure("remove", path, errno: errno) }
    }

    /// Gives a file or folder to an account; only root can.
    package static func give(_ path: String, user: UInt32, group: UInt32) throws(FileFailure) {
        guard chown(path, user, group) == 0 else { throw FileFailure("change the owner of", path, errno: errno) }
    }

    /// A fresh folder for a limited time, below `TMPDIR` or the system's folder for such things. Others may pass
    /// through it but not list it.
    package static func makeTemporaryFolder(prefix: String) throws(FileFailure) -> String {
        let path = "\(temporaryRoot)/\(prefix)-\(getpid())-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
        guard mkdir(path, 0o711) == 0 else { throw FileFailure("make the folder", path, errno: errno) }
        return path
    }

    package static var temporaryRoot: String {
        var root = getenv("TMPDIR").map { String(cString: $0) } ?? ""
        while root.count > 1 && root.hasSuffix("/") { root.removeLast() }
        return root.isEmpty ? P_tmpdir : root
    }
}
