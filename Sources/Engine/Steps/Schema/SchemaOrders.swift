package import Catalog
package import ConnectorKit
package import Model
package import Processes

/// What a person may order for single objects of a project while its schema step runs or has failed: see, edit, run
/// again, skip, remove; and the same for the parts of tables that the index step builds.
///
/// While a driver works at the step, an object that is asked for again is marked and the step takes it; otherwise it is
/// run here, before the call returns.
package struct SchemaOrders: Sendable {
    private let catalog: Catalog
    private let connectors: ConnectorCatalogue
    private let logger: Logger

    package init(catalog: Catalog, connectors: ConnectorCatalogue, logger: Logger) {
        self.catalog = catalog
        self.connectors = connectors
        self.logger = logger
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
        let context = context(id)
        let source = try await context.openSource()
        let text: String
        do {
            text = try await source.text(of: object.source, kind: object.kind)
        } catch {
            await source.close()
            throw error
        }
        await source.close()
        try await catalog.changeObject(number, of: id) { (object) throws(CatalogError) in object.sourceText = text }
        return text
    }

    /// Runs this text instead of what the conversion made; nil goes back to that. It is not run yet.
    @discardableResult
    package func edit(_ number: Int64, to text: String?, in id: ProjectID) async throws -> ProjectObject {
        try await change(.edit, number, id) { object in
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
        let object = try await change(.retry, number, id) { object in
            if object.state != .creating { object.state = .ready }
        }
        let project = try await project(id)
        if project.observation.state == .running || project.intent.wish == .running && project.isOrderPending {
            return object
        }
        let context = context(id)
        _ = try await context.withDestination { destination in
            try await ObjectCreation(project: id, catalog: catalog, destination: destination).create(number)
        }
        return try await self.object(number, id)
    }

    /// What is at the destination under the object's name is taken as it is. Without it, the rows of a table are left
    /// out, and the answer says so.
    @discardableResult
    package func skip(_ number: Int64, in id: ProjectID) async throws -> (object: ProjectObject, exists: Bool) {
        let object = try await change(.skip, number, id) { object in
            object.state = .skipped
            object.failure = nil
            object.returnCode = nil
        }
        let exists = try await context(id).withDestination { destination in
            try await ExistingNames.read([object.destination.schema], at: destination).contains(object.destination)
        }
        return (object, exists)
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
        /// Why it was not done, or what the database refused; nil when it went well.
        package var refusal: String?
    }

    /// Gives one order to many objects, each by itself. Nil: every object that has failed.
    package func orderAll(_ order: Order, _ numbers: [Int64]?, in id: ProjectID) async throws -> [BatchEnd] {
        let outlines = try await catalog.objectOutlines(of: id)
        let chosen =
            if let numbers { outlines.filter { Set(numbers).contains($0.number) } } else {
                outlines.filter { $0.state == .failed && !$0.isRemoved }
            }
        var ends: [BatchEnd] = []
        for outline in chosen {
            var end = BatchEnd(number: outline.number, name: outline.source, refusal: nil)
            do {
                switch order {
                case .edit: throw NotNow("A text is written for one object at a time.")
                case .retry: end.refusal = try await retry(outline.number, in: id).failure?.message
                case .skip: try await skip(outline.number, in: id)
                case .remove: try await remove(outline.number, in: id)
                }
            } catch {
                end.refusal = (error as? NotNow)?.reason ?? StepContext.failure(of: error).message
            }
            ends.append(end)
        }
        return ends
    }

    // MARK: Ground

    private func change(
        _ order: Order, _ number: Int64, _ id: ProjectID, _ change: @Sendable (inout ProjectObject) -> Void
    ) async throws -> ProjectObject {
        let project = try await project(id)
        if let refusal = Self.refusal(of: order, for: try await object(number, id), in: project) { throw refusal }
        return try await catalog.changeObject(number, of: id) { (object) throws(CatalogError) in
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
            project: id, catalog: catalog, connectors: connectors, logger: logger, board: StepBoard(), patience: .zero)
    }
}
