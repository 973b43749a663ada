internal import HTTPServer
internal import JSON

/// The OpenAPI 3.1 document of a table of routes.
struct OpenAPI: Sendable {
    let version: String
    let routes: [Route]

    var json: JSONValue {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Godwit API", "version": .string(version),
                "description": .string(
                    "Times are milliseconds since 1970 UTC. A change needs the session's cookie, the header X-Godwit: "
                        + "1 and, when it has a body, Content-Type: application/json."),
            ],
            "servers": [["url": .string(Route.prefix)]],
            "paths": .object(paths),
            "components": [
                "schemas": .object(JSONObject(Schemas.all.map { ($0.name, $0.schema.openAPI) })),
                "securitySchemes": [
                    "session": ["type": "apiKey", "in": "cookie", "name": .string(Sessions.cookieName)]
                ],
            ],
        ]
    }

    private var paths: JSONObject {
        var paths = JSONObject()
        for route in routes {
            var path = paths[route.path]?.asObject ?? [:]
            path[route.method.rawValue.lowercased()] = operation(route)
            paths[route.path] = .object(path)
        }
        return paths
    }

    private func operation(_ route: Route) -> JSONValue {
        var operation: JSONObject = ["tags": [.string(route.group)], "summary": .string(route.summary)]
        operation["security"] = route.access == .open ? [] : [["session": []]]
        let parameters = parameters(of: route)
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        if let body = route.body {
            operation["requestBody"] = [
                "required": true, "content": ["application/json": ["schema": body.openAPI]],
            ]
        }
        var responses: JSONObject = [String(route.status): success(route)]
        for status in route.refusalStatuses {
            responses[String(status)] = [
                "description": .string(Self.meanings[status] ?? "Refused."),
                "content": ["application/json": ["schema": Schema.named("Error").openAPI]],
            ]
        }
        operation["responses"] = .object(responses)
        return .object(operation)
    }

    private func parameters(of route: Route) -> [JSONValue] {
        func parameter(_ place: String, _ field: SchemaField) -> JSONValue {
            var parameter: JSONObject = [
                "name": .string(field.name), "in": .string(place), "required": .bool(field.isRequired),
            ]
            if !field.help.isEmpty { parameter["description"] = .string(field.help) }
            parameter["schema"] = field.schema.openAPI
            return .object(parameter)
        }
        var parameters = route.places.map { parameter("path", SchemaField($0, .line(1...64))) }
        parameters += route.query.map { parameter("query", $0) }
        if route.changes {
            parameters.append(
                parameter("header", SchemaField("X-Godwit", .choice(["1"]), "The change is meant: 1.")))
        }
        if route.current != nil {
            parameters.append(
                parameter("header", .optional("If-Match", .anyLine, "The revision that was read, in quotes.")))
        }
        if route.isIdempotent {
            parameters.append(
                parameter(
                    "header",
                    .optional(
                        "Idempotency-Key", .line(1...128), "A repeated request with the same key is answered, not done."
                    )))
        }
        return parameters
    }

    private func success(_ route: Route) -> JSONValue {
        var success: JSONObject = ["description": .string(Self.meanings[route.status] ?? "Done.")]
        if let answer = route.answer {
            success["content"] = ["application/json": ["schema": answer.openAPI]]
        } else if let mediaType = route.mediaType {
            success["content"] = .object([mediaType: ["schema": ["type": "string"]]])
        }
        return .object(success)
    }

    private static let meanings: [Int: String] = [
        200: "The answer.", 201: "Made.", 202: "Ordered; the ticket follows it.", 204: "Done.",
        400: "Malformed.", 401: "Nobody is signed in, or the password is wrong.", 403: "Not from the console itself.",
        404: "There is no such thing.", 409: "It does not fit what is there now.",
        412: "It was changed meanwhile; `current` is what is there now.", 413: "The body is too large.",
        415: "The body is not declared as JSON.", 422: "A field does not fit; `field` names it.",
        502: "A database that was asked refused; the message says why.",
        429: "Too many attempts; wait as Retry-After says.", 503: "The catalog cannot answer now.",
    ]
}

extension Route {
    /// The statuses of refusals that follow from the route itself, and those it lists.
    var refusalStatuses: [Int] {
        var statuses = Set(refusals + [503])
        if access == .signedIn { statuses.insert(401) }
        if !places.isEmpty { statuses.insert(404) }
        if changes { statuses.formUnion([400, 403, 413, 415, 422]) }
        if !query.isEmpty { statuses.insert(422) }
        if isIdempotent { statuses.insert(409) }
        return statuses.sorted()
    }
}

extension Schema {
    /// As JSON Schema.
    var openAPI: JSONValue {
        switch self {
        case .line(let lengths), .text(let lengths): Self.text(lengths)
        case .choice(let choices): ["type": "string", "enum": .array(choices.map(JSONValue.string))]
        case .integer(let range): Self.integer(range)
        case .number: ["type": "number"]
        case .boolean: ["type": "boolean"]
        case .list(let element): ["type": "array", "items": element.openAPI]
        case .map(let element, let entries):
            ["type": "object", "additionalProperties": element.openAPI, "maxProperties": JSONValue(entries)]
        case .object(let fields): Self.object(fields)
        case .named(let name): ["$ref": .string("#/components/schemas/\(name)")]
        case .optional(let schema): ["oneOf": [schema.openAPI, ["type": "null"]]]
        case .anything: [:]
        }
    }

    private static func text(_ lengths: ClosedRange<Int>) -> JSONValue {
        var text: JSONObject = ["type": "string"]
        if lengths.lowerBound > 0 { text["minLength"] = JSONValue(lengths.lowerBound) }
        if lengths.upperBound < 1_000_000 { text["maxLength"] = JSONValue(lengths.upperBound) }
        return .object(text)
    }

    private static func integer(_ range: ClosedRange<Int64>) -> JSONValue {
        var integer: JSONObject = ["type": "integer", "format": "int64"]
        if range.lowerBound > .min { integer["minimum"] = .integer(range.lowerBound) }
        if range.upperBound < .max { integer["maximum"] = .integer(range.upperBound) }
        return .object(integer)
    }

    private static func object(_ fields: [SchemaField]) -> JSONValue {
        var properties = JSONObject()
        for field in fields {
            var property = field.schema.openAPI.asObject ?? [:]
            if !field.help.isEmpty { property["description"] = .string(field.help) }
            properties[field.name] = .object(property)
        }
        let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
        return [
            "type": "object", "properties": .object(properties), "required": .array(required),
            "additionalProperties": false,
        ]
    }
}
