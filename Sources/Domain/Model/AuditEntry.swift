/// Who did what, from where, to which object, with which result. Never changed, never deleted by hand.
package struct AuditEntry: Hashable, Sendable {
    package enum Outcome: String, Sendable, CaseIterable { case succeeded, refused, failed }

    /// One changed field, before and after; secrets appear as dots.
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

    /// Given by the catalog; grows with time.
    package var number: Int64
    package var at: Timestamp
    package var actor: Actor
    package var address: String
    /// A verb with its object: `dataSource.add`, `component.pause`, `session.start`.
    package var action: String
    package var object: Subject?
    package var objectName: String
    package var outcome: Outcome
    package var request: RequestID?
    package var changes: [Change]

    package init(
        number: Int64 = 0, at: Timestamp, actor: Actor, address: String, action: String, object: Subject?,
        objectName: String, outcome: Outcome, request: RequestID?, changes: [Change] = []
    ) {
        self.number = number
        self.at = at
        self.actor = actor
        self.address = address
        self.action = action
        self.object = object
        self.objectName = objectName
        self.outcome = outcome
        self.request = request
        self.changes = changes
    }
}
