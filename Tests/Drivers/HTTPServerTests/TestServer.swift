import Glibc
import Net
import Synchronization

@testable import HTTPServer

/// A running server with the routes the tests need, stopped when the body ends.
struct TestServer: Sendable {
    let server: HTTPServer
    let port: Int
    let hub: EventHub
    let logs: Logs

    final class Logs: Sendable {
        private let entries = Mutex<[RequestLog]>([])

        var all: [RequestLog] { entries.withLock { $0 } }

        func add(_ entry: RequestLog) { entries.withLock { $0.append(entry) } }
    }

    static let page = StaticFile(
        bytes: Array(String(repeating: "<p>Some text of a page.</p>\n", count: 400).utf8),
        contentType: "text/html; charset=utf-8")

    static func run(
        _ change: (inout HTTPServerConfiguration) -> Void = { _ in }, hub: EventHub = EventHub(),
        routes: (inout Router) -> Void = { _ in }, _ body: (TestServer) async throws -> Void
    ) async throws {
        var configuration = HTTPServerConfiguration()
        configuration.timerPeriod = .milliseconds(100)
        change(&configuration)
        var router = standardRouter(hub)
        routes(&router)
        let logs = Logs()
        let server = HTTPServer(configuration, router: router) { logs.add($0) }
        let port = try await server.start()
        do {
            try await body(TestServer(server: server, port: port, hub: hub, logs: logs))
        } catch {
            await server.stop(grace: .seconds(2))
            throw error
        }
        await server.stop(grace: .seconds(2))
    }

    static func standardRouter(_ hub: EventHub) -> Router {
        var router = Router()
        router.on(.get, "/healthz") { _ in .text("ok") }
        router.on(.get, "/small") { _ in .json(Array(#"{"a":1}"#.utf8)) }
        router.on(.get, "/large") { _ in
            .json(Array((#"{"a":""# + String(repeating: "x", count: 20000) + "\"}").utf8))
        }
        router.on(.get, "/things/{id}") { request in
            .text("\(request.parameters["id"] ?? "?")|\(request.query["q"] ?? "-")|\(request.cookie("godwit") ?? "-")")
        }
        router.on(.patch, "/things/{id}") { _ in .empty() }
        router.on(.get, "/things/special") { _ in .text("literal") }
        router.on(.post, "/echo") { request in .bytes(request.body, type: "application/octet-stream") }
        router.on(.post, "/tiny", bodyBytes: 16) { request in .text("\(request.body.count)") }
        router.on(.get, "/secret-failure") { _ in throw OtherFailure(text: "password=hunter2") }
        router.on(.get, "/refusal") { _ in
            throw HTTPFailure(status: 422, code: "invalid", message: "No \"such\"\nname.", hint: "Try.", field: "name")
        }
        router.on(.get, "/stream") { request in
            .events(
                hub.subscribe(
                    topics: Set(request.query.all("topic")),
                    after: (request.headers["Last-Event-ID"] ?? request.query["after"]).map(EventHub.id)))
        }
        router.on(.get, "/page") { _ in .file(page) }
        return router
    }
}

struct OtherFailure: Error { let text: String }

/// Seconds of processor time this process has used.
func processorSeconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
}
