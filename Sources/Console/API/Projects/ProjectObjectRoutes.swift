internal import Catalog
internal import Engine
internal import HTTPServer
internal import JSON
internal import Model

extension API {
    var projectObjectRoutes: [Route] {
        [
            Route(
                method: .get, path: "/projects/{id}/objects", group: "Project objects",
                summary: "The objects of a project in the order of creation, a page at a time.",
                query: [
                    .optional("q", .line(1...128), "Part of a name at either end."),
                    .optional("kind", .anyLine, "Kinds, separated by commas."),
                    .optional("status", .anyLine, "States, separated by commas."),
                    .optional("after", .count, "The number of the last object of the page before."),
                    .optional("limit", .integer(1...Int64(Limits.pageRowsMax)), "100 when absent."),
                ], answer: Schemas.list(of: "ProjectObject"), respond: listObjects),
            Route(
                method: .get, path: "/projects/{id}/objects/{number}", group: "Project objects",
                summary: "One object: its text at the source, the statements, and what the conversion changed.",
                answer: .named("ProjectObjectDetail"), respond: { .json(.object(try await self.object($0).detail)) }),
            Route(
                method: .patch, path: "/projects/{id}/objects/{number}", group: "Project objects",
                summary: "Run this text in place of the converted statements when the project goes on.",
                body: .object([SchemaField("text", .text(0...1_000_000), "Empty runs nothing.")]),
                answer: .named("ProjectObjectDetail"), audit: .init(action: "project.object.edit", kind: .project),
                refusals: [409], respond: editObject),
            Route(
                method: .post, path: "/projects/{id}/object-actions/{action}", group: "Project objects",
                summary: "Do \(ObjectChange.allCases.map(\.rawValue).joined(separator: ", ")) with some, or with all "
                    + "objects that are not at the destination.",
                body: ProjectSchemas.objectNumbers,
                answer: .object([SchemaField("changed", .list(.count), "Their numbers.")]),
                audit: .init(action: "project.object", kind: .project), isIdempotent: true, refusals: [409],
                respond: changeObjects),
        ]
    }

    private func listObjects(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        let revision = try await views.revision(of: "project:\(project.id)")
        let objects = try await catalog.objects(
            of: project.id, kinds: try visit.choices("kind", ObjectKind.self),
            states: try visit.choices("status", ProjectObject.State.self), matching: visit.query("q") ?? "",
            after: try visit.integer("after", 0...Int64.max) ?? 0,
            countMax: Int(try visit.integer("limit", 1...Int64(Limits.pageRowsMax)) ?? 100))
        let counts = try await catalog.objectCounts(of: project.id)
        return .list(
            objects.map { .object($0.json) }, total: counts.values.reduce(0, +),
            counts: JSONObject(ProjectObject.State.allCases.map { ($0.rawValue, JSONValue(counts[$0] ?? 0)) }),
            revision: revision)
    }

    private func object(_ visit: Visit) async throws -> ProjectObject {
        let project = try await storedProject(visit)
        guard let number = Int64(visit.place("number")),
            let object = try await catalog.object(number, of: project.id)
        else { throw Refusal.notFound("object") }
        return object
    }

    private func editObject(_ visit: Visit) async throws -> Answer {
        let before = try await object(visit)
        let project = try await storedProject(visit)
        try await ObjectChanges(catalog: catalog, project: project)
            .edit(before.number, to: visit.body["text"]?.asString ?? "")
        let change = AuditEntry.Change(
            field: before.source.description, before: before.editedText == nil ? "converted" : "edited",
            after: "edited")
        return .json(
            .object(try await object(visit).detail),
            note: .init(object: .project(project.id), objectName: project.name, changes: [change]))
    }

    private func changeObjects(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        guard let change = ObjectChange(rawValue: visit.place("action")) else { throw Refusal.notFound("action") }
        let numbers = (visit.body["numbers"]?.asArray ?? []).compactMap(\.asInteger)
        let isAll = visit.body["all"]?.asBool ?? false
        guard numbers.isEmpty == isAll else { throw Refusal.invalid("numbers", "must be given, or all be true") }
        let changes = ObjectChanges(catalog: catalog, project: project)
        let done = try await isAll ? changes.all(change) : changes.change(change, numbers)
        let entry = AuditEntry.Change(
            field: "objects", before: nil, after: done.prefix(100).map { String($0) }.joined(separator: ", "))
        return .json(
            ["changed": .array(done.map(JSONValue.integer))],
            note: .init(
                object: .project(project.id), objectName: project.name, changes: [entry],
                action: "project.object." + change.rawValue))
    }
}
