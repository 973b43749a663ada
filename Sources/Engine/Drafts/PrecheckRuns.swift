package import Catalog
package import ConnectorKit
package import Model
internal import Processes

/// Prechecks that a person orders while the project itself rests: before it is started, or after it failed. They run in
/// this process, one per project, under the project's lease, so that no driver works on it meanwhile. One that is
/// broken off leaves the earlier answers.
package actor PrecheckRuns {
    /// Each holds connections to two databases.
    static let runsMax = 8
    static let renewal: Duration = .seconds(2)

    private let catalog: Catalog
    private let connectors: ConnectorCatalogue
    private let logger: Logger
    private var watches: [ProjectID: PrecheckWatch] = [:]
    /// Why the last one could not ask anything; until the next one.
    private var failures: [ProjectID: Failure] = [:]

    package init(catalog: Catalog, connectors: ConnectorCatalogue) {
        self.catalog = catalog
        self.connectors = connectors
        logger = Logger("prechecks")
    }

    package var running: Set<ProjectID> { Set(watches.keys) }

    /// Nil while none runs.
    package func progress(of id: ProjectID) async -> PrecheckWatch.Progress? { await watches[id]?.progress() }

    package func failure(of id: ProjectID) -> Failure? { failures[id] }

    /// Begins to ask all questions (nil), or some by their keys. Returns when it is certain that they are being asked.
    package func start(_ keys: [String]?, of id: ProjectID) async throws {
        guard watches[id] == nil else { throw NotNow("Its precheck is running already.") }
        guard watches.count < Self.runsMax else {
            throw NotNow("\(Self.runsMax) prechecks run already; wait until one of them has ended.")
        }
        let watch = PrecheckWatch(keys)
        watches[id] = watch
        let lease: Lease
        do {
            guard let project = try await catalog.project(id) else { throw CatalogError.notFound(.project(id)) }
            if let refusal = PrecheckOrders.refusal(for: project) { throw refusal }
            let holder = "precheck \(RequestID.random())"
            guard let taken = try await catalog.acquire(Lease.name(of: id), holder: holder, ttl: Limits.leaseTime)
            else { throw NotNow("It is being worked on; try again in a moment.") }
            lease = taken
        } catch {
            watches[id] = nil
            throw error
        }
        failures[id] = nil
        Task { await self.run(keys, of: id, under: lease, watch) }
    }

    private func run(_ keys: [String]?, of id: ProjectID, under lease: Lease, _ watch: PrecheckWatch) async {
        let held = HeldLease(lease)
        let orders = PrecheckOrders(catalog: catalog, connectors: connectors, logger: logger)
        let catalog = catalog
        let failure = await withTaskGroup(of: Failure?.self) { group in
            group.addTask {
                do {
                    _ = try await orders.ask(keys, of: id, watch: watch)
                    return nil
                } catch let refusal as NotNow {
                    return Failure(
                        "PRECHECK-0002", "The project cannot be checked now.", advice: "Check again when it rests.",
                        detail: refusal.reason)
                } catch {
                    return StepContext.failure(of: error)
                }
            }
            group.addTask {
                await held.keep(in: catalog, every: Self.renewal)
                return Failure(
                    "PRECHECK-0003", "The precheck was broken off: another process works on the project.",
                    advice: "Check again when it rests.")
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        if let failure {
            logger(.warning, "a precheck could not be made", ["project": "\(id)", "cause": "\(failure)"])
        }
        try? await catalog.release(await held.lease)
        watches[id] = nil
        failures[id] = failure
        try? await catalog.touchProject(id)
    }
}

/// A lease that is renewed while something goes on under it.
private actor HeldLease {
    private(set) var lease: Lease

    init(_ lease: Lease) { self.lease = lease }

    /// Returns when the lease is lost, or could not be renewed until shortly before its end, or when it is cancelled.
    func keep(in catalog: Catalog, every time: Duration) async {
        let clock = ContinuousClock()
        var renewedAt = clock.now
        while !Task.isCancelled {
            try? await Task.sleep(for: time)
            if Task.isCancelled { return }
            let asked = clock.now
            do {
                guard let renewed = try await catalog.renew(lease, ttl: Limits.leaseTime) else { return }
                lease = renewed
                renewedAt = asked
            } catch {
                if clock.now - renewedAt > Limits.leaseTime - Limits.leaseMargin { return }
            }
        }
    }
}
