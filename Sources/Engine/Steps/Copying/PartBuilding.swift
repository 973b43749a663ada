internal import Catalog
internal import ConnectorKit
internal import Model

/// Builds one part of a table, so that it can be repeated at any moment; when it began, when it ended and what the
/// database answered are kept with the table.
struct PartBuilding: Sendable {
    let record: PartRecord
    let destination: any DestinationDatabase
    /// How long to wait, the first time, for what the destination builds already.
    var waitFirst: Duration = .milliseconds(500)
    /// Told what is waited for; without it nothing is.
    var waits: (@Sendable (String) async -> Void)?

    static let waitMax: Duration = .seconds(10)

    enum End: Hashable, Sendable {
        case completed
        case failed(Failure)
    }

    /// `isThere`: what is known of the part at the destination; nil asks.
    func build(_ part: ConvertedPart, of object: ProjectObject, isThere known: Bool? = nil) async throws -> End {
        // A statement whose answer was lost may have run: the name tells.
        var isThere: Bool
        if let known {
            isThere = known
        } else {
            isThere = try await self.isThere(part, of: object)
        }
        let wasBegun = try await record.isBegun(part, of: object)
        if isThere, part.kind == .foreignKey, wasBegun {
            // An engine of the family keeps a foreign key whose rows it has just found to break it, and believes in it.
            try await destination.removeForeignKey(part.name, of: object.destination)
            isThere = false
        }
        try await record.begin(part, of: object)
        if !isThere, let refusal = try await refusal(of: part, object, wasBegun: wasBegun) {
            // What was made meanwhile, and not by us, is left alone.
            if wasBegun || !refusal.isAlreadyThere { await takeBack(part, of: object) }
            let failure = await orphans(of: part, object) ?? refusal.failure
            await record.ended(part, of: object, failure, returnCode: refusal.code)
            return .failed(failure)
        }
        await record.ended(part, of: object)
        return .completed
    }

    /// Nil when the part is there now. A statement whose connection broke may go on at the destination: what it builds
    /// is of use when it has come to its end, and may go away until then. So it is waited for, and tried again.
    private func refusal(
        of part: ConvertedPart, _ object: ProjectObject, wasBegun: Bool
    ) async throws -> DatabaseRefusal? {
        var wait = waitFirst
        var mayRepeat = wasBegun
        while true {
            do throws(DatabaseRefusal) {
                try await send(part, of: object)
                return nil
            } catch {
                switch error.remedy {
                case .retry, .reconnect: throw error
                case .askOperator where error.isAlreadyThere: break
                case .askOperator, .stop, .bug: return error
                }
                let refused = error
                if part.kind != .foreignKey, try await isThere(part, of: object) { return nil }
                if try await isBeingBuilt(part, of: object) {
                    guard let waits else { return Self.isBusy(part, object, refused) }
                    await waits("Waits for \(part.name) of \(object.destination), which is being built there already.")
                    try await Task.sleep(for: wait)
                    wait = min(wait * 2, Self.waitMax)
                    mayRepeat = true
                    continue
                }
                guard mayRepeat else { return refused }
                mayRepeat = false
                await takeBack(part, of: object)
            }
        }
    }

    private static func isBusy(
        _ part: ConvertedPart, _ object: ProjectObject, _ refused: DatabaseRefusal
    ) -> DatabaseRefusal {
        DatabaseRefusal(
            Failure(
                "PROJECT-0015", "\(part.name) of \(object.destination) is still being built at the destination.",
                advice: "Resume the project, which waits for it, or try it again later.",
                detail: refused.failure.detail),
            remedy: .askOperator, code: refused.code)
    }

    private func send(_ part: ConvertedPart, of object: ProjectObject) async throws(DatabaseRefusal) {
        if part.reference?.isUnproven == true {
            try await destination.addUnproven(part.statement, in: object.destination.schema)
        } else {
            try await destination.run(part.statement, in: object.destination.schema)
        }
    }

    private func isThere(_ part: ConvertedPart, of object: ProjectObject) async throws(DatabaseRefusal) -> Bool {
        let name = part.name.lowercased()
        return try await destination.parts(of: object.destination).contains { $0.lowercased() == name }
    }

    private func isBeingBuilt(_ part: ConvertedPart, of object: ProjectObject) async throws(DatabaseRefusal) -> Bool {
        let name = part.name.lowercased()
        return try await destination.partsBeingBuilt(of: object.destination).contains { $0.lowercased() == name }
    }

    /// A foreign key that was refused must not stay: nothing would check its rows again, and questions that trust it
    /// would be answered wrongly. What cannot be removed now is removed when it is built again.
    private func takeBack(_ part: ConvertedPart, of object: ProjectObject) async {
        guard part.kind == .foreignKey, (try? await isThere(part, of: object)) == true else { return }
        try? await destination.removeForeignKey(part.name, of: object.destination)
    }

    /// What holds a foreign key back, when it is rows without a parent.
    private func orphans(of part: ConvertedPart, _ object: ProjectObject) async -> Failure? {
        guard let reference = part.reference else { return nil }
        let search = OrphanSearch(project: record.project, catalog: record.catalog, destination: destination)
        // A search that fails leaves what the database said.
        return try? await search.failure(of: part.name, object.destination, reference)
    }
}

/// Writes down what becomes of the parts that one lane builds, one after the other. The end of one is written with the
/// beginning of the next: when it is lost, the name at the destination tells that it was built.
actor PartRecord {
    nonisolated let project: ProjectID
    nonisolated let catalog: Catalog
    private var ends: [Int64: [End]] = [:]

    private struct End: Sendable {
        var name: String
        var at: Timestamp
        var failure: Failure?
        var returnCode: String?
    }

    init(project: ProjectID, catalog: Catalog) {
        self.project = project
        self.catalog = catalog
    }

    /// A statement of ours was run for it, and nobody wrote down that it went well.
    func isBegun(_ part: ConvertedPart, of object: ProjectObject) async throws -> Bool {
        if ends[object.number]?.contains(where: { $0.name == part.name && $0.failure == nil }) == true { return false }
        switch try await catalog.object(object.number, of: project)?.parts[part.name]?.state {
        case .creating, .failed: return true
        case nil, .waiting, .completed, .skipped: return false
        }
    }

    /// The state `creating` is written before the statement runs.
    func begin(_ part: ConvertedPart, of object: ProjectObject) async throws { try await write((object.number, part)) }

    func ended(
        _ part: ConvertedPart, of object: ProjectObject, _ failure: Failure? = nil, returnCode: String? = nil
    ) {
        ends[object.number, default: []].append(
            End(name: part.name, at: .wallClock(), failure: failure, returnCode: returnCode))
    }

    func flush() async throws {
        if !ends.isEmpty { try await write(nil) }
    }

    private func write(_ begun: (table: Int64, part: ConvertedPart)?) async throws {
        let ends = ends
        let numbers = Set(ends.keys).union(begun.map { [$0.table] } ?? []).sorted()
        let (table, name) = (begun?.table, begun?.part.name)
        try await catalog.changeObjects(numbers, of: project) { (object) throws(CatalogError) in
            for end in ends[object.number] ?? [] {
                var stored = object.parts[end.name] ?? ProjectObject.Part()
                stored.state = end.failure == nil ? .completed : .failed
                stored.finishedAt = end.at
                stored.failure = end.failure
                stored.returnCode = end.returnCode
                object.parts[end.name] = stored
            }
            if object.number == table, let name {
                var stored = object.parts[name] ?? ProjectObject.Part()
                stored.state = .creating
                stored.startedAt = stored.startedAt ?? Timestamp.wallClock()
                stored.failure = nil
                stored.returnCode = nil
                object.parts[name] = stored
            }
            return true
        }
        self.ends = [:]
    }
}
