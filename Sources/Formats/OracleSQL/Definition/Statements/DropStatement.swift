/// DROP of anything.
package struct DropStatement: Sendable {
    package enum Kind: String, Sendable, Hashable {
        case table = "TABLE"
        case index = "INDEX"
        case sequence = "SEQUENCE"
        case view = "VIEW"
        case materializedView = "MATERIALIZED VIEW"
        /// The name is that of the table.
        case materializedViewLog = "MATERIALIZED VIEW LOG"
        case synonym = "SYNONYM"
        case publicSynonym = "PUBLIC SYNONYM"
        case trigger = "TRIGGER"
        case procedure = "PROCEDURE"
        case function = "FUNCTION"
        case package = "PACKAGE"
        case packageBody = "PACKAGE BODY"
        case type = "TYPE"
        case typeBody = "TYPE BODY"
        case user = "USER"
        case role = "ROLE"
        case directory = "DIRECTORY"
        case edition = "EDITION"
        case profile = "PROFILE"
        case tablespace = "TABLESPACE"
        case context = "CONTEXT"
        case dimension = "DIMENSION"
        case databaseLink = "DATABASE LINK"
        case cluster = "CLUSTER"
    }

    package let kind: Kind
    package let name: ObjectName
    /// CASCADE CONSTRAINTS of a table, CASCADE of a user, FORCE of a type.
    package var isCascading = false
    package var isPurging = false
    /// IF EXISTS, since 23ai.
    package var isConditional = false
    /// INCLUDING TABLES of a cluster.
    package var includesTables = false
    package let position: Position

    package init(kind: Kind, name: ObjectName, position: Position) {
        self.kind = kind
        self.name = name
        self.position = position
    }
}

package struct TruncateTable: Sendable {
    package let name: ObjectName
    package let isCascading: Bool
    package let position: Position
}

package struct CommentStatement: Sendable {
    package enum Subject: Sendable {
        case table(ObjectName)
        /// The table and its column.
        case column(ObjectName, Name)
        /// MATERIALIZED VIEW, INDEXTYPE, OPERATOR, EDITION …
        case other(String, ObjectName)
    }

    package let subject: Subject
    package let text: String
}

package enum PurgeStatement: Sendable {
    case table(ObjectName)
    case index(ObjectName)
    case recycleBin
    case databaseRecycleBin
    case tablespace(Name)
}

package struct FlashbackTable: Sendable {
    package enum Point: Sendable {
        case beforeDrop(newName: Name?)
        case scn(Expression)
        case timestamp(Expression)
    }

    package let tables: [ObjectName]
    package let point: Point
    package let position: Position
}
