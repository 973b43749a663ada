internal import JSON
internal import Model

extension Machine {
    func json(componentsUsed: Int, at now: Timestamp) -> JSONObject {
        let agent: JSONValue? = vitals.map {
            [
                "startedAt": $0.agentStarted.json, "pid": .integer(Int64($0.agentPID)),
                "version": .string($0.agentVersion),
            ]
        }
        return [
            "id": .string(id.rawValue), "name": .string(name), "address": .string(address), "region": .string(region),
            "state": isUp(at: now) ? "up" : "down", "heartbeatAt": vitals?.heartbeat.json ?? .null,
            "agent": agent ?? .null, "cores": JSONValue(vitals?.cores),
            "cpu": vitals.map { .number($0.cpuBusy) } ?? .null,
            "memory": Self.usage(vitals?.memoryUsedBytes, vitals?.memoryBytes),
            "disk": Self.usage(vitals?.diskUsedBytes, vitals?.diskBytes),
            "components": ["used": JSONValue(componentsUsed), "limit": JSONValue(componentLimit)],
            "createdAt": createdAt.json, "rev": .integer(revision),
        ]
    }

    private static func usage(_ used: Int64?, _ total: Int64?) -> JSONValue {
        guard let used, let total else { return .null }
        return ["used": .integer(used), "total": .integer(total)]
    }
}

extension Timestamp {
    var json: JSONValue { .integer(milliseconds) }
}

extension Timestamp? {
    var json: JSONValue { map(\.json) ?? .null }
}

extension Failure {
    var json: JSONValue {
        [
            "number": .string(number), "message": .string(message), "advice": .string(advice),
            "detail": JSONValue(detail),
        ]
    }
}

extension Subject {
    func json(name: String) -> JSONValue {
        ["kind": .string(kind.rawValue), "id": .string(id), "name": .string(name)]
    }
}
