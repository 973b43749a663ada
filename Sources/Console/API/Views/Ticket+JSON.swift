internal import JSON
internal import Model

extension Ticket {
    /// A ticket has no revision of its own: it changes with its steps, and a finished one no more.
    func json(revision: Int64) -> JSONObject {
        [
            "id": .string(id.rawValue), "kind": .string(kind.rawValue), "subject": subject.json(name: subjectName),
            "by": .string(by.name), "createdAt": createdAt.json, "finishedAt": finishedAt.json,
            "state": .string(state.rawValue), "steps": .array(steps.map(\.json)), "failure": failure?.json ?? .null,
            "rev": .integer(revision),
        ]
    }
}

extension Ticket.Step {
    var json: JSONValue {
        [
            "title": .string(title), "state": .string(state.rawValue), "detail": .string(detail),
            "finishedAt": finishedAt.json,
        ]
    }
}
