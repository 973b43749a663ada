package import Model

/// Drafts of projects: what the wizard keeps while a user types.
extension Catalog {
    /// Refused when the owner has `Limits.draftsPerOwnerMax` already.
    package func addDraft(_ draft: ProjectDraft) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            let known = try database.count(ProjectDraft.table, "WHERE owner = ?", [.text(draft.owner.name)])
            guard known < Limits.draftsPerOwnerMax else {
                throw .refused(reason: "\(draft.owner) has \(known) drafts already; delete some that are not needed.")
            }
            try database.insert(draft)
            try bump(.drafts)
        }
    }

    package func draft(_ id: DraftID) throws(CatalogError) -> ProjectDraft? {
        try database.select(ProjectDraft.self, "WHERE id = ?", [.text(id.rawValue)]).first
    }

    /// The drafts of one owner, the last changed first; their content is left out, it may be large.
    package func drafts(of owner: Actor) throws(CatalogError) -> [ProjectDraft] {
        let columns = ProjectDraft.columns.map { $0 == "content" ? "'{}' AS content" : $0 }
        let rows = try database.rows(
            ProjectDraft.table,
            """
            SELECT \(columns.joined(separator: ", ")) FROM project_draft WHERE owner = ?
            ORDER BY changed_at DESC, id LIMIT ?
            """, [.text(owner.name), .integer(Int64(Limits.draftsPerOwnerMax))])
        return try rows.map { row throws(CatalogError) in try ProjectDraft(row: row) }
    }

    /// The drafts of all owners whose ends name a data source by its id, without their content; those of saved projects
    /// are left out, the project stands for them.
    package func drafts(naming source: DataSourceID) throws(CatalogError) -> [ProjectDraft] {
        let columns = ProjectDraft.columns.map { $0 == "content" ? "'{}' AS content" : $0 }
        var conditions = Conditions()
        conditions.containing("\"dataSource\":\"\(source)\"", in: ["content"])
        let rows = try database.rows(
            ProjectDraft.table,
            """
            SELECT \(columns.joined(separator: ", ")) FROM project_draft \(conditions.text) AND project_id IS NULL
            ORDER BY changed_at DESC, id
            """, conditions.values)
        return try rows.map { row throws(CatalogError) in try ProjectDraft(row: row) }
    }

    /// The last changed of the drafts by which this owner edits a project.
    package func draft(of project: ProjectID, by owner: Actor) throws(CatalogError) -> ProjectDraft? {
        try database.select(
            ProjectDraft.self, "WHERE project_id = ? AND owner = ? ORDER BY changed_at DESC, id LIMIT 1",
            [.text(project.rawValue), .text(owner.name)]
        ).first
    }

    /// Writes what was typed. A stale revision is refused.
    package func changeDraft(
        _ id: DraftID, name: String, content: String, expecting revision: Int64?
    ) throws(CatalogError) -> ProjectDraft {
        let database = try database
        return try database.write { () throws(CatalogError) in
            guard var draft = try draft(id) else { throw .notFound(.draft(id)) }
            try check(draft.revision, against: revision)
            draft.name = name
            draft.content = content
            draft.changedAt = now()
            draft.revision += 1
            try database.update(draft, columns: ["name", "content", "changed_at", "revision"])
            try bump(.drafts)
            return draft
        }
    }

    /// Notes the project that a draft was saved as; what was typed stays, and so does the revision.
    package func linkDraft(
        _ id: DraftID, to project: ProjectID, revision: Int64
    ) throws(CatalogError) -> ProjectDraft {
        let database = try database
        return try database.write { () throws(CatalogError) in
            guard var draft = try draft(id) else { throw .notFound(.draft(id)) }
            draft.project = project
            draft.projectRevision = revision
            try database.update(draft, columns: ["project_id", "project_revision"])
            try bump(.drafts)
            return draft
        }
    }

    /// The project that was made from it stays.
    package func removeDraft(_ id: DraftID) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            let removed = try database.run("DELETE FROM project_draft WHERE id = ?", [.text(id.rawValue)])
            if removed == 0 { throw .notFound(.draft(id)) }
            try bump(.drafts)
        }
    }
}
