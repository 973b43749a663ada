package import Catalog
package import ConnectorKit
package import Model
package import Processes

/// Drives every project that wants something, each in a driver of its own. Every server may run this; the lease of a
/// project lets one driver act at a time.
package actor ProjectDrivers {
    private let catalog: Catalog
    private let connectors: ConnectorCatalogue
    private let logger: Logger
    private let holder: String
    private var driven: Set<ProjectID> = []

    package init(
        catalog: Catalog, connectors: ConnectorCatalogue, logger: Logger, identity: ProcessIdentity
    ) {
        self.catalog = catalog
        self.connectors = connectors
        self.logger = logger
        holder = identity.leaseHolder
    }

    /// Works until the surrounding task is cancelled.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            while !Task.isCancelled {
                for project in await waiting() {
                    driven.insert(project.id)
                    group.addTask {
                        let driver = ProjectDriver(
                            project.id, catalog: self.catalog, connectors: self.connectors, logger: self.logger,
                            holder: self.holder)
                        await driver.run()
                        await self.left(project.id)
                    }
                }
                try? await Task.sleep(for: Limits.agentTick)
            }
            group.cancelAll()
        }
    }

    private func left(_ id: ProjectID) { driven.remove(id) }

    /// Projects with a wish that is not met, and nobody of ours at work on it.
    private func waiting() async -> [Project] {
        do {
            return try await catalog.projects().filter { !driven.contains($0.id) && $0.duty != .nothing }
        } catch {
            logger(.warning, "projects could not be read", ["cause": "\(error)"])
            return []
        }
    }
}
