internal import Model

extension ProjectDraft: StoredRow {
    static let table = "project_draft"
    static let columns = [
        "id", "owner", "created_at", "changed_at", "revision", "name", "content", "project_id", "project_revision",
    ]

    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "id")
        self.init(
            id: try reader.id("id", DraftID.self), owner: try reader.actor("owner"),
            createdAt: try reader.timestamp("created_at"), name: try reader.text("name"),
            content: try reader.text("content"),
            project: try reader.optionalText("project_id").map { ProjectID(rawValue: $0) },
            projectRevision: try reader.optionalCount("project_revision"))
        changedAt = try reader.timestamp("changed_at")
        revision = try reader.growing("revision")
    }

    var cells: [DatabaseValue] {
        [
            .text(id.rawValue), .text(owner.name), .integer(createdAt.milliseconds), .integer(changedAt.milliseconds),
            .integer(revision), .text(name), .text(content), .optional(project?.rawValue), .optional(projectRevision),
        ]
    }
}
