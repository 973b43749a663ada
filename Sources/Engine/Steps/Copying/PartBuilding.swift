internal import Catalog
internal import ConnectorKit
internal import Model

/// Builds one part of a table, so that it can be repeated at any moment; when it began, when it ended and what the
/// database answered are kept with the table.
struct PartBuilding: Sendable {
    let project: ProjectID
    let catalog: Catalog
    let destination: any DestinationDatabase

    func build(_ part: ConvertedPart, of object: ProjectObject) async throws -> ProjectObject.Part.State {
        let existing = try await destination.parts(of: object.destination)
        // A statement whose answer was lost may have run: the name tells.
        let isThere = existing.contains { $0.lowercased() == part.name.lowercased() }
        try await change(part, object) { stored in
            stored.state = .creating
            stored.startedAt = stored.startedAt ?? Timestamp.wallClock()
            stored.failure = nil
            stored.returnCode = nil
        }
        if !isThere {
            do throws(DatabaseRefusal) {
                try await destination.run(part.statement, in: object.destination.schema)
            } catch {
                switch error.remedy {
                case .retry, .reconnect: throw error
                case .askOperator, .stop, .bug:
                    let refusal = error
                    try await change(part, object) { stored in
                        stored.state = .failed
                        stored.finishedAt = Timestamp.wallClock()
                        stored.failure = refusal.failure
                        stored.returnCode = refusal.code
                    }
                    return .failed
                }
            }
        }
        try await change(part, object) { stored in
            stored.state = .completed
            stored.finishedAt = Timestamp.wallClock()
        }
        return .completed
    }

    private func change(
        _ part: ConvertedPart, _ object: ProjectObject, _ change: @Sendable (inout ProjectObject.Part) -> Void
    ) async throws {
        try await catalog.changeObject(object.number, of: project) { (object) throws(CatalogError) in
            change(&object.parts[part.name, default: ProjectObject.Part()])
        }
    }
}
