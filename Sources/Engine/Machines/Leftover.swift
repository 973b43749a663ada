internal import Glibc
internal import Model
internal import Processes

/// A process that an earlier agent of this machine left behind.
enum Leftover {
    /// Ends it, if it is still that very process, and waits until the kernel has forgotten it. False when it had
    /// already gone.
    static func end(_ identity: ProcessIdentity) async -> Bool {
        guard ProcessTable.isAlive(identity.raw), ProcessTable.kill(identity.raw, SIGKILL) else { return false }
        while ProcessTable.isAlive(identity.raw) {
            try? await Task.sleep(for: .milliseconds(20))
            if Task.isCancelled { break }
        }
        return true
    }
}
