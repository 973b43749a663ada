internal import Engine
internal import JSON
internal import Model

extension SourceCatalogue {
    /// By columns: ten thousand objects are a few long lists, which pack well.
    var json: JSONValue {
        var places: [String: Int64] = [:]
        var schemas: [JSONValue] = []
        var columns = (schema: [JSONValue](), name: [JSONValue](), kind: [JSONValue]())
        var figures = (rows: [JSONValue](), bytes: [JSONValue](), flags: [JSONValue]())
        for object in objects {
            let place = places[object.name.schema] ?? Int64(schemas.count)
            if place == schemas.count {
                places[object.name.schema] = place
                schemas.append(.string(object.name.schema))
            }
            columns.schema.append(.integer(place))
            columns.name.append(.string(object.name.name))
            columns.kind.append(.string(object.kind.rawValue))
            figures.rows.append(JSONValue(object.rowsEstimated))
            figures.bytes.append(JSONValue(object.bytesEstimated))
            figures.flags.append(.array(object.flags.sorted().map(JSONValue.string)))
        }
        return [
            "asOf": asOf.json, "schemas": .array(schemas), "schema": .array(columns.schema),
            "name": .array(columns.name), "kind": .array(columns.kind), "rows": .array(figures.rows),
            "bytes": .array(figures.bytes), "flags": .array(figures.flags),
        ]
    }
}

extension ColumnPreview {
    var json: JSONValue { ["items": .array(columns.map(\.json)), "notes": .array(notes.map(\.json))] }
}

extension ColumnPreview.Column {
    var json: JSONValue {
        [
            "name": .string(name), "type": .string(type), "nullable": .bool(isNullable), "key": .bool(isKey),
            "destination": JSONValue(destinationName), "mapped": JSONValue(mapped),
            "losses": .array(notes.map(\.json)),
        ]
    }
}

extension FilterTrial {
    var json: JSONValue {
        [
            "ok": .bool(failure == nil),
            "error": failure.map { ["message": .string($0.message), "position": JSONValue(position)] } ?? .null,
            "rowsEstimated": JSONValue(rows),
        ]
    }
}
