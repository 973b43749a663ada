internal import Glibc

/// The signal that nobody can ignore.
enum ServerSignal {
    static func kill(_ pid: Int32) { _ = Glibc.kill(pid, SIGKILL) }
}
