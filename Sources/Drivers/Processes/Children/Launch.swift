internal import CLinux
internal import Glibc

/// What to start, as whom, and what ties it to us. A child inherits no descriptor beyond 0, 1 and 2, no signal mask and
/// no signal disposition.
package struct Launch: Sendable {
    package enum Input: Sendable {
        case null
        /// Descriptor 0 is a pipe whose other end only we hold: end of file tells the child that we are gone.
        case lifeline
    }

    package enum Output: Sendable {
        case null
        case inherit
        /// Standard output and standard error go to one file, created with mode 0640.
        case file(String, append: Bool)
    }

    package enum Account: Sendable {
        case named(String)
        case numbered(user: UInt32, group: UInt32)
    }

    /// A path, or a name that is looked up in `PATH`.
    package var executable: String
    package var arguments: [String]
    /// `nil` passes our own environment on.
    package var environment: [String: String]?
    package var workingDirectory: String?
    package var standardInput: Input
    package var output: Output
    /// `nil` keeps our own account; another one needs root.
    package var account: Account?
    /// Sent to the child by the kernel when this program ends, however it ends; 0 sends nothing.
    package var deathSignal: Int32
    /// The child leads a process group of its own. The group ends with its leader: what is left of it is killed.
    package var newProcessGroup: Bool

    package init(
        _ executable: String, _ arguments: [String] = [], environment: [String: String]? = nil,
        workingDirectory: String? = nil, standardInput: Input = .null, output: Output = .null
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.standardInput = standardInput
        self.output = output
        account = nil
        deathSignal = SIGKILL
        newProcessGroup = true
    }
}

/// Starts a child process. It returns when the child runs the executable, and throws with the failing step otherwise;
/// then nothing is left behind.
package func launch(_ launch: Launch) async throws(LaunchFailure) -> ChildProcess {
    let outcome: Result<ChildProcess, LaunchFailure> = await withCheckedContinuation { continuation in
        LaunchThread.shared.enqueue {
            continuation.resume(returning: Result { () throws(LaunchFailure) in try Launcher(launch).start() })
        }
    }
    return try outcome.get()
}
