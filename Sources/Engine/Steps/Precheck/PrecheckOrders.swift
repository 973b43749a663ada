package import Catalog
package import ConnectorKit
package import Model
package import Processes

/// What a person may order about the prechecks of a project: ask now, ask single questions again, skip an answer.
package struct PrecheckOrders: Sendable {
    private let catalog: Catalog
    private let connectors: ConnectorCatalogue
    private let logger: Logger

    package init(catalog: Catalog, connectors: ConnectorCatalogue, logger: Logger) {
        self.catalog = catalog
        self.connectors = connectors
        self.logger = logger
    }

    /// Why the questions cannot be asked now, or nil. While the project runs its own step asks them.
    package static func refusal(for project: Project) -> NotNow? {
        switch project.observation.state {
        case .notStarted, .paused, .failed:
            return project.intent.wish == .running && project.isOrderPending ? NotNow("It begins in a moment.") : nil
        case .running: return NotNow("The project is running.")
        case .completed: return NotNow("The project is completed.")
        case .modifying, .integrating, .releasing, .released: return NotNow("The project takes no orders now.")
        }
    }

    /// Asks all questions (nil), or some by their keys, and gives back all answers that stand. The caller sees to it
    /// that no driver works on the project meanwhile.
    package func ask(
        _ keys: [String]?, of id: ProjectID, watch: PrecheckWatch? = nil
    ) async throws -> [PrecheckAnswer] {
        guard let project = try await catalog.project(id) else { throw CatalogError.notFound(.project(id)) }
        if let refusal = Self.refusal(for: project) { throw refusal }
        let context = StepContext(
            project: id, catalog: catalog, connectors: connectors, logger: logger, board: watch?.board ?? StepBoard(),
            patience: .zero)
        let before = try await catalog.precheckedAt(id)
        try await catalog.forgetPrecheck(of: id)
        try await context.withEnds { source, destination in
            let ground = try await PrecheckGround.plan(context, source, destination)
            try await Precheck(context: context, ground: ground, watch: watch).ask(keys)
        }
        // Single answers do not make the others younger.
        if keys == nil {
            try await catalog.recordPrecheck(of: project)
        } else if let before {
            try await catalog.recordPrecheck(of: project, at: before)
        }
        return try await catalog.answers(of: id)
    }

    /// Refused for what did not fail, and for what nothing works without.
    package func skip(_ number: Int64, of id: ProjectID, by actor: Actor) async throws {
        try await catalog.skipFinding(number, of: id, by: actor)
    }
}
