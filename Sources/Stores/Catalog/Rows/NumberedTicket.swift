internal import Model

/// A ticket with the number that orders it.
struct NumberedTicket: StoredRow, Hashable {
    var number: Int64
    var ticket: Ticket

    static let table = "ticket"
    static let columns = [
        "id", "number", "kind", "subject_kind", "subject_id", "subject_name", "opened_by", "created_at",
        "finished_at", "state", "steps", "failure", "generation",
    ]

    var cells: [DatabaseValue] {
        [
            .text(ticket.id.rawValue), .integer(number), .text(ticket.kind.rawValue),
            .text(ticket.subject.kind.rawValue), .text(ticket.subject.id), .text(ticket.subjectName),
            .text(ticket.by.name), .integer(ticket.createdAt.milliseconds), .optional(ticket.finishedAt?.milliseconds),
            .text(ticket.state.rawValue), ticket.steps.cell, ticket.failure?.cell ?? .null,
            .integer(ticket.generation),
        ]
    }
}

extension NumberedTicket {
    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "id")
        self.init(
            number: try reader.growing("number"),
            ticket: Ticket(
                id: try reader.id("id", TicketID.self), kind: try reader.name("kind", Ticket.Kind.self),
                subject: try reader.subject(kind: "subject_kind", id: "subject_id"),
                subjectName: try reader.text("subject_name"), by: try reader.actor("opened_by"),
                createdAt: try reader.timestamp("created_at"),
                finishedAt: try reader.optionalTimestamp("finished_at"),
                state: try reader.name("state", Ticket.State.self),
                steps: try reader.stored("steps", [Ticket.Step].self),
                failure: try reader.optionalStored("failure", Failure.self),
                generation: try reader.growing("generation")))
    }
}
