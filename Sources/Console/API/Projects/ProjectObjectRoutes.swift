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
                answer: .named("ProjectObjectDetail"), respond: { .json(try await self.objectDetail($0)) }),
            Route(
                method: .patch, path: "/projects/{id}/objects/{number}", group: "Project objects",
                summary: "Run this text in place of the converted statements. It runs with the next retry.",
                body: .object([
                    SchemaField("text", .optional(.text(0...1_000_000)), "Null goes back to the converted statements.")
                ]), answer: .named("ProjectObjectDetail"), audit: .init(action: "project.object.edit", kind: .project),
                refusals: [409, 412], current: { try await self.objectDetail($0) }, respond: editObject),
            Route(
                method: .post, path: "/projects/{id}/object-actions/{action}", group: "Project objects",
                summary: "Do \(Self.objectActions.map(\.rawValue).joined(separator: ", ")) with some, or with all "
                    + "objects that are not at the destination; what does not fit one holds no other back. What is "
                    + "retried is run at once, unless the project is running and does so itself.",
                body: ProjectSchemas.objectNumbers,
                answer: .object([
                    SchemaField("items", .list(.named("ObjectEnd")))
                ]), audit: .init(action: "project.object", kind: .project), isIdempotent: true, refusals: [409, 502],
                respond: orderObjects),
            Route(
                method: .post, path: "/projects/{id}/objects/{number}/part-actions/{action}", group: "Project objects",
                summary:
                    "Do \(SchemaOrders.PartOrder.allCases.map(\.rawValue).joined(separator: " or ")) with one index "
                    + "or constraint that the index step did not build. One that takes long is built on.",
                body: .object([SchemaField("name", .line(1...256), "As among the object's parts.")]),
                answer: .named("ProjectObjectDetail"), audit: .init(action: "project.part", kind: .project),
                isIdempotent: true, refusals: [409, 502], respond: orderPart),
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
            objects.map { .object($0.json(in: project)) }, total: counts.values.reduce(0, +),
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

    private func objectDetail(_ visit: Visit) async throws -> JSONValue {
        let project = try await storedProject(visit)
        var object = try await object(visit)
        var failure: Failure?
        do {
            object.sourceText = try await schemaOrders.sourceText(of: object.number, in: project.id)
        } catch {
            failure = SchemaOrders.failure(of: error)
        }
        var json = object.detail(in: project)
        json["sourceFailure"] = failure?.json ?? .null
        return .object(json)
    }

    private static let objectActions: [SchemaOrders.Order] = [.skip, .retry, .remove]

    private var schemaOrders: SchemaOrders { SchemaOrders(catalog: catalog, connectors: connectors) }

    private func editObject(_ visit: Visit) async throws -> Answer {
        let before = try await object(visit)
        let project = try await storedProject(visit)
        let after = try await schemaOrders.edit(
            before.number, to: visit.body["text"]?.asString, in: project.id, expecting: visit.expectedRevision)
        let state = { (object: ProjectObject) in object.editedText == nil ? "converted" : "edited" }
        let change = AuditEntry.Change(field: before.source.description, before: state(before), after: state(after))
        return .json(
            try await objectDetail(visit),
            note: .init(object: .project(project.id), objectName: project.name, changes: [change]))
    }

    private func orderObjects(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        guard let order = SchemaOrders.Order(rawValue: visit.place("action")), Self.objectActions.contains(order)
        else { throw Refusal.notFound("action") }
        let numbers = (visit.body["numbers"]?.asArray ?? []).compactMap(\.asInteger)
        let isAll = visit.body["all"]?.asBool ?? false
        guard numbers.isEmpty == isAll else { throw Refusal.invalid("numbers", "must be given, or all be true") }
        let ends = try await schemaOrders.orderAll(
            order, isAll ? nil : numbers, in: project.id, within: .seconds(20))
        let changes = ends.prefix(100).map { end in
            AuditEntry.Change(field: end.name.description, before: nil, after: end.refusal ?? end.state.rawValue)
        }
        return .json(
            ["items": .array(ends.map(\.json))],
            note: .init(
                object: .project(project.id), objectName: project.name, changes: changes,
                action: "project.object." + order.rawValue))
    }

    private func orderPart(_ visit: Visit) async throws -> Answer {
        let (project, object) = (try await storedProject(visit), try await object(visit))
        guard let order = SchemaOrders.PartOrder(rawValue: visit.place("action")) else {
            throw Refusal.notFound("action")
        }
        let name = visit.body["name"]?.asString ?? ""
        let orders = schemaOrders
        switch order {
        case .skip: try await orders.skipPart(name, of: object.number, in: project.id)
        case .retry:
            // An index of a large table takes hours: it is built on, and the state tells.
            let building = Task { _ = try await orders.retryPart(name, of: object.number, in: project.id) }
            try await firstAnswer(within: .seconds(10), late: { .success(()) }) { await building.result }.get()
        }
        let change = AuditEntry.Change(field: "\(object.source) \(name)", before: nil, after: order.rawValue)
        return .json(
            try await objectDetail(visit),
            note: .init(
                object: .project(project.id), objectName: project.name, changes: [change],
                action: "project.part." + order.rawValue))
    }
}

extension SchemaOrders.BatchEnd {
    fileprivate var json: JSONValue {
        [
            "number": .integer(number), "name": .string(name.description), "state": .string(state.rawValue),
            "exists": exists.map(JSONValue.bool) ?? .null, "refusal": JSONValue(refusal),
        ]
    }
}
