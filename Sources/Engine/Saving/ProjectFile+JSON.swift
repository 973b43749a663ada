package import JSON
package import Model

extension ProjectFile {
    /// A specification in the form of a project file; its ends name saved data sources. Parsed, it is the same again.
    package static func json(of specification: ProjectSpecification) throws -> JSONValue {
        var file = try JSONCoder.encode(specification).asObject ?? [:]
        file["type"] = file["kind"]
        file["kind"] = nil
        file["objects"] = .object(try json(of: specification.objects))
        return .object(file)
    }

    /// A selection alone, as it stands in a project file.
    package static func json(of selection: ObjectSelection) throws -> JSONObject {
        var objects = try JSONCoder.encode(selection).asObject ?? [:]
        var tables: JSONObject = [:]
        for (name, wish) in objects["tables"]?.asObject ?? [:] {
            var wish = wish.asObject ?? [:]
            wish["rename"] = wish["renamedTo"]
            wish["renamedTo"] = nil
            tables[name] = .object(wish)
        }
        objects["tables"] = .object(tables)
        return objects
    }

    /// Reads what `json(of:)` of a selection wrote, or a person.
    package static func selection(_ json: JSONValue) throws(Failure) -> ObjectSelection {
        let end: JSONValue = ["dataSource": "-"]
        return try parse(["name": "-", "source": end, "destination": end, "objects": json]).specification.objects
    }

    /// The members of `changes` in the place of those of a saved specification.
    package static func parse(_ changes: JSONObject, over saved: ProjectSpecification) throws -> ProjectFile {
        var file = try json(of: saved).asObject ?? [:]
        for (name, value) in changes {
            file[name] = name == "options" ? laid(value, over: file["options"] ?? .null) : value
        }
        return try parse(.object(file))
    }

    /// Options are laid over member by member, also inside of one: who changes a speed or a rule does not mean the
    /// standards of the others.
    private static func laid(_ changes: JSONValue, over saved: JSONValue) -> JSONValue {
        guard let changed = changes.asObject, var members = saved.asObject, changed["preset"] == nil else {
            return changes
        }
        // Numbers alone are a speed of one's own, whatever the one before was called.
        if members["preset"] != nil { members["preset"] = .string(SpeedPreset.custom.rawValue) }
        for (name, value) in changed { members[name] = laid(value, over: members[name] ?? .null) }
        return .object(members)
    }
}
