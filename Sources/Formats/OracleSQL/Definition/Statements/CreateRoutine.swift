/// What a stored text is.
package enum RoutineKind: String, Sendable, Hashable {
    case procedure = "PROCEDURE"
    case function = "FUNCTION"
    case package = "PACKAGE"
    case packageBody = "PACKAGE BODY"
    case typeBody = "TYPE BODY"
}

/// CREATE [OR REPLACE] PROCEDURE | FUNCTION | PACKAGE [BODY] | TYPE BODY.
package struct CreateRoutine: Sendable {
    package let kind: RoutineKind
    package let name: ObjectName
    package let isReplacing: Bool
    /// From the word PROCEDURE, FUNCTION … on, to the end of the statement.
    package let text: Fragment
    package let position: Position
}

/// CREATE [OR REPLACE] TYPE.
package struct CreateType: Sendable {
    package enum Form: Sendable {
        case object([Attribute], hasMethods: Bool)
        case varray(limit: Int, DeclaredType)
        case nestedTable(DeclaredType)
        case incomplete
    }

    package struct Attribute: Sendable {
        package let name: Name
        package let type: DeclaredType
    }

    package let name: ObjectName
    package let form: Form
    package let isReplacing: Bool
    package let isForced: Bool
    package let text: Fragment
    package let position: Position
}

/// CREATE [OR REPLACE] TRIGGER.
package struct CreateTrigger: Sendable {
    package enum Timing: Sendable, Hashable { case before, after, insteadOf, compound }

    package let name: ObjectName
    package var isReplacing = false
    package var timing = Timing.before
    package var onInsert = false
    package var onUpdate = false
    package var onDelete = false
    package var updateColumns: [Name] = []
    /// Nil for triggers of a schema or of the database.
    package var table: ObjectName?
    package var isEachRow = false
    package var oldName = "OLD"
    package var newName = "NEW"
    package var isDisabled = false
    package var condition: Fragment?
    /// From DECLARE or BEGIN (or CALL, COMPOUND TRIGGER) on.
    package var body: Fragment
    /// From the word TRIGGER on.
    package var text: Fragment
    package let position: Position
}
