package import Catalog
package import ConnectorKit
package import Model
package import Processes

/// Copies tables anew, because a person wants it: what the destination's tables hold is thrown away, what was copied
/// of them is forgotten. The way out for a table that was moved, or that was read at a position that is gone.
package struct TableRecopy: Sendable {
    private static let leaseTime = Duration.seconds(120)
    /// A table of which nobody knows whether it is empty is not copied until this is done again.
    static let begun = Failure(
        "CHECKER-0008", "The table was being emptied to be copied anew, and that did not come to its end.",
        advice: "Order it once more: godwit project recopy NAME SCHEMA.TABLE")

    private let catalog: Catalog
    private let connectors: ConnectorCatalogue
    private let logger: Logger

    package init(catalog: Catalog, connectors: ConnectorCatalogue, logger: Logger) {
        self.catalog = catalog
        self.connectors = connectors
        self.logger = logger
    }

    /// Why no table can be copied anew now, or nil. Where nothing of the project runs, nobody writes meanwhile.
    package static func refusal(in project: Project) -> NotNow? {
        switch project.observation.state {
        case .paused, .failed: nil
        case .notStarted: NotNow("Its rows have not begun.")
        case .running, .modifying, .integrating: NotNow("Pause the project first.")
        case .completed: NotNow("The project is completed.")
        case .releasing, .released: NotNow("The project is released.")
        }
    }

    /// `holder` names the caller while nobody else may drive the project. The typed confirmation is the caller's.
    package func recopy(_ tables: [Int64], in id: ProjectID, holder: String) async throws {
        guard let lease = try await catalog.acquire(Lease.name(of: id), holder: holder, ttl: Self.leaseTime) else {
            throw NotNow("The project is being driven now.")
        }
        do {
            try await recopy(tables, id, lease)
        } catch {
            try await catalog.release(lease)
            throw error
        }
        try await catalog.release(lease)
    }

    private func recopy(_ tables: [Int64], _ id: ProjectID, _ lease: Lease) async throws {
        guard let project = try await catalog.project(id) else { throw CatalogError.notFound(.project(id)) }
        if let refusal = Self.refusal(in: project) { throw refusal }
        let isStill = try await ProjectCheckers(project: id, catalog: catalog).all().allSatisfy {
            $0.observation.state.isStill
        }
        guard isStill else { throw NotNow("A Checker of the project still works.") }
        let context = StepContext(
            project: id, catalog: catalog, connectors: connectors, logger: logger, board: StepBoard(), patience: .zero)
        try await context.withDestination { destination in
            for table in tables {
                guard let plan = try await catalog.object(table, of: id)?.converted?.copy,
                    try await catalog.tableCopy(table, of: id) != nil
                else { throw NotNow("The project copies no table \(table).") }
                guard try await catalog.renew(lease, ttl: Self.leaseTime) != nil else {
                    throw CatalogError.leaseLost(name: lease.name)
                }
                try await catalog.resetTableCopy(table, of: id, failing: Self.begun)
                try await destination.empty(plan.destination)
                try await destination.removeMarks(of: id, table: table)
                if project.specification.options.consistentCopy == .project {
                    try await CopyPositions.letTableHaveItsOwn(table, in: id, destination)
                }
                try await catalog.changeTableCopy(table, of: id) { (copy) throws(CatalogError) in
                    copy.state = .waiting
                    copy.failure = nil
                }
            }
        }
    }
}
