import Catalog
import Engine
import Glibc
import LocalServers
import Model
import Processes
import TestKit
import Testing

/// The life of a component with real processes: one agent, no server, no database.
@Suite(.serialized) struct ComponentLifeTests {
    @Test(.timeLimit(.minutes(3)))
    func aComponentThatCrashesAgainAndAgainIsMarkedAbnormalAndStartsOnANewOrder() async throws {
        try await withAgent { catalog, directory in
            try await catalog.setParameter(Parameters.crashesMax.name, to: "2", by: .system)
            let id = try await started(catalog)
            for crash in 1...3 {
                let pid = try await runningPID(catalog, id)
                kill(pid, SIGKILL)
                try await eventually("crash \(crash) is noticed", within: .seconds(20)) {
                    let now = try await catalog.component(id)?.observation
                    return now?.process?.pid != pid && (now?.state != .initializing || now?.nextStart != nil)
                }
            }
            try await eventually("it is abnormal", within: .seconds(20)) {
                try await catalog.component(id)?.observation.state == .abnormal
            }
            let failure = try #require(try await catalog.component(id)?.observation.failure)
            #expect(failure.number == "AGENT-0002")
            #expect(failure.detail == nil || failure.detail?.isEmpty == false)
            _ = try await ComponentOrders(catalog: catalog).order(.startComponent, id, by: .system)
            _ = try await runningPID(catalog, id)
            #expect(try await catalog.component(id)?.observation.crashes == 0)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func aComponentThatLosesItsLeaseEndsByItselfBeforeAnotherStarts() async throws {
        try await withAgent { catalog, directory in
            let id = try await started(catalog)
            let pid = try await runningPID(catalog, id)
            // Somebody else takes the lease while the component is stopped in its tracks.
            kill(pid, SIGSTOP)
            let stolen = try await eventually("the lease runs out", within: .seconds(20)) {
                try await catalog.acquire(Lease.name(of: id), holder: "a thief", ttl: .seconds(2))
            }
            kill(pid, SIGCONT)
            try await eventually("the first process ends by itself", within: .seconds(10)) {
                kill(pid, 0) != 0 || ProcessTable.identity(of: pid) == nil
            }
            _ = try await eventually("another process has the lease, with a later epoch", within: .seconds(30)) {
                let lease = try await catalog.lease(Lease.name(of: id))
                return lease.flatMap { $0.holder != "a thief" && $0.epoch > stolen.epoch ? $0 : nil }
            }
            _ = try await runningPID(catalog, id, not: pid)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func aSilentComponentIsKilledAndStartedAgain() async throws {
        try await withAgent { catalog, directory in
            let id = try await started(catalog)
            let pid = try await runningPID(catalog, id)
            kill(pid, SIGSTOP)
            _ = try await runningPID(catalog, id, not: pid)
            #expect(ProcessTable.identity(of: pid) == nil)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func aStoppedAgentLeavesNoProcessAndTheNextOneGoesOn() async throws {
        let folder = try TemporaryDirectory()
        let id = try await withAgent(in: folder) { catalog, directory in
            let id = try await started(catalog)
            _ = try await runningPID(catalog, id)
            return id
        }
        let left = ProcessTable.entries().filter { $0.arguments.contains(folder.path) && $0.identity.pid != getpid() }
        #expect(left.isEmpty)
        try await withAgent(in: folder) { catalog, directory in
            _ = try await runningPID(catalog, id)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func aRemovedComponentStopsAndIsForgotten() async throws {
        try await withAgent { catalog, directory in
            let id = try await started(catalog)
            let pid = try await runningPID(catalog, id)
            let orders = ComponentOrders(catalog: catalog)
            await #expect(throws: NotNow.self) { try await orders.order(.removeComponent, id, by: .system) }
            _ = try await orders.order(.pauseComponent, id, by: .system)
            try await eventually("it has stopped", within: .seconds(20)) {
                try await catalog.component(id)?.observation.state == .stopped
            }
            #expect(ProcessTable.identity(of: pid) == nil)
            let ticket = try await orders.order(.removeComponent, id, by: .system)
            let scheduler = Scheduler(catalog: catalog, logger: Logger("test", to: .lines { _ in }), identity: .own)
            let running = Task { await scheduler.run() }
            try await eventually("it is forgotten", within: .seconds(20)) {
                let gone = try await catalog.component(id) == nil
                let state = try await catalog.ticket(ticket.id)?.state
                return gone && state == .successful
            }
            running.cancel()
            await running.value
        }
    }

    // MARK: Frame

    private func started(_ catalog: Catalog) async throws -> ComponentID {
        try await ComponentOrders(catalog: catalog).add(
            kind: .heartbeat, name: uniqueName("beat"), machine: nil, configuration: [:], start: true, by: .system
        ).id
    }

    private func runningPID(_ catalog: Catalog, _ id: ComponentID, not other: Int32 = 0) async throws -> Int32 {
        try await eventually("the component runs", within: .seconds(45)) {
            let now = try await catalog.component(id)?.observation
            guard now?.state == .running, let pid = now?.process?.pid, pid != other else { return nil }
            return pid
        }
    }

    private func withAgent<Value>(
        in folder: TemporaryDirectory? = nil, _ body: (Catalog, DataDirectory) async throws -> Value
    ) async throws -> Value {
        let place = try folder ?? TemporaryDirectory()
        let directory = DataDirectory(path: place.path)
        try directory.create()
        let catalog = try await Catalog.open(directory: place.path)
        let agent = try await launch(
            Launch(
                BuiltProgram.path, ["agent", "--data", place.path],
                output: .file(place.path + "/agent.out", append: true)))
        do {
            try await eventually("the machine appears", within: .seconds(20)) {
                try await !catalog.machines().isEmpty
            }
            let value = try await body(catalog, directory)
            _ = await agent.stop(grace: .seconds(20))
            await catalog.close()
            return value
        } catch {
            let words = RotatingLog.tail(of: place.path + "/agent.out", bytes: 8_192)
            _ = await agent.stop(grace: .seconds(20))
            Issue.record("agent said: \(words)")
            throw error
        }
    }
}
