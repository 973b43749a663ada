internal import Glibc
internal import Net
internal import Processes

/// One server of ours in its directory on its port. The directory holds an `owner` file with the identities of the
/// program that owns it and of the server, which is what a later start needs to sweep it.
package actor ServerRun {
    package nonisolated let port: Int
    package nonisolated let directory: String
    package nonisolated let logFile: String
    private let plan: ServerPlan
    private var child: ChildProcess?

    private static let portAttempts = 5

    private init(_ plan: ServerPlan, _ directory: String, port: Int) {
        self.plan = plan
        self.directory = directory
        self.port = port
        logFile = "\(directory)/server.log"
    }

    /// `directory` nil: a fresh temporary one.
    static func start(_ plan: ServerPlan, in directory: String?) async throws(ServerFailure) -> ServerRun {
        await ServerDirectory.sweepTemporary()
        let claimed = try ServerDirectory.claim(directory, for: plan)
        do {
            return try await start(plan, in: claimed)
        } catch {
            // The failure carries the log; nobody asked for the rest.
            if directory == nil { ServerDirectory.clear(claimed) }
            throw error
        }
    }

    private static func start(_ plan: ServerPlan, in directory: String) async throws(ServerFailure) -> ServerRun {
        var last = ServerFailure(plan.name, "No free port was found.", advice: "Free some ports of this machine.")
        for _ in 0..<portAttempts {
            guard let port = LoopbackPort.take() else { continue }
            let run = ServerRun(plan, directory, port: port)
            do {
                try await run.start()
                return run
            } catch {
                LoopbackPort.giveBack(port)
                // Somebody else took the port between our choice and the server's: choose again.
                guard !LoopbackPort.isFree(port) else { throw error }
                last = error
            }
        }
        throw last
    }

    package var pid: Int32? { child?.exitStatus == nil ? child?.pid : nil }

    package func stop() async {
        await child?.stop(grace: plan.stopLimit, with: plan.stopSignal)
        child = nil
    }

    package func kill() async {
        child?.signalGroup(SIGKILL)
        _ = await child?.waitForExit()
        child = nil
    }

    package func restart() async throws(ServerFailure) {
        await stop()
        try await start()
    }

    package func remove() async {
        await stop()
        LoopbackPort.giveBack(port)
        let directory = directory
        try? await onThread("remove-server") { ServerDirectory.clear(directory) }
    }

    /// For the end of the program, where nothing can be awaited: kills the server and deletes the directory.
    package nonisolated func abandon() { ServerDirectory.clear(directory) }

    private func start() async throws(ServerFailure) {
        try await plan.prepare(directory)
        let clock = ContinuousClock()
        let deadline = clock.now.advanced(by: plan.startLimit)
        while true {
            let server = try await launchServer()
            if try await becomesReady(server, before: deadline) {
                child = server
                return
            }
        }
    }

    private func launchServer() async throws(ServerFailure) -> ChildProcess {
        var order = Launch(plan.executable, plan.arguments(port, directory))
        order.workingDirectory = directory
        order.output = .file(logFile, append: true)
        order.account = plan.account
        do {
            try RotatingLog.rotate(logFile, over: 8 << 20, filesKept: 2)
            let server = try await launch(order)
            do {
                try ServerDirectory.record(server.identity, in: directory)
            } catch {
                await server.stop(grace: .zero, with: SIGKILL)
                throw error
            }
            return server
        } catch let failure as LaunchFailure {
            throw ServerFailure(plan.name, "\(failure)", advice: "Run ./godwit setup.")
        } catch {
            throw ServerFailure(plan.name, "\(error)", advice: "Choose a directory that can be written to.")
        }
    }

    /// `false` when the server ended because something of its former life still had to end: it may be tried again.
    private func becomesReady(
        _ server: ChildProcess, before deadline: ContinuousClock.Instant
    ) async throws(ServerFailure) -> Bool {
        let (probe, port) = (plan.probe, port)
        while true {
            let answered = (try? await onThread("probe") { probe(port) }) ?? false
            if let status = server.exitStatus {
                let log = RotatingLog.tail(of: logFile)
                if ContinuousClock.now < deadline, !Task.isCancelled, log.contains("shared memory block") {
                    try? await Task.sleep(for: .milliseconds(200))
                    return false
                }
                throw ServerFailure(
                    plan.name, "The server ended during its start (\(status)).",
                    advice: "The log names the reason; its directory is \(directory).", log: log)
            }
            if answered { return true }
            guard ContinuousClock.now < deadline, !Task.isCancelled else {
                await server.stop(grace: .seconds(2), with: plan.stopSignal)
                throw ServerFailure(
                    plan.name, "No query worked within \(plan.startLimit).",
                    advice: "The machine may be too busy or short of memory; its directory is \(directory).",
                    log: RotatingLog.tail(of: logFile))
            }
            _ = await server.waitForExit(within: .milliseconds(50))
        }
    }
}
