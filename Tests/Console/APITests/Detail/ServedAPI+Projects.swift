import Catalog
import Model
import Testing

@testable import API

/// What drivers and components would have written about a project.
extension ServedAPI {
    /// Converted tables that wait for their rows: 100 each, as their statistics say.
    func addTables(_ count: Int64, to id: ProjectID) async throws {
        let objects = (1...count).map { number in
            let source = ObjectName("HR", "T_\(number)")
            var object = ProjectObject(
                number: number, kind: .table, source: source, destination: ObjectName("hr", "t_\(number)"),
                state: .completed)
            object.converted = ConvertedObject(
                kind: .table, source: source, destination: object.destination, statements: ["CREATE TABLE"])
            return object
        }
        try await catalog.setObjects(objects, of: id)
        try await catalog.addTableCopies((1...count).map { TableCopy(table: $0, rowsEstimated: 100) }, of: id)
    }

    @discardableResult
    func addChecker(_ name: String, of id: ProjectID) async throws -> ComponentID {
        let machine = try #require(try await catalog.machines().first)
        let checker = Component(
            id: .random(), kind: .checker, name: name, machine: machine.id,
            configuration: ["project": id.rawValue],
            intent: .init(desired: .running, generation: 1, at: clock.now, by: .system),
            observation: .init(state: .running, since: clock.now), createdAt: clock.now)
        try await catalog.add(checker)
        return checker.id
    }

    /// The chunk of the first table is done, and its row stays in quarantine.
    func rejectTheFirstRow(of id: ProjectID) async throws {
        try await catalog.breakLease("test/\(id)", holder: "a Checker")
        let lease = try #require(try await catalog.acquire("test/\(id)", holder: "another", ttl: .seconds(60)))
        _ = try await catalog.claimChunks(of: id, under: lease, largeValues: false, countMax: 1)
        let result = ChunkResult(
            table: 1, chunk: 1, position: Position(commit: 7), rowsWritten: 99, rowsQuarantined: 1)
        try await catalog.finishChunks([result], of: id, under: lease)
    }

    func observe(_ state: ProjectState, of id: ProjectID, cause: String) async throws {
        let lease = try #require(try await catalog.acquire(Lease.name(of: id), holder: "a driver", ttl: .seconds(10)))
        var observation = try #require(try await catalog.project(id)).observation
        observation.state = state
        try await catalog.observeProject(observation, of: id, under: lease, cause: cause)
        try await catalog.release(lease)
    }
}
