package import Catalog
package import Model
package import Processes

/// Moves tickets on and keeps the catalog tidy. Every server may run one; a lease lets one act at a time.
package actor Scheduler {
    private static let leaseName = "scheduler"

    private let catalog: Catalog
    private let logger: Logger
    private let holder: String
    private var lease: Lease?
    private var tidied: Timestamp = .zero

    package init(catalog: Catalog, logger: Logger, identity: ProcessIdentity) {
        self.catalog = catalog
        self.logger = logger
        self.holder = identity.leaseHolder
    }

    /// Works until the surrounding task is cancelled.
    package func run() async {
        while !Task.isCancelled {
            do {
                if try await holdsLease() {
                    for ticket in try await catalog.openTickets() { try await advance(ticket) }
                    try await tidyUp()
                }
            } catch {
                logger(.warning, "a round of the scheduler failed", ["cause": "\(error)"])
            }
            try? await Task.sleep(for: Limits.agentTick)
        }
        if let lease { try? await catalog.release(lease) }
    }

    private func holdsLease() async throws -> Bool {
        if let held = lease { lease = try await catalog.renew(held, ttl: Limits.leaseTime) }
        if lease == nil { lease = try await catalog.acquire(Self.leaseName, holder: holder, ttl: Limits.leaseTime) }
        return lease != nil
    }

    private func advance(_ ticket: Ticket) async throws {
        guard ticket.subject.kind == .component else { return }
        let now = Timestamp.wallClock()
        let component = try await catalog.component(ComponentID(rawValue: ticket.subject.id))
        let machine = try await machine(of: component)
        let progress = TicketProgress(ticket: ticket, component: component, machine: machine, now: now)
        let next = progress.next()
        if ticket.kind == .removeComponent, progress.mayRemove, let component {
            try await catalog.remove(component.id)
        }
        if next != ticket { try await catalog.update(next) }
    }

    private func machine(of component: Component?) async throws -> Machine? {
        guard let component else { return nil }
        return try await catalog.machine(component.machine)
    }

    /// Once a minute: condenses metrics and removes what has outlived its retention.
    private func tidyUp() async throws {
        let now = Timestamp.wallClock()
        guard now - tidied >= .seconds(60) else { return }
        tidied = now
        try await catalog.condenseMetrics()
        try await catalog.trimSessions()
        let days = try await catalog.parameter(Parameters.auditKeptDays).integer
        let oldest = now - .seconds(Int64(days) * 86_400)
        try await catalog.trimAudit(before: oldest)
        try await catalog.trimStateChanges(before: oldest)
    }
}
