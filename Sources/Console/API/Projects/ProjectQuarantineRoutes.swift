internal import Catalog
internal import Engine
internal import HTTPServer
internal import JSON
internal import Model

/// Rows that could not be written as they are.
extension API {
    private static let actions = ["retry", "discard"]
    private static let pageBytesMax = 4 << 20

    var quarantineRoutes: [Route] {
        [
            Route(
                method: .get, path: "/projects/{id}/quarantine", group: "Project rows",
                summary: "Rows that could not be written as they are, a page at a time; a page ends earlier where its "
                    + "rows are large.",
                query: [
                    .optional("table", .count, "The number of one table's object."),
                    .optional("after", .line(1...64), "The `next` of the page before."),
                    .optional("limit", .integer(1...Int64(Limits.pageRowsMax)), "1000 when absent."),
                ], answer: Schemas.page(of: "RowRejection"), respond: listRejections),
            Route(
                method: .post, path: "/projects/{id}/quarantine-actions/{action}", group: "Project rows",
                summary: "Order retry or discard for some rows, or for all of a table or of the project. A row that is "
                    + "tried again is read at the source's present position; what the destination holds is never "
                    + "changed.",
                body: .object([
                    .optional(
                        "rows",
                        .list(
                            .object([
                                SchemaField("table", .count), SchemaField("chunk", .count),
                                SchemaField("ordinal", .count),
                            ])), "1 to 1000."),
                    .optional("all", .boolean), .optional("table", .count, "With `all`: only of this table."),
                ]), answer: .object([SchemaField("items", .list(.named("RejectionEnd")))]),
                audit: .init(action: "project.quarantine", kind: .project), isIdempotent: true, refusals: [409, 502],
                respond: orderRejections),
        ]
    }

    private func listRejections(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        let revision = try await views.revision(of: "project:\(project.id)")
        let table = try visit.integer("table", 0...Int64.max)
        let limit = Int(try visit.integer("limit", 1...Int64(Limits.pageRowsMax)) ?? Int64(Limits.pageRowsMax))
        var after: RejectedRow?
        if let text = visit.query("after") {
            after = RejectedRow(text)
            if after == nil { throw Refusal.invalid("after", "is not the `next` of a page") }
        }
        let found = try await catalog.rejections(of: project.id, table: table, after: after, countMax: limit)
        var bytes = 0
        let page = found.prefix { one in
            defer { bytes += one.rejection.shownBytes }
            return bytes < Self.pageBytesMax
        }
        let tables = Set(page.map(\.table)).sorted()
        let names = Dictionary(
            try await catalog.tableCopies(tables, of: project.id).map { ($0.copy.table, $0.source.description) },
            uniquingKeysWith: { first, _ in first })
        let rows = page.map { found -> JSONValue in
            var row = found.rejection.json(table: found.table, chunk: found.chunk).asObject ?? [:]
            row["source"] = JSONValue(names[found.table])
            return .object(row)
        }
        var next: String?
        if page.count == limit || page.count < found.count, let last = page.last {
            next = RejectedRow(table: last.table, chunk: last.chunk, ordinal: last.rejection.ordinal).description
        }
        return .list(
            rows, total: try await catalog.rejectionCount(of: project.id, table: table), revision: revision,
            next: JSONValue(next))
    }

    private func orderRejections(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        let action = visit.place("action")
        guard Self.actions.contains(action) else { throw Refusal.notFound("action") }
        let rows = (visit.body["rows"]?.asArray ?? []).compactMap { row -> RejectedRow? in
            guard let table = row["table"]?.asInteger, let chunk = row["chunk"]?.asInteger,
                let ordinal = row["ordinal"]?.asInteger
            else { return nil }
            return RejectedRow(table: table, chunk: chunk, ordinal: ordinal)
        }
        let isAll = visit.body["all"]?.asBool ?? false
        guard rows.isEmpty == isAll, rows.count <= Limits.pageRowsMax else {
            throw Refusal.invalid("rows", "must be 1 to \(Limits.pageRowsMax) rows, or all be true")
        }
        let choice: RejectionOrders.Choice = isAll ? .all(table: visit.body["table"]?.asInteger) : .rows(rows)
        let orders = RejectionOrders(catalog: catalog, connectors: connectors)
        let ends =
            try await action == "retry" ? orders.retry(choice, in: project.id) : orders.discard(choice, in: project.id)
        let counts = Dictionary(grouping: ends, by: \.word).sorted { $0.key < $1.key }
        return .json(
            ["items": .array(ends.map(\.json))],
            note: .init(
                object: .project(project.id), objectName: project.name,
                changes: counts.map { .init(field: $0.key, before: nil, after: "\($0.value.count) rows") },
                action: "project.quarantine." + action))
    }
}

extension RejectionOrders.End {
    static let words = ["written", "gone", "discarded", "refused"]

    var word: String {
        switch outcome {
        case .written: "written"
        case .gone: "gone"
        case .discarded: "discarded"
        case .refused: "refused"
        }
    }

    var json: JSONValue {
        var refusal: Failure?
        if case .refused(let failure) = outcome { refusal = failure }
        return [
            "table": .integer(row.table), "chunk": .integer(row.chunk), "ordinal": .integer(row.ordinal),
            "outcome": .string(word), "failure": refusal?.json ?? .null,
        ]
    }
}
