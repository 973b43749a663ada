internal import Catalog
internal import Engine
internal import HTTPServer
internal import JSON
internal import Model

extension API {
    var projectSelectionRoutes: [Route] {
        [
            Route(
                method: .post, path: "/projects/preview", group: "Projects",
                summary: "The objects that a selection takes now, and how they differ from those of another one.",
                body: .object(
                    [
                        SchemaField("objects", .anything, "As in a project file."),
                        .optional("limit", .integer(1...10_000), "1000 when absent."),
                    ] + ProjectSchemas.comparing),
                answer: .object(
                    [
                        SchemaField("items", .list(.named("SelectedObject"))), SchemaField("total", .count),
                        SchemaField("counts", .map(.count, entries: 20), "By kind."),
                        SchemaField("ruleCounts", .list(.count), "Of the taken objects, those each `include` meets."),
                        SchemaField("excludeCounts", .list(.count), "How many each `exclude` holds out."),
                        SchemaField("idleRules", .list(.anyLine), "Rules of `include` that meet nothing."),
                    ] + ProjectSchemas.differences), audit: .init(action: "project.preview"), refusals: [409, 502],
                respond: previewSelection),
            Route(
                method: .post, path: "/objects-import", group: "Projects",
                summary: "Makes a selection of a list of objects, and says what of it cannot be taken.",
                body: .object(
                    [
                        .optional("text", .text(0...8_000_000), "SCHEMA.TB1 | SCHEMA.TB2 | …"),
                        .optional(
                            "csv", .text(0...8_000_000), "Columns: \(ObjectImport.columns.joined(separator: ", "))."),
                    ] + ProjectSchemas.comparing), bodyBytes: 8 << 20,
                answer: .object(
                    [
                        SchemaField("objects", .anything, "As in a project file, with the `map` of `before`."),
                        SchemaField(
                            "problems",
                            .list(
                                .object([
                                    SchemaField("line", .count, "0 is the whole list."), SchemaField("text", .anyLine),
                                    SchemaField("why", .anyLine),
                                ]))),
                        SchemaField(
                            "counts",
                            .object(
                                ["tables", "views", "missing", "notMigrated", "twice"].map {
                                    SchemaField($0, .count)
                                })),
                    ] + ProjectSchemas.differences), audit: .init(action: "project.import"), refusals: [409, 502],
                respond: importObjects),
        ]
    }

    private func previewSelection(_ visit: Visit) async throws -> Answer {
        let wanted = try ProjectFile.selection(visit.body["objects"] ?? .null)
        let before = try visit.body["before"].map { try ProjectFile.selection($0) }
        let (saved, listed) = try await listed(visit)
        let preview = try SelectionPreview(of: wanted, from: listed, before: before)
        let limit = Int(visit.body["limit"]?.asInteger ?? 1_000)
        let counts = Dictionary(grouping: preview.final, by: \.object.kind).sorted { $0.key.rawValue < $1.key.rawValue }
        var json = preview.differences
        json["items"] = .array(preview.final.prefix(limit).map(\.json))
        json["total"] = JSONValue(preview.final.count)
        json["counts"] = .object(JSONObject(counts.map { ($0.key.rawValue, JSONValue($0.value.count)) }))
        json["ruleCounts"] = .array(preview.ruleCounts.map { JSONValue($0) })
        json["excludeCounts"] = .array(preview.excludeCounts.map { JSONValue($0) })
        json["idleRules"] = .array(preview.idleRules.map(JSONValue.string))
        return .json(.object(json), note: .init(object: .dataSource(saved.id), objectName: saved.name))
    }

    private func importObjects(_ visit: Visit) async throws -> Answer {
        let list: ObjectImport
        switch (visit.body["text"]?.asString, visit.body["csv"]?.asString) {
        case (let text?, nil): list = ObjectImport(text: text)
        case (nil, let csv?): list = ObjectImport(csv: csv)
        default: throw Refusal.invalid("text", "or csv must be given, and not both")
        }
        let before = try visit.body["before"].map { try ProjectFile.selection($0) }
        let (saved, listed) = try await listed(visit)
        let check = list.check(against: listed)
        let selection = list.selection(map: before?.map ?? [:], leavingOut: check.unusable)
        var json = try SelectionPreview(of: selection, from: listed, before: before).differences
        json["objects"] = .object(try ProjectFile.json(of: selection))
        json["problems"] = .array(
            check.problems.map { ["line": JSONValue($0.line), "text": .string($0.text), "why": .string($0.why)] })
        json["counts"] = [
            "tables": JSONValue(check.tables), "views": JSONValue(check.views), "missing": JSONValue(check.missing),
            "notMigrated": JSONValue(check.notMigrated), "twice": JSONValue(check.twice),
        ]
        return .json(.object(json), note: .init(object: .dataSource(saved.id), objectName: saved.name))
    }

    /// The source that the body names, and what it lists.
    private func listed(_ visit: Visit) async throws -> (DataSource, [ListedObject]) {
        let id = DataSourceID(rawValue: visit.body["source"]?.asString ?? "")
        guard let saved = try await catalog.dataSource(id) else { throw Refusal.invalid("source", "is not known") }
        let isFresh = visit.body["refresh"]?.asBool ?? false
        return (saved, try await catalogues.catalogue(of: saved, isFresh: isFresh).objects)
    }
}

extension SelectionPreview {
    fileprivate var differences: JSONObject {
        [
            "added": JSONValue(count(.added)), "renamed": JSONValue(count(.renamed)),
            "removed": .array(removed.map { .string($0.description) }),
        ]
    }
}

extension SelectionPreview.Entry {
    fileprivate var json: JSONValue {
        [
            "kind": .string(object.kind.rawValue), "source": .string(object.name.description),
            "destination": .string(destination.description), "earlier": JSONValue(earlier?.description),
            "flags": .array(object.flags.sorted().map(JSONValue.string)),
            "rowsEstimated": JSONValue(object.rowsEstimated), "bytesEstimated": JSONValue(object.bytesEstimated),
            "difference": .string(difference.rawValue),
        ]
    }
}
