internal import JSON
package import Model

/// What names a data source. A project keeps it from being removed, a draft does not.
package struct DataSourceUse: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable { case project, draft }

    package var kind: Kind
    package var id: String
    package var name: String

    package init(_ project: ProjectID, name: String) {
        kind = .project
        id = project.rawValue
        self.name = name
    }

    init(_ draft: ProjectDraft) {
        kind = .draft
        id = draft.id.rawValue
        name = draft.name
    }

    var json: JSONValue { ["kind": .string(kind.rawValue), "id": .string(id), "name": .string(name)] }
}
