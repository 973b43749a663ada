internal import Catalog
internal import Engine
internal import HTTPServer
internal import JSON
internal import Model

extension API {
    var projectRoutes: [Route] {
        projectReading + projectChanging + projectOrdering + projectSelectionRoutes + projectObjectRoutes
            + projectPrecheckRoutes + projectCopyRoutes + projectDetailRoutes
    }

    private var projectReading: [Route] {
        [
            Route(
                method: .get, path: "/projects", group: "Projects", summary: "All projects, or those that fit.",
                query: [
                    .optional("q", .line(1...128), "Part of the name or the id."),
                    .optional("status", .anyLine, "States, separated by commas."), .optional("kind", .anyLine),
                    .optional("tag", .line(1...ProjectTags.lengthMax)),
                    .optional("datasource", .line(1...64), "The id of either end."),
                ], answer: Schemas.list(of: "Project"), respond: listProjects),
            Route(
                method: .get, path: "/projects/{id}", group: "Projects",
                summary: "One project with its file, the sums of its copies, and its history.",
                answer: .named("ProjectDetail"), respond: { .json(try await self.project($0)) }),
            Route(
                method: .get, path: "/project-tags", group: "Projects", summary: "All tags in use.",
                answer: .list(.anyLine),
                respond: { [catalog] _ in
                    let tags = try await catalog.projects().flatMap(\.specification.tags)
                    return .json(.array(Set(tags).sorted().map(JSONValue.string)))
                }),
        ]
    }

    private var projectChanging: [Route] {
        [
            Route(
                method: .post, path: "/projects", group: "Projects",
                summary: "Make a project from the content of a project file. It is not started.",
                body: ProjectSchemas.file(isWhole: true), status: 201, answer: .named("ProjectDetail"),
                audit: .init(action: "project.add", kind: .project), isIdempotent: true, refusals: [409],
                respond: addProject),
            Route(
                method: .patch, path: "/projects/{id}", group: "Projects",
                summary: "Change the members that are sent. What may be changed depends on the state.",
                body: ProjectSchemas.file(isWhole: false), answer: .named("ProjectDetail"),
                audit: .init(action: "project.change", kind: .project), refusals: [409, 412],
                current: { try await self.project($0) }, respond: changeProject),
            Route(
                method: .delete, path: "/projects/{id}", group: "Projects",
                summary: "Forget a project that was never started or is released.",
                query: [SchemaField("confirm", .line(1...Limits.nameLengthMax), "The name of the project.")],
                status: 204, audit: .init(action: "project.remove", kind: .project), refusals: [409],
                respond: removeProject),
            Route(
                method: .post, path: "/projects/{id}/clone", group: "Projects",
                summary: "Make another project that asks for the same.",
                body: .object([SchemaField("name", .line(1...Limits.nameLengthMax))]), status: 201,
                answer: .named("ProjectDetail"), audit: .init(action: "project.clone", kind: .project),
                isIdempotent: true, refusals: [409], respond: cloneProject),
        ]
    }

    private func listProjects(_ visit: Visit) async throws -> Answer {
        let names = ProjectState.allCases.map(\.rawValue) + [Views.prechecking]
        let states = try visit.choices("status", among: names)
        let kinds = try visit.choices("kind", ProjectKind.self)
        let projects = try await views.projects()
        let fitting = projects.rows.filter { row in
            let text = { (name: String) in row[name]?.asString ?? "" }
            let ends = ["source", "destination"].map { row[$0]?["id"]?.asString }
            return (kinds.isEmpty || kinds.contains { $0.rawValue == text("kind") })
                && (visit.query("q").map { Substring($0).occurs(in: text("name"), text("id")) } ?? true)
                && (visit.query("tag").map { row["tags"]?.asArray?.contains(.string($0)) ?? false } ?? true)
                && (visit.query("datasource").map { ends.contains($0) } ?? true)
        }
        let counts = names.map { state in
            (state, JSONValue(fitting.count { $0["state"] == .string(state) }))
        }
        let rows = fitting.filter { row in
            states.isEmpty || states.contains { .string($0) == row["state"] }
        }
        return .list(rows.map(JSONValue.object), counts: JSONObject(counts), revision: projects.revision)
    }

    func project(_ visit: Visit) async throws -> JSONValue {
        guard let project = try await views.projectDetail(visit.id()) else { throw Refusal.notFound("project") }
        return .object(project)
    }

    func storedProject(_ visit: Visit) async throws -> Project {
        guard let project = try await catalog.project(visit.id()) else { throw Refusal.notFound("project") }
        return project
    }

    private var saving: ProjectSaving { ProjectSaving(catalog: catalog, connectors: connectors) }

    private func addProject(_ visit: Visit) async throws -> Answer {
        let file = try ProjectFile.parse(.object(visit.body))
        let name = file.specification.name
        guard try await catalog.project(named: name) == nil else { throw CatalogError.duplicateName(name) }
        let plan = try await saving.plan(file)
        let project = try await saving.save(file, by: visit.actor)
        return .json(
            .object(try await views.projectDetail(project.id) ?? [:]),
            note: .init(object: .project(project.id), objectName: project.name, changes: Self.changes(plan)))
    }

    private func changeProject(_ visit: Visit) async throws -> Answer {
        let before = try await storedProject(visit)
        let file = try ProjectFile.parse(visit.body, over: before.specification)
        let after = try await saving.save(
            file, by: visit.actor, replacing: before.id, expecting: visit.expectedRevision)
        var changes = Changes()
        changes.add(
            "project", try PlannedChanges.fields(of: before.specification),
            try PlannedChanges.fields(of: after.specification))
        return .json(
            try await project(visit),
            note: .init(object: .project(before.id), objectName: after.name, changes: changes.list))
    }

    private static func changes(_ plan: ProjectPlan) -> [AuditEntry.Change] {
        plan.entries.flatMap { entry in
            entry.changes.map {
                AuditEntry.Change(
                    field: entry.kind == .project ? $0.field : "\(entry.name).\($0.field)", before: $0.before,
                    after: $0.after)
            }
        }
    }

    private func removeProject(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        guard visit.query("confirm") == project.name else {
            throw Refusal.invalid("confirm", "must be the name of the project")
        }
        try await ProjectOrders(catalog: catalog).delete(project.id)
        let changes = [AuditEntry.Change(field: "name", before: project.name, after: nil)]
        return .empty(note: .init(object: .project(project.id), objectName: project.name, changes: changes))
    }

    private func cloneProject(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        let made = try await ProjectOrders(catalog: catalog).clone(
            project.id, named: visit.body["name"]?.asString ?? "", by: visit.actor)
        var changes = Changes()
        changes.add("name", nil, made.name)
        changes.add("from", nil, project.name)
        return .json(
            .object(try await views.projectDetail(made.id) ?? [:]),
            note: .init(object: .project(made.id), objectName: made.name, changes: changes.list))
    }
}
