internal import ConnectorKit
internal import JSON
internal import Model

extension DataSource {
    func json(kindTitle: String, usedBy: [DataSourceUse]) -> JSONObject {
        [
            "id": .string(id.rawValue), "name": .string(name), "kind": .string(kind.rawValue),
            "kindTitle": .string(kindTitle), "role": .string(role.rawValue), "region": .string(region),
            "host": .string(host), "port": JSONValue(port), "user": .string(user), "database": .string(database),
            "encryption": .string(encryption.rawValue),
            "options": .object(JSONObject(options.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
            "remark": .string(remark), "lastTest": lastTest?.json ?? .null,
            "capabilities": lastTest?.capabilitiesJSON ?? .null, "rights": lastTest?.rightsJSON ?? .null,
            "usedBy": .array(usedBy.map(\.json)), "createdAt": createdAt.json, "rev": .integer(revision),
        ]
    }
}

extension ConnectionTest {
    var json: JSONValue {
        [
            "at": at.json, "outcome": .string(outcome.rawValue), "product": JSONValue(product),
            "steps": .array(steps.map(\.json)),
        ]
    }

    var capabilitiesJSON: JSONValue {
        guard let capabilities else { return .null }
        return .array(
            capabilities.map {
                [
                    "key": .string($0.key), "title": .string($0.title), "found": .string($0.found),
                    "present": $0.isPresent.map(JSONValue.bool) ?? .null,
                ]
            })
    }

    var rightsJSON: JSONValue {
        guard let rights else { return .null }
        return .array(
            rights.map {
                [
                    "right": .string($0.name), "on": .string($0.scope), "present": .bool($0.isPresent),
                    "grant": .string($0.grant),
                ]
            })
    }

    /// What a test that was just made is answered with.
    var answer: JSONValue { ["test": json, "capabilities": capabilitiesJSON, "rights": rightsJSON] }
}

extension ConnectionTest.Step {
    var json: JSONValue {
        [
            "key": .string(key), "title": .string(title), "outcome": .string(outcome.rawValue),
            "detail": .string(detail), "advice": JSONValue(advice), "fix": JSONValue(fix),
            "elapsed": .integer(elapsedMilliseconds),
        ]
    }
}

extension ConnectorDescription {
    var json: JSONValue {
        [
            "kind": .string(kind.rawValue), "title": .string(title), "defaultPort": JSONValue(defaultPort),
            "defaultUser": .string(defaultUser),
            "fields": .array(
                fields.map {
                    [
                        "name": .string($0.name), "title": .string($0.title), "help": .string($0.help),
                        "required": .bool($0.isRequired),
                    ]
                }),
            "roles": .array(roles.map { .string($0.rawValue) }),
        ]
    }
}
