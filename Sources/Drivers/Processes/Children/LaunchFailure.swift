internal import CLinux
internal import Glibc

/// A child that could not be started: at which step, why, and what to do.
package struct LaunchFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Step: String, Sendable {
        case findExecutable = "find the executable"
        case findAccount = "find the account"
        case openOutput = "open the output file"
        case makePipe = "make a pipe"
        case fork
        case joinGroup = "make a process group"
        case changeAccount = "change to the account"
        case bindToParent = "bind the child to this program"
        case placeDescriptors = "place the standard descriptors"
        case enterDirectory = "enter the working directory"
        case execute
        case watch = "watch the child"
    }

    package let step: Step
    package let executable: String
    package let errno: Int32
    /// The file, folder or account that the step was about.
    package let subject: String

    package init(step: Step, executable: String, errno: Int32, subject: String? = nil) {
        self.step = step
        self.executable = executable
        self.errno = errno
        self.subject = subject ?? executable
    }

    package var description: String {
        "Cannot start \(executable): could not \(step.rawValue)"
            + (subject == executable ? "" : " \(subject)")
            + ": \(SystemError.text(errno)). \(advice)"
    }

    package var advice: String {
        switch (step, errno) {
        case (.findExecutable, _), (.execute, ENOENT):
            "Install the program or give its full path; if it is there, its interpreter or loader is missing."
        case (.execute, EACCES): "Make the file executable for the account that runs it."
        case (.execute, ENOEXEC): "The file is no program for this machine."
        case (.findAccount, _): "Create the account or name another one."
        case (.changeAccount, EPERM): "Only root may start a program under another account."
        case (.openOutput, _): "Check that the folder exists and may be written to."
        case (.enterDirectory, _): "Check that the folder exists and may be entered by the account."
        case (_, EMFILE), (_, ENFILE): "Raise the limit of open files (ulimit -n)."
        case (.fork, EAGAIN): "Raise the limit of processes (ulimit -u) or end some."
        case (_, ENOMEM): "Free memory on this machine."
        default: "Try again; if it stays, check the limits of this account."
        }
    }

    init(cStep: Int32, errno: Int32, launch: Launch, executable: String) {
        let named: (Step, String?) =
            switch UInt32(bitPattern: cStep) {
            case CL_LAUNCH_PIPE.rawValue: (.makePipe, nil)
            case CL_LAUNCH_FORK.rawValue: (.fork, nil)
            case CL_LAUNCH_GROUP.rawValue: (.joinGroup, nil)
            case CL_LAUNCH_USER.rawValue: (.changeAccount, launch.account.map { "\($0)" })
            case CL_LAUNCH_DEATH_SIGNAL.rawValue, CL_LAUNCH_PARENT_GONE.rawValue: (.bindToParent, nil)
            case CL_LAUNCH_DIRECTORY.rawValue: (.enterDirectory, launch.workingDirectory)
            case CL_LAUNCH_EXEC.rawValue: (.execute, nil)
            default: (.placeDescriptors, nil)
            }
        self.init(step: named.0, executable: executable, errno: errno, subject: named.1)
    }
}

extension Launch.Account: CustomStringConvertible {
    package var description: String {
        switch self {
        case .named(let name): name
        case .numbered(let user, let group): "\(user):\(group)"
        }
    }
}
