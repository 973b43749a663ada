internal import Catalog
internal import HTTPServer
internal import JSON
internal import Model

/// An answer that refuses, in the error form of the API.
struct Refusal: Error, Sendable {
    var status: Int
    var code: String
    var message: String
    var hint: String?
    var detail: String?
    var field: String?
    var headers: Headers = [:]
    /// Every field that does not fit; the first is `field`.
    var problems: [SchemaProblem] = []
    /// Of a stale change: the resource as it is now.
    var current: JSONValue?
    /// Whom the audit log names when nobody is signed in; nil leaves no entry.
    var claimedActor: Actor?

    init(
        _ status: Int, _ code: String, _ message: String, hint: String? = nil, detail: String? = nil,
        field: String? = nil
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.hint = hint
        self.detail = detail
        self.field = field
    }

    static let notSignedIn = Refusal(401, "not_signed_in", "Nobody is signed in.", hint: "Sign in and try again.")

    static func notFound(_ what: String) -> Refusal {
        Refusal(404, "not_found", "There is no such \(what).", hint: "It may have been removed; read the list again.")
    }

    static func invalid(_ field: String, _ problem: String) -> Refusal {
        invalid([SchemaProblem(field, problem)])
    }

    static func invalid(_ problems: [SchemaProblem]) -> Refusal {
        let sentences = problems.prefix(20).map(\.sentence)
        var refusal = Refusal(
            422, "invalid", sentences.joined(separator: "; ") + ".", hint: "Correct the fields and send it again.",
            field: problems.first?.field)
        refusal.problems = Array(problems.prefix(20))
        return refusal
    }

    static func malformed(_ message: String, detail: String? = nil, field: String? = nil) -> Refusal {
        Refusal(400, "malformed", message, detail: detail, field: field)
    }

    static func notNow(_ reason: NotNow) -> Refusal { Refusal(409, "not_now", reason.reason) }

    static func slowDown(seconds: Int64) -> Refusal {
        var refusal = Refusal(
            429, "slow_down", "Too many attempts failed.", hint: "Wait \(seconds) s and try again.")
        refusal.headers = ["Retry-After": String(seconds)]
        return refusal
    }

    static let `internal` = Refusal(
        500, "internal", "The server failed to answer.", hint: "Its log tells more under the request id.")

    func json(requestID: String) -> JSONValue {
        var error: JSONObject = ["code": .string(code), "message": .string(message)]
        for (name, value) in [("hint", hint), ("detail", detail), ("field", field)] {
            error[name] = value.map(JSONValue.string)
        }
        error["request_id"] = .string(requestID)
        if !problems.isEmpty {
            error["fields"] = .array(
                problems.map { ["field": .string($0.field), "message": .string($0.problem)] })
        }
        var body: JSONObject = ["error": .object(error)]
        body["current"] = current
        return .object(body)
    }

    func response(requestID: String) -> Response {
        .json(json(requestID: requestID).encoded(), status: status, headers: headers)
    }
}

extension Refusal {
    /// Whatever a route threw, as an answer. An error that is not known here is not shown.
    init(_ error: any Error) {
        switch error {
        case let refusal as Refusal: self = refusal
        case let catalog as CatalogError: self.init(catalog)
        case let notNow as NotNow: self = .notNow(notNow)
        case let failure as Failure: self.init(failure)
        case let refusal as DatabaseRefusal: self.init(refusal)
        case let http as HTTPFailure:
            self.init(http.status, http.code, http.message, hint: http.hint, detail: http.detail, field: http.field)
            headers = http.headers
        default: self = .internal
        }
    }

    /// What a person wrote does not fit; the place stands in quotes, at the beginning of the sentence or behind its
    /// colon.
    private init(_ failure: Failure) {
        self.init(422, "invalid", failure.message, hint: failure.advice, detail: failure.number)
        let quoted = failure.message.split(separator: "“", maxSplits: 1, omittingEmptySubsequences: false)
        if quoted.count == 2, quoted[0].isEmpty || quoted[0].hasSuffix(": "), let end = quoted[1].firstIndex(of: "”") {
            field = String(quoted[1][..<end])
        }
    }

    /// A database that was asked on behalf of a person refused.
    private init(_ refusal: DatabaseRefusal) {
        self.init(
            502, "database", refusal.failure.message, hint: refusal.failure.advice, detail: refusal.failure.number)
    }

    private init(_ error: CatalogError) {
        let (status, code) =
            switch error {
            case .notFound: (404, "not_found")
            case .stale: (412, "stale")
            case .duplicateName, .duplicate: (409, "conflict")
            case .inUse: (409, "in_use")
            case .refused, .tooManyTags: (422, "invalid")
            case .busy, .closed, .diskFull, .inputOutput: (503, "catalog_unavailable")
            default: (500, "internal")
            }
        self.init(status, code, error.message, hint: error.advice, detail: error.number)
        if case .duplicateName = error { field = "name" }
        if case .tooManyTags = error { field = "tags" }
        if status == 503 { headers = ["Retry-After": "1"] }
    }
}
