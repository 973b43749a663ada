internal import JSON
internal import Model

extension Component {
    func json(machineName: String, metrics: [String: MetricPoint]) -> JSONObject {
        let observed = observation
        return [
            "id": .string(id.rawValue), "kind": .string(kind.rawValue), "name": .string(name),
            "machine": ["id": .string(machine.rawValue), "name": .string(machineName)],
            "state": .string(observed.state.rawValue), "desired": .string(intent.desired.rawValue),
            "since": observed.since.json, "heartbeatAt": observed.heartbeat.json,
            "pid": JSONValue(observed.process.map { Int64($0.pid) }), "crashes": JSONValue(observed.crashes),
            "nextStartAt": observed.nextStart.json, "failure": observed.failure?.json ?? .null,
            "metrics": .object(
                JSONObject(metrics.sorted { $0.key < $1.key }.map { ($0.key, .number($0.value.value)) })),
            "configuration": .object(
                JSONObject(configuration.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
            "createdAt": createdAt.json, "rev": .integer(revision), "actions": ComponentActions(self).json,
        ]
    }
}

extension StateChange {
    var json: JSONValue {
        [
            "from": .string(from), "to": .string(to), "cause": .string(cause), "by": .string(by.name), "at": at.json,
        ]
    }
}
