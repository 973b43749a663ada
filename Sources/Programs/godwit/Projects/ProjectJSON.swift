internal import Engine
internal import JSON
internal import Model

/// Projects and what belongs to them, as JSON for scripts.
enum ProjectJSON {
    static func json(_ project: Project) -> JSONValue {
        let observed = project.observation
        return [
            "id": .string(project.id.rawValue), "name": .string(project.name),
            "kind": .string(project.specification.kind.rawValue),
            "state": .string(observed.state.rawValue), "wish": .string(project.intent.wish.rawValue),
            "since": .integer(observed.since.milliseconds),
            "source": .string(project.specification.source.dataSource),
            "destination": .string(project.specification.destination.dataSource),
            "tags": .array(project.specification.tags.map { .string($0) }),
            "steps": .array(
                observed.steps.map { step in
                    [
                        "step": .string(step.kind.rawValue), "state": .string(step.state.rawValue),
                        "progress": step.progress.map { .number($0) } ?? .null,
                        "activity": .string(step.activity),
                        "startedAt": JSONValue(step.startedAt?.milliseconds),
                        "finishedAt": JSONValue(step.finishedAt?.milliseconds),
                        "failure": ProjectReport.json(step.failure),
                    ]
                }),
            "orders": .array(ProjectOrders.allowed(for: project).map { .string($0.rawValue) }),
            "failure": ProjectReport.json(observed.failure), "createdAt": .integer(project.createdAt.milliseconds),
            "revision": .integer(project.revision),
        ]
    }

    static func json(_ object: ProjectObject, withTexts: Bool) -> JSONValue {
        let notes = (object.converted?.notes ?? []) + (object.converted?.parts.flatMap(\.notes) ?? [])
        var json: JSONObject = [
            "number": .integer(object.number), "kind": .string(object.kind.rawValue),
            "source": .string(object.source.description), "destination": .string(object.destination.description),
            "state": .string(object.state.rawValue), "returnCode": JSONValue(object.returnCode),
            "failure": ProjectReport.json(object.failure),
            "notes": .array(
                notes.map {
                    [
                        "severity": .string($0.severity.rawValue), "rule": .string($0.rule),
                        "subject": .string($0.subject), "text": .string($0.text),
                    ]
                }),
        ]
        if withTexts {
            json["sourceText"] = .string(object.sourceText)
            json["statements"] = .array((object.converted?.statements ?? []).map { .string($0) })
            json["parts"] = .array((object.converted?.parts ?? []).map { .string($0.statement) })
            json["editedText"] = JSONValue(object.editedText)
        }
        return .object(json)
    }

    static func json(_ copy: TableCopy, name: String) -> JSONValue {
        [
            "table": .string(name), "number": .integer(copy.table), "state": .string(copy.state.rawValue),
            "rows": .integer(copy.rowsWritten), "rowsEstimated": JSONValue(copy.rowsEstimated),
            "ignored": .integer(copy.rowsIgnored), "quarantined": .integer(copy.rowsQuarantined),
            "bytesRead": .integer(copy.bytesRead), "chunksDone": .integer(copy.chunksDone),
            "chunksPlanned": .integer(copy.chunksPlanned), "failure": ProjectReport.json(copy.failure),
        ]
    }

    static func json(_ answer: PrecheckAnswer) -> JSONValue {
        [
            "number": .integer(answer.number), "key": .string(answer.finding.key),
            "title": .string(answer.question.title), "subject": .string(answer.finding.subject),
            "outcome": .string(answer.finding.outcome.rawValue), "found": .string(answer.finding.found),
            "advice": JSONValue(answer.finding.advice), "fix": JSONValue(answer.finding.fix),
            "skippedBy": JSONValue(answer.skippedBy?.name),
            "mayBeSkipped": .bool(answer.question.consequenceOfSkipping != nil),
        ]
    }

    static func json(_ rejection: RowRejection, table: String, chunk: Int64) -> JSONValue {
        [
            "table": .string(table), "chunk": .integer(chunk), "ordinal": .integer(rejection.ordinal),
            "row": .string(rejection.address), "column": JSONValue(rejection.column),
            "reason": ProjectReport.json(rejection.reason),
            "values": .array(rejection.values.map { JSONValue($0) }),
        ]
    }
}
