internal import CLinux
internal import Glibc

/// One launch on the launch thread: prepares everything that may fail or allocate before the fork, then forks.
struct Launcher {
    private let launch: Launch

    init(_ launch: Launch) { self.launch = launch }

    func start() throws(LaunchFailure) -> ChildProcess {
        let executable = try findExecutable()
        let account = try ResolvedAccount(launch.account, for: launch.executable)
        var opened: [Int32] = []
        defer { for descriptor in opened { close(descriptor) } }

        let (input, lifeline) = try openInput()
        opened.append(input)
        let output: (Int32, Int32)
        do {
            output = try openOutput()
        } catch {
            if let lifeline { close(lifeline) }
            throw error
        }
        opened.append(output.0)
        opened.append(output.1)

        let (pid, step, error) = fork(executable, account, input, output)
        guard pid > 0 else {
            if let lifeline { close(lifeline) }
            throw LaunchFailure(cStep: step, errno: error, launch: launch, executable: executable)
        }
        return try watch(pid, lifeline, executable)
    }

    private func watch(_ pid: Int32, _ lifeline: Int32?, _ executable: String) throws(LaunchFailure) -> ChildProcess {
        // The child is not reaped before it is watched, so its pid cannot have passed to another process.
        let pidfd = cl_pidfd_open(pid)
        guard pidfd >= 0 else {
            let failure = LaunchFailure(step: .watch, executable: executable, errno: errno)
            abandon(pid, lifeline)
            throw failure
        }
        let identity =
            ProcessTable.identity(ofChild: pid)
            ?? ProcessIdentityRaw(pid: pid, startTicks: 0, bootID: ProcessTable.bootID)
        let child = ChildProcess(
            identity: identity, executable: executable, pidfd: pidfd, lifeline: lifeline,
            leadsGroup: launch.newProcessGroup)
        if let refused = ExitWatch.shared.add(child, pidfd: pidfd) {
            close(pidfd)
            abandon(pid, lifeline)
            throw LaunchFailure(step: .watch, executable: executable, errno: refused)
        }
        return child
    }

    private func abandon(_ pid: Int32, _ lifeline: Int32?) {
        kill(launch.newProcessGroup ? -pid : pid, SIGKILL)
        while waitpid(pid, nil, 0) < 0 && errno == EINTR {}
        if let lifeline { close(lifeline) }
    }

    private func findExecutable() throws(LaunchFailure) -> String {
        if launch.executable.contains("/") { return launch.executable }
        let path =
            launch.environment?["PATH"] ?? getenv("PATH").map { String(cString: $0) }
            ?? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        for folder in path.split(separator: ":") {
            let candidate = "\(folder)/\(launch.executable)"
            if access(candidate, X_OK) == 0 { return candidate }
        }
        throw LaunchFailure(step: .findExecutable, executable: launch.executable, errno: ENOENT)
    }

    private func openInput() throws(LaunchFailure) -> (input: Int32, lifeline: Int32?) {
        switch launch.standardInput {
        case .null: return (try open("/dev/null", O_RDONLY), nil)
        case .lifeline:
            var ends: [Int32] = [-1, -1]
            guard cl_pipe(&ends) == 0 else {
                throw LaunchFailure(step: .makePipe, executable: launch.executable, errno: errno)
            }
            return (ends[0], ends[1])
        }
    }

    private func openOutput() throws(LaunchFailure) -> (Int32, Int32) {
        switch launch.output {
        case .null:
            let descriptor = try open("/dev/null", O_WRONLY)
            return (descriptor, try duplicate(descriptor))
        case .inherit:
            let output = try duplicate(1)
            do {
                return (output, try duplicate(2))
            } catch {
                close(output)
                throw error
            }
        case .file(let path, let append):
            let descriptor = try open(path, O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC | O_APPEND))
            return (descriptor, try duplicate(descriptor))
        }
    }

    private func open(_ path: String, _ flags: Int32) throws(LaunchFailure) -> Int32 {
        let descriptor = cl_open(path, flags, 0o640)
        guard descriptor >= 0 else {
            throw LaunchFailure(step: .openOutput, executable: launch.executable, errno: errno, subject: path)
        }
        return descriptor
    }

    private func duplicate(_ descriptor: Int32) throws(LaunchFailure) -> Int32 {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
        guard copy >= 0 else {
            let number = errno
            if descriptor > 2 { close(descriptor) }
            throw LaunchFailure(step: .openOutput, executable: launch.executable, errno: number)
        }
        return copy
    }

    private func fork(
        _ executable: String, _ account: ResolvedAccount?, _ input: Int32, _ output: (Int32, Int32)
    ) -> (pid: Int32, step: Int32, errno: Int32) {
        let arguments = CStringList([launch.executable] + launch.arguments)
        let environment = launch.environment.map { CStringList($0.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }) }
        let executable = CStringList([executable, launch.workingDirectory ?? ""])
        let groups = account?.groups ?? []
        return groups.withUnsafeBufferPointer { groups in
            var order = cl_launch()
            order.executable = UnsafePointer(executable.pointers[0])
            order.arguments = UnsafePointer(arguments.pointers)
            order.environment = environment.map { UnsafePointer($0.pointers) }
            order.directory = launch.workingDirectory == nil ? nil : UnsafePointer(executable.pointers[1])
            order.input = input
            order.output = output.0
            order.error_output = output.1
            order.new_group = launch.newProcessGroup ? 1 : 0
            order.change_user = account == nil ? 0 : 1
            order.user = account?.user ?? 0
            order.group = account?.group ?? 0
            order.groups = groups.baseAddress
            order.group_count = Int32(groups.count)
            order.death_signal = launch.deathSignal
            var step: Int32 = 0
            var error: Int32 = 0
            let pid = withExtendedLifetime((arguments, environment, executable)) {
                cl_launch_child(&order, &step, &error)
            }
            return (pid, step, error)
        }
    }
}
