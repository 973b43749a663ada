/// A procedure, function, package or package body, type or type body: its text, whole, as it was sent.
package struct Routine: Sendable, Hashable {
    package var object: DictionaryObject
    /// From `PROCEDURE name` on: without CREATE [OR REPLACE], as USER_SOURCE shows it.
    package var text: String
    /// AUTHID CURRENT_USER
    package var isInvokersRights: Bool

    package init(object: DictionaryObject, text: String, isInvokersRights: Bool = false) {
        self.object = object
        self.text = text
        self.isInvokersRights = isInvokersRights
    }

    package var id: Int { object.id }
}

/// A trigger on a table, a view, a schema or the database.
package struct Trigger: Sendable, Hashable {
    package enum Timing: String, Sendable, Hashable {
        case before = "BEFORE"
        case after = "AFTER"
        case insteadOf = "INSTEAD OF"
        case compound = "COMPOUND"
    }

    package var object: DictionaryObject
    package var tableID: Int?
    package var timing: Timing
    package var isEachRow: Bool
    package var onInsert: Bool
    package var onUpdate: Bool
    package var onDelete: Bool
    /// UPDATE OF these columns; empty means any.
    package var updateColumns: [String]
    /// The names of the old and the new row: OLD and NEW unless REFERENCING says otherwise.
    package var oldName: String
    package var newName: String
    package var whenText: String?
    /// From DECLARE or BEGIN on.
    package var bodyText: String
    /// From `TRIGGER name` on, whole.
    package var text: String
    package var isEnabled: Bool

    package init(object: DictionaryObject, timing: Timing, bodyText: String, text: String) {
        self.object = object
        self.tableID = nil
        self.timing = timing
        self.isEachRow = false
        self.onInsert = false
        self.onUpdate = false
        self.onDelete = false
        self.updateColumns = []
        self.oldName = "OLD"
        self.newName = "NEW"
        self.whenText = nil
        self.bodyText = bodyText
        self.text = text
        self.isEnabled = true
    }
}
