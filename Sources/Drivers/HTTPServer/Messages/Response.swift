/// An answer. Security headers, `Date`, `X-Request-Id`, compression and conditional answers are added by the server.
package struct Response: Sendable {
    package enum Body: Sendable {
        case bytes([UInt8])
        case `static`(StaticFile)
        case events(EventSubscription)
    }

    package var status: Int
    package var headers: Headers
    package var body: Body

    package init(status: Int = 200, headers: Headers = [:], body: Body) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A complete JSON text; never stored by browsers or proxies.
    package static func json(_ text: [UInt8], status: Int = 200, headers: Headers = [:]) -> Response {
        bytes(text, type: "application/json; charset=utf-8", status: status, headers: headers)
    }

    package static func text(_ text: String, status: Int = 200, headers: Headers = [:]) -> Response {
        bytes(Array(text.utf8), type: "text/plain; charset=utf-8", status: status, headers: headers)
    }

    /// Bytes of any type. `Cache-Control: no-store` unless the headers say otherwise.
    package static func bytes(
        _ bytes: [UInt8], type: String, status: Int = 200, headers: Headers = [:]
    ) -> Response {
        var headers = headers
        headers["Content-Type"] = type
        if headers["Cache-Control"] == nil { headers["Cache-Control"] = "no-store" }
        return Response(status: status, headers: headers, body: .bytes(bytes))
    }

    package static func empty(status: Int = 204, headers: Headers = [:]) -> Response {
        Response(status: status, headers: headers, body: .bytes([]))
    }

    package static func file(_ file: StaticFile) -> Response { Response(body: .static(file)) }

    package static func events(_ subscription: EventSubscription) -> Response {
        Response(body: .events(subscription))
    }

    package static func failure(_ failure: HTTPFailure, requestID: String) -> Response {
        json(failure.body(requestID: requestID), status: failure.status, headers: failure.headers)
    }
}
