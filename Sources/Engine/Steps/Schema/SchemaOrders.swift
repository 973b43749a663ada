package import Catalog
package import ConnectorKit
package import Model
internal import Processes

/// What a person may order for single objects of a project while its schema step runs or has failed: see, edit, run
/// again, skip, remove; and the same for the parts of tables that the index step builds.
///
/// While a driver works at the step, an object that is asked for again is marked and the step takes it; otherwise it is
/// run here, before the call returns.
package struct SchemaOrders: Sendable {
    private let catalog: Catalog
    private let connectors: ConnectorCatalogue

    package init(catalog: Catalog, connectors: ConnectorCatalogue) {
        self.catalog = catalog
        self.connectors = connectors
    }

    package enum Order: String, CaseIterable, Sendable {
        case edit, retry, skip, remove
    }

    /// Why an order does not fit an object now, or nil.
    package static func refusal(of order: Order, for object: ProjectObject, in project: Project) -> NotNow? {
        if let refusal = refusal(ofAnyIn: project) { return refusal }
        if object.isRemoved { return NotNow("It was removed from the project.") }
        if !object.kind.isMigrated {
            return order == .remove ? nil : NotNow("Objects of this kind are only listed; the note says what to do.")
        }
        switch object.state {
        case .initializing: return NotNow("Its definition is being read.")
        case .creating:
            return project.observation.state == .running ? NotNow("It is being created.") : nil
        case .completed:
            return order == .remove ? nil : NotNow("It is created already.")
        case .skipped: return order == .skip ? NotNow("It is skipped already.") : nil
        case .ready, .failed: return nil
        case .unread, .unsupported:
            return order == .retry && object.editedText == nil
                ? NotNow("There is nothing to run: write the statement first.") : nil
        case .listed: return NotNow("It is only listed.")
        }
    }

    /// The orders that fit an object now.
    package static func allowed(for object: ProjectObject, in project: Project) -> [Order] {
        Order.allCases.filter { refusal(of: $0, for: object, in: project) == nil }
    }

    /// Objects can be changed until the schema step is done; never while the project is taken down.
    private static func refusal(ofAnyIn project: Project) -> NotNow? {
        switch project.observation.state {
        case .notStarted, .running, .paused, .failed: break
        case .completed: return NotNow("The project is completed.")
        case .modifying, .integrating, .releasing, .released: return NotNow("The project takes no changes now.")
        }
        let step = project.observation.steps.first { $0.kind == .schema }
        return step?.state == .completed ? NotNow("The schema step is completed.") : nil
    }

    // MARK: Single objects

    /// The definition at the source; read from the source when it was not kept.
    package func sourceText(of number: Int64, in id: ProjectID) async throws -> String {
        let object = try await object(number, id)
        if !object.sourceText.isEmpty { return object.sourceText }
        let text = try await context(id).withSource { try await $0.text(of: object.source, kind: object.kind) }
        try await catalog.changeObject(number, of: id) { (object) throws(CatalogError) in object.sourceText = text }
        return text
    }

    /// Runs this text instead of what the conversion made; nil goes back to that. It is not run yet. Refused as stale
    /// when the object is not the one of that `revision` any more.
    @discardableResult
    package func edit(
        _ number: Int64, to text: String?, in id: ProjectID, expecting revision: Int64? = nil
    ) async throws -> ProjectObject {
        if let text, text.allSatisfy(\.isWhitespace) {
            throw NotNow("There is nothing to run in an empty text: skip the object instead.")
        }
        return try await change(.edit, number, id, expecting: revision) { object in
            object.editedText = text
            object.statementsDone = 0
            object.failure = nil
            object.returnCode = nil
            let isEmpty = object.statementsToRun.isEmpty
            object.state = isEmpty ? (object.converted == nil ? .unread : .unsupported) : .ready
        }
    }

    /// Runs an object again, now.
    @discardableResult
    package func retry(_ number: Int64, in id: ProjectID) async throws -> ProjectObject {
        let object = try await markForRetry(number, id)
        if try await project(id).isDriven { return object }
        return try await context(id).withDestination { try await retry(number, in: id, at: $0) }
    }

    private func markForRetry(_ number: Int64, _ id: ProjectID) async throws -> ProjectObject {
        try await change(.retry, number, id) { object in
            if object.state != .creating { object.state = .ready }
        }
    }

    private func retry(
        _ number: Int64, in id: ProjectID, at destination: any DestinationDatabase
    ) async throws -> ProjectObject {
        _ = try await ObjectCreation(project: id, catalog: catalog, destination: destination).create(number)
        return try await object(number, id)
    }

    /// What is at the destination under the object's name is taken as it is. Without it, the rows of a table are left
    /// out, and the answer says so; nil when the destination cannot be asked.
    @discardableResult
    package func skip(_ number: Int64, in id: ProjectID) async throws -> (object: ProjectObject, exists: Bool?) {
        let object = try await markSkipped(number, id)
        return (object, await existing([object.destination.schema], id)?.contains(object.destination))
    }

    private func markSkipped(_ number: Int64, _ id: ProjectID) async throws -> ProjectObject {
        try await change(.skip, number, id) { object in
            object.state = .skipped
            object.failure = nil
            object.returnCode = nil
        }
    }

    private func existing(_ databases: Set<String>, _ id: ProjectID) async -> ExistingNames? {
        try? await context(id).withDestination { try await ExistingNames.read(databases.sorted(), at: $0) }
    }

    /// Takes the object out of the project, with its indexes. What is at the destination stays.
    @discardableResult
    package func remove(_ number: Int64, in id: ProjectID) async throws -> ProjectObject {
        try await change(.remove, number, id) { $0.isRemoved = true }
    }

    // MARK: Many

    package struct BatchEnd: Hashable, Sendable {
        package var number: Int64
        package var name: ObjectName
        package var state: ProjectObject.State
        /// Of a skipped object: whether the destination has something under its name; nil when it was not asked.
        package var exists: Bool?
        /// Why it was not done, or what the database refused; nil when it went well.
        package var refusal: String?
    }

    /// Gives one order to many objects, each by itself. Nil: every object that is not there and that the order fits.
    /// What is not tried again within `time` is left ready, and is taken when the project goes on.
    package func orderAll(
        _ order: Order, _ numbers: [Int64]?, in id: ProjectID, within time: Duration? = nil
    ) async throws -> [BatchEnd] {
        let chosen = try await chosen(order, numbers, id)
        switch order {
        case .edit: throw NotNow("A text is written for one object at a time.")
        case .remove: return await each(chosen) { try await remove($0, in: id) }
        case .skip:
            var ends = await each(chosen) { try await markSkipped($0, id) }
            let names = await existing(Set(chosen.map(\.destination.schema)), id)
            for at in ends.indices where ends[at].refusal == nil {
                ends[at].exists = names?.contains(chosen[at].destination)
            }
            return ends
        case .retry:
            let isDriven = try await project(id).isDriven
            if isDriven || chosen.isEmpty {
                return await each(chosen) { try await markForRetry($0, id) }
            }
            let deadline = time.map { ContinuousClock.now + $0 }
            return try await context(id).withDestination { destination in
                await each(chosen) { number in
                    let marked = try await markForRetry(number, id)
                    if let deadline, ContinuousClock.now > deadline { return marked }
                    return try await retry(number, in: id, at: destination)
                }
            }
        }
    }

    private func chosen(_ order: Order, _ numbers: [Int64]?, _ id: ProjectID) async throws -> [ObjectOutline] {
        let outlines = try await catalog.objectOutlines(of: id)
        guard let numbers else {
            let states: Set<ProjectObject.State> = order == .retry ? [.failed] : [.failed, .unsupported, .unread]
            return outlines.filter { states.contains($0.state) && !$0.isRemoved }
        }
        let wanted = Set(numbers)
        let found = outlines.filter { wanted.contains($0.number) }
        guard found.count == wanted.count else {
            let missing = wanted.subtracting(found.map(\.number)).sorted()
            throw NotNow("The project has no object \(NameList.text(missing.map { String($0) })).")
        }
        return found
    }

    private func each(
        _ chosen: [ObjectOutline], _ body: (Int64) async throws -> ProjectObject
    ) async -> [BatchEnd] {
        var ends: [BatchEnd] = []
        for outline in chosen {
            var end = BatchEnd(number: outline.number, name: outline.source, state: outline.state)
            do {
                let object = try await body(outline.number)
                end.state = object.state
                if object.state == .failed, !object.isRemoved { end.refusal = object.failure?.message }
            } catch {
                end.refusal = (error as? NotNow)?.reason ?? StepContext.failure(of: error).message
            }
            ends.append(end)
        }
        return ends
    }

    /// The form in which a person sees what one of these calls threw.
    package static func failure(of error: any Error) -> Failure { StepContext.failure(of: error) }

    // MARK: Ground

    private func change(
        _ order: Order, _ number: Int64, _ id: ProjectID, expecting revision: Int64? = nil,
        _ change: @Sendable (inout ProjectObject) -> Void
    ) async throws -> ProjectObject {
        let project = try await project(id)
        if let refusal = Self.refusal(of: order, for: try await object(number, id), in: project) { throw refusal }
        return try await catalog.changeObject(number, of: id) { (object) throws(CatalogError) in
            if let revision, revision != object.revision { throw .stale(current: object.revision) }
            if let refusal = Self.refusal(of: order, for: object, in: project) {
                throw .refused(reason: refusal.reason)
            }
            change(&object)
        }
    }

    func project(_ id: ProjectID) async throws -> Project {
        guard let project = try await catalog.project(id) else { throw CatalogError.notFound(.project(id)) }
        return project
    }

    func object(_ number: Int64, _ id: ProjectID) async throws -> ProjectObject {
        guard let object = try await catalog.object(number, of: id) else {
            throw NotNow("The project has no object \(number).")
        }
        return object
    }

    /// An order is answered at once: a database that is gone is not waited for.
    func context(_ id: ProjectID) -> StepContext {
        StepContext(
            project: id, catalog: catalog, connectors: connectors, logger: Logger("orders"), board: StepBoard(),
            patience: .zero)
    }
}

extension Project {
    /// A driver works at it, or will in a moment: it takes what is marked.
    fileprivate var isDriven: Bool {
        observation.state == .running || intent.wish == .running && isOrderPending
    }
}

extension ProjectObject {
    /// Made of what an editor shows, so that the same content has the same revision in every program. It fits into a
    /// number of JSON.
    package var revision: Int64 {
        var hash: UInt64 = 14_695_981_039_346_656_037
        let statements = converted?.statements ?? []
        for text in [source.description, state.rawValue, "\(isRemoved)", editedText ?? "\0"] + statements {
            for byte in Array(text.utf8) + [0xFF] { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        }
        return Int64(hash >> 11)
    }
}
