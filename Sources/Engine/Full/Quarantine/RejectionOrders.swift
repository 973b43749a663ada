package import Catalog
package import ConnectorKit
package import Model
package import Processes

/// What a person may order for rows in quarantine: try them once more, or go without them.
///
/// A row that is tried is read at the source's position of now, by its address or its key, and inserted where nothing
/// like it is: what the destination holds is never changed. Its transaction holds a mark of its own, so that a row that
/// was tried twice, or by two at once, is there once.
package struct RejectionOrders: Sendable {
    private let catalog: Catalog
    private let connectors: ConnectorCatalogue
    private let logger: Logger

    package init(catalog: Catalog, connectors: ConnectorCatalogue, logger: Logger = Logger("quarantine")) {
        self.catalog = catalog
        self.connectors = connectors
        self.logger = logger
    }

    package enum Choice: Hashable, Sendable {
        case rows([RejectedRow])
        /// Every row of the table, or of the project.
        case all(table: Int64?)
    }

    /// What came of one row.
    package struct End: Hashable, Sendable {
        package enum Outcome: Hashable, Sendable {
            case written
            /// The source has it no more: nothing is missing.
            case gone
            case discarded
            /// It stays in quarantine, for this reason.
            case refused(Failure)
        }

        package var row: RejectedRow
        package var outcome: Outcome
    }

    /// Why quarantine cannot be changed now, or nil.
    package static func refusal(in project: Project) -> NotNow? {
        switch project.observation.state {
        case .notStarted: NotNow("The project has not begun.")
        case .running, .paused, .failed, .completed, .modifying, .integrating: nil
        case .releasing, .released: NotNow("The project is released.")
        }
    }

    /// Tries rows once more; each stands for itself. Throws what holds all of them back: an end that cannot be reached.
    package func retry(_ choice: Choice, in id: ProjectID) async throws -> [End] {
        let project = try await open(id)
        let context = StepContext(
            project: id, catalog: catalog, connectors: connectors, logger: logger, board: StepBoard(), patience: .zero)
        var ends: [End] = []
        try await context.withEnds { source, destination in
            try await destination.prepareMarks()
            let retry = RejectionRetry(
                project: project, catalog: catalog, ends: CopyEnds(source: source, destination: destination))
            try await each(choice, id, &ends) { row, rejection in try await retry.run(row, rejection) }
        }
        return ends
    }

    /// Goes without rows: they are counted as discarded and leave quarantine.
    package func discard(_ choice: Choice, in id: ProjectID) async throws -> [End] {
        _ = try await open(id)
        var ends: [End] = []
        try await each(choice, id, &ends) { row, _ in
            try await catalog.endRejection(row, of: id, .discarded)
            return .discarded
        }
        return ends
    }

    private func open(_ id: ProjectID) async throws -> Project {
        guard let project = try await catalog.project(id) else { throw CatalogError.notFound(.project(id)) }
        if let refusal = Self.refusal(in: project) { throw refusal }
        return project
    }

    private func each(
        _ choice: Choice, _ id: ProjectID, _ ends: inout [End],
        _ body: (RejectedRow, RowRejection) async throws -> End.Outcome
    ) async throws {
        switch choice {
        case .rows(let rows):
            for row in Set(rows).sorted() {
                try Task.checkCancellation()
                guard let rejection = try await catalog.settledRejection(row, of: id) else {
                    ends.append(End(row: row, outcome: .refused(Self.notThere)))
                    continue
                }
                ends.append(End(row: row, outcome: try await body(row, rejection)))
            }
        case .all(let table):
            var last: RejectedRow?
            while true {
                let page = try await catalog.settledRejections(of: id, table: table, after: last, countMax: 200)
                guard let end = page.last?.row else { return }
                last = end
                for (row, rejection) in page {
                    try Task.checkCancellation()
                    ends.append(End(row: row, outcome: try await body(row, rejection)))
                }
            }
        }
    }

    private static let notThere = Failure(
        "QUARANTINE-0001", "The row is not in quarantine, or its chunk is being copied again.",
        advice: "Look at the list again; rows of a chunk that is not done can be tried when it is.")
}
