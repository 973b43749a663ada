/// The kinds of objects with the names that OBJECT_TYPE shows.
package enum ObjectKind: String, Sendable, Hashable, CaseIterable {
    case table = "TABLE"
    case tablePartition = "TABLE PARTITION"
    case tableSubpartition = "TABLE SUBPARTITION"
    case index = "INDEX"
    case indexPartition = "INDEX PARTITION"
    case view = "VIEW"
    case materializedView = "MATERIALIZED VIEW"
    case sequence = "SEQUENCE"
    case synonym = "SYNONYM"
    case trigger = "TRIGGER"
    case procedure = "PROCEDURE"
    case function = "FUNCTION"
    case package = "PACKAGE"
    case packageBody = "PACKAGE BODY"
    case type = "TYPE"
    case typeBody = "TYPE BODY"
    case directory = "DIRECTORY"
    case edition = "EDITION"
    case lob = "LOB"
    case queue = "QUEUE"
    case dimension = "DIMENSION"

    /// Oracle's number of the namespace: names are unique inside (owner, namespace).
    package var namespace: Int {
        switch self {
        case .packageBody, .typeBody: 2
        case .trigger: 3
        case .index, .indexPartition: 4
        case .lob: 8
        case .directory: 9
        case .materializedView: 19
        case .edition: 64
        default: 1
        }
    }
}

/// What every object has, whatever its kind.
package struct DictionaryObject: Sendable, Hashable {
    package let id: Int
    package var owner: String
    package var name: String
    /// The partition's name, for partitions.
    package var subname: String?
    package var kind: ObjectKind
    /// False for objects that do not compile: `INVALID` in the views.
    package var isValid: Bool
    /// Changes with every definition statement that touches the object; caches compare it.
    package var version: Int

    package init(
        id: Int, owner: String, name: String, subname: String? = nil, kind: ObjectKind, isValid: Bool = true,
        version: Int = 0
    ) {
        self.id = id
        self.owner = owner
        self.name = name
        self.subname = subname
        self.kind = kind
        self.isValid = isValid
        self.version = version
    }
}

/// Owner and name, as the dictionary writes them (case kept).
package struct QualifiedName: Sendable, Hashable {
    package let owner: String
    package let name: String

    package init(_ owner: String, _ name: String) {
        self.owner = owner
        self.name = name
    }

    /// `"OWNER"."NAME"`, the form in Oracle's messages and generated text.
    package var quoted: String { "\"\(owner)\".\"\(name)\"" }
}
