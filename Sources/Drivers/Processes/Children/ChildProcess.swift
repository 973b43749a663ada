internal import CLinux
internal import Glibc
internal import Synchronization

/// A child of this program. Guarantees:
/// 1. Signals reach this very process or nobody, also after its end.
/// 2. A group leader takes its group with it: what it leaves running is killed before its pid is given back.
/// 3. The child is reaped by us alone; dropping this object neither stops nor orphans it.
package final class ChildProcess: Sendable {
    private struct State {
        var status: ExitStatus?
        var pidfd: Int32
        var lifeline: Int32?
        var waiters: [Int: CheckedContinuation<ExitStatus?, Never>] = [:]
        var lastWaiter = 0
    }

    package let identity: ProcessIdentityRaw
    package let executable: String
    private let leadsGroup: Bool
    private let state: Mutex<State>

    init(identity: ProcessIdentityRaw, executable: String, pidfd: Int32, lifeline: Int32?, leadsGroup: Bool) {
        self.identity = identity
        self.executable = executable
        self.leadsGroup = leadsGroup
        state = Mutex(State(pidfd: pidfd, lifeline: lifeline))
    }

    package var pid: Int32 { identity.pid }

    /// `nil` while it runs.
    package var exitStatus: ExitStatus? { state.withLock { $0.status } }

    package func waitForExit() async -> ExitStatus {
        // A task of its own, so that the caller's cancellation does not end the wait without an answer.
        await Task { await self.exit() ?? .signalled(SIGKILL) }.value
    }

    /// `nil` when it still runs after `limit`, or when the caller is cancelled.
    package func waitForExit(within limit: Duration) async -> ExitStatus? {
        await withTaskGroup(of: ExitStatus?.self) { group in
            group.addTask { await self.exit() }
            group.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first ?? exitStatus
        }
    }

    /// Sends a signal to the process; nothing happens when it has ended.
    package func signal(_ number: Int32) {
        state.withLock { state in
            guard state.status == nil else { return }
            _ = cl_pidfd_signal(state.pidfd, number)
        }
    }

    /// Sends a signal to every process of the group; to the process alone when it leads none.
    package func signalGroup(_ number: Int32) {
        guard leadsGroup else { return signal(number) }
        state.withLock { state in
            // Not reaped yet: the number of the group is still its own.
            guard state.status == nil else { return }
            _ = Glibc.kill(-pid, number)
        }
    }

    /// Closes our end of the lifeline: the child reads end of file.
    package func closeLifeline() {
        state.withLock { state in
            if let lifeline = state.lifeline.take() { close(lifeline) }
        }
    }

    /// Asks the process to end, waits, then kills its whole group. The grace is given also to a cancelled caller.
    @discardableResult
    package func stop(grace: Duration, with request: Int32 = SIGTERM) async -> ExitStatus {
        await Task {
            self.signal(request)
            if let status = await self.waitForExit(within: grace) { return status }
            self.signalGroup(SIGKILL)
            return await self.waitForExit()
        }.value
    }

    private func exit() async -> ExitStatus? {
        let number = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let known: ExitStatus?? = state.withLock { state in
                    if let status = state.status { return status }
                    if Task.isCancelled { return .some(nil) }
                    state.waiters[number] = continuation
                    return nil
                }
                if let known { continuation.resume(returning: known) }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: number) }?.resume(returning: nil)
        }
    }

    /// Called once by the exit watch, when the process has ended and is not reaped.
    func reap() {
        let waiters = state.withLock { state in
            if leadsGroup { _ = Glibc.kill(-pid, SIGKILL) }
            var number: Int32 = 0
            let status: ExitStatus =
                switch cl_reap(pid, &number) {
                case 1: .exited(number)
                case 2: .signalled(number)
                default: .signalled(SIGKILL)
                }
            state.status = status
            close(state.pidfd)
            state.pidfd = -1
            if let lifeline = state.lifeline.take() { close(lifeline) }
            let waiters = state.waiters.values.map { ($0, status) }
            state.waiters.removeAll()
            return waiters
        }
        for (waiter, status) in waiters { waiter.resume(returning: status) }
    }
}
