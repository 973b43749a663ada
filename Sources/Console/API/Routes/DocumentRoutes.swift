internal import HTTPServer
package import JSON

extension API {
    var documentRoutes: [Route] {
        [
            Route(
                method: .get, path: "/openapi.json", group: "Document", summary: "This document.", access: .open,
                answer: .anything, respond: { _ in .json(document) })
        ]
    }

    /// The OpenAPI document of exactly the routes that are served.
    package var document: JSONValue { OpenAPI(version: "1", routes: table).json }
}
