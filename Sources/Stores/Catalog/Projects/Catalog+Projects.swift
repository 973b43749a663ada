package import Model

/// Projects: the operator writes specification and `desired_*`, the driver writes `observed_*`; no call writes both.
extension Catalog {
    package func addProject(_ project: Project) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            try checkName(project.name, isFreeFor: project.id)
            guard try self.project(project.id) == nil else { throw .duplicate(table: Project.table) }
            try checkTags(project.specification.tags, besides: nil)
            try database.insert(project)
            try appendChange(
                StateChange(
                    subject: .project(project.id), from: "", to: project.observation.state.rawValue, cause: "created",
                    by: project.owner, at: project.createdAt))
            try bump(.projects, .project(project.id))
        }
    }

    package func projects() throws(CatalogError) -> [Project] {
        try database.select(Project.self, "ORDER BY name, id")
    }

    /// How many projects there are in each state.
    package func projectCounts() throws(CatalogError) -> [ProjectState: Int] {
        let rows = try database.rows(
            Project.table, "SELECT observed_state, COUNT(*) AS found FROM project GROUP BY observed_state")
        var counts: [ProjectState: Int] = [:]
        for row in rows {
            let reader = row.reader(id: "observed_state")
            counts[try reader.name("observed_state", ProjectState.self)] = try reader.count("found")
        }
        return counts
    }

    package func project(_ id: ProjectID) throws(CatalogError) -> Project? {
        try database.select(Project.self, "WHERE id = ?", [.text(id.rawValue)]).first
    }

    package func project(named name: String) throws(CatalogError) -> Project? {
        try database.select(Project.self, "WHERE name = ?", [.text(name)]).first
    }

    /// Writes the wish of what the project is. Whether the present state allows it is the caller's to decide, in
    /// `allowed`, which sees the project in the same transaction.
    package func changeProject(
        _ id: ProjectID, to specification: ProjectSpecification, expecting revision: Int64? = nil,
        allowed: (Project) throws(CatalogError) -> Void = { (_: Project) throws(CatalogError) in }
    ) throws(CatalogError) -> Project {
        let database = try database
        return try database.write { () throws(CatalogError) in
            guard var project = try project(id) else { throw .notFound(.project(id)) }
            try check(project.revision, against: revision)
            try allowed(project)
            try checkName(specification.name, isFreeFor: id)
            try checkTags(specification.tags, besides: id)
            project.specification = specification
            project.revision += 1
            try database.update(project, columns: ["name", "kind", "specification", "revision"])
            try bump(.projects, .project(id))
            return project
        }
    }

    /// Writes the intent; every order makes a new generation. In the timeline its states begin with `desired.`.
    package func orderProject(
        _ wish: ProjectWish, _ id: ProjectID, by actor: Actor,
        allowed: (Project) throws(CatalogError) -> Void = { (_: Project) throws(CatalogError) in }
    ) throws(CatalogError) -> Project {
        let database = try database
        return try database.write { () throws(CatalogError) in
            guard var project = try project(id) else { throw .notFound(.project(id)) }
            try allowed(project)
            let before = project.intent.wish
            project.intent = Project.Intent(
                wish: wish, generation: project.intent.generation + 1, at: now(), by: actor)
            project.revision += 1
            try database.update(project, columns: Project.Intent.columns + ["revision"])
            try appendChange(
                StateChange(
                    subject: .project(id), from: "desired.\(before.rawValue)", to: "desired.\(wish.rawValue)",
                    cause: "order \(project.intent.generation)", by: actor, at: project.intent.at))
            try bump(.projects, .project(id))
            return project
        }
    }

    /// Writes what is true; refused when the lease is no longer ours. A change of state enters the timeline.
    package func observeProject(
        _ observation: Project.Observation, of id: ProjectID, under lease: Lease, cause: String
    ) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            guard try holds(lease) else { throw .leaseLost(name: lease.name) }
            guard var project = try project(id) else { throw .notFound(.project(id)) }
            let before = project.observation
            project.observation = observation
            try database.update(project, columns: Project.Observation.columns)
            if before.state != observation.state {
                try appendChange(
                    StateChange(
                        subject: .project(id), from: before.state.rawValue, to: observation.state.rawValue,
                        cause: cause, by: .system, at: now()))
            }
            try bump(.projects, .project(id))
        }
    }

    /// Removes the project with everything that is kept about it, but its timeline.
    package func removeProject(_ id: ProjectID) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            let removed = try database.run("DELETE FROM project WHERE id = ?", [.text(id.rawValue)])
            if removed == 0 { throw .notFound(.project(id)) }
            for table in [
                StoredProjectObject.table, StoredFinding.table, StoredTableCopy.table, StoredChunk.table,
                StoredRejection.table, "precheck_run",
            ] {
                try database.run("DELETE FROM \(table) WHERE project_id = ?", [.text(id.rawValue)])
            }
            // A draft of it stays what a user typed; saved, it makes a new project.
            try database.run(
                "UPDATE project_draft SET project_id = NULL, project_revision = NULL WHERE project_id = ?",
                [.text(id.rawValue)])
            try database.run("DELETE FROM lease WHERE name = ?", [.text(Lease.name(of: id))])
            try removeMetrics(of: .project(id))
            try bump(.projects)
            try database.run("DELETE FROM topic_revision WHERE topic = ?", [.text(Topic.project(id).name)])
        }
    }

    /// The different tags of all projects, without those of one.
    package func tags(besides id: ProjectID? = nil) throws(CatalogError) -> Set<String> {
        Set(try projects().filter { $0.id != id }.flatMap(\.specification.tags))
    }

    /// Refuses tags by which all projects together would have too many.
    package func checkTags(_ tags: [String], besides id: ProjectID?) throws(CatalogError) {
        guard !tags.isEmpty else { return }
        let known = try self.tags(besides: id)
        guard known.isSuperset(of: tags) || known.union(tags).count <= Limits.tagsInAllMax else {
            throw .tooManyTags(known: known.count)
        }
    }

    private func checkName(_ name: String, isFreeFor id: ProjectID) throws(CatalogError) {
        let others = try database.count("project", "WHERE name = ? AND id <> ?", [.text(name), .text(id.rawValue)])
        if others > 0 { throw .duplicateName(name) }
    }
}

extension Lease {
    /// The lease without which no process may drive this project; it goes away with the project.
    package static func name(of id: ProjectID) -> String { "project/\(id)" }
}
