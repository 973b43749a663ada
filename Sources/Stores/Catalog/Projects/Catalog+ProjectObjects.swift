package import Model

/// The objects of a project, written by its driver; the operator's edits, skips and removals are orders on single ones.
extension Catalog {
    /// Replaces all objects of a project: when it is planned anew.
    package func setObjects(_ objects: [ProjectObject], of project: ProjectID) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            try database.run("DELETE FROM project_object WHERE project_id = ?", [.text(project.rawValue)])
            for object in objects { try database.insert(StoredProjectObject(project: project, object: object)) }
            try database.run(
                "UPDATE project_object SET change_number = ? WHERE project_id = ?",
                [.integer(try nextNumber(.objectChange)), .text(project.rawValue)])
            try bump(.project(project))
        }
    }

    /// Empty lists mean any. In the order of creation.
    package func objects(
        of project: ProjectID, kinds: [ObjectKind] = [], states: [ProjectObject.State] = [], matching text: String = "",
        after number: Int64 = 0, countMax: Int = Limits.pageRowsMax
    ) throws(CatalogError) -> [ProjectObject] {
        var conditions = Conditions()
        conditions.add("project_id = ?", .text(project.rawValue))
        conditions.add("number > ?", .integer(number))
        conditions.oneOf(kinds.map(\.rawValue), in: "kind")
        conditions.oneOf(states.map(\.rawValue), in: "state")
        conditions.containing(text, in: ["source_schema", "source_name", "destination_schema", "destination_name"])
        return try database.select(
            StoredProjectObject.self, "\(conditions.text) ORDER BY number LIMIT ?",
            conditions.values + [.integer(Int64(countMax))]
        ).map(\.object)
    }

    /// Those with parts that are built by themselves, without removed ones, in the order of creation.
    package func objectsWithParts(
        of project: ProjectID, states: [ProjectObject.State] = [], after number: Int64 = 0,
        countMax: Int = Limits.pageRowsMax
    ) throws(CatalogError) -> [ProjectObject] {
        var conditions = Conditions()
        conditions.add("project_id = ?", .text(project.rawValue))
        conditions.add("has_parts = ?", .flag(true))
        conditions.add("number > ?", .integer(number))
        conditions.add("is_removed = ?", .flag(false))
        conditions.oneOf(states.map(\.rawValue), in: "state")
        return try database.select(
            StoredProjectObject.self, "\(conditions.text) ORDER BY number LIMIT ?",
            conditions.values + [.integer(Int64(countMax))]
        ).map(\.object)
    }

    package func object(_ number: Int64, of project: ProjectID) throws(CatalogError) -> ProjectObject? {
        try database.select(
            StoredProjectObject.self, "WHERE project_id = ? AND number = ?",
            [.text(project.rawValue), .integer(number)]
        ).first?.object
    }

    /// How many objects there are in each state, without removed ones.
    package func objectCounts(of project: ProjectID) throws(CatalogError) -> [ProjectObject.State: Int] {
        let rows = try database.rows(
            StoredProjectObject.table,
            """
            SELECT state, COUNT(*) AS found FROM project_object WHERE project_id = ? AND is_removed = 0 GROUP BY state
            """, [.text(project.rawValue)])
        var counts: [ProjectObject.State: Int] = [:]
        for row in rows {
            let reader = row.reader(id: "state")
            counts[try reader.name("state", ProjectObject.State.self)] = try reader.count("found")
        }
        return counts
    }

    /// Changes one object, as `change` says, in one transaction.
    @discardableResult
    package func changeObject(
        _ number: Int64, of project: ProjectID, _ change: (inout ProjectObject) throws(CatalogError) -> Void
    ) throws(CatalogError) -> ProjectObject {
        let database = try database
        return try database.write { () throws(CatalogError) in
            guard var object = try object(number, of: project) else {
                throw .refused(reason: "Project \(project) has no object \(number).")
            }
            try change(&object)
            precondition(object.number == number, "an object keeps its number")
            try write(object, of: project, change: try nextNumber(.objectChange))
            try bump(.project(project))
            return object
        }
    }

    /// These objects, in the order of creation; those that are not there are left out.
    package func objects(_ numbers: [Int64], of project: ProjectID) throws(CatalogError) -> [ProjectObject] {
        guard !numbers.isEmpty else { return [] }
        let places = numbers.map { _ in "?" }.joined(separator: ", ")
        return try database.select(
            StoredProjectObject.self, "WHERE project_id = ? AND number IN (\(places)) ORDER BY number",
            [.text(project.rawValue)] + numbers.map { .integer($0) }
        ).map(\.object)
    }

    /// Changes a few objects in one transaction; those for which `change` answers false stay as they are. Gives back
    /// those that were changed.
    @discardableResult
    package func changeObjects(
        _ numbers: [Int64], of project: ProjectID, _ change: (inout ProjectObject) throws(CatalogError) -> Bool
    ) throws(CatalogError) -> [ProjectObject] {
        guard !numbers.isEmpty else { return [] }
        let database = try database
        return try database.write { () throws(CatalogError) in
            var changed: [ProjectObject] = []
            let stamp = try nextNumber(.objectChange)
            for var object in try objects(numbers, of: project) {
                let number = object.number
                guard try change(&object) else { continue }
                precondition(object.number == number, "an object keeps its number")
                try write(object, of: project, change: stamp)
                changed.append(object)
            }
            if !changed.isEmpty { try bump(.project(project)) }
            return changed
        }
    }

    /// Writes a page of objects that are there already, in one transaction.
    package func updateObjects(_ objects: [ProjectObject], of project: ProjectID) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            let change = try nextNumber(.objectChange)
            for object in objects { try write(object, of: project, change: change) }
            try bump(.project(project))
        }
    }

    /// Names and states of every object, without their texts: what fits into memory whatever the number of objects.
    package func objectOutlines(of project: ProjectID) throws(CatalogError) -> [ObjectOutline] {
        let rows = try database.rows(
            StoredProjectObject.table,
            """
            SELECT number, kind, source_schema, source_name, destination_schema, destination_name, state, is_removed
            FROM project_object WHERE project_id = ? ORDER BY number
            """, [.text(project.rawValue)])
        return try rows.map { row throws(CatalogError) in
            let reader = row.reader(id: "number")
            return ObjectOutline(
                number: try reader.growing("number"), kind: try reader.name("kind", ObjectKind.self),
                source: ObjectName(try reader.text("source_schema"), try reader.text("source_name")),
                destination: ObjectName(try reader.text("destination_schema"), try reader.text("destination_name")),
                state: try reader.name("state", ProjectObject.State.self),
                isRemoved: try reader.flag("is_removed"))
        }
    }

    private func write(
        _ object: ProjectObject, of project: ProjectID, change number: Int64
    ) throws(CatalogError) {
        let columns = StoredProjectObject.columns
        let changed = try database.run(
            """
            UPDATE project_object SET \(columns.map { "\($0) = ?" }.joined(separator: ", ")), change_number = ?
            WHERE project_id = ? AND number = ?
            """,
            try StoredProjectObject(project: project, object: object).readableCells()
                + [.integer(number), .text(project.rawValue), .integer(object.number)])
        guard changed == 1 else { throw .refused(reason: "Project \(project) has no object \(object.number).") }
    }
}
