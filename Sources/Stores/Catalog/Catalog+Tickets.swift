package import Model

/// Which tickets a list shows.
package struct TicketFilter: Hashable, Sendable {
    /// Part of the subject's name or of an id, in any case.
    package var query: String
    /// Empty means all.
    package var states: Set<Ticket.State>
    package var subject: Subject?

    package init(query: String = "", states: Set<Ticket.State> = [], subject: Subject? = nil) {
        self.query = query
        self.states = states
        self.subject = subject
    }
}

/// The newest first.
package struct TicketPage: Hashable, Sendable {
    package var tickets: [Ticket]
    /// All that fit the filter, on all pages.
    package var total: Int
    /// Give it as `before` for the next page; nil on the last.
    package var next: Int64?
}

extension Catalog {
    package func open(_ ticket: Ticket) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            let number = try nextNumber(.ticket)
            try database.insert(NumberedTicket(number: number, ticket: ticket))
            try bump(.tickets)
        }
    }

    /// A finished ticket stays as it is: a late writer cannot open it again.
    package func update(_ ticket: Ticket) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            let subject = Subject(.ticket, ticket.id.rawValue)
            guard var stored = try numbered(ticket.id) else { throw .notFound(subject) }
            if stored.ticket == ticket { return }
            if stored.ticket.state.isFinished {
                throw .refused(reason: "The ticket \(ticket.id) is finished and cannot change any more.")
            }
            stored.ticket = ticket
            try database.update(stored, columns: ["finished_at", "state", "steps", "failure", "generation"])
            try bump(.tickets)
        }
    }

    package func ticket(_ id: TicketID) throws(CatalogError) -> Ticket? { try numbered(id)?.ticket }

    package func tickets(
        _ filter: TicketFilter = TicketFilter(), limit: Int = 100, before cursor: Int64? = nil
    ) throws(CatalogError) -> TicketPage {
        var conditions = Conditions()
        conditions.containing(filter.query, in: ["subject_name", "subject_id", "id"])
        conditions.oneOf(filter.states.map(\.rawValue).sorted(), in: "state")
        if let subject = filter.subject {
            conditions.add("subject_kind = ?", .text(subject.kind.rawValue))
            conditions.add("subject_id = ?", .text(subject.id))
        }
        let all = conditions
        if let cursor { conditions.add("number < ?", .integer(cursor)) }
        let database = try database
        return try database.snapshot { () throws(CatalogError) in
            let rows = try database.select(
                NumberedTicket.self, conditions.text + " ORDER BY number DESC LIMIT ?",
                conditions.values + [rowLimit(limit)])
            let total = try database.count("ticket", all.text, all.values)
            // A full page may be the last one; the next is then empty, which costs less than looking ahead.
            let isFull = !rows.isEmpty && rows.count >= min(limit, Limits.pageRowsMax)
            return TicketPage(tickets: rows.map(\.ticket), total: total, next: isFull ? rows.last?.number : nil)
        }
    }

    /// How many there are in each state, for the console's navigation.
    package func ticketCounts() throws(CatalogError) -> [Ticket.State: Int] {
        let rows = try database.rows(
            "ticket", "SELECT state, COUNT(*) AS found FROM ticket GROUP BY state")
        var counts: [Ticket.State: Int] = [:]
        for row in rows {
            let reader = row.reader(id: "state")
            counts[try reader.name("state", Ticket.State.self)] = try reader.count("found")
        }
        return counts
    }

    /// What is not finished, the oldest first.
    package func openTickets() throws(CatalogError) -> [Ticket] {
        var conditions = Conditions()
        conditions.oneOf(Ticket.State.allCases.filter { !$0.isFinished }.map(\.rawValue), in: "state")
        return try database.select(NumberedTicket.self, conditions.text + " ORDER BY number", conditions.values)
            .map(\.ticket)
    }

    private func numbered(_ id: TicketID) throws(CatalogError) -> NumberedTicket? {
        try database.select(NumberedTicket.self, "WHERE id = ?", [.text(id.rawValue)]).first
    }
}
