internal import Catalog
internal import Engine
internal import HTTPServer
internal import JSON
internal import Model

/// How far the rows of one project's tables are.
extension API {
    var projectCopyRoutes: [Route] {
        [
            Route(
                method: .get, path: "/projects/{id}/tables", group: "Project rows",
                summary: "How far the rows of each table are, a page at a time.",
                query: [
                    .optional("q", .line(1...128), "Part of a name at either end."),
                    .optional("status", .anyLine, "States, separated by commas."),
                    .optional("sort", Schemas.choice(CopyPageFilter.Order.self), "By number when absent."),
                    .optional("after", .count, "The `next` of the page before."),
                    .optional("limit", .integer(1...Int64(Limits.pageRowsMax)), "All up to 1000 when absent."),
                ], answer: Schemas.page(of: "TableCopy"), respond: listCopies),
            Route(
                method: .post, path: "/projects/{id}/table-actions/{action}", group: "Project rows",
                summary: "Order \(TableOrder.allCases.map(\.rawValue).joined(separator: ", ")) for some tables. When a "
                    + "project failed, it goes on with what is tried again.",
                body: ProjectDetailSchemas.tableNumbers,
                answer: .object([SchemaField("changed", .list(.count), "Their numbers.")]),
                audit: .init(action: "project.table", kind: .project), isIdempotent: true, refusals: [409],
                respond: orderTables),
        ] + quarantineRoutes
    }

    private func listCopies(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        var filter = CopyPageFilter()
        filter.states = try visit.choices("status", TableCopy.State.self)
        filter.text = visit.query("q") ?? ""
        let orders = try visit.choices("sort", CopyPageFilter.Order.self)
        guard orders.count <= 1 else { throw Refusal.invalid("sort", "must be one order") }
        filter.order = orders.first ?? .number
        let after = try visit.integer("after", 0...Int64.max) ?? 0
        let limit = Int(try visit.integer("limit", 1...Int64(Limits.pageRowsMax)) ?? Int64(Limits.pageRowsMax))
        let revision = try await views.revision(of: "project:\(project.id)")
        let page = try await catalog.tableCopyPage(of: project.id, filter, after: after, countMax: limit)
        let counts = try await catalog.copyCounts(of: project.id, matching: filter.text)
        let states = filter.states.isEmpty ? TableCopy.State.allCases : filter.states
        var next: Int64?
        if page.count == limit, let last = page.last {
            next = filter.order == .number ? last.copy.table : after + Int64(page.count)
        }
        let moment = now()
        return .list(
            page.map { .object($0.json(at: moment)) }, total: states.reduce(0) { $0 + (counts[$1] ?? 0) },
            counts: JSONObject(TableCopy.State.allCases.map { ($0.rawValue, JSONValue(counts[$0] ?? 0)) }),
            revision: revision, next: JSONValue(next.map { String($0) }))
    }

    private func orderTables(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        guard let order = TableOrder(rawValue: visit.place("action")) else { throw Refusal.notFound("action") }
        let numbers = (visit.body["numbers"]?.asArray ?? []).compactMap(\.asInteger)
        guard (1...Limits.pageRowsMax).contains(numbers.count) else {
            throw Refusal.invalid("numbers", "must be 1 to \(Limits.pageRowsMax) numbers")
        }
        try await TableOrders(catalog: catalog).order(order, numbers, of: project.id, by: visit.actor)
        let entry = AuditEntry.Change(
            field: "tables", before: nil, after: numbers.prefix(100).map { String($0) }.joined(separator: ", "))
        return .json(
            ["changed": .array(numbers.map(JSONValue.integer))],
            note: .init(
                object: .project(project.id), objectName: project.name, changes: [entry],
                action: "project.table." + order.rawValue))
    }
}

extension NamedCopy {
    /// With its speed since it began, while it is being copied.
    func json(at now: Timestamp) -> JSONObject {
        var json = copy.json(source: source, destination: destination)
        let rows = copy.rowsWritten + copy.rowsIgnored + copy.rowsQuarantined
        var rate: Double?
        if let begun = copy.startedAt, copy.state == .copying || copy.state == .completed {
            let seconds = Double(((copy.finishedAt ?? now) - begun).milliseconds) / 1_000
            if seconds >= 1, rows > 0 { rate = Double(rows) / seconds }
        }
        var secondsLeft: Int64?
        if copy.state == .copying, let rate, rate >= 1, let estimate = copy.rowsEstimated {
            // What statistics promised and has come already says nothing about what is left.
            if estimate > rows { secondsLeft = Int64(min(365 * 86_400, Double(estimate - rows) / rate)) }
        }
        json["rate"] = rate.map(JSONValue.number) ?? .null
        json["secondsLeft"] = JSONValue(secondsLeft)
        return json
    }
}
