internal import Catalog
internal import Engine
internal import HTTPServer
internal import JSON
internal import Model

/// Drafts: what the wizard keeps at the server while a user types. Saving what is typed leaves no audit entry, making a
/// project of it does.
extension API {
    /// A draft with everything that JSON adds to its text.
    private static let draftBodyBytes = Limits.draftBytesMax + (1 << 20)

    private static let content = SchemaField(
        "content", .map(.anything, entries: 64),
        "The members of a project file as far as they are typed, and `wizard` for the console alone; at most 4 MiB.")

    var draftRoutes: [Route] { draftKeeping + draftSaving }

    private var draftKeeping: [Route] {
        [
            Route(
                method: .get, path: "/drafts", group: "Drafts",
                summary: "The drafts of who asks, the last changed first, without their content.",
                answer: Schemas.list(of: "DraftOutline"), respond: listDrafts),
            Route(
                method: .post, path: "/drafts", group: "Drafts",
                summary: "Keep a draft; its content may be unfinished.", body: .object([Self.content]),
                bodyBytes: Self.draftBodyBytes, status: 201, answer: .named("Draft"),
                audit: .init(action: "draft.add", kind: .draft), isIdempotent: true, respond: addDraft),
            Route(
                method: .get, path: "/drafts/{id}", group: "Drafts", summary: "One draft.", answer: .named("Draft"),
                respond: { .json(try await self.draft($0)) }),
            Route(
                method: .patch, path: "/drafts/{id}", group: "Drafts", summary: "Keep what is typed now.",
                body: .object([Self.content]), bodyBytes: Self.draftBodyBytes, answer: .named("Draft"),
                audit: .init(action: "draft.change", kind: .draft), refusals: [412],
                current: { try await self.draft($0) }, respond: changeDraft),
            Route(
                method: .delete, path: "/drafts/{id}", group: "Drafts",
                summary: "Forget it; a project that was made from it stays.", status: 204,
                audit: .init(action: "draft.remove", kind: .draft), respond: removeDraft),
        ]
    }

    private var draftSaving: [Route] {
        [
            Route(
                method: .post, path: "/drafts/{id}/project", group: "Drafts",
                summary: "Make the project that the draft describes, or change the one that was made of it before. It "
                    + "is not started. With `If-Match` the project of that revision is overwritten, with `*` any.",
                answer: .object([SchemaField("project", .named("ProjectDetail"))]),
                audit: .init(action: "draft.save", kind: .draft), isIdempotent: true, refusals: [409, 412],
                current: { try await self.projectOfDraft($0) }, respond: saveDraft),
            Route(
                method: .post, path: "/projects/{id}/draft", group: "Drafts",
                summary: "A draft that edits a project which was not started; the own one where there is one.",
                status: 201, answer: .named("Draft"), audit: .init(action: "draft.add", kind: .project),
                refusals: [409], respond: editInDraft),
        ]
    }

    private var draftOrders: DraftOrders { DraftOrders(catalog: catalog, connectors: connectors) }

    private func storedDraft(_ visit: Visit) async throws -> ProjectDraft {
        guard let draft = try await catalog.draft(visit.id()) else { throw Refusal.notFound("draft") }
        return draft
    }

    private func draft(_ visit: Visit) async throws -> JSONValue { .object(try await storedDraft(visit).json) }

    private func listDrafts(_ visit: Visit) async throws -> Answer {
        let revision = try await views.revision(of: "drafts")
        let drafts = try await catalog.drafts(of: visit.actor)
        return .list(drafts.map { .object($0.outline) }, revision: revision)
    }

    private func addDraft(_ visit: Visit) async throws -> Answer {
        let draft = try await draftOrders.add(visit.body["content"]?.asObject ?? [:], by: visit.actor)
        return .json(.object(draft.json), note: .init(object: .draft(draft.id), objectName: draft.name))
    }

    private func changeDraft(_ visit: Visit) async throws -> Answer {
        let draft = try await storedDraft(visit)
        let changed = try await draftOrders.change(
            draft.id, to: visit.body["content"]?.asObject ?? [:], expecting: visit.expectedRevision)
        return .json(.object(changed.json))
    }

    private func removeDraft(_ visit: Visit) async throws -> Answer {
        let draft = try await storedDraft(visit)
        try await catalog.removeDraft(draft.id)
        return .empty(note: .init(object: .draft(draft.id), objectName: draft.name))
    }

    // MARK: Projects

    private func projectOfDraft(_ visit: Visit) async throws -> JSONValue? {
        guard let id = try await storedDraft(visit).project else { return nil }
        return try await views.projectDetail(id).map(JSONValue.object)
    }

    private func saveDraft(_ visit: Visit) async throws -> Answer {
        let draft = try await storedDraft(visit)
        var members = DraftOrders.content(of: draft)
        members[DraftOrders.wizardMember] = nil
        let problems = ProjectSchemas.file(isWhole: true).problems(of: .object(members), at: "")
        guard problems.isEmpty else { throw Refusal.invalid(problems) }
        let isForced = visit.request.headers["If-Match"] != nil
        let (_, project) = try await draftOrders.save(
            draft.id, by: visit.actor,
            onConflict: isForced ? .overwrite(revision: visit.expectedRevision) : .refuse)
        var changes = Changes()
        changes.add("project", draft.project?.rawValue, project.id.rawValue)
        return .json(
            ["project": .object(try await views.projectDetail(project.id) ?? [:])],
            note: .init(
                object: .project(project.id), objectName: project.name, changes: changes.list,
                action: draft.project == project.id ? "project.change" : "project.add"))
    }

    private func editInDraft(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        let (draft, isNew) = try await draftOrders.edit(project.id, by: visit.actor)
        return .json(
            .object(draft.json), status: isNew ? 201 : 200,
            note: isNew ? .init(object: .draft(draft.id), objectName: draft.name) : nil)
    }
}

extension ProjectDraft {
    /// As a list shows it.
    var outline: JSONObject {
        [
            "id": .string(id.rawValue), "rev": .integer(revision), "owner": .string(owner.name),
            "createdAt": createdAt.json, "changedAt": changedAt.json, "name": .string(name),
            "project": JSONValue(project?.rawValue),
        ]
    }

    var json: JSONObject {
        var json = outline
        json["projectRev"] = JSONValue(projectRevision)
        json["content"] = .object(DraftOrders.content(of: self))
        return json
    }
}
