internal import Engine
internal import Glibc
internal import Model
internal import Processes

/// What `doctor` looks at on this machine, without any database.
struct MachineChecks {
    let directory: DataDirectory

    func run() -> [ConnectionTest.Step] { [dataDirectory, disk, memory, openFiles, clock] }

    private var dataDirectory: ConnectionTest.Step {
        guard access(directory.path, F_OK) == 0 else {
            return step(
                "Data directory", .warning, "\(directory.path) does not exist yet", "It is made at the first start.")
        }
        guard access(directory.path, R_OK | W_OK | X_OK) == 0 else {
            return step(
                "Data directory", .failed, "\(directory.path) cannot be written by this user",
                "Run as its owner, or choose another with --data.")
        }
        var status = stat()
        guard stat(directory.path, &status) == 0, status.st_mode & 0o077 == 0 else {
            return step(
                "Data directory", .warning, "\(directory.path) is open to other users",
                "Close it: chmod 700 \(directory.path)")
        }
        return step("Data directory", .passed, directory.path)
    }

    private var disk: ConnectionTest.Step {
        let existing = access(directory.path, F_OK) == 0 ? directory.path : "/"
        let vitals = HostGauge(folder: existing).read()
        let free = vitals.diskBytes - vitals.diskUsedBytes
        let found = "\(Phrase.bytes(free)) free of \(Phrase.bytes(vitals.diskBytes))"
        if free < 1 << 30 { return step("Disk", .failed, found, "Free space: change logs and the catalog need it.") }
        return free < 10 << 30
            ? step("Disk", .warning, found, "Keep at least 10 GB free for change logs.") : step("Disk", .passed, found)
    }

    private var memory: ConnectionTest.Step {
        let vitals = HostGauge(folder: "/").read()
        let free = vitals.memoryBytes - vitals.memoryUsedBytes
        let found = "\(Phrase.bytes(free)) available of \(Phrase.bytes(vitals.memoryBytes)), \(vitals.cores) cores"
        return free < 512 << 20
            ? step("Memory", .warning, found, "A component takes up to 256 MB; leave room for them.")
            : step("Memory", .passed, found)
    }

    private var openFiles: ConnectionTest.Step {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return step("Open files", .warning, "the limit cannot be read", "Check: ulimit -n")
        }
        return limit.rlim_cur < 4096
            ? step(
                "Open files", .warning, "the limit is \(limit.rlim_cur)",
                "Raise it for many console tabs: ulimit -n 65536, or LimitNOFILE=65536 in the service file.")
            : step("Open files", .passed, "the limit is \(limit.rlim_cur)")
    }

    private var clock: ConnectionTest.Step {
        switch HostClock.isSynchronised {
        case true: return step("Clock", .passed, "synchronised")
        case false:
            return step(
                "Clock", .warning, "the clock is not synchronised",
                "Run an NTP client: with several machines, leases and latencies need clocks that agree.")
        case nil: return step("Clock", .passed, "the system does not tell whether it is synchronised")
        }
    }

    private func step(
        _ title: String, _ outcome: ConnectionTest.Outcome, _ detail: String, _ advice: String? = nil
    ) -> ConnectionTest.Step {
        ConnectionTest.Step(
            key: title.lowercased(), title: title, outcome: outcome, detail: detail, advice: advice)
    }
}
