package import Catalog
package import Model

/// What a person may order for projects, and how an order is recorded. Which order fits which state is said by
/// `ProjectStateMachine`; a typed confirmation, where something cannot be undone, is the caller's to ask for.
package struct ProjectOrders: Sendable {
    private let catalog: Catalog

    package init(catalog: Catalog) { self.catalog = catalog }

    /// Why an order does not fit the present state, or nil. The console shows it beside the disabled button.
    package static func refusal(of order: ProjectOrder, for project: Project) -> NotNow? {
        ProjectStateMachine(restoring: project.observation.state).refusal(
            of: order, under: project.intent.wish, isPending: project.isOrderPending)
    }

    /// The orders that fit now.
    package static func allowed(for project: Project) -> [ProjectOrder] {
        ProjectOrder.allCases.filter { refusal(of: $0, for: project) == nil }
    }

    // MARK: Wishes

    @discardableResult
    package func start(_ id: ProjectID, by actor: Actor) async throws -> Project { try await order(.start, id, actor) }

    @discardableResult
    package func pause(_ id: ProjectID, by actor: Actor) async throws -> Project { try await order(.pause, id, actor) }

    @discardableResult
    package func resume(_ id: ProjectID, by actor: Actor) async throws -> Project {
        try await order(.resume, id, actor)
    }

    /// Starts a project that never was, and resumes any other: what a person means who says run.
    @discardableResult
    package func goOn(_ id: ProjectID, by actor: Actor) async throws -> Project {
        guard let project = try await catalog.project(id) else { throw CatalogError.notFound(.project(id)) }
        return try await order(project.observation.state == .notStarted ? .start : .resume, id, actor)
    }

    @discardableResult
    package func release(_ id: ProjectID, by actor: Actor) async throws -> Project {
        try await order(.release, id, actor)
    }

    private func order(_ order: ProjectOrder, _ id: ProjectID, _ actor: Actor) async throws -> Project {
        let wish: ProjectWish =
            switch order {
            case .start, .resume: .running
            case .pause: .paused
            case .release: .released
            case .edit, .rename, .delete, .clone: preconditionFailure("\(order.rawValue) is no wish")
            }
        return try await checked(order, id) { id, allowed in
            try await catalog.orderProject(wish, id, by: actor, allowed: allowed)
        }
    }

    // MARK: Records

    /// Changes what the project is. Each part is looked at by itself: the speed may change while rows are copied, the
    /// selection only before something was written.
    @discardableResult
    package func edit(
        _ id: ProjectID, to specification: ProjectSpecification, expecting revision: Int64? = nil
    ) async throws -> Project {
        try ProjectTags.check(specification.tags)
        return try await checked(.edit, id) { id, allowed in
            try await catalog.changeProject(id, to: specification, expecting: revision) {
                project throws(CatalogError) in
                try allowed(project)
                for part in ProjectEdit.changes(from: project.specification, to: specification) {
                    if let refusal = part.refusal(for: project) { throw .refused(reason: refusal.reason) }
                }
            }
        }
    }

    @discardableResult
    package func rename(
        _ id: ProjectID, to name: String, expecting revision: Int64? = nil
    ) async throws -> Project {
        try Self.check(name: name)
        guard var specification = try await catalog.project(id)?.specification else {
            throw CatalogError.notFound(.project(id))
        }
        specification.name = name
        return try await checked(.rename, id) { id, allowed in
            try await catalog.changeProject(id, to: specification, expecting: revision, allowed: allowed)
        }
    }

    /// Removes the record. The rows at the destination stay.
    package func delete(_ id: ProjectID) async throws {
        guard let project = try await catalog.project(id) else { throw CatalogError.notFound(.project(id)) }
        if let refusal = Self.refusal(of: .delete, for: project) { throw refusal }
        try await catalog.removeProject(id)
    }

    /// Makes a project that asks for the same under another name, not started.
    package func clone(_ id: ProjectID, named name: String, by actor: Actor) async throws -> Project {
        guard var specification = try await catalog.project(id)?.specification else {
            throw CatalogError.notFound(.project(id))
        }
        specification.name = name
        return try await create(specification, by: actor)
    }

    package func create(_ specification: ProjectSpecification, by actor: Actor) async throws -> Project {
        try Self.check(name: specification.name)
        try ProjectTags.check(specification.tags)
        let now = Timestamp.wallClock()
        let project = Project(
            id: .random(), specification: specification, owner: actor,
            intent: .init(wish: .idle, generation: 1, at: now, by: actor),
            observation: .init(since: now, generation: 1), createdAt: now)
        try await catalog.addProject(project)
        return project
    }

    // MARK: Many at once

    /// What came of one order among many.
    package struct BatchEnd: Hashable, Sendable {
        package var id: ProjectID
        package var name: String
        /// Why it was not done; nil when it was.
        package var refusal: String?
    }

    /// The projects that an order fits, and why the others are left out: shown before the order is given.
    package static func eligible(
        for order: ProjectOrder, among projects: [Project]
    ) -> (eligible: [Project], others: [(project: Project, reason: NotNow)]) {
        var (eligible, others): ([Project], [(Project, NotNow)]) = ([], [])
        for project in projects {
            if let reason = refusal(of: order, for: project) {
                others.append((project, reason))
            } else {
                eligible.append(project)
            }
        }
        return (eligible, others)
    }

    /// Gives one order to many projects, each by itself: what does not fit one holds no other back. Start, pause,
    /// resume, release and delete can be given so.
    package func orderAll(_ order: ProjectOrder, _ ids: [ProjectID], by actor: Actor) async -> [BatchEnd] {
        var ends: [BatchEnd] = []
        for id in ids {
            let name = (try? await catalog.project(id))?.name ?? id.rawValue
            do {
                switch order {
                case .start, .pause, .resume, .release: _ = try await self.order(order, id, actor)
                case .delete: try await delete(id)
                case .edit, .rename, .clone: throw NotNow("This is ordered for one project at a time.")
                }
                ends.append(BatchEnd(id: id, name: name, refusal: nil))
            } catch {
                let reason = (error as? NotNow)?.reason ?? (error as? CatalogError)?.message ?? "\(error)"
                ends.append(BatchEnd(id: id, name: name, refusal: reason))
            }
        }
        return ends
    }

    // MARK: Checks

    private typealias Check = @Sendable (Project) throws(CatalogError) -> Void

    /// The state is looked at in the transaction that writes the order, so that no change comes between.
    private func checked(
        _ order: ProjectOrder, _ id: ProjectID, _ write: (ProjectID, @escaping Check) async throws -> Project
    ) async throws -> Project {
        guard let project = try await catalog.project(id) else { throw CatalogError.notFound(.project(id)) }
        if let refusal = Self.refusal(of: order, for: project) { throw refusal }
        return try await write(id) { (project) throws(CatalogError) in
            if let refusal = Self.refusal(of: order, for: project) { throw .refused(reason: refusal.reason) }
        }
    }

    private static func check(name: String) throws {
        guard ProjectFile.isName(name) else {
            throw Failure(
                "PROJECT-0013", "“\(name.prefix(80))” cannot be the name of a project.",
                advice:
                    "Use 1 to \(Limits.nameLengthMax) letters or digits of any script, with - _ . and blanks inside."
            )
        }
    }
}
