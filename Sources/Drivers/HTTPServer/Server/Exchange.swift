internal import CMicroHTTPD
internal import Synchronization

/// One request and its answer. The library calls `advance` on its thread as the request arrives; a responder runs in
/// a Swift task while the connection is suspended; whichever side ends first, the other finds out under the lock.
/// The exchange lives until the library's completion notice, and until its responder has ended.
final class Exchange: @unchecked Sendable {
    private struct Progress {
        var answer: Answer?
        var isSuspended = false
        var isCompleted = false
        var responder: Task<Void, Never>?
    }

    private enum Plan {
        case reading
        case route(Router.Route, [String: String])
        case fallback
        case options(allow: String)
        case refused(HTTPFailure)
    }

    /// A body beyond its limit is read and dropped up to this much, so that the client gets to see the refusal instead
    /// of a reset connection.
    private static let mostDropped = 8 << 20

    let id = RequestID.make()
    private let server: RunningServer
    private let connection: OpaquePointer
    private let client: Client
    private let progress = Mutex(Progress())
    private let startedAt = Monotonic.now()

    // Only the library's thread touches these.
    private let address: [UInt8]
    private var method: Method?
    private var head = RequestHead()
    private var parsed: RequestAddress?
    private var plan = Plan.reading
    private var mostBody = 0
    private var body: [UInt8] = []
    private var dropped = 0
    private var isCounted = false
    private var queuedStatus = 0

    init(_ server: RunningServer, _ connection: OpaquePointer, _ client: Client, address: [UInt8]) {
        self.server = server
        self.connection = connection
        self.client = client
        self.address = address
    }

    /// The library's question: what next? False closes the connection.
    func advance(method: String, version: String, part: UnsafeRawBufferPointer) -> Bool {
        if case .reading = plan { return begin(method, version) }
        if !part.isEmpty { return take(part) }
        if let answer = progress.withLock({ $0.answer }) { return queue(answer, isClosing: false) }
        client.deadline.store(.max, ordering: .relaxed)
        switch plan {
        case .refused(let failure): return answerNow(failure)
        case .options(let allow): return answerNow(.empty(headers: ["Allow": allow]), isClosing: false)
        case .route, .fallback, .reading: return respond()
        }
    }

    // MARK: The head

    private func begin(_ methodText: String, _ version: String) -> Bool {
        isCounted = true
        server.counters.openRequests.add(1, ordering: .relaxed)
        client.deadline.store(Monotonic.now() + server.configuration.limits.bodyTime.nanoseconds, ordering: .relaxed)
        head = .read(connection, version: version, server.configuration.limits)
        method = Method(rawValue: methodText)
        parsed = RequestAddress(address)
        if let problem = head.problem {
            plan = .refused(problem)
            return answerNow(problem, isClosing: true)
        }
        plan = makePlan(methodText)
        let length = head.headers["Content-Length"].flatMap { Int($0) } ?? 0
        if length > mostBody && !isRefused { plan = .refused(.tooLarge(most: mostBody)) }
        if case .refused(let failure) = plan, length > mostBody + Self.mostDropped || head.headers["Expect"] != nil {
            return answerNow(failure, isClosing: true)
        }
        if !isRefused { body.reserveCapacity(length) }
        return true
    }

    private var isRefused: Bool {
        if case .refused = plan { true } else { false }
    }

    private func makePlan(_ methodText: String) -> Plan {
        let limits = server.configuration.limits
        mostBody = limits.bodyBytes
        if server.isStopping { return .refused(.stopping) }
        guard address.count <= limits.addressBytes else {
            return .refused(.malformed("The address is too long.", status: 414))
        }
        guard method != nil || methodText == "TRACE" || methodText == "CONNECT" else {
            return .refused(.malformed("This method is not known.", status: 501))
        }
        guard let parsed else {
            return .refused(
                methodText == "CONNECT" ? .methodNotAllowed(allow: "GET") : .malformed("The address is malformed."))
        }
        if parsed.isServer {
            return method == .options
                ? .options(allow: Router.allow(Set(Method.allCases)))
                : .refused(.malformed("The address is malformed."))
        }
        switch server.router.find(method, parsed.segments) {
        case .route(let route, let parameters):
            mostBody = route.bodyBytes ?? mostBody
            return .route(route, parameters)
        case .methodNotAllowed(let allow):
            return method == .options ? .options(allow: allow) : .refused(.methodNotAllowed(allow: allow))
        case .nothing:
            switch method {
            case .get, .head: return .fallback
            case nil: return .refused(.methodNotAllowed(allow: Router.allow([.get])))
            default: return .refused(.notFound)
            }
        }
    }

    // MARK: The body

    private func take(_ part: UnsafeRawBufferPointer) -> Bool {
        if !isRefused {
            if body.count + part.count <= mostBody {
                body += part
                return true
            }
            plan = .refused(.tooLarge(most: mostBody))
        }
        body = []
        dropped += part.count
        return dropped <= mostBody + Self.mostDropped
    }

    // MARK: The answer

    private var wishes: Answer.Wishes {
        Answer.Wishes(
            requestID: id, acceptEncoding: head.headers["Accept-Encoding"],
            ifNoneMatch: head.headers["If-None-Match"], isReading: method == .get || method == .head)
    }

    private func respond() -> Bool {
        guard let method, let parsed else { return false }
        var request = Request(
            id: id, method: method, path: parsed.path, query: parsed.query, headers: head.headers, body: body,
            remoteAddress: client.address, isEncrypted: server.isEncrypted)
        body = []
        var respond = server.router.fallback
        if case .route(let route, let parameters) = plan {
            request.parameters = parameters
            request.route = route.pattern
            respond = route.respond
        }
        let complete = request
        let wishes = wishes
        return progress.withLock { progress in
            // After the last sweep of a stopping server nothing may be suspended any more.
            guard !server.isClosing else { return false }
            progress.isSuspended = true
            MHD_suspend_connection(connection)
            progress.responder = Task { [respond] in await self.run(respond, complete, wishes) }
            return true
        }
    }

    private func run(_ respond: Router.Respond, _ request: Request, _ wishes: Answer.Wishes) async {
        var response: Response
        do {
            response = try await respond(request)
            if !response.headers.fields.allSatisfy(\.isSendable) { response = .failure(.internal, requestID: id) }
        } catch {
            response = .failure(error as? HTTPFailure ?? .internal, requestID: id)
        }
        deliver(makeAnswer(response, wishes))
    }

    private func makeAnswer(_ response: Response, _ wishes: Answer.Wishes) -> Answer {
        Answer(response, wishes, server.configuration.securityHeaders) { EventStream($0, on: connection, of: server) }
    }

    private func deliver(_ answer: Answer) {
        let isTaken = progress.withLock { progress in
            guard progress.answer == nil, progress.isSuspended, !progress.isCompleted else { return false }
            progress.answer = answer
            progress.isSuspended = false
            progress.responder = nil
            MHD_resume_connection(connection)
            return true
        }
        if !isTaken { answer.stream?.close() }
    }

    private func answerNow(_ failure: HTTPFailure, isClosing: Bool = false) -> Bool {
        answerNow(.failure(failure, requestID: id), isClosing: isClosing)
    }

    private func answerNow(_ response: Response, isClosing: Bool) -> Bool {
        let answer = makeAnswer(response, wishes)
        progress.withLock { $0.answer = answer }
        return queue(answer, isClosing: isClosing)
    }

    private func queue(_ answer: Answer, isClosing: Bool) -> Bool {
        guard let response = answer.make() else { return false }
        defer { MHD_destroy_response(response) }
        if isClosing || server.isStopping { MHD_add_response_header(response, "Connection", "close") }
        queuedStatus = answer.status
        return MHD_queue_response(connection, UInt32(answer.status), response) == .YES
    }

    // MARK: The end

    /// The stream of this exchange, if it has become one.
    var stream: EventStream? { progress.withLock { $0.isCompleted ? nil : $0.answer?.stream } }

    var socket: Int32 { client.socket }

    /// The grace of a stopping server is over: the responder is cancelled and its client told.
    func abandon() {
        let responder = progress.withLock { $0.responder }
        responder?.cancel()
        deliver(makeAnswer(.failure(.stopping, requestID: id), .init(requestID: id)))
    }

    /// The library's completion notice: from here on the connection may be freed at any time.
    func complete(_ isAnswered: Bool) {
        let (answer, responder) = progress.withLock { progress in
            progress.isCompleted = true
            return (progress.answer, progress.responder)
        }
        responder?.cancel()
        let bytes = answer?.byteCount ?? 0
        answer?.stream?.close()
        let limits = server.configuration.limits
        client.deadline.store(
            Monotonic.now() + limits.idleTime.nanoseconds + limits.headTime.nanoseconds, ordering: .relaxed)
        guard isCounted else { return }
        server.counters.openRequests.subtract(1, ordering: .relaxed)
        server.counters.bodyBytesSent.add(bytes, ordering: .relaxed)
        server.counters.count(status: queuedStatus == 0 ? 499 : queuedStatus)
        let left: RequestLog.Outcome = client.isCutOff.load(ordering: .relaxed) ? .cutOff : .clientLeft
        var route = "-"
        if case .route(let found, _) = plan { route = found.pattern }
        server.observe(
            RequestLog(
                requestID: id, method: method?.rawValue ?? "OTHER", route: route, path: parsed?.path ?? "-",
                status: queuedStatus, milliseconds: Double(Monotonic.now() - startedAt) / 1e6, bytes: bytes,
                remoteAddress: client.address, outcome: isAnswered ? .answered : left))
    }
}

extension Headers.Field {
    /// A value with control characters could break out of its line.
    var isSendable: Bool {
        !name.isEmpty && name.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: ":") }
            && value.utf8.allSatisfy { $0 >= 32 && $0 != 127 }
    }
}
