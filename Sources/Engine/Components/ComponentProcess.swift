package import Catalog
package import ConnectorKit
package import Model
package import Processes

/// The process of one component: takes the lease, beats, lets the body work, and ends in one of the ways of
/// `ComponentExit`. Everything kind-specific is in the body.
package struct ComponentProcess: Sendable {
    private let id: ComponentID
    private let catalog: Catalog
    private let logger: Logger
    private let holder: String
    private let connectors: ConnectorCatalogue

    package init(
        id: ComponentID, catalog: Catalog, logger: Logger, identity: ProcessIdentity, connectors: ConnectorCatalogue
    ) {
        self.connectors = connectors
        self.id = id
        self.catalog = catalog
        self.logger = logger
        self.holder = identity.leaseHolder
    }

    /// Runs until the body ends, the lease is lost, or `stopRequests` yields.
    package func run(stopRequests: AsyncStream<String>) async -> ComponentExit {
        do {
            guard let component = try await catalog.component(id) else {
                logger(.error, "the component does not exist", ["component": "\(id)"])
                return .failed
            }
            guard let lease = try await takeLease() else { return .leaseHeld }
            let exit = try await work(component, under: lease, stopRequests: stopRequests)
            return exit
        } catch {
            logger(.error, "the component ended", ["cause": "\(error)"])
            return .failed
        }
    }

    /// Waits a little longer than a lease can last: a predecessor that was killed has no other way to let go.
    private func takeLease() async throws -> Lease? {
        let clock = ContinuousClock()
        let deadline = clock.now + Limits.leaseTime + .seconds(1)
        repeat {
            if let lease = try await catalog.acquire(Lease.name(of: id), holder: holder, ttl: Limits.leaseTime) {
                return lease
            }
            try await Task.sleep(for: .milliseconds(100))
        } while clock.now < deadline
        logger(.warning, "another process still holds the lease", [:])
        return nil
    }

    private func work(
        _ component: Component, under lease: Lease, stopRequests: AsyncStream<String>
    ) async throws -> ComponentExit {
        let trusted = Limits.leaseTime - Limits.leaseMargin
        let leaseGuard = LeaseGuard(validFor: trusted)
        let logger = logger
        try leaseGuard.start {
            logger(.error, "the lease could not be renewed in time; ending before another may start", [:])
            LastExit.now(.leaseLost)
        }
        logger(.info, "started", ["kind": component.kind.rawValue, "epoch": "\(lease.epoch)"])
        let context = ComponentContext(
            id: id, configuration: component.configuration, catalog: catalog, logger: logger, connectors: connectors,
            lease: lease)
        let exit = await withTaskGroup(of: ComponentExit.self) { group in
            group.addTask { await beat(lease, leaseGuard) }
            group.addTask { await runBody(component.kind.body(), context, lease) }
            group.addTask {
                for await reason in stopRequests {
                    logger(.info, "stopping", ["reason": reason])
                    return .stopped
                }
                return .stopped
            }
            let first = await group.next() ?? .stopped
            group.cancelAll()
            return first
        }
        if exit != .leaseLost { try? await catalog.release(lease) }
        leaseGuard.release()
        logger(.info, "ended", ["exit": "\(exit)"])
        return exit
    }

    /// Renews the lease at every beat, until it is lost or the component ends.
    private func beat(_ first: Lease, _ leaseGuard: LeaseGuard) async -> ComponentExit {
        var lease = first
        while !Task.isCancelled {
            let sent = LeaseGuard.now()
            do {
                lease = try await catalog.beat(id, lease: lease, ttl: Limits.leaseTime).lease
                leaseGuard.extend(from: sent, by: Limits.leaseTime - Limits.leaseMargin)
            } catch CatalogError.leaseLost {
                logger(.error, "the lease is lost", ["holder": holder])
                return .leaseLost
            } catch {
                // The guard ends the process if this lasts; until then a busy catalog is only late.
                logger(.warning, "a beat failed", ["cause": "\(error)"])
            }
            try? await Task.sleep(for: Limits.componentBeat)
        }
        return .stopped
    }

    private func runBody(_ body: any ComponentBody, _ context: ComponentContext, _ lease: Lease) async -> ComponentExit
    {
        do {
            try await body.run(context)
            return Task.isCancelled ? .stopped : .completed
        } catch is CancellationError {
            return .stopped
        } catch {
            let failure =
                error as? Failure
                ?? Failure(
                    "COMPONENT-0003", "The component met a failure that it does not know.",
                    advice: "Read its log; if the cause is not outside, report it with the log.", detail: "\(error)")
            logger(.error, "failed", ["failure": "\(failure)"])
            await report(failure, under: lease)
            return .failed
        }
    }

    /// Leaves the failure where the agent finds it when this process has ended.
    private func report(_ failure: Failure, under lease: Lease) async {
        guard var observation = try? await catalog.component(id)?.observation else { return }
        observation.failure = failure
        try? await catalog.observe(observation, of: id, under: lease, cause: failure.message, by: .component(id))
    }
}
