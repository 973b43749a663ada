internal import Catalog
internal import Model

extension Command {
    static let ticket = Command(
        name: "ticket", summary: "lists asynchronous operations and where they stand",
        help: """
            godwit ticket list

              list           the newest 50 tickets, with the step each one is at
            """ + Command.commonHelp
    ) { arguments, terminal in
        guard try arguments.words("list") == ["list"] else { throw Usage("Say: godwit ticket list.") }
        let catalog = try await Installation.open(arguments).catalog
        let tickets = try await catalog.tickets(limit: 50).tickets
        guard !tickets.isEmpty else {
            terminal.out("No ticket yet.")
            return .done
        }
        let now = Timestamp.wallClock()
        var table = Table("ID", "Kind", "Object", "By", "Age", "State", "Step")
        for ticket in tickets {
            let step = ticket.steps.last { $0.state != .ready }
            table.add(
                ticket.id.rawValue, ticket.kind.rawValue, ticket.subjectName, ticket.by.name,
                Phrase.duration(now - ticket.createdAt), ticket.state.rawValue,
                step.map { $0.title + ($0.detail.isEmpty ? "" : ": \($0.detail)") } ?? "")
        }
        terminal.out(table.text)
        return .done
    }
}
