internal import Catalog
internal import Crypto
internal import HTTPServer
internal import JSON
internal import Model

/// What is the same for all routes: the proof that a change comes from the console, the session, the checked body, the
/// remembered answer, the audit entry, and the error form.
struct Dispatcher: Sendable {
    let api: API

    func respond(to request: Request, on route: Route) async -> Response {
        do {
            if route.changes { try Origin(settings: api.settings).check(request) }
            let session = try await api.sessions.session(of: request)
            if route.access == .signedIn && session == nil { throw Refusal.notSignedIn }
            do {
                let visit = Visit(
                    request: request, session: session, body: try Self.body(of: request, on: route),
                    expectedRevision: try Self.expectedRevision(of: request))
                return try await answer(visit, on: route)
            } catch {
                let refusal = Refusal(error)
                await note(refusal, request, session, on: route)
                throw refusal
            }
        } catch {
            return Refusal(error).response(requestID: request.id)
        }
    }

    private func answer(_ visit: Visit, on route: Route) async throws -> Response {
        guard route.isIdempotent, let key = visit.request.headers["Idempotency-Key"] else {
            return try await fresh(visit, on: route).response
        }
        guard (1...128).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Refusal.malformed("Idempotency-Key takes 1 to 128 visible ASCII characters.")
        }
        let account = visit.session?.account ?? ""
        let print = Self.fingerprint(visit.request)
        guard api.keys.enter(account + "\u{0}" + key) else {
            throw Refusal(409, "conflict", "The first request with this Idempotency-Key is still being answered.")
        }
        defer { api.keys.leave(account + "\u{0}" + key) }
        if let known = try await api.catalog.answer(forKey: key, account: account) {
            return try Self.remembered(known.body, status: known.status, print: print)
        }
        let (response, text) = try await fresh(visit, on: route)
        let body: JSONValue = ["request": .string(print), "answer": .string(text)]
        try await api.catalog.remember(
            key: key, account: account, status: response.status, body: body.encodedText())
        return response
    }

    private static func fingerprint(_ request: Request) -> String {
        let text = Array("\(request.method.rawValue) \(request.path)\n".utf8) + request.body
        return Digest.hex(Digest.sha256(text))
    }

    private static func remembered(_ body: String, status: Int, print: String) throws -> Response {
        guard let known = try? JSONParser.parse(body), known["request"]?.asString == print else {
            throw Refusal(
                409, "conflict", "This Idempotency-Key was used for another request.", hint: "Use a new key.")
        }
        return .json(
            Array((known["answer"]?.asString ?? "").utf8), status: status, headers: ["Idempotent-Replay": "true"])
    }

    private func fresh(_ visit: Visit, on route: Route) async throws -> (response: Response, text: String) {
        let answer: Answer
        do {
            answer = try await route.respond(visit)
        } catch {
            throw await refusal(error, visit, on: route)
        }
        if let audit = route.audit, let note = answer.note {
            try await api.catalog.append(
                AuditEntry(
                    at: api.now(), actor: note.actor ?? visit.actor, address: visit.request.remoteAddress,
                    action: note.action ?? audit.action, object: note.object, objectName: note.objectName,
                    outcome: .succeeded,
                    request: RequestID(rawValue: visit.request.id), changes: note.changes))
        }
        let status = answer.status ?? route.status
        switch answer.body {
        case .json(let value):
            let text = value.encoded()
            let response = Response.json(text, status: status, headers: answer.headers)
            return (response, String(decoding: text, as: UTF8.self))
        case .empty: return (.empty(status: status, headers: answer.headers), "")
        case .response(let response): return (response, "")
        }
    }

    /// A stale change shows what is there now, so that the console can offer both.
    private func refusal(_ error: any Error, _ visit: Visit, on route: Route) async -> Refusal {
        var refusal = Refusal(error)
        if refusal.status == 412, let current = route.current { refusal.current = try? await current(visit) }
        return refusal
    }

    private func note(_ refusal: Refusal, _ request: Request, _ session: ConsoleSession?, on route: Route) async {
        guard let audit = route.audit, let actor = refusal.claimedActor ?? session.map({ Actor($0.account) }) else {
            return
        }
        let object = audit.kind.flatMap { kind in
            request.parameters["id"].map { Subject(kind, String($0.prefix(64))) }
        }
        let action = request.parameters["action"].map { audit.action + "." + String($0.prefix(32)) } ?? audit.action
        // The answer is a refusal anyway; a catalog that cannot take the entry must not hide the reason.
        _ = try? await api.catalog.append(
            AuditEntry(
                at: api.now(), actor: actor, address: request.remoteAddress, action: action, object: object,
                objectName: object?.id ?? "", outcome: refusal.status >= 500 ? .failed : .refused,
                request: RequestID(rawValue: request.id),
                changes: [.init(field: "refusal", before: nil, after: "\(refusal.status) \(refusal.code)")]))
    }

    /// The body as an object that fits the route. A route without a body takes none or an empty object.
    static func body(of request: Request, on route: Route) throws(Refusal) -> JSONObject {
        guard route.changes else { return [:] }
        if request.body.isEmpty {
            guard let schema = route.body else { return [:] }
            let problems = schema.problems(of: [:], at: "")
            if problems.isEmpty { return [:] }
            throw .invalid(problems)
        }
        let type = request.headers["Content-Type"]?.split(separator: ";").first.map { trimmed($0).lowercased() }
        guard type == "application/json" else {
            throw Refusal(415, "wrong_type", "The body must be JSON.", hint: "Send Content-Type: application/json.")
        }
        let value: JSONValue
        do {
            value = try JSONParser.parse(request.body, limits: .init(depth: 16, bytes: 8 << 20))
        } catch {
            throw .malformed("The body is not JSON.", detail: error.description)
        }
        let problems = (route.body ?? .object([])).problems(of: value, at: "")
        guard problems.isEmpty else { throw .invalid(problems) }
        return value.asObject ?? [:]
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }

    /// `"12"`, or `*` for whatever it is now.
    static func expectedRevision(of request: Request) throws(Refusal) -> Int64? {
        guard let tag = request.headers["If-Match"], tag != "*" else { return nil }
        guard tag.count >= 3, tag.hasPrefix("\""), tag.hasSuffix("\""),
            let revision = Int64(tag.dropFirst().dropLast())
        else { throw .malformed("If-Match takes one revision in quotes: \"12\".", field: "If-Match") }
        return revision
    }
}
