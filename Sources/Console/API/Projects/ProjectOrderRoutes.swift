internal import Catalog
internal import ConnectorKit
internal import Engine
internal import HTTPServer
internal import JSON
internal import Model

extension API {
    var projectOrdering: [Route] {
        [
            Route(
                method: .post, path: "/projects/{id}/actions/{action}", group: "Projects",
                summary: "Order start, pause, resume or release.", status: 202, answer: .named("ProjectDetail"),
                audit: .init(action: "project", kind: .project), isIdempotent: true, refusals: [409],
                respond: orderProject),
            Route(
                method: .post, path: "/projects/batch", group: "Projects",
                summary: "Give one order to many projects; what does not fit one holds no other back.",
                body: ProjectSchemas.ids, answer: .object([SchemaField("items", .list(.named("BatchEnd")))]),
                audit: .init(action: "project.batch"), isIdempotent: true, respond: orderProjects),
            Route(
                method: .post, path: "/projects/preview", group: "Projects",
                summary: "The objects that a selection takes now, and how they differ from those of another one.",
                body: .object([
                    SchemaField("source", .line(1...64), "The id of a data source."),
                    SchemaField("objects", .anything, "As in a project file."),
                    .optional("before", .anything, "The selection to compare with."),
                    .optional("limit", .integer(1...10_000), "1000 when absent."),
                ]),
                answer: .object([
                    SchemaField("items", .list(.named("SelectedObject"))), SchemaField("total", .count),
                    SchemaField("counts", .map(.count, entries: 20), "By kind."),
                    SchemaField("removed", .list(.anyLine), "Taken by `before` only."),
                ]), audit: .init(action: "project.preview"), refusals: [502], respond: previewSelection),
        ]
    }

    private func orderProject(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        let orders = ProjectOrders(catalog: catalog)
        let ordered: Project
        switch visit.place("action") {
        case "start": ordered = try await orders.start(project.id, by: visit.actor)
        case "pause": ordered = try await orders.pause(project.id, by: visit.actor)
        case "resume": ordered = try await orders.resume(project.id, by: visit.actor)
        case "release": ordered = try await orders.release(project.id, by: visit.actor)
        default: throw Refusal.notFound("action")
        }
        var changes = Changes()
        changes.add("wish", project.intent.wish.rawValue, ordered.intent.wish.rawValue)
        return .json(
            try await self.project(visit),
            note: .init(
                object: .project(project.id), objectName: project.name, changes: changes.list,
                action: "project." + visit.place("action")))
    }

    private func orderProjects(_ visit: Visit) async throws -> Answer {
        let ids = (visit.body["ids"]?.asArray ?? []).compactMap(\.asString)
        guard (1...500).contains(ids.count) else { throw Refusal.invalid("ids", "must be 1 to 500 ids") }
        guard let order = ProjectOrder(rawValue: visit.body["action"]?.asString ?? "") else {
            throw Refusal.invalid("action", "is not known")
        }
        let ends = await ProjectOrders(catalog: catalog).orderAll(
            order, ids.map { ProjectID(rawValue: $0) }, by: visit.actor)
        let changes = ends.map { end in
            AuditEntry.Change(field: end.name, before: nil, after: end.refusal ?? order.rawValue)
        }
        return .json(
            [
                "items": .array(
                    ends.map {
                        [
                            "id": .string($0.id.rawValue), "name": .string($0.name),
                            "refusal": JSONValue($0.refusal),
                        ]
                    })
            ], note: .init(object: nil, objectName: "\(ends.count) projects", changes: changes))
    }

    // MARK: Preview

    private func previewSelection(_ visit: Visit) async throws -> Answer {
        let id = DataSourceID(rawValue: visit.body["source"]?.asString ?? "")
        guard let saved = try await catalog.dataSource(id) else { throw Refusal.invalid("source", "is not known") }
        let wanted = try ProjectFile.selection(visit.body["objects"] ?? .null)
        let before = try visit.body["before"].map { try ProjectFile.selection($0) }
        guard let connector = connectors[saved.kind] as? any SourceConnector else {
            throw Refusal.invalid("source", "cannot be the source of a project")
        }
        let source = try await connector.openSource(
            saved, password: try await catalog.password(of: id) ?? Secret(""))
        let rules = try SelectionRules(wanted)
        let earlier = try before.map { try SelectionRules($0) }
        let listed: [ListedObject]
        do {
            let known = try await source.schemas()
            let schemas = Set(rules.schemas(among: known) + (earlier?.schemas(among: known) ?? []))
            listed = try await source.objects(in: schemas.sorted())
            await source.close()
        } catch {
            await source.close()
            throw error
        }
        let taken = rules.select(from: listed)
        let former = earlier?.select(from: listed)
        return Self.preview(taken, former, limit: Int(visit.body["limit"]?.asInteger ?? 1_000), saved)
    }

    private static func preview(
        _ taken: SelectedObjects, _ former: SelectedObjects?, limit: Int, _ source: DataSource
    ) -> Answer {
        let known = Set(former?.objects.map(\.name) ?? [])
        let rows = taken.objects.prefix(limit).map { object -> JSONValue in
            let isRenamed = former.map { $0.names[object.name] != taken.names[object.name] } ?? false
            let difference = known.contains(object.name) ? (isRenamed ? "renamed" : "same") : "added"
            return [
                "kind": .string(object.kind.rawValue), "source": .string(object.name.description),
                "destination": .string(taken.names[object.name].description),
                "flags": .array(object.flags.sorted().map(JSONValue.string)),
                "rowsEstimated": JSONValue(object.rowsEstimated), "bytesEstimated": JSONValue(object.bytesEstimated),
                "difference": .string(difference),
            ]
        }
        let now = Set(taken.objects.map(\.name))
        let counts = Dictionary(grouping: taken.objects, by: \.kind).sorted { $0.key.rawValue < $1.key.rawValue }
        return .json(
            [
                "items": .array(rows), "total": JSONValue(taken.objects.count),
                "counts": .object(JSONObject(counts.map { ($0.key.rawValue, JSONValue($0.value.count)) })),
                "removed": .array(known.subtracting(now).sorted().map { .string($0.description) }),
            ], note: .init(object: .dataSource(source.id), objectName: source.name))
    }
}
