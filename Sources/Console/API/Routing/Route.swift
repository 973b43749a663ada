internal import HTTPServer
internal import JSON
internal import Model

/// One operation of the API.
struct Route: Sendable {
    static let prefix = "/api/v1"

    enum Access: Sendable {
        case open, signedIn
    }

    /// What a change is called in the audit log and which kind of object the path names.
    struct Audit: Sendable {
        let action: String
        var kind: Subject.Kind?
    }

    let method: Method
    let path: String
    let group: String
    let summary: String
    var access = Access.signedIn
    var query: [SchemaField] = []
    var body: Schema?
    var bodyBytes: Int?
    /// The status and the form of the answer that succeeds.
    var status = 200
    var answer: Schema?
    /// Set when the answer is not JSON.
    var mediaType: String?
    /// Set for everything that changes something.
    var audit: Audit?
    /// Whether `Idempotency-Key` is honoured.
    var isIdempotent = false
    /// Statuses that may come beside those that follow from the rest of the route.
    var refusals: [Int] = []
    /// What a stale change was meant for, as it is now.
    var current: (@Sendable (Visit) async throws -> JSONValue?)?
    let respond: @Sendable (Visit) async throws -> Answer

    var changes: Bool { method != .get && method != .head }

    /// The names in braces.
    var places: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }
}
