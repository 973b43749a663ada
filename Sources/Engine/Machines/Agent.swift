package import Catalog
internal import Glibc
package import Model
package import Processes

/// The agent of one machine: compares what is wanted with what runs, and acts. It owns the processes of its
/// components; when it ends, they end.
///
/// Only the agent writes the observed state of a component. The component itself writes its beats, its metrics and,
/// before it fails, its failure.
package actor Agent {
    package struct Settings: Sendable {
        package var machine: Machine
        package var program: String
        package var directory: DataDirectory
        package var version: String

        package init(machine: Machine, program: String, directory: DataDirectory, version: String) {
            self.machine = machine
            self.program = program
            self.directory = directory
            self.version = version
        }
    }

    private let settings: Settings
    private let catalog: Catalog
    private let logger: Logger
    private var charges: [ComponentID: Charge] = [:]
    private var bounds = ComponentStateMachine.Bounds()
    private var actor: Actor { .agent(settings.machine.id) }

    package init(_ settings: Settings, catalog: Catalog, logger: Logger) {
        self.settings = settings
        self.catalog = catalog
        self.logger = logger
    }

    /// Works until the surrounding task is cancelled, then stops its components and returns.
    package func run() async throws {
        _ = try await catalog.enrol(settings.machine)
        try await clearLeftovers()
        logger(.info, "the agent works", ["machine": "\(settings.machine.id)", "name": settings.machine.name])
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.supervise() }
            group.addTask { await self.reportVitals() }
        }
        await stopAll()
    }

    // MARK: Supervision

    private func supervise() async {
        while !Task.isCancelled {
            do {
                try await tick()
            } catch {
                // What runs goes on running; the next tick tries again.
                logger(.warning, "a tick of the agent failed", ["cause": "\(error)"])
            }
            try? await Task.sleep(for: Limits.agentTick)
        }
    }

    private func tick() async throws {
        bounds = try await currentBounds()
        let components = try await catalog.components(on: settings.machine.id)
        for component in components {
            let charge = charges[component.id] ?? Charge(component)
            charges[component.id] = charge
            try await attend(to: charge, component)
        }
        let known = Set(components.map(\.id))
        for (id, charge) in charges where !known.contains(id) {
            // Removed from the catalog while it ran: nobody wants it any more.
            charges[id] = nil
            if let child = charge.child { _ = await child.stop(grace: bounds.stopGrace) }
        }
    }

    private func attend(to charge: Charge, _ component: Component) async throws {
        let now = Timestamp.wallClock()
        charge.written.heartbeat = component.observation.heartbeat
        var causes: [String] = []
        if let child = charge.child, let status = child.exitStatus {
            causes.append(await ended(charge, status, at: now))
        }
        if charge.child != nil, let heard = component.observation.heartbeat, heard >= charge.launched,
            charge.life.heartbeatSeen(at: heard) == .nowRunning
        {
            charge.failure = nil
            causes.append("the first heartbeat arrived")
        }
        if let cause = await follow(component.intent, of: charge, at: now) { causes.append(cause) }
        if let cause = await passTime(charge, at: now) { causes.append(cause) }
        let observation = charge.observation(at: now)
        guard observation != charge.written else { return }
        try await catalog.observe(
            observation, of: charge.id, cause: causes.joined(separator: "; "), by: actor)
        charge.written = observation
    }

    /// Meets the operator's wish, if it is not met yet.
    private func follow(_ intent: Component.Intent, of charge: Charge, at now: Timestamp) async -> String? {
        let isNew = intent.generation > charge.generation
        switch intent.desired {
        case .running:
            // An old wish is met again only from rest: abnormal and completed wait for a new order.
            guard isNew || charge.life.observed.state == .stopped else { return nil }
            switch charge.life.startRequested(at: now, bounds) {
            case .afterStop: return nil
            case .alreadyWorking:
                charge.generation = intent.generation
                return nil
            case .launch:
                charge.generation = intent.generation
                charge.failure = nil
                await launch(charge, at: now)
                return isNew ? "start ordered by \(intent.by)" : "wanted running"
            }
        case .stopped:
            let wasNew = isNew
            charge.generation = intent.generation
            switch charge.life.stopRequested(at: now, bounds) {
            case .terminate:
                charge.child?.signal(SIGTERM)
                return "pause ordered by \(intent.by)"
            case .nowStopped:
                charge.failure = nil
                return "pause ordered by \(intent.by)"
            case .nothingToDo:
                return wasNew ? "pause ordered by \(intent.by)" : nil
            }
        }
    }

    private func passTime(_ charge: Charge, at now: Timestamp) async -> String? {
        switch charge.life.timePassed(to: now, bounds) {
        case .nothingToDo: return nil
        case .launch:
            await launch(charge, at: now)
            return "started again after the delay"
        case .kill(let overdue):
            charge.failure = AgentFailures.overdue(overdue, bounds)
            charge.child?.signalGroup(SIGKILL)
            return "killed: \(overdue.rawValue) overdue"
        }
    }

    private func launch(_ charge: Charge, at now: Timestamp) async {
        charge.launched = now
        do {
            charge.child = try await Processes.launch(
                ComponentLaunch.make(charge.id, program: settings.program, directory: settings.directory))
        } catch {
            charge.child = nil
            _ = charge.life.ended(.crashed, at: now, bounds, jitter: Double.random(in: 0.8...1.2))
            charge.failure = AgentFailures.notLaunched(error)
            logger(.error, "a component could not be launched", ["component": "\(charge.id)", "cause": "\(error)"])
        }
    }

    /// The process is gone: lets go of its lease, and decides what follows.
    private func ended(_ charge: Charge, _ status: ExitStatus, at now: Timestamp) async -> String {
        guard let child = charge.child else { return "" }
        charge.child = nil
        // Its children, if it had any, must not outlive it.
        child.signalGroup(SIGKILL)
        try? await catalog.breakLease(Lease.name(of: charge.id), holder: ProcessIdentity(child.identity).leaseHolder)
        let ending: ComponentStateMachine.Ending =
            switch status {
            case .exited(ComponentExit.completed.rawValue): .completed
            case .exited(ComponentExit.leaseHeld.rawValue): .leaseHeld
            default: .crashed
            }
        let overdue = charge.failure
        let own = try? await catalog.component(charge.id)?.observation.failure
        let answer = charge.life.ended(ending, at: now, bounds, jitter: Double.random(in: 0.8...1.2))
        switch answer {
        case .stopped, .completed: charge.failure = nil
        case .backOff, .abnormal:
            let words = RotatingLog.tail(of: settings.directory.lastWords(of: charge.id), bytes: 2048)
            charge.failure = AgentFailures.ended(
                status, reported: own ?? overdue, lastWords: words, then: answer, at: now, bounds)
        case .nothingToDo: break
        }
        logger(
            answer == .stopped || answer == .completed ? .info : .warning, "a component's process ended",
            ["component": "\(charge.id)", "status": "\(status)", "then": "\(answer)"])
        return "its process ended: \(status)"
    }

    // MARK: Start and end of the agent

    /// Ends what an earlier agent of this machine left running, before anything is started.
    private func clearLeftovers() async throws {
        for component in try await catalog.components(on: settings.machine.id) {
            guard let identity = component.observation.process else { continue }
            if await Leftover.end(identity) {
                logger(
                    .warning, "ended a process that an earlier agent left",
                    ["component": "\(component.id)", "pid": "\(identity.pid)"])
            }
            try await catalog.breakLease(Lease.name(of: component.id), holder: identity.leaseHolder)
        }
    }

    /// Stops every component; what is wanted stays wanted, so the next agent starts them again.
    private func stopAll() async {
        await withTaskGroup(of: Void.self) { group in
            for charge in charges.values {
                guard let child = charge.child else { continue }
                let grace = bounds.stopGrace
                group.addTask { _ = await child.stop(grace: grace) }
            }
        }
        let now = Timestamp.wallClock()
        for charge in charges.values {
            if let child = charge.child {
                charge.child = nil
                try? await catalog.breakLease(
                    Lease.name(of: charge.id), holder: ProcessIdentity(child.identity).leaseHolder)
            }
            if charge.life.stopRequested(at: now, bounds) == .terminate {
                _ = charge.life.ended(.crashed, at: now, bounds, jitter: 1)
            }
            let observation = charge.observation(at: now)
            guard observation != charge.written else { continue }
            try? await catalog.observe(observation, of: charge.id, cause: "the agent stopped", by: actor)
        }
        logger(.info, "the agent stopped", ["components": "\(charges.count)"])
    }

    // MARK: Machine

    private func reportVitals() async {
        let started = Timestamp.wallClock()
        let gauge = HostGauge(folder: settings.directory.path)
        var beats = 0
        while !Task.isCancelled {
            let now = Timestamp.wallClock()
            let host = gauge.read()
            let vitals = MachineVitals(
                heartbeat: now, agentStarted: started, agentPID: ProcessTable.own.pid,
                agentVersion: settings.version, cores: host.cores, cpuBusy: host.cpuBusy,
                memoryBytes: host.memoryBytes, memoryUsedBytes: host.memoryUsedBytes, diskBytes: host.diskBytes,
                diskUsedBytes: host.diskUsedBytes)
            do {
                try await catalog.report(vitals, of: settings.machine.id)
                if beats % 3 == 0 { try await catalog.record(points(of: vitals)) }
            } catch {
                logger(.warning, "the machine's state was not written", ["cause": "\(error)"])
            }
            beats += 1
            try? await Task.sleep(for: Limits.agentBeat)
        }
    }

    private func points(of vitals: MachineVitals) -> [MetricPoint] {
        let subject = Subject.machine(settings.machine.id)
        return [
            ("cpu.busy", vitals.cpuBusy),
            ("memory.used.bytes", Double(vitals.memoryUsedBytes)),
            ("disk.used.bytes", Double(vitals.diskUsedBytes)),
        ].map { MetricPoint(subject: subject, name: $0.0, at: vitals.heartbeat, value: $0.1) }
    }

    private func currentBounds() async throws -> ComponentStateMachine.Bounds {
        let crashes = try await catalog.parameter(Parameters.crashesMax).integer
        let window = try await catalog.parameter(Parameters.crashWindowSeconds).integer
        let grace = try await catalog.parameter(Parameters.stopGraceSeconds).integer
        return ComponentStateMachine.Bounds(
            crashesMax: crashes, crashWindow: .seconds(window), stopGrace: .seconds(grace))
    }
}
