internal import Crypto
internal import Engine
internal import Glibc
internal import Model
internal import Processes

/// The directory of a demonstration: marked as such, so that `--fresh` can never delete anything else.
enum DemoDirectory {
    private static func mark(_ directory: DataDirectory) -> String { directory.path + "/demo" }

    static func mark(asDemo directory: DataDirectory) {
        let file = open(mark(directory), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        if file >= 0 { close(file) }
    }

    /// Where the source keeps its data. Its database refuses to run as root and takes another account, which may not
    /// enter our directory, nor the home of root: then it gets one of its own, found again by the name of ours.
    static func source(of directory: DataDirectory) throws -> String {
        guard geteuid() == 0 else { return directory.path + "/decoy" }
        let name = Digest.hex(Digest.sha256(Array(directory.path.utf8))).prefix(12)
        let path = "/var/tmp/godwit-demo-\(name)"
        var status = stat()
        if mkdir(path, 0o711) != 0 {
            guard errno == EEXIST, lstat(path, &status) == 0, status.st_uid == 0, (status.st_mode & S_IFMT) == S_IFDIR
            else {
                throw Failure(
                    "DEMO-0003", "\(path) cannot be made, or belongs to somebody else.",
                    advice: "Remove it, or run the demonstration as another user.")
            }
        }
        return path
    }

    static func clear(_ directory: DataDirectory) throws {
        guard access(directory.path, F_OK) == 0 else { return }
        guard access(mark(directory), F_OK) == 0 else {
            throw Failure(
                "DEMO-0001", "\(directory.path) is not the directory of a demonstration and stays as it is.",
                advice: "Give another one with --data, or leave --fresh away.")
        }
        if let owner = PIDFile.owner(of: directory.pidFile(of: "serve")) {
            throw Failure(
                "DEMO-0002", "A demonstration runs in \(directory.path) with pid \(owner).",
                advice: "End it first, with Ctrl-C or kill \(owner).")
        }
        remove(try source(of: directory))
        remove(directory.path)
    }

    private static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        if (status.st_mode & S_IFMT) == S_IFDIR, let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { remove(path + "/" + name) }
            }
            closedir(folder)
            rmdir(path)
        } else {
            unlink(path)
        }
    }
}
