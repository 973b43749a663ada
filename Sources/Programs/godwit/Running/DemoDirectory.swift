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
