internal import Glibc
package import Model
internal import Processes

/// Where one installation keeps its files. One directory, one machine: server, agent and components of a host share it.
package struct DataDirectory: Hashable, Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    package var logs: String { path + "/logs" }
    package var componentLogs: String { logs + "/components" }
    package var run: String { path + "/run" }
    package var machineFile: String { path + "/machine.id" }

    package func log(of program: String) -> String { logs + "/" + program + ".log" }
    package func pidFile(of program: String) -> String { run + "/" + program + ".pid" }
    package func log(of component: ComponentID) -> String { componentLogs + "/" + component.rawValue + ".log" }
    /// What the process wrote past its logger: the last words of a crash.
    package func lastWords(of component: ComponentID) -> String { componentLogs + "/" + component.rawValue + ".out" }

    /// Makes the folders, for the owner alone.
    package func create() throws(Failure) {
        for folder in [path, logs, componentLogs, run] {
            guard mkdir(folder, 0o700) != 0, errno != EEXIST else { continue }
            throw Failure(
                "DATA-0001", "The data directory \(folder) cannot be made.",
                advice: "Choose another with --data, or give this user the right to write there.",
                detail: String(cString: strerror(errno)))
        }
        guard access(path, R_OK | W_OK | X_OK) == 0 else {
            throw Failure(
                "DATA-0002", "The data directory \(path) cannot be written.",
                advice: "Run as its owner, or choose another with --data.", detail: String(cString: strerror(errno)))
        }
    }

    /// The id of this machine: made at first use, the same ever after.
    package func machineID() throws(Failure) -> MachineID {
        if let known = readMachineID() { return known }
        let fresh = MachineID.random()
        // A name of its own for every attempt: threads share a pid, and so do containers that share a directory.
        let unfinished = machineFile + ".\(fresh)"
        let written = unfinished.withCString { name in
            let file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard file >= 0 else { return false }
            defer { close(file) }
            let line = Array((fresh.rawValue + "\n").utf8)
            return write(file, line, line.count) == line.count && fsync(file) == 0
        }
        // A link refuses to replace: of two programs that start together, both end with the id of the first.
        if written { _ = link(unfinished, machineFile) }
        unlink(unfinished)
        guard let id = readMachineID() else {
            throw Failure(
                "DATA-0003", "The machine's id cannot be kept in \(machineFile).",
                advice: "Check that the data directory can be written and its disk is not full.",
                detail: access(machineFile, F_OK) == 0
                    ? "the file is there but holds no machine id; restore it, or remove it to make a new machine" : nil)
        }
        return id
    }

    private func readMachineID() -> MachineID? {
        let id = RotatingLog.tail(of: machineFile, bytes: 256).prefix { $0 != "\n" }
        guard id.hasPrefix(MachineID.prefix + "_"), id.count <= 32 else { return nil }
        return MachineID(rawValue: String(id))
    }
}
