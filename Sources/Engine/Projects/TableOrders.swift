package import Catalog
package import Model

/// What a person may order for the rows of single tables.
package enum TableOrder: String, CaseIterable, Sendable {
    /// Copies on where a table failed.
    case retry
    /// Copies a table before the others that wait.
    case prioritize
}

package struct TableOrders: Sendable {
    private let catalog: Catalog

    package init(catalog: Catalog) { self.catalog = catalog }

    /// Why an order does not fit a table now, or nil.
    package static func refusal(of order: TableOrder, for copy: TableCopy, in project: Project) -> NotNow? {
        switch project.observation.state {
        case .running, .paused, .failed: break
        case .notStarted: return NotNow("The rows are not being copied yet.")
        case .completed: return NotNow("The project is completed.")
        case .modifying, .integrating: return NotNow("Its objects are being changed.")
        case .releasing, .released: return NotNow("The project is released.")
        }
        switch order {
        case .retry:
            // What the destination's table holds is unknown until it was emptied to the end.
            if copy.failure?.number == TableRecopy.begun.number { return NotNow("Copy the table anew once more.") }
            return copy.state == .failed ? nil : NotNow("The table has not failed.")
        case .prioritize:
            switch copy.state {
            case .waiting, .planning, .copying: return nil
            case .failed: return NotNow("The table failed; retry it.")
            case .completed: return NotNow("The table is done.")
            }
        }
    }

    /// Gives one order for some tables; refused as a whole when it does not fit one. A project that failed goes on when
    /// a table of it is tried again.
    package func order(_ order: TableOrder, _ numbers: [Int64], of id: ProjectID, by actor: Actor) async throws {
        guard let project = try await catalog.project(id) else { throw CatalogError.notFound(.project(id)) }
        for number in numbers {
            guard let copy = try await catalog.tableCopy(number, of: id) else {
                throw NotNow("\(project.name) copies no table \(number).")
            }
            if let refusal = Self.refusal(of: order, for: copy, in: project) { throw refusal }
        }
        switch order {
        case .prioritize: try await catalog.prioritizeCopies(numbers, of: id)
        case .retry:
            for number in numbers {
                try await catalog.changeTableCopy(number, of: id) { (copy) throws(CatalogError) in
                    guard copy.state == .failed else { return }
                    copy.state = copy.chunksPlanned > 0 ? .copying : .waiting
                    copy.failure = nil
                }
            }
            if project.observation.state == .failed {
                try await ProjectOrders(catalog: catalog).resume(id, by: actor)
            }
        }
    }
}
