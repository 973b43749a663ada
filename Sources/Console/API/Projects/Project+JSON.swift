internal import Engine
internal import JSON
internal import Model

extension Project {
    /// As a list shows it; `source` and `destination` are the saved connections, where they still exist.
    func json(source: DataSource?, destination: DataSource?) -> JSONObject {
        let refusals = ProjectOrder.allCases.map { order -> (String, JSONValue) in
            let why = ProjectOrders.refusal(of: order, for: self)
            return (order.rawValue, why.map { ["ok": false, "why": .string($0.reason)] } ?? ["ok": true])
        }
        return [
            "id": .string(id.rawValue), "name": .string(name), "kind": .string(specification.kind.rawValue),
            "state": .string(observation.state.rawValue), "wish": .string(intent.wish.rawValue),
            "since": observation.since.json, "source": Self.end(specification.source, source),
            "destination": Self.end(specification.destination, destination),
            "tags": .array(specification.tags.map(JSONValue.string)),
            "alertLevel": .string(specification.alertLevel.rawValue), "owner": .string(owner.name),
            "steps": .array(observation.steps.map(\.json)), "failure": observation.failure?.json ?? .null,
            "createdAt": createdAt.json, "rev": .integer(revision), "orders": .object(JSONObject(refusals)),
        ]
    }

    private static func end(_ end: EndReference, _ source: DataSource?) -> JSONValue {
        [
            "id": .string(end.dataSource), "name": .string(source?.name ?? ""),
            "kind": .string(source?.kind.rawValue ?? ""),
        ]
    }
}

extension ProjectStep {
    var json: JSONValue {
        [
            "kind": .string(kind.rawValue), "state": .string(state.rawValue),
            "progress": progress.map(JSONValue.number) ?? .null, "activity": .string(activity),
            "startedAt": startedAt.json, "finishedAt": finishedAt.json, "secondsLeft": JSONValue(secondsLeft),
            "failure": failure?.json ?? .null,
        ]
    }
}

extension ConversionNote {
    var json: JSONValue {
        [
            "severity": .string(severity.rawValue), "rule": .string(rule), "subject": .string(subject),
            "text": .string(text),
        ]
    }
}

extension ProjectObject {
    private var notes: [ConversionNote] { (converted?.notes ?? []) + (converted?.parts.flatMap(\.notes) ?? []) }

    func json(in project: Project) -> JSONObject {
        [
            "number": .integer(number), "kind": .string(kind.rawValue), "source": .string(source.description),
            "destination": .string(destination.description), "state": .string(state.rawValue),
            "removed": .bool(isRemoved), "edited": .bool(editedText != nil),
            "worst": .string((notes.map(\.severity).max() ?? .remark).rawValue), "notes": JSONValue(notes.count),
            "returnCode": JSONValue(returnCode), "failure": failure?.json ?? .null,
            "changes": .array(SchemaOrders.allowed(for: self, in: project).map { .string($0.rawValue) }),
            "rev": .integer(revision),
        ]
    }

    func detail(in project: Project) -> JSONObject {
        var json = json(in: project)
        json["sourceText"] = .string(sourceText)
        json["statements"] = .array((converted?.statements ?? []).map(JSONValue.string))
        json["parts"] = .array(
            (converted?.parts ?? []).map { part in
                let stored = parts[part.name]
                let changes = SchemaOrders.PartOrder.allCases.filter {
                    SchemaOrders.refusal(of: $0, for: part.name, of: self, in: project) == nil
                }
                return [
                    "kind": .string(part.kind.rawValue), "name": .string(part.name),
                    "statement": .string(part.statement),
                    "state": .string((stored?.state ?? .waiting).rawValue),
                    "startedAt": stored?.startedAt.json ?? .null,
                    "finishedAt": stored?.finishedAt.json ?? .null, "returnCode": JSONValue(stored?.returnCode),
                    "failure": stored?.failure?.json ?? .null,
                    "changes": .array(changes.map { .string($0.rawValue) }),
                ]
            })
        json["editedText"] = JSONValue(editedText)
        json["conversion"] = .array(notes.map(\.json))
        return json
    }
}

extension PrecheckAnswer {
    var json: JSONValue {
        [
            "number": .integer(number), "key": .string(finding.key), "title": .string(question.title),
            "area": .string(question.area), "end": .string(question.end.rawValue),
            "subject": .string(finding.subject), "outcome": .string(finding.outcome.rawValue),
            "found": .string(finding.found), "advice": JSONValue(finding.advice), "fix": JSONValue(finding.fix),
            "consequenceOfSkipping": JSONValue(question.consequenceOfSkipping), "blocks": .bool(blocks),
            "skippedBy": JSONValue(skippedBy?.name), "skippedAt": skippedAt.json,
        ]
    }
}

extension TableCopy {
    func json(source: ObjectName?, destination: ObjectName?) -> JSONObject {
        [
            "number": .integer(table), "source": .string(source?.description ?? ""),
            "destination": .string(destination?.description ?? ""), "state": .string(state.rawValue),
            "rows": .integer(rowsWritten), "rowsEstimated": JSONValue(rowsEstimated),
            "ignored": .integer(rowsIgnored), "quarantined": .integer(rowsQuarantined),
            "bytesRead": .integer(bytesRead), "bytesEstimated": JSONValue(bytesEstimated),
            "chunksDone": .integer(chunksDone), "chunksPlanned": .integer(chunksPlanned), "planned": .bool(isPlanned),
            "losses": .object(JSONObject(losses.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })),
            "startedAt": startedAt.json, "finishedAt": finishedAt.json, "failure": failure?.json ?? .null,
        ]
    }
}

extension RowRejection {
    func json(table: Int64, chunk: Int64) -> JSONValue {
        [
            "table": .integer(table), "chunk": .integer(chunk), "ordinal": .integer(ordinal),
            "row": .string(address), "column": JSONValue(column), "reason": reason.json,
            "values": .array(values.indices.prefix(shown?.count ?? values.count).map(value)),
        ]
    }

    /// What can be read as text; of anything else the length and how it begins.
    private func value(_ at: Int) -> JSONValue {
        let digits = values[at]
        let known = shown.flatMap { $0.indices.contains(at) ? $0[at] : nil }
        let bytes = known?.byteCount ?? digits.map { $0.utf8.count / 2 }
        let isBinary = known?.text == nil && digits != nil
        return [
            "column": .string(known?.column ?? ""), "text": JSONValue(known?.text), "bytes": JSONValue(bytes),
            "cut": .bool(isBinary ? bytes ?? 0 > Self.shownBytesMax : known?.isCut ?? false),
            "hex": isBinary ? JSONValue(digits.map { String($0.prefix(2 * Self.shownBytesMax)) }) : .null,
        ]
    }

    static let shownBytesMax = 64

    /// About what it takes in an answer.
    var shownBytes: Int {
        values.indices.reduce(400) { sum, at in
            let known = shown.flatMap { $0.indices.contains(at) ? $0[at] : nil }
            let value = known?.text?.utf8.count ?? min(values[at]?.utf8.count ?? 0, 2 * Self.shownBytesMax)
            return sum + value + (known?.column.utf8.count ?? 0) + 70
        }
    }
}
