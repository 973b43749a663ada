internal import Catalog
internal import Engine
internal import HTTPServer
internal import JSON
internal import Model

/// Checks, tables and rejected rows of one project.
extension API {
    var projectCopyRoutes: [Route] {
        [
            Route(
                method: .get, path: "/projects/{id}/precheck", group: "Project checks",
                summary: "The answers of the last precheck.", answer: Schemas.list(of: "PrecheckAnswer"),
                respond: listAnswers),
            Route(
                method: .post, path: "/projects/{id}/precheck/{number}/skip", group: "Project checks",
                summary: "Let the project go on over a check that failed and may be skipped.",
                answer: .named("PrecheckAnswer"), audit: .init(action: "project.precheck.skip", kind: .project),
                refusals: [409], respond: skipAnswer),
            Route(
                method: .post, path: "/projects/{id}/precheck-retry", group: "Project checks",
                summary: "Check again, and go on when nothing fails any more.", status: 202,
                answer: .named("ProjectDetail"), audit: .init(action: "project.precheck.retry", kind: .project),
                refusals: [409], respond: retryPrecheck),
            Route(
                method: .get, path: "/projects/{id}/tables", group: "Project rows",
                summary: "How far the rows of each table are.",
                query: [
                    .optional("q", .line(1...128), "Part of a name at either end."),
                    .optional("status", .anyLine, "States, separated by commas."),
                ], answer: Schemas.list(of: "TableCopy"), respond: listCopies),
            Route(
                method: .get, path: "/projects/{id}/quarantine", group: "Project rows",
                summary: "Rows that could not be written as they are, at most 1000.",
                query: [.optional("table", .count, "The number of one table's object.")],
                answer: Schemas.list(of: "RowRejection"), respond: listRejections),
        ]
    }

    private func listAnswers(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        let revision = try await views.revision(of: "project:\(project.id)")
        let answers = try await catalog.answers(of: project.id)
        let counts = PrecheckFinding.Outcome.allCases.map { outcome in
            (outcome.rawValue, JSONValue(answers.count { $0.finding.outcome == outcome }))
        }
        return .list(answers.map(\.json), counts: JSONObject(counts), revision: revision)
    }

    private func skipAnswer(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        let answers = try await catalog.answers(of: project.id)
        guard let number = Int64(visit.place("number")), let before = answers.first(where: { $0.number == number })
        else { throw Refusal.notFound("answer") }
        try await catalog.skipFinding(number, of: project.id, by: visit.actor)
        let after = try await catalog.answers(of: project.id).first { $0.number == number } ?? before
        let change = AuditEntry.Change(field: before.question.title, before: "failed", after: "skipped")
        return .json(
            after.json, note: .init(object: .project(project.id), objectName: project.name, changes: [change]))
    }

    private func retryPrecheck(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        let isDone = project.observation.steps.contains { $0.kind == .precheck && $0.state == .completed }
        guard !isDone else { throw NotNow("The precheck of \(project.name) is completed.") }
        let orders = ProjectOrders(catalog: catalog)
        if project.observation.state == .notStarted {
            try await orders.start(project.id, by: visit.actor)
        } else {
            try await orders.resume(project.id, by: visit.actor)
        }
        return .json(
            try await self.project(visit), note: .init(object: .project(project.id), objectName: project.name))
    }

    private func listCopies(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        let states = try visit.choices("status", TableCopy.State.self)
        let revision = try await views.revision(of: "project:\(project.id)")
        let names = Dictionary(
            try await catalog.objectOutlines(of: project.id).map { ($0.number, $0) }, uniquingKeysWith: { $1 })
        let rows = try await catalog.tableCopies(of: project.id).map { copy in
            copy.json(source: names[copy.table]?.source, destination: names[copy.table]?.destination)
        }
        let fitting = rows.filter { row in
            let text = { (name: String) in row[name]?.asString ?? "" }
            return visit.query("q").map { Substring($0).occurs(in: text("source"), text("destination")) } ?? true
        }
        let counts = TableCopy.State.allCases.map { state in
            (state.rawValue, JSONValue(fitting.count { $0["state"] == .string(state.rawValue) }))
        }
        let shown = fitting.filter { row in
            states.isEmpty || states.contains { .string($0.rawValue) == row["state"] }
        }
        return .list(shown.map(JSONValue.object), counts: JSONObject(counts), revision: revision)
    }

    private func listRejections(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        let revision = try await views.revision(of: "project:\(project.id)")
        let rejections = try await catalog.rejections(
            of: project.id, table: try visit.integer("table", 0...Int64.max))
        return .list(
            rejections.map { $0.rejection.json(table: $0.table, chunk: $0.chunk) },
            total: try await catalog.rejectionCount(of: project.id), revision: revision)
    }
}
