internal import Catalog
internal import HTTPServer
internal import JSON
internal import Model

extension API {
    static let paging: [SchemaField] = [
        .optional("limit", .integer(1...Int64(Limits.pageRowsMax)), "100 when absent."),
        .optional("before", .count, "`next` of the page before."),
    ]

    var ticketRoutes: [Route] {
        [
            Route(
                method: .get, path: "/tickets", group: "Tickets", summary: "Tickets, the newest first.",
                query: [
                    .optional("q", .line(1...128), "Part of the subject's name or of an id."),
                    .optional("state", .anyLine, "States, separated by commas."),
                ] + Self.paging, answer: Schemas.list(of: "Ticket", isPaged: true), respond: listTickets),
            Route(
                method: .get, path: "/tickets/{id}", group: "Tickets", summary: "One ticket with its steps.",
                answer: .named("Ticket"), respond: ticket),
        ]
    }

    private func listTickets(_ visit: Visit) async throws -> Answer {
        let filter = TicketFilter(query: visit.query("q") ?? "", states: Set(try visit.choices("state")))
        let revision = try await views.revision(of: "tickets")
        let page = try await catalog.tickets(filter, limit: try Self.limit(visit), before: try Self.before(visit))
        let counts = try await catalog.ticketCounts()
        return .list(
            page.tickets.map { .object($0.json(revision: revision)) }, total: page.total,
            counts: JSONObject(Ticket.State.allCases.map { ($0.rawValue, JSONValue(counts[$0] ?? 0)) }),
            revision: revision, next: JSONValue(page.next.map { String($0) }))
    }

    static func limit(_ visit: Visit) throws(Refusal) -> Int {
        Int(try visit.integer("limit", 1...Int64(Limits.pageRowsMax)) ?? 100)
    }

    static func before(_ visit: Visit) throws(Refusal) -> Int64? { try visit.integer("before", 0...Int64.max) }

    private func ticket(_ visit: Visit) async throws -> Answer {
        let revision = try await views.revision(of: "tickets")
        guard let ticket = try await catalog.ticket(visit.id()) else { throw Refusal.notFound("ticket") }
        return .json(.object(ticket.json(revision: revision)))
    }
}
