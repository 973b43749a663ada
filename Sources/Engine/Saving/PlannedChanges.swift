internal import JSON
package import Model

/// Specifications and data sources as flat fields, and what differs between two of them.
package enum PlannedChanges {
    /// Every leaf by its path: `options.speed.lanes`. Standards are left out of what is new only by `between`.
    package static func fields(of specification: ProjectSpecification) throws -> [String: String] {
        var fields: [String: String] = [:]
        add(try JSONCoder.encode(specification), at: "", to: &fields)
        return fields.filter { !$0.key.hasPrefix("source.") && !$0.key.hasPrefix("destination.") }
    }

    static func fields(of source: DataSource) -> [String: String] {
        var fields = [
            "kind": source.kind.rawValue, "host": source.host, "port": String(source.port), "user": source.user,
            "database": source.database, "encryption": source.encryption.rawValue,
        ]
        for (name, value) in source.options { fields["options.\(name)"] = value }
        return fields.filter { !$0.value.isEmpty }
    }

    static func between(_ before: [String: String], _ after: [String: String]) -> [ProjectPlan.Change] {
        Set(before.keys).union(after.keys).sorted().compactMap { field in
            before[field] == after[field]
                ? nil : ProjectPlan.Change(field: field, before: before[field], after: after[field])
        }
    }

    /// Never the value, never its length.
    static func secret(isNew: Bool) -> ProjectPlan.Change {
        ProjectPlan.Change(field: "password", before: isNew ? nil : "••••••", after: "••••••")
    }

    private static func add(_ value: JSONValue, at path: String, to fields: inout [String: String]) {
        switch value {
        case .object(let members):
            for (key, value) in members { add(value, at: path.isEmpty ? key : "\(path).\(key)", to: &fields) }
        case .array(let elements):
            let texts = elements.map { $0.asString ?? $0.encodedText() }
            if !texts.isEmpty { fields[path] = texts.joined(separator: ", ") }
        case .string(let text): fields[path] = text
        case .null: break
        default: fields[path] = value.encodedText()
        }
    }
}
