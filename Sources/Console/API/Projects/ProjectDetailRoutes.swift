internal import Catalog
internal import Engine
internal import HTTPServer
internal import JSON
internal import Model

/// What the pages of one project show beside its record: what happened, what is built, who works, how fast.
extension API {
    private static let pages: [SchemaField] = [
        .optional("after", .line(1...64), "The `next` of the page before."),
        .optional("limit", .integer(1...Int64(Limits.pageRowsMax)), "100 when absent."),
    ]

    var projectDetailRoutes: [Route] {
        [
            Route(
                method: .get, path: "/projects/{id}/activity", group: "Project detail",
                summary: "What was done with a project, its changes of state, and what its components did, the newest "
                    + "first.", query: Self.pages, answer: Schemas.page(of: "ActivityEntry"), respond: listActivity),
            Route(
                method: .get, path: "/projects/{id}/indexes", group: "Project detail",
                summary: "The indexes and foreign keys that are built by themselves.", query: Self.pages,
                answer: Schemas.page(of: "ProjectPart"), respond: listParts),
            Route(
                method: .get, path: "/projects/{id}/components", group: "Project detail",
                summary: "The components that work for a project now.", answer: Schemas.list(of: "Component"),
                respond: listProjectComponents),
            Route(
                method: .get, path: "/projects/{id}/metrics", group: "Project detail",
                summary: "Measured over all Checkers of a project: amounts per second, and milliseconds per reading, "
                    + "planning and writing.",
                query: [
                    .optional(
                        "names", .line(1...256),
                        "Of \(ProjectMeasure.allCases.map(\.rawValue).joined(separator: ", ")); all when absent."),
                    .optional("from", .moment, "The last 15 minutes when absent."), .optional("to", .moment),
                    .optional("points", .integer(1...Int64(Limits.metricPointsPerQueryMax)), "600 when absent."),
                ], answer: .named("Series"), respond: projectSeries),
            Route(
                method: .get, path: "/projects/{id}/speed", group: "Project detail",
                summary: "How fast rows are copied now, and what holds them back.", answer: .named("Speed"),
                respond: projectSpeed),
            Route(
                method: .get, path: "/projects/{id}/file", group: "Project detail",
                summary: "The project as a file, without secrets, to save.", mediaType: "application/json",
                respond: projectFile),
        ]
    }

    private static func limit(of visit: Visit) throws(Refusal) -> Int {
        Int(try visit.integer("limit", 1...Int64(Limits.pageRowsMax)) ?? 100)
    }

    private func listActivity(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        let revision = try await views.revision(of: "project:\(project.id)")
        let cursor = visit.query("after").map { ProjectActivity.Cursor($0) }
        if let cursor, cursor == nil { throw Refusal.invalid("after", "is not the `next` of a page") }
        let page = try await ProjectActivity(catalog: catalog, project: project)
            .page(after: cursor ?? nil, limit: try Self.limit(of: visit))
        return .list(page.entries, revision: revision, next: JSONValue(page.next?.text))
    }

    /// A page ends with a table, so that it may hold a few more rows than were asked for.
    private func listParts(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        let revision = try await views.revision(of: "project:\(project.id)")
        let limit = try Self.limit(of: visit)
        var last = try visit.integer("after", 0...Int64.max) ?? 0
        var rows: [JSONValue] = []
        while rows.count < limit {
            let page = try await catalog.objectsWithParts(of: project.id, after: last, countMax: 100)
            for object in page {
                last = object.number
                rows += object.partRows(in: project)
                if rows.count >= limit { break }
            }
            if page.count < 100 && rows.count < limit { return .list(rows, revision: revision, next: .null) }
        }
        return .list(rows, revision: revision, next: .string(String(last)))
    }

    private func listProjectComponents(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        let components = try await views.components { $0.configuration["project"] == project.id.rawValue }
        return .list(components.rows.map(JSONValue.object), revision: components.revision)
    }

    private func projectSeries(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        let names = try visit.choices("names", ProjectMeasure.self)
        let measures = names.isEmpty ? ProjectMeasure.allCases : names
        let to = try visit.moment("to") ?? now()
        let from = try visit.moment("from") ?? to - .seconds(900)
        guard from < to else { throw Refusal.invalid("from", "must be earlier than to") }
        let points = try visit.integer("points", 1...Int64(Limits.metricPointsPerQueryMax)) ?? 600
        let found = try await catalog.series(
            of: .project(project.id), names: measures.map(\.metric), from: from, to: to, points: Int(points))
        let moments = Set(found.values.joined().map(\.at)).sorted()
        let columns = measures.map { measure in
            let values = Dictionary(
                (found[measure.metric] ?? []).map { ($0.at, $0.value) }, uniquingKeysWith: { first, _ in first })
            return (measure.rawValue, JSONValue.array(moments.map { values[$0].map(JSONValue.number) ?? .null }))
        }
        return .json(["t": .array(moments.map(\.json)), "series": .object(JSONObject(columns))])
    }

    private func projectSpeed(_ visit: Visit) async throws -> Answer {
        guard let project = try await catalog.project(visit.id()) else { throw Refusal.notFound("project") }
        return .json(try await views.speed(of: project))
    }

    private func projectFile(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        // The name of a project may hold letters of any script; a file name in a header may not.
        let name = String(project.name.unicodeScalars.map { Self.plain.contains($0) ? Character($0) : "-" })
        return .response(
            .bytes(
                try ProjectFile.json(of: project.specification).encoded(pretty: true), type: "application/json",
                headers: ["Content-Disposition": "attachment; filename=\"\(name).json\"", "Cache-Control": "no-store"]))
    }

    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.".unicodeScalars)
}

extension Views {
    func speed(of project: Project) async throws -> JSONValue {
        var points: [[String: MetricPoint]] = []
        for component in try await catalog.components()
        where component.kind == .checker && component.configuration["project"] == project.id.rawValue {
            points.append(try await catalog.latest(of: .component(component.id)))
        }
        let speed = ProjectSpeed(points, at: now())
        var json = JSONObject(
            ProjectMeasure.allCases.map { ($0.rawValue, speed?.values[$0].map(JSONValue.number) ?? .null) })
        json["reason"] = .string((speed?.reason ?? .idle).rawValue)
        json["shares"] = .object(
            JSONObject(
                SpeedReason.allCases.compactMap { reason in
                    speed?.shares[reason].map { (reason.rawValue, .number($0)) }
                }))
        json["secondsLeft"] = JSONValue(project.observation.steps.first { $0.kind == .full }?.secondsLeft)
        return .object(json)
    }
}

extension ProjectObject {
    /// Its parts that are built by themselves, as rows of a list.
    fileprivate func partRows(in project: Project) -> [JSONValue] {
        (converted?.parts ?? []).map { part in
            let state = parts[part.name] ?? Part()
            let changes = SchemaOrders.PartOrder.allCases.filter {
                SchemaOrders.refusal(of: $0, for: part.name, of: self, in: project) == nil
            }
            return [
                "object": .integer(number), "source": .string(source.description),
                "table": .string(destination.description), "kind": .string(part.kind.rawValue),
                "name": .string(part.name), "state": .string(state.state.rawValue),
                "startedAt": state.startedAt.json, "finishedAt": state.finishedAt.json,
                "failure": state.failure?.json ?? .null, "returnCode": JSONValue(state.returnCode),
                "statement": .string(part.statement), "changes": .array(changes.map { .string($0.rawValue) }),
            ]
        }
    }
}
