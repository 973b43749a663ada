internal import JSON
internal import Model

extension AuditEntry {
    var json: JSONValue {
        [
            "number": .integer(number), "at": at.json, "actor": .string(actor.name), "address": .string(address),
            "action": .string(action), "object": object?.json(name: objectName) ?? .null,
            "outcome": .string(outcome.rawValue), "requestId": JSONValue(request?.rawValue),
            "changes": .array(
                changes.map {
                    ["field": .string($0.field), "before": JSONValue($0.before), "after": JSONValue($0.after)]
                }),
        ]
    }
}
