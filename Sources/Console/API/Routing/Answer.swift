internal import HTTPServer
internal import JSON
internal import Model

/// What a route gives back: an answer, and what the audit log should say about the change.
struct Answer: Sendable {
    enum Body: Sendable {
        case json(JSONValue)
        case response(Response)
        case empty
    }

    struct Note: Sendable {
        var object: Subject?
        var objectName: String
        var changes: [AuditEntry.Change] = []
        /// Set when the request itself made or ended the session.
        var actor: Actor?
        /// Set when the path decides what the change is called.
        var action: String?
    }

    var status: Int?
    var headers: Headers = [:]
    var body: Body
    var note: Note?

    static func json(_ value: JSONValue, status: Int? = nil, note: Note? = nil) -> Answer {
        Answer(status: status, body: .json(value), note: note)
    }

    static func response(_ response: Response) -> Answer { Answer(body: .response(response)) }

    static func empty(note: Note? = nil) -> Answer { Answer(status: 204, body: .empty, note: note) }

    /// A list as every list is answered.
    static func list(
        _ rows: [JSONValue], total: Int? = nil, counts: JSONObject = [:], revision: Int64, next: JSONValue? = nil
    ) -> Answer {
        var list: JSONObject = [
            "items": .array(rows), "total": JSONValue(total ?? rows.count), "counts": .object(counts),
            "rev": .integer(revision),
        ]
        list["next"] = next
        return .json(.object(list))
    }
}
