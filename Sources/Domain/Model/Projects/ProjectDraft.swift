/// What a user is typing into the wizard, as it was typed: it may be unfinished and wrong. It becomes a project when
/// the user says so.
package struct ProjectDraft: Hashable, Sendable {
    package let id: DraftID
    package var owner: Actor
    package var createdAt: Timestamp
    package var changedAt: Timestamp
    /// Grows with every change; the value for `If-Match`.
    package var revision: Int64
    /// The name that was typed, for lists; it need not fit the rules for names.
    package var name: String
    /// A JSON object: members of a project file, and what the wizard keeps beside them.
    package var content: String
    /// The project that was made from it, or that it edits.
    package var project: ProjectID?
    /// The revision of that project when draft and project were last the same.
    package var projectRevision: Int64?

    package init(
        id: DraftID, owner: Actor, createdAt: Timestamp, name: String, content: String, project: ProjectID? = nil,
        projectRevision: Int64? = nil
    ) {
        self.id = id
        self.owner = owner
        self.createdAt = createdAt
        changedAt = createdAt
        revision = 1
        self.name = name
        self.content = content
        self.project = project
        self.projectRevision = projectRevision
    }
}
