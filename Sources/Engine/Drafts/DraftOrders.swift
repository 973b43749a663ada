package import Catalog
package import ConnectorKit
package import JSON
package import Model

/// What a person may do with drafts of projects: keep what is typed, make a project of it, take a project back into a
/// draft. A draft is taken as it is; only what becomes a project must fit.
package struct DraftOrders: Sendable {
    /// The member that belongs to the wizard alone.
    package static let wizardMember = "wizard"

    private let catalog: Catalog
    private let connectors: ConnectorCatalogue

    package init(catalog: Catalog, connectors: ConnectorCatalogue) {
        self.catalog = catalog
        self.connectors = connectors
    }

    package func add(_ content: JSONObject, by actor: Actor) async throws -> ProjectDraft {
        let draft = ProjectDraft(
            id: .random(), owner: actor, createdAt: .wallClock(), name: Self.name(in: content),
            content: try Self.text(of: content))
        try await catalog.addDraft(draft)
        return draft
    }

    package func change(
        _ id: DraftID, to content: JSONObject, expecting revision: Int64?
    ) async throws -> ProjectDraft {
        try await catalog.changeDraft(
            id, name: Self.name(in: content), content: try Self.text(of: content), expecting: revision)
    }

    package static func content(of draft: ProjectDraft) -> JSONObject {
        (try? JSONParser.parse(draft.content))?.asObject ?? [:]
    }

    // MARK: Projects

    /// How a draft relates to the project that it was made from.
    package enum Conflict: Sendable {
        /// A change that came to the project meanwhile is not lost: the order is refused.
        case refuse
        /// The project as it is at this revision may be overwritten.
        case overwrite(revision: Int64?)
    }

    /// Makes the project that a draft describes, or changes the one that was made of it before. It is not started.
    package func save(
        _ id: DraftID, by actor: Actor, onConflict: Conflict = .refuse
    ) async throws -> (draft: ProjectDraft, project: Project) {
        guard let draft = try await catalog.draft(id) else { throw CatalogError.notFound(.draft(id)) }
        var content = Self.content(of: draft)
        content[Self.wizardMember] = nil
        let file = try ProjectFile.parse(.object(content))
        var known: Project?
        if let id = draft.project { known = try await catalog.project(id) }
        let named = try await catalog.project(named: file.specification.name)
        if let named, named.id != known?.id { throw CatalogError.duplicateName(file.specification.name) }
        if let known { try Self.checkRest(of: known) }
        let expected: Int64? =
            switch onConflict {
            case .refuse: known == nil ? nil : draft.projectRevision
            case .overwrite(let revision): known == nil ? nil : revision
            }
        if let known, let expected, known.revision != expected { throw CatalogError.stale(current: known.revision) }
        let project = try await ProjectSaving(catalog: catalog, connectors: connectors)
            .save(file, by: actor, replacing: known?.id, expecting: expected)
        return (try await catalog.linkDraft(id, to: project.id, revision: project.revision), project)
    }

    /// A draft that edits a project which was not started: the owner's own one where there is one, so that nothing that
    /// was typed is lost.
    package func edit(_ id: ProjectID, by actor: Actor) async throws -> (draft: ProjectDraft, isNew: Bool) {
        guard let project = try await catalog.project(id) else { throw CatalogError.notFound(.project(id)) }
        try Self.checkRest(of: project)
        if let draft = try await catalog.draft(of: id, by: actor) { return (draft, false) }
        let content = try ProjectFile.json(of: project.specification).asObject ?? [:]
        let draft = ProjectDraft(
            id: .random(), owner: actor, createdAt: .wallClock(), name: project.name,
            content: try Self.text(of: content), project: id, projectRevision: project.revision)
        try await catalog.addDraft(draft)
        return (draft, true)
    }

    private static func checkRest(of project: Project) throws(NotNow) {
        guard project.observation.state == .notStarted else {
            throw NotNow("The project \(project.name) was started; change it where it is shown.")
        }
        if let refusal = ProjectOrders.refusal(of: .edit, for: project) { throw refusal }
    }

    // MARK: Content

    private static func text(of content: JSONObject) throws(Failure) -> String {
        let text = JSONValue.object(content).encodedText()
        guard text.utf8.count <= Limits.draftBytesMax else {
            throw Failure(
                "DRAFT-0001", "“content” is larger than \(Limits.draftBytesMax >> 20) MiB.",
                advice: "Select objects by rules instead of one by one.")
        }
        return text
    }

    private static func name(in content: JSONObject) -> String {
        String((content["name"]?.asString ?? "").prefix(Limits.nameLengthMax))
    }
}
