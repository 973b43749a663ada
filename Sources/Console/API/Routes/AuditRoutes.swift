internal import Catalog
internal import HTTPServer
internal import JSON
internal import Model

extension API {
    private static let filters: [SchemaField] = [
        .optional("actor", .line(1...128)), .optional("action", .line(1...128), "An action or the beginning of one."),
        .optional("object", .line(1...128), "An id, or part of a name."), .optional("from", .moment),
        .optional("to", .moment),
    ]

    /// The most entries of one export; the newest are kept.
    static let exportRowsMax = 50_000

    var auditRoutes: [Route] {
        [
            Route(
                method: .get, path: "/audit", group: "Audit", summary: "Who did what, the newest first.",
                query: Self.filters + Self.paging, answer: Schemas.list(of: "AuditEntry", isPaged: true),
                respond: listAudit),
            Route(
                method: .get, path: "/audit.csv", group: "Audit",
                summary: "The same for a spreadsheet, at most \(Self.exportRowsMax) entries.", query: Self.filters,
                mediaType: "text/csv", respond: exportAudit),
        ]
    }

    private static func filter(_ visit: Visit) throws(Refusal) -> AuditFilter {
        AuditFilter(
            actor: visit.query("actor"), action: visit.query("action"), object: visit.query("object"),
            from: try visit.moment("from"), to: try visit.moment("to"))
    }

    private func listAudit(_ visit: Visit) async throws -> Answer {
        let filter = try Self.filter(visit)
        let limit = try Self.limit(visit)
        let revision = try await views.revision(of: "audit")
        let entries = try await catalog.audit(filter, limit: limit, before: try Self.before(visit))
        let next = entries.count == limit ? entries.last.map { String($0.number) } : nil
        return .list(
            entries.map(\.json), total: try await catalog.auditCount(filter), revision: revision,
            next: JSONValue(next))
    }

    private func exportAudit(_ visit: Visit) async throws -> Answer {
        let filter = try Self.filter(visit)
        var table = CSV([
            "number", "at", "actor", "address", "action", "object", "name", "outcome", "request", "changes",
        ])
        var before: Int64?
        while table.rows < Self.exportRowsMax {
            let page = try await catalog.audit(filter, limit: Limits.pageRowsMax, before: before)
            for entry in page.prefix(Self.exportRowsMax - table.rows) {
                let changes = entry.changes.map { "\($0.field): \($0.before ?? "–") → \($0.after ?? "–")" }
                table.add([
                    String(entry.number), UTCText.of(entry.at), entry.actor.name, entry.address, entry.action,
                    entry.object?.description ?? "", entry.objectName, entry.outcome.rawValue,
                    entry.request?.rawValue ?? "", changes.joined(separator: "; "),
                ])
            }
            guard page.count == Limits.pageRowsMax, let last = page.last else { break }
            before = last.number
        }
        return .response(
            .bytes(
                table.bytes, type: "text/csv; charset=utf-8",
                headers: ["Content-Disposition": "attachment; filename=\"godwit-audit.csv\""]))
    }
}
