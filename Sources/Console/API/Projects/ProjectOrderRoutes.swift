internal import Catalog
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
}
