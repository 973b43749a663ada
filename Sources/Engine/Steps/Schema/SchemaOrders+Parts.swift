internal import Catalog
internal import ConnectorKit
package import Model

/// Orders for the parts of a table that the index step builds.
extension SchemaOrders {
    package enum PartOrder: String, CaseIterable, Sendable {
        case retry, skip
    }

    /// Why an order does not fit a part now, or nil.
    package static func refusal(
        of order: PartOrder, for name: String, of object: ProjectObject, in project: Project
    ) -> NotNow? {
        switch project.observation.state {
        case .running: return NotNow("The project is running; the step tries every index by itself.")
        case .paused, .failed: break
        case .notStarted: return NotNow("The index step has not begun.")
        case .completed: return NotNow("The project is completed.")
        case .modifying, .integrating, .releasing, .released: return NotNow("The project takes no changes now.")
        }
        guard object.converted?.parts.contains(where: { $0.name == name }) == true else {
            return NotNow("The table has no part “\(name)”.")
        }
        let step = project.observation.steps.first { $0.kind == .indexes }
        guard step?.startedAt != nil else { return NotNow("The index step has not begun.") }
        switch object.parts[name]?.state {
        case .completed: return NotNow("It is built already.")
        case .skipped: return order == .skip ? NotNow("It is skipped already.") : nil
        case nil, .waiting, .creating, .failed: return nil
        }
    }

    /// Builds one part now.
    @discardableResult
    package func retryPart(_ name: String, of number: Int64, in id: ProjectID) async throws -> ProjectObject.Part {
        let object = try await checked(.retry, name, number, id)
        guard let part = object.converted?.parts.first(where: { $0.name == name }) else {
            throw NotNow("The table has no part “\(name)”.")
        }
        let context = context(id)
        _ = try await context.withDestination { destination in
            let record = PartRecord(project: id, catalog: context.catalog)
            _ = try await PartBuilding(record: record, destination: destination).build(part, of: object)
            try await record.flush()
        }
        return try await self.object(number, id).parts[name] ?? ProjectObject.Part()
    }

    /// The project goes on without it.
    @discardableResult
    package func skipPart(_ name: String, of number: Int64, in id: ProjectID) async throws -> ProjectObject.Part {
        _ = try await checked(.skip, name, number, id)
        let object = try await context(id).catalog.changeObject(number, of: id) { (object) throws(CatalogError) in
            var part = ProjectObject.Part(state: .skipped)
            part.startedAt = object.parts[name]?.startedAt
            object.parts[name] = part
        }
        return object.parts[name] ?? ProjectObject.Part()
    }

    private func checked(
        _ order: PartOrder, _ name: String, _ number: Int64, _ id: ProjectID
    ) async throws -> ProjectObject {
        let object = try await object(number, id)
        if let refusal = Self.refusal(of: order, for: name, of: object, in: try await project(id)) { throw refusal }
        return object
    }
}
