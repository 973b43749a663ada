internal import DecoyDictionary
internal import LocalServers
internal import Net
internal import PostgresClient
internal import Synchronization

// Starting and stopping.
extension Engine {
    /// Starts PostgreSQL in the directory, makes what is missing there, and reads the dictionary.
    package static func start(_ options: EngineOptions) async throws(EngineFailure) -> Engine {
        let server: PostgreSQLServer
        do throws(ServerFailure) {
            server = try await PostgreSQLServer.start(in: options.directory, settings: settings)
        } catch {
            throw EngineFailure("\(error)", advice: "")
        }
        do {
            let engine = try await onThread("decoy-setup") {
                let (types, dictionary) = try DatabaseSetup(options, port: UInt16(clamping: server.port)).run()
                return Engine(options: options, server: server, types: types, dictionary: dictionary)
            }
            engine.watch()
            return engine
        } catch {
            await server.stop()
            throw error as? EngineFailure ?? EngineFailure("\(error)", advice: "The log of PostgreSQL may say more.")
        }
    }

    /// Rows come in the order in which they lie, whoever else reads; what a client sent is not written to the log.
    private static let settings = [
        "shared_buffers=256MB", "work_mem=32MB", "maintenance_work_mem=128MB", "max_connections=300", "jit=off",
        "wal_level=minimal", "max_wal_senders=0", "full_page_writes=off", "max_wal_size=4GB",
        "checkpoint_timeout=30min",
        "max_parallel_workers_per_gather=0", "synchronize_seqscans=off", "random_page_cost=1.1",
        "max_locks_per_transaction=512", "deadlock_timeout=200ms", "log_min_messages=fatal",
        "log_min_error_statement=panic", "max_stack_depth=4MB", "wal_buffers=16MB",
        // A statement whose session is gone, with Decoy or alone, ends soon and not when it is done.
        "client_connection_check_interval=500ms",
    ]

    package func stop() async {
        state.withLock { $0.isStopping = true }
        state.withLock { $0.watch }?.cancel()
        await server.stop()
    }

    /// Ends PostgreSQL as a power cut would; the watch starts it again.
    package func killServer() async {
        if let pid = await server.pid { ServerSignal.kill(pid) }
    }

    /// Where PostgreSQL listens, for tools and tests.
    package var port: Int { server.port }

    /// Watches the server, starts it again when it has died, and keeps the clock.
    private func watch() {
        let ticks = ClockTicks(endpoint: endpoint, retention: options.undoRetention)
        let watch = Task.detached { [weak self] in
            var sinceTick = 0
            while !Task.isCancelled {
                guard let engine = self else { return }
                await engine.restartIfDead()
                if sinceTick == 0 { try? await onThread("decoy-clock") { ticks.tick() } }
                sinceTick = (sinceTick + 1) % 15
                try? await Task.sleep(for: .milliseconds(200))
            }
        }
        state.withLock { $0.watch = watch }
    }

    private func restartIfDead() async {
        guard await server.pid == nil, !state.withLock({ $0.isStopping }) else { return }
        // One that does not come up is tried again at the next look; sessions are refused meanwhile.
        try? await server.run.restart()
    }
}
