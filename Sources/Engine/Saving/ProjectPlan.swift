package import Model

/// What saving a project file would create and change, field by field; secrets are dots.
package struct ProjectPlan: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable { case dataSource, project }

    package struct Change: Hashable, Sendable {
        package var field: String
        package var before: String?
        package var after: String?

        package init(field: String, before: String?, after: String?) {
            self.field = field
            self.before = before
            self.after = after
        }
    }

    package struct Entry: Hashable, Sendable {
        package var kind: Kind
        package var name: String
        package var isNew: Bool
        package var changes: [Change]

        package init(kind: Kind, name: String, isNew: Bool, changes: [Change]) {
            self.kind = kind
            self.name = name
            self.isNew = isNew
            self.changes = changes
        }

        package var isKept: Bool { !isNew && changes.isEmpty }
    }

    package var entries: [Entry] = []
    /// The project that would be changed; nil when it would be made.
    package var project: ProjectID?
    /// Why the project cannot be changed so now; nil when it can.
    package var refusal: NotNow?

    package init() {}

    /// Everything is as the file wants it.
    package var isEmpty: Bool { entries.allSatisfy(\.isKept) }
}
