/// Finds the responder of a request by method and path. A pattern is made of literal segments and places:
/// `/api/v1/components/{id}/actions/{action}`. A literal wins over a place.
package struct Router: Sendable {
    package typealias Respond = @Sendable (Request) async throws -> Response

    struct Route: Sendable {
        let pattern: String
        let places: [String]
        /// The most bytes of a body; nil takes the server's limit.
        let bodyBytes: Int?
        let respond: Respond
    }

    enum Finding: Sendable {
        case route(Route, parameters: [String: String])
        case methodNotAllowed(allow: String)
        case nothing
    }

    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        var place: Int?
        var routes: [Method: Route] = [:]
    }

    private var nodes = [Node()]

    /// Answers GET and HEAD of paths without a route.
    package var fallback: Respond = { _ in throw HTTPFailure.notFound }

    package init() {}

    package mutating func on(
        _ method: Method, _ pattern: String, bodyBytes: Int? = nil, _ respond: @escaping Respond
    ) {
        precondition(pattern.hasPrefix("/"), "a route begins with a slash: \(pattern)")
        var at = 0
        var places: [String] = []
        for segment in pattern.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            if segment.hasPrefix("{") && segment.hasSuffix("}") {
                places.append(String(segment.dropFirst().dropLast()))
                at = nodes[at].place ?? addNode { $0.nodes[at].place = $1 }
            } else {
                let literal = String(segment)
                at = nodes[at].literals[literal] ?? addNode { $0.nodes[at].literals[literal] = $1 }
            }
        }
        precondition(Set(places).count == places.count, "the places of a route have different names: \(pattern)")
        let earlier = nodes[at].routes.updateValue(
            Route(pattern: pattern, places: places, bodyBytes: bodyBytes, respond: respond), forKey: method)
        precondition(earlier == nil, "two routes for \(method.rawValue) \(pattern)")
    }

    private mutating func addNode(_ connect: (inout Router, Int) -> Void) -> Int {
        nodes.append(Node())
        connect(&self, nodes.count - 1)
        return nodes.count - 1
    }

    /// Routes and answers without a server, as the server would: for tests of responders.
    package func respond(to request: Request) async -> Response {
        do {
            switch find(
                request.method,
                request.path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
                    .map(String.init))
            {
            case .route(let route, let parameters):
                var request = request
                request.parameters = parameters
                request.route = route.pattern
                return try await route.respond(request)
            case .methodNotAllowed(let allow): throw HTTPFailure.methodNotAllowed(allow: allow)
            case .nothing:
                guard request.method == .get || request.method == .head else { throw HTTPFailure.notFound }
                return try await fallback(request)
            }
        } catch {
            return .failure(error as? HTTPFailure ?? .internal, requestID: request.id)
        }
    }

    /// A nil method stands for one that no route can have.
    func find(_ method: Method?, _ segments: [String]) -> Finding {
        var values: [String] = []
        guard let node = find(segments[...], from: 0, &values) else { return .nothing }
        let routes = nodes[node].routes
        if let method, let route = routes[method] ?? (method == .head ? routes[.get] : nil) {
            return .route(
                route, parameters: Dictionary(zip(route.places, values), uniquingKeysWith: { first, _ in first }))
        }
        return .methodNotAllowed(allow: Self.allow(Set(routes.keys)))
    }

    private func find(_ segments: ArraySlice<String>, from node: Int, _ values: inout [String]) -> Int? {
        guard let segment = segments.first else { return nodes[node].routes.isEmpty ? nil : node }
        if let next = nodes[node].literals[segment], let found = find(segments.dropFirst(), from: next, &values) {
            return found
        }
        guard let next = nodes[node].place, !segment.isEmpty else { return nil }
        values.append(segment)
        if let found = find(segments.dropFirst(), from: next, &values) { return found }
        values.removeLast()
        return nil
    }

    static func allow(_ methods: Set<Method>) -> String {
        var methods = methods
        if methods.contains(.get) { methods.insert(.head) }
        methods.insert(.options)
        return Method.allCases.filter(methods.contains).map(\.rawValue).joined(separator: ", ")
    }
}
