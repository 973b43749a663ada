internal import Catalog
internal import HTTPServer
internal import JSON
internal import Model

/// Tables and rejected rows of one project.
extension API {
    var projectCopyRoutes: [Route] {
        [
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
