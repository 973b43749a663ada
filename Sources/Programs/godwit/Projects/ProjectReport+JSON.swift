internal import JSON
internal import Model

extension ProjectReport {
    /// For a program: a line for each thing that failed or is lost, and the outcome as the last one.
    var lines: [JSONValue] {
        var lines = (project.observation.state == .completed ? [] : blocking).map(Self.json)
        lines += failedObjects.map { object in
            [
                "event": "object", "number": .integer(object.number), "kind": .string(object.kind.rawValue),
                "source": .string(object.source.description), "destination": .string(object.destination.description),
                "state": .string(object.state.rawValue), "returnCode": JSONValue(object.returnCode),
                "failure": Self.json(object.failure),
            ]
        }
        lines += failedTables.map { ["event": "table", "source": .string($0.name), "failure": Self.json($0.failure)] }
        lines += rejections.map {
            [
                "event": "quarantine", "source": .string($0.table), "reason": .string($0.reason),
                "rows": JSONValue($0.count),
            ]
        }
        lines += lossy.map {
            [
                "event": "warning", "rule": .string($0.rule), "count": JSONValue($0.count),
                "example": .string($0.example),
            ]
        }
        return lines + [end]
    }

    private var countsByName: [(String, JSONValue)] {
        counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key.rawValue, JSONValue($0.value)) }
    }

    private var end: JSONValue {
        [
            "event": "end", "project": .string(project.name), "state": .string(project.observation.state.rawValue),
            "done": .bool(isDone),
            "objects": .object(JSONObject(countsByName)),
            "tables": JSONValue(tables), "rows": .integer(rows), "bytes": .integer(bytes),
            "ignored": .integer(ignored), "quarantined": .integer(quarantined), "discarded": .integer(discarded),
            "partsLeftOut": .array(partsLeftOut.map { .string($0) }),
            "losses": .object(JSONObject(losses.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })),
            "seconds": .number(Double(elapsed.milliseconds) / 1000), "failure": Self.json(project.observation.failure),
        ]
    }

    private static func json(_ answer: PrecheckAnswer) -> JSONValue {
        [
            "event": "precheck", "number": .integer(answer.number), "key": .string(answer.finding.key),
            "title": .string(answer.question.title), "subject": .string(answer.finding.subject),
            "found": .string(answer.finding.found), "advice": JSONValue(answer.finding.advice),
            "fix": JSONValue(answer.finding.fix), "mayBeSkipped": .bool(answer.question.consequenceOfSkipping != nil),
        ]
    }

    static func json(_ failure: Failure?) -> JSONValue {
        guard let failure else { return .null }
        return [
            "number": .string(failure.number), "message": .string(failure.message),
            "advice": .string(failure.advice), "detail": JSONValue(failure.detail),
        ]
    }
}
